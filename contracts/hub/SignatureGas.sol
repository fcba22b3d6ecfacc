// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @notice Calls with their own gas and bounded answers, so that no signer and no item can spoil the others of a batch.
library SignatureGas {
    /// @dev Enough for a passkey checked in Solidity on a chain without the P-256 precompile (about 325,000).
    uint256 internal constant LIMIT = 600_000;
    /// @dev Largest action but a payment: a swap or claim into new slots that burns expired points on the way.
    uint256 internal constant ACTION = 300_000;
    uint256 internal constant PAY_BASE = 250_000;
    /// @dev A leg is 64 bytes of payload and at most about 90,000 gas.
    uint256 internal constant PAY_PER_BYTE = 1_500;
    /// @dev Offset, 7 fields, length, and 8 legs of 2 words.
    uint256 internal constant PAY_MAX_BYTES = 800;
    /// @dev What the loop around an item needs.
    uint256 internal constant OVERHEAD = 40_000;
    uint256 private constant MAX_REASON = 256;

    /// @notice Whether `signer` signed `digest`: ECDSA first (also where an account delegates by EIP-7702), then ERC-1271.
    function isValid(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        (address recovered, , ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (recovered != address(0) && recovered == signer) return true;
        if (signer.code.length == 0) return false;

        bytes memory data = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bytes32 answer;
        bool ok;
        assembly ("memory-safe") {
            // One word of the answer is read, however long it is.
            ok := staticcall(LIMIT, signer, add(data, 32), mload(data), 0, 32)
            ok := and(ok, gt(returndatasize(), 31))
            answer := mload(0)
        }
        return ok && answer == bytes32(IERC1271.isValidSignature.selector);
    }

    /// @notice Calls this contract with `gasLimit`; of what it reverts with, the first 256 bytes are kept.
    function boundedCall(uint256 gasLimit, bytes memory data) internal returns (bool ok, bytes memory reason) {
        assembly ("memory-safe") {
            ok := call(gasLimit, address(), 0, add(data, 32), mload(data), 0, 0)
            if iszero(ok) {
                let size := returndatasize()
                if gt(size, MAX_REASON) {
                    size := MAX_REASON
                }
                reason := mload(0x40)
                mstore(reason, size)
                returndatacopy(add(reason, 32), 0, size)
                mstore(0x40, add(reason, add(32, MAX_REASON)))
            }
        }
    }
}
