// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IMemberAccount} from "../interfaces/IMemberAccount.sol";
import {AccountSigners} from "./AccountSigners.sol";
import {Signer} from "./Signer.sol";

/// @notice The way back into an account whose signers are lost: somebody named before asks, and the account waits.
abstract contract AccountRecovery is AccountSigners, EIP712 {
    uint256 private constant LEAST_DELAY = 1 days;
    uint256 private constant MOST_DELAY = 90 days;
    bytes32 private constant START_TYPEHASH = keccak256(
        "StartRecovery(bytes32 x,bytes32 y,uint256 nonce,uint256 deadline)"
    );

    Signer private _asker;
    Signer private _proposed;

    /// @inheritdoc IMemberAccount
    function recovery() external view returns (Recovery memory) {
        State memory state = _state;
        return Recovery(_asker, state.recoveryDelay, state.recoveryNonce, _proposed, state.recoveryDueAt);
    }

    /* BY THE ACCOUNT ITSELF */

    /// @inheritdoc IMemberAccount
    function setRecovery(Signer calldata signer, uint32 delay) external onlyEntryPointOrSelf {
        if (signer.isNone()) {
            if (_asker.isNone()) revert NoRecovery();
            if (delay != 0) revert BadRecoveryDelay(delay, 0, 0);
        } else {
            _checkGood(signer);
            if (_isSigner(signer)) revert AlreadySigner(signer.x, signer.y);
            if (delay < LEAST_DELAY || delay > MOST_DELAY) revert BadRecoveryDelay(delay, LEAST_DELAY, MOST_DELAY);
        }
        if (_state.recoveryDueAt != 0) _cancel();
        else ++_state.recoveryNonce;
        _setAsker(signer, delay);
    }

    /// @inheritdoc IMemberAccount
    function cancelRecovery() external onlyEntryPointOrSelf {
        if (_state.recoveryDueAt == 0) revert NoRecoveryPending();
        _cancel();
    }

    /* BY THE RECOVERY */

    /// @inheritdoc IMemberAccount
    function startRecovery(
        Signer calldata proposed,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external {
        Signer memory asker = _asker;
        State memory state = _state;
        if (asker.isNone()) revert NoRecovery();
        if (block.timestamp > deadline) revert DeadlineOver(deadline);
        if (nonce != state.recoveryNonce) revert BadRecoveryNonce(nonce, state.recoveryNonce);
        _checkGood(proposed);
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(START_TYPEHASH, proposed.x, proposed.y, nonce, deadline))
        );
        if (!asker.signed(digest, signature)) revert SignatureInvalid(address(this));

        uint256 dueAt = block.timestamp + state.recoveryDelay;
        _proposed = proposed;
        _state.recoveryDueAt = uint64(dueAt);
        ++_state.recoveryNonce;

        emit RecoveryStarted(proposed.x, proposed.y, dueAt);
    }

    /// @inheritdoc IMemberAccount
    function finishRecovery() external {
        uint256 dueAt = _state.recoveryDueAt;
        if (dueAt == 0) revert NoRecoveryPending();
        if (block.timestamp < dueAt) revert RecoveryNotDue(dueAt);
        Signer memory proposed = _proposed;

        _close();
        _replaceAll(proposed);
        // Who signs holds no recovery: removing it has to take all its power.
        if (proposed.equals(_asker)) _setAsker(Signer(0, 0), 0);

        emit RecoveryFinished(proposed.x, proposed.y);
    }

    /* INTERNAL */

    function _recoverySigner() internal view override returns (Signer memory) {
        return _asker;
    }

    /* PRIVATE */

    function _setAsker(Signer memory asker, uint32 delay) private {
        _asker = asker;
        _state.recoveryDelay = delay;

        emit RecoverySet(asker.x, asker.y, delay);
    }

    function _cancel() private {
        Signer memory proposed = _proposed;
        _close();

        emit RecoveryCancelled(proposed.x, proposed.y);
    }

    function _close() private {
        delete _proposed;
        _state.recoveryDueAt = 0;
        ++_state.recoveryNonce;
    }
}
