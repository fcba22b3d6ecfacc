// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Burns all the gas it is given when asked about a signature.
contract GasEaterAccount {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        assembly {
            invalid()
        }
    }
}
