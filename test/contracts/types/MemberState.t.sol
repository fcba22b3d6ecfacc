// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MemberState, MemberStateLib} from "../../../contracts/types/MemberState.sol";
import {Assert} from "../support/Assert.sol";

/// @notice The nonce window against a plain set of used numbers, and the lock beside it.
contract MemberStateTest is Assert {
    mapping(uint256 nonce => bool) private dead;

    function testFuzz_I10_eachNonceOnce(uint256 seed) public {
        MemberState state = _state(seed % 3 == 0 ? 2 ** 56 - 1000 : seed % 1000, seed);
        uint256 start = state.base();
        uint256 delay = state.unlockDelay();
        uint256 unlockAt = state.unlockAt();

        for (uint256 step = 0; step < 60; step++) {
            uint256 die = mix(seed, step);
            uint256 base = state.base();
            if (die % 10 == 0) {
                uint256 newBase = base + pick(die >> 8, 1, die % 20 == 0 ? 20 : 3);
                for (uint256 n = base; n < newBase; n++) {
                    dead[n] = true;
                }
                state = state.withBase(newBase);
            } else {
                uint256 nonce = die % 3 == 0 ? base : base + pick(die >> 8, 0, 130);
                assertTrue(
                    state.usable(nonce) == (nonce < base + 128 && !dead[nonce]),
                    "usable exactly while unused and near"
                );
                if (!state.usable(nonce)) continue;

                state = state.withUsed(nonce);
                dead[nonce] = true;
                assertTrue(!state.usable(nonce), "a used nonce is never usable again");
            }
            assertTrue(!dead[state.base()], "the base is the first nonce that is left");
            for (uint256 n = start; n < state.base(); n++) {
                assertTrue(dead[n], "nothing below the base was left over");
            }
        }
        for (uint256 n = start; n < state.base() + 140; n++) {
            bool inside = n >= state.base() && n < state.base() + 128;
            assertTrue(state.usable(n) == (inside && !dead[n]), "the window tells every nonce apart");
        }
        assertEq(state.unlockDelay(), delay, "I12 nonces leave the delay alone");
        assertEq(state.unlockAt(), unlockAt, "I12 nonces leave the lock alone");
    }

    function testFuzz_I12_aLockLeavesTheNoncesAlone(uint256 word, uint32 delay, uint40 due) public pure {
        MemberState state = MemberState.wrap(word);
        MemberState locked = state.withLock(delay, due);

        assertEq(locked.window(), word % 2 ** 128, "window");
        assertEq(locked.base(), (word >> 128) % 2 ** 56, "base");
        assertEq(locked.unlockDelay(), delay, "delay");
        assertEq(locked.unlockAt(), due, "unlock at");
    }

    function testFuzz_isLockedUntilTheTimeItself(uint256 word, uint40 due) public pure {
        MemberState state = MemberState.wrap(word).withLock(0, due);

        if (due > 0) assertTrue(state.isLocked(uint256(due) - 1), "locked the second before");
        assertTrue(!state.isLocked(due), "free at its time");
        assertTrue(!state.isLocked(uint256(due) + 1), "free afterwards");
    }

    function test_I10_allOf128NoncesInAnyOrderMoveTheBase() public pure {
        MemberState state = _state(7, 0);
        for (uint256 i = 0; i < 128; i++) {
            state = state.withUsed(7 + 127 - i);
        }

        assertEq(state.base(), 7 + 128, "base");
        assertEq(state.window(), 0, "window");
    }

    function test_I10_cancelling128AheadKillsTheWholeWindow() public pure {
        MemberState state = _state(7, 0).withUsed(10).withUsed(134);
        state = state.withBase(7 + 128);

        assertEq(state.base(), 135, "base");
        assertEq(state.window(), 0, "window");
        assertTrue(!state.usable(134) && state.usable(135), "usable");
    }

    function _state(uint256 base, uint256 seed) private pure returns (MemberState) {
        return MemberState.wrap(base << 128).withLock(seed % 2 ** 32, (seed >> 32) % 2 ** 40);
    }
}
