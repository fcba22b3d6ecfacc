// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Makes members' accounts
/// @notice An account is an ERC-1167 clone with the passkey's public key in its immutable arguments, at an address that
/// follows from factory, implementation and key: it is known, and can hold points, before the account is made. Anybody may
/// make it; nobody can make it for another key.
interface IMemberAccountFactory {
    /// @notice The index by which a returning passkey finds its account: an assertion yields two candidate keys.
    event AccountCreated(address indexed account, bytes32 indexed x, bytes32 y);

    /// @notice Thrown for a key that is not a point of P-256: nobody could ever sign for it.
    error InvalidKey(bytes32 x, bytes32 y);

    function implementation() external view returns (address);

    /// @notice Address of the account of a passkey, whether or not it was made yet.
    function accountOf(bytes32 x, bytes32 y) external view returns (address);

    /// @notice Makes the account; where it exists already, only tells where. Emits AccountCreated once.
    function createAccount(bytes32 x, bytes32 y) external returns (address account);
}
