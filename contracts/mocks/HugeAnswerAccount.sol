// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Answers with one megabyte (or as much as the gas allows), which begins with the right magic value or not.
contract HugeAnswerAccount {
    uint256 private constant MEGABYTE = 1 << 20;

    bool public immutable reverts;
    bool public immutable honest;

    constructor(bool reverts_, bool honest_) {
        reverts = reverts_;
        honest = honest_;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        bool fails = reverts;
        bytes4 magic = honest ? this.isValidSignature.selector : bytes4(0);
        // Memory of a megabyte costs 2.2 million gas: with less, half of what is left is spent on it.
        uint256 size = gasleft() > 2_500_000 ? MEGABYTE : gasleft() / 8;

        assembly {
            mstore(0, magic)
            if fails {
                revert(0, size)
            }
            return(0, size)
        }
    }
}
