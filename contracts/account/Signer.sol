// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Who may sign for an account: a passkey, or an address (a wallet's or a contract's).
/// @param x First half of a P-256 public key; of an address, the address itself.
/// @param y Second half of a P-256 public key; zero for an address, as no point of the curve has y = 0.
struct Signer {
    bytes32 x;
    bytes32 y;
}
