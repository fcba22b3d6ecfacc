// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Account} from "@openzeppelin/contracts/account/Account.sol";
import {IMemberAccount} from "../interfaces/IMemberAccount.sol";
import {Signer} from "./Signer.sol";

/// @notice Who signs for an account. The first passkey stands in the clone's code, the others in storage.
abstract contract AccountSigners is Account, IMemberAccount {
    /// @dev Length of an ERC-1167 clone; its arguments, the two halves of the first key, come after it.
    uint256 private constant CLONE = 45;
    uint256 private constant SLOTS = 8;

    /// @dev One slot for everything a signature or a recovery has to look at.
    /// @param taken Bit i: slot i has a signer. Bit 0 is stored the other way round, so that a new account needs no write.
    /// @param recoveryDelay Zero if nobody may ask for the account.
    /// @param recoveryNonce Of the next request.
    /// @param recoveryDueAt Zero if no request is pending.
    struct State {
        uint8 taken;
        uint32 recoveryDelay;
        uint64 recoveryNonce;
        uint64 recoveryDueAt;
    }

    State internal _state;
    mapping(uint256 slot => Signer) private _others;

    /* READS */

    /// @inheritdoc IMemberAccount
    function firstKey() public view returns (bytes32 x, bytes32 y) {
        assembly ("memory-safe") {
            // Scratch space.
            extcodecopy(address(), 0, CLONE, 64)
            x := mload(0)
            y := mload(32)
        }
    }

    /// @inheritdoc IMemberAccount
    function signers() external view returns (SignerEntry[] memory entries) {
        entries = new SignerEntry[](SLOTS);
        uint256 count;
        for (uint256 slot = 0; slot < SLOTS; ++slot) {
            if (_isTaken(slot)) entries[count++] = SignerEntry(uint8(slot), _signerAt(slot));
        }
        assembly ("memory-safe") {
            // count ≤ SLOTS
            mstore(entries, count)
        }
    }

    /* BY THE ACCOUNT ITSELF */

    /// @inheritdoc IMemberAccount
    function addSigner(Signer calldata signer) external onlyEntryPointOrSelf {
        _checkGood(signer);
        if (_isSigner(signer)) revert AlreadySigner(signer.x, signer.y);
        if (signer.equals(_recoverySigner())) revert HoldsRecovery(signer.x, signer.y);
        _add(signer);
    }

    /// @inheritdoc IMemberAccount
    function removeSigner(Signer calldata signer) external onlyEntryPointOrSelf {
        (bool found, uint256 slot) = _find(signer);
        if (!found) revert NotSigner(signer.x, signer.y);
        uint256 rest = _taken() & ~(1 << slot);
        if (rest == 0) revert LastSigner(signer.x, signer.y);
        _remove(slot);
    }

    /* INTERNAL */

    /// @dev `signature`: one byte of slot, and what its signer made.
    function _rawSignatureValidation(bytes32 hash, bytes calldata signature) internal view override returns (bool) {
        if (signature.length == 0) return false;
        uint256 slot = uint8(signature[0]);
        return _isTaken(slot) && _signerAt(slot).signed(hash, signature[1:]);
    }

    function _isSigner(Signer memory signer) internal view returns (bool found) {
        (found, ) = _find(signer);
    }

    function _checkGood(Signer memory signer) internal view {
        if (!signer.isGood()) revert BadSigner(signer.x, signer.y);
    }

    /// @dev Makes `signer` the only one.
    function _replaceAll(Signer memory signer) internal {
        for (uint256 slot = 0; slot < SLOTS; ++slot) {
            if (_isTaken(slot)) _remove(slot);
        }
        _add(signer);
    }

    /// @dev Both halves zero if nobody may ask for the account.
    function _recoverySigner() internal view virtual returns (Signer memory);

    /* PRIVATE */

    /// @dev The first key only ever stands in slot 0, where it costs no storage.
    function _add(Signer memory signer) private {
        uint256 slot = signer.equals(_signerAt(0)) ? 0 : _freeSlot();
        if (slot != 0) _others[slot] = signer;
        _setTaken(_taken() | (1 << slot));

        emit SignerAdded(signer.x, signer.y, uint8(slot));
    }

    function _remove(uint256 slot) private {
        Signer memory signer = _signerAt(slot);
        if (slot != 0) delete _others[slot];
        _setTaken(_taken() & ~(1 << slot));

        emit SignerRemoved(signer.x, signer.y, uint8(slot));
    }

    function _find(Signer memory signer) private view returns (bool found, uint256 slot) {
        for (; slot < SLOTS; ++slot) {
            if (_isTaken(slot) && signer.equals(_signerAt(slot))) return (true, slot);
        }
    }

    function _freeSlot() private view returns (uint256 slot) {
        for (slot = 1; _isTaken(slot); ++slot) {}
        if (slot == SLOTS) revert TooManySigners(SLOTS - 1);
    }

    function _signerAt(uint256 slot) private view returns (Signer memory) {
        if (slot != 0) return _others[slot];
        (bytes32 x, bytes32 y) = firstKey();
        return Signer(x, y);
    }

    function _isTaken(uint256 slot) private view returns (bool) {
        return (_taken() >> slot) & 1 != 0;
    }

    function _taken() private view returns (uint256) {
        return _state.taken ^ 1;
    }

    function _setTaken(uint256 taken) private {
        // SLOTS bits
        _state.taken = uint8(taken ^ 1);
    }
}
