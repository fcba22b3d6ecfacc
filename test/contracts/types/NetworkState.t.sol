// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {NetworkState} from "../../../contracts/types/NetworkState.sol";
import {Assert} from "../support/Assert.sol";

/// @notice The hub's own word: brands, end of the pause, money accounted for.
contract NetworkStateTest is Assert {
    function testFuzz_I12_fieldsLeaveEachOtherAlone(uint32 count, uint40 until, uint128 amount) public pure {
        count = uint32(pick(count, 0, 2 ** 32 - 2));
        NetworkState s = NetworkState.wrap(count).withPausedUntil(until).withAccounted(amount);
        _assert(s, count, until, amount);
        _assert(s.plusBrand(), uint256(count) + 1, until, amount);
        _assert(s.withPausedUntil(2 ** 40 - 1), count, 2 ** 40 - 1, amount);
        _assert(s.withAccounted(2 ** 128 - 1), count, until, 2 ** 128 - 1);
        _assert(s.withAccounted(0), count, until, 0);
    }

    function _assert(NetworkState s, uint256 count, uint256 until, uint256 amount) private pure {
        assertEq(s.brandCount(), count, "brands");
        assertEq(s.pausedUntil(), until, "paused until");
        assertEq(s.accounted(), amount, "accounted");
    }
}
