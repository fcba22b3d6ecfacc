// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Signer} from "../account/Signer.sol";

/// @title A member's own account
/// @notice An account without a seed phrase: a passkey signs, anybody submits. Made by `IMemberAccountFactory`, whose
/// address commits to the first passkey, so that it can be credited before it exists.
///
/// The first passkey and up to 7 others sign, each of which can do everything alone. A signature is one byte, the signer's
/// slot, followed by what the signer made: of a passkey the six fields of OpenZeppelin's `WebAuthnAuth` (user verified, low
/// s), of an address 65 bytes of ECDSA or what its contract takes by ERC-1271. Slot 0 is the first passkey's alone.
///
/// - ERC-1271 with ERC-7739: what is signed names this account and this chain, so no signature counts anywhere else.
/// - ERC-7821 `execute` for the account itself and for the EntryPoint v0.8, which is accepted and never needed.
/// - `executeSigned` for everybody else who carries a signed request of the account.
///
/// @dev Warning: one signer is enough for everything, also for removing the others; a stolen unlocked device is stopped by
/// removing it, or by the hub's spend lock. The recovery signer can only ask, and is told no by any signer for as long as
/// the delay lasts; whoever loses every signer and has named no recovery has lost the account.
interface IMemberAccount {
    /// @param to Zero stands for the account itself.
    struct Call {
        address to;
        uint256 value;
        bytes data;
    }

    /// @param slot First byte of this signer's signatures.
    struct SignerEntry {
        uint8 slot;
        Signer signer;
    }

    /// @param signer Who may ask for the account; both halves zero if nobody may.
    /// @param delay Seconds a request waits.
    /// @param nonce What the next `StartRecovery` has to name.
    /// @param proposed The only signer there will be once the pending request is finished; zero if none is pending.
    /// @param dueAt From when the pending request can be finished; zero if none is pending.
    struct Recovery {
        Signer signer;
        uint32 delay;
        uint64 nonce;
        Signer proposed;
        uint64 dueAt;
    }

    event SignerAdded(bytes32 indexed x, bytes32 y, uint8 slot);
    event SignerRemoved(bytes32 indexed x, bytes32 y, uint8 slot);
    /// @notice Both halves zero: there is no recovery any more.
    event RecoverySet(bytes32 indexed x, bytes32 y, uint32 delay);
    event RecoveryStarted(bytes32 indexed x, bytes32 y, uint256 dueAt);
    event RecoveryCancelled(bytes32 indexed x, bytes32 y);
    event RecoveryFinished(bytes32 indexed x, bytes32 y);
    event OperationExecuted(uint256 indexed nonce);

    /// @notice Thrown for what is neither a point of P-256 nor an address other than zero and the account's own.
    error BadSigner(bytes32 x, bytes32 y);
    error AlreadySigner(bytes32 x, bytes32 y);
    error NotSigner(bytes32 x, bytes32 y);
    /// @notice Thrown where a signer would hold the recovery as well: removing it would not take its power.
    error HoldsRecovery(bytes32 x, bytes32 y);
    /// @param most Signers there can be besides the first passkey.
    error TooManySigners(uint256 most);
    error LastSigner(bytes32 x, bytes32 y);
    error SignatureInvalid(address account);
    error DeadlineOver(uint256 deadline);
    error NonceUsed(uint256 nonce);
    error BadRecoveryDelay(uint256 delay, uint256 least, uint256 most);
    error BadRecoveryNonce(uint256 nonce, uint256 expected);
    error NoRecovery();
    error NoRecoveryPending();
    error RecoveryNotDue(uint256 dueAt);

    /* READS */

    /// @notice The passkey the account was made with, whether or not it is still a signer.
    function firstKey() external view returns (bytes32 x, bytes32 y);

    /// @notice Everybody who can sign now, by slot.
    function signers() external view returns (SignerEntry[] memory);

    function recovery() external view returns (Recovery memory);

    /// @notice Whether an operation with this nonce was carried out.
    function isNonceUsed(uint256 nonce) external view returns (bool);

    /* SIGNED BY A SIGNER, CARRIED BY ANYBODY */

    /// @notice Makes the calls in order, all or none. Emits OperationExecuted. No calls at all: the nonce is used up, so
    /// that an operation signed with it and not yet carried out never will be.
    ///
    /// Requirements:
    /// - `signature` is a present signer's over EIP-712 `Operation(Call[] calls,uint256 nonce,uint256
    ///   deadline)Call(address to,uint256 value,bytes data)` in the account's own domain.
    /// - `nonce` was not used; nonces need no order. A call that reverts uses none.
    /// - the deadline is not over.
    function executeSigned(Call[] calldata calls, uint256 nonce, uint256 deadline, bytes calldata signature) external;

    /* BY THE ACCOUNT ITSELF */

    /// @notice Lets another passkey or address sign. Emits SignerAdded.
    function addSigner(Signer calldata signer) external;

    /// @notice Takes a signer out, at once; what it signed before and was not carried out counts no more. The first passkey
    /// can be removed too, the last signer cannot. Emits SignerRemoved.
    function removeSigner(Signer calldata signer) external;

    /// @notice Names who may ask for the account when all signers are lost, and how long such a request waits: 1 to 90
    /// days. Zero halves and no delay end the recovery. A pending request is cancelled. Emits RecoverySet.
    function setRecovery(Signer calldata signer, uint32 delay) external;

    /// @notice Drops the pending request. Emits RecoveryCancelled.
    /// @dev Names no request: it hits whatever is pending when it comes, so that nobody outruns it by asking anew. Where
    /// nothing is pending it reverts, and the signed operation stays good.
    function cancelRecovery() external;

    /* BY THE RECOVERY */

    /// @notice Asks for the account in favour of `proposed`, in place of a request that is pending. Emits RecoveryStarted.
    ///
    /// Requirements:
    /// - `signature` is the recovery signer's (no slot before it) over EIP-712 `StartRecovery(bytes32 x,bytes32 y,uint256
    ///   nonce,uint256 deadline)` in the account's own domain.
    /// - `nonce` is the one `recovery()` names; each start, cancel, finish and change of the recovery uses it up.
    /// - the deadline is not over.
    function startRecovery(
        Signer calldata proposed,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Makes the proposed signer the only one, once the request is due; anybody may call. Where it is the recovery
    /// signer itself, the account has no recovery afterwards. Emits SignerRemoved for each signer, SignerAdded and
    /// RecoveryFinished.
    function finishRecovery() external;
}
