// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IClearingHub} from "./interfaces/IClearingHub.sol";
import {HubBase} from "./hub/HubBase.sol";
import {HubMembers} from "./hub/HubMembers.sol";
import {HubNetwork} from "./hub/HubNetwork.sol";
import {IntentHashes} from "./hub/IntentHashes.sol";
import {SignatureGas} from "./hub/SignatureGas.sol";
import {PointsToken} from "./PointsToken.sol";
import {
    CancelNoncesIntent,
    ClaimIntent,
    DonateIntent,
    Intent,
    LockIntent,
    PayIntent,
    RedeemIntent,
    SwapIntent,
    TransferIntent,
    UnlockIntent,
    Verb
} from "./types/Intents.sol";
import {MemberState, MemberStateLib} from "./types/MemberState.sol";

/// @title Clearing hub
contract ClearingHub is HubMembers, EIP712 {
    uint256 private constant MIN_NOTICE = 10 days;
    uint256 private constant MAX_NOTICE = 365 days;
    uint256 private constant DEVELOPMENT_CHAIN = 31337;

    /// @param authority AccessManager of the network's roles.
    /// @param notice_ Seconds; at least 10 days, shorter only on chain 31337.
    constructor(
        address authority,
        address stablecoin_,
        address causeRegistry_,
        uint256 notice_
    )
        HubBase(stablecoin_, causeRegistry_, address(new PointsToken(address(this), notice_)), notice_)
        HubNetwork(authority)
        EIP712("openpoints", "1")
    {
        if (notice_ < MIN_NOTICE && block.chainid != DEVELOPMENT_CHAIN) revert NoticeTooShort(notice_, MIN_NOTICE);
        if (notice_ > MAX_NOTICE) revert NoticeTooLong(notice_, MAX_NOTICE);
        uint8 decimals = IERC20Metadata(stablecoin_).decimals();
        if (decimals != 6) revert BadStablecoin(decimals);
    }

    /* READS */

    /// @inheritdoc IClearingHub
    function noncesOf(address member) external view returns (uint256 base, uint256 window) {
        return (_members[member].base(), _members[member].window());
    }

    /// @inheritdoc IClearingHub
    function claimAddressOf(uint32 brandId, address claimKey) public pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("claim", brandId, claimKey)))));
    }

    /* WRITES */

    /// @inheritdoc IClearingHub
    function claim(
        uint32 brandId,
        address claimKey,
        address to,
        bytes calldata signature
    ) external nonReentrant returns (uint256) {
        return _claim(brandId, claimKey, to, signature);
    }

    /// @inheritdoc IClearingHub
    function cancelNonces(uint256 newBase) external nonReentrant {
        _cancelNonces(msg.sender, newBase);
    }

    /// @inheritdoc IClearingHub
    function execute(Intent[] calldata intents) external nonReentrant returns (bool[] memory done) {
        done = new bool[](intents.length);
        for (uint256 i = 0; i < intents.length; ++i) {
            Intent calldata item = intents[i];
            uint256 allowance = SignatureGas.LIMIT + _actionGas(item);
            // An item is tried with all the gas it may need or not at all, so that nobody can make it fail by starving it.
            // A call passes on at most 63/64 of what is left.
            if ((gasleft() * 63) / 64 < allowance + SignatureGas.OVERHEAD) revert NotEnoughGas(i, allowance);

            bytes memory reason;
            (done[i], reason) = SignatureGas.boundedCall(
                allowance,
                abi.encodeCall(this.perform, (item.verb, item.payload, item.signature))
            );
            if (!done[i]) emit IntentFailed(i, item.verb, reason);
        }
    }

    /// @notice One item of `execute`, in a call of its own. Only the hub calls it.
    function perform(uint8 number, bytes calldata payload, bytes calldata signature) external {
        if (msg.sender != address(this)) revert NotSelf(msg.sender);
        if (number > uint8(type(Verb).max)) revert UnknownVerb(number);
        Verb verb = Verb(number);
        if (verb == Verb.Swap) _performSwap(payload, signature);
        else if (verb == Verb.Donate) _performDonate(payload, signature);
        else if (verb == Verb.Pay) _performPay(payload, signature);
        else if (verb == Verb.Redeem) _performRedeem(payload, signature);
        else if (verb == Verb.Transfer) _performTransfer(payload, signature);
        else if (verb == Verb.Lock) _performLock(payload, signature);
        else if (verb == Verb.Unlock) _performUnlock(payload, signature);
        else if (verb == Verb.CancelNonces) _performCancelNonces(payload, signature);
        else _performClaim(payload, signature);
    }

    /* PRIVATE */

    function _performSwap(bytes calldata payload, bytes calldata signature) private {
        SwapIntent memory i = abi.decode(payload, (SwapIntent));
        _authorize(Verb.Swap, i.member, i.nonce, i.deadline, IntentHashes.flat(Verb.Swap, payload), signature);
        _swap(i.member, i.fromBrandId, i.toBrandId, i.points, i.minPointsOut);
    }

    function _performDonate(bytes calldata payload, bytes calldata signature) private {
        DonateIntent memory i = abi.decode(payload, (DonateIntent));
        _authorize(Verb.Donate, i.member, i.nonce, i.deadline, IntentHashes.flat(Verb.Donate, payload), signature);
        _donate(i.member, i.brandId, i.causeId, i.points, i.minValue);
    }

    function _performPay(bytes calldata payload, bytes calldata signature) private {
        PayIntent memory i = abi.decode(payload, (PayIntent));
        _authorize(Verb.Pay, i.member, i.nonce, i.deadline, IntentHashes.pay(i), signature);
        _pay(i.member, i.brandId, i.orderReference, i.legs, i.minValue);
    }

    function _performRedeem(bytes calldata payload, bytes calldata signature) private {
        RedeemIntent memory i = abi.decode(payload, (RedeemIntent));
        _authorize(Verb.Redeem, i.member, i.nonce, i.deadline, IntentHashes.flat(Verb.Redeem, payload), signature);
        checkUnlocked(i.member);
        _token(i.brandId).redeemFor(i.member, i.points, i.orderReference);
    }

    function _performTransfer(bytes calldata payload, bytes calldata signature) private {
        TransferIntent memory i = abi.decode(payload, (TransferIntent));
        _authorize(Verb.Transfer, i.member, i.nonce, i.deadline, IntentHashes.flat(Verb.Transfer, payload), signature);
        checkUnlocked(i.member);
        _token(i.brandId).transferFor(i.member, i.to, i.points);
    }

    function _performLock(bytes calldata payload, bytes calldata signature) private {
        LockIntent memory i = abi.decode(payload, (LockIntent));
        _authorize(Verb.Lock, i.member, i.nonce, i.deadline, IntentHashes.flat(Verb.Lock, payload), signature);
        _lock(i.member, i.unlockDelay);
    }

    function _performUnlock(bytes calldata payload, bytes calldata signature) private {
        UnlockIntent memory i = abi.decode(payload, (UnlockIntent));
        _authorize(Verb.Unlock, i.member, i.nonce, i.deadline, IntentHashes.flat(Verb.Unlock, payload), signature);
        _unlock(i.member);
    }

    function _performCancelNonces(bytes calldata payload, bytes calldata signature) private {
        CancelNoncesIntent memory i = abi.decode(payload, (CancelNoncesIntent));
        bytes32 hash = IntentHashes.flat(Verb.CancelNonces, payload);
        _authorize(Verb.CancelNonces, i.member, i.nonce, i.deadline, hash, signature);
        // Using the intent's own nonce may have moved the base as far as it asks for.
        if (_members[i.member].base() < i.newBase) _cancelNonces(i.member, i.newBase);
    }

    function _performClaim(bytes calldata payload, bytes calldata signature) private {
        ClaimIntent memory i = abi.decode(payload, (ClaimIntent));
        _claim(i.brandId, i.claimKey, i.to, signature);
    }

    /// @dev Checks deadline, nonce and signature of an intent and uses its nonce. A later revert gives the nonce back.
    function _authorize(
        Verb verb,
        address member,
        uint256 nonce,
        uint256 deadline,
        bytes32 structHash,
        bytes calldata signature
    ) private {
        _checkDeadline(deadline);
        MemberState state = _members[member];
        if (!state.usable(nonce)) revert NonceUnusable(member, nonce, state.base());
        if (!SignatureGas.isValid(member, _hashTypedDataV4(structHash), signature)) revert BadSignature(member);

        _members[member] = state.withUsed(nonce);

        emit IntentExecuted(member, nonce, verb);
    }

    function _cancelNonces(address member, uint256 newBase) private {
        MemberState state = _members[member];
        uint256 base = state.base();
        if (newBase <= base || newBase > base + MemberStateLib.WINDOW) revert BadNonceBase(member, newBase, base);

        _members[member] = state.withBase(newBase);

        emit NoncesCancelled(member, newBase);
    }

    function _claim(
        uint32 brandId,
        address claimKey,
        address to,
        bytes calldata signature
    ) private returns (uint256 points) {
        bytes32 digest = _hashTypedDataV4(IntentHashes.claim(brandId, claimKey, to));
        (address signer, , ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (signer == address(0) || signer != claimKey) revert BadClaimSignature(claimKey);
        checkNotPaused();

        address from = claimAddressOf(brandId, claimKey);
        uint256 lots;
        (points, lots) = _token(brandId).moveClaimed(from, to);

        emit Claimed(brandId, from, to, points, lots);
    }

    /// @dev Gas an action may use, whoever asks: fixed by its verb and, for a payment, its size.
    function _actionGas(Intent calldata item) private pure returns (uint256) {
        if (item.verb != uint8(Verb.Pay)) return SignatureGas.ACTION;
        uint256 size = item.payload.length;
        // A longer payload than that of 8 legs is none of a payment that could succeed.
        if (size > SignatureGas.PAY_MAX_BYTES) size = SignatureGas.PAY_MAX_BYTES;
        return SignatureGas.PAY_BASE + size * SignatureGas.PAY_PER_BYTE;
    }
}
