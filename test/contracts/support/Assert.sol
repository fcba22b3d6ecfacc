// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {vm} from "./Vm.sol";

/// @notice Assertions that say what was expected, and bounded picks for fuzzed inputs.
abstract contract Assert {
    error NotEqual(string what, uint256 got, uint256 expected);
    error TooHigh(string what, uint256 got, uint256 maximum);
    error TooLow(string what, uint256 got, uint256 minimum);
    error NotSo(string what);

    function assertEq(uint256 got, uint256 expected, string memory what) internal pure {
        if (got != expected) revert NotEqual(what, got, expected);
    }

    function assertLe(uint256 got, uint256 maximum, string memory what) internal pure {
        if (got > maximum) revert TooHigh(what, got, maximum);
    }

    function assertGe(uint256 got, uint256 minimum, string memory what) internal pure {
        if (got < minimum) revert TooLow(what, got, minimum);
    }

    function assertTrue(bool holds, string memory what) internal pure {
        if (!holds) revert NotSo(what);
    }

    /// @notice A number from `low` to `high`, both included; the ends are picked about one time in eight each.
    function pick(uint256 seed, uint256 low, uint256 high) internal pure returns (uint256) {
        uint256 die = seed % 16;
        if (die < 2) return low;
        if (die < 4) return high;
        if (die == 4) return high == low ? low : high - 1;
        if (die == 5) return low == high ? low : low + 1;

        return low + (uint256(keccak256(abi.encode(seed))) % (high - low + 1));
    }

    /// @notice Another seed out of this one.
    function mix(uint256 seed, uint256 salt) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }
}
