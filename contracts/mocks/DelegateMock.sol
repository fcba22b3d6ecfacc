// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Code that an ERC-7702 account delegates to; it answers every signature alike.
contract DelegateMock {
    bool public immutable acceptsAll;

    constructor(bool acceptsAll_) {
        acceptsAll = acceptsAll_;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return acceptsAll ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}
