// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What the hub remembers of a member, in one word. From the lowest bit: nonce window 128 · nonce base 56 · unlock
/// delay 32 · unlock at 40. Nonce n is usable if base ≤ n < base + 128 and bit n - base of the window is unset.
type MemberState is uint256;

using MemberStateLib for MemberState global;

library MemberStateLib {
    uint256 internal constant WINDOW = 128;
    /// @dev `unlock at` of a lock that is not being lifted.
    uint256 internal constant FOR_EVER = (1 << 40) - 1;
    uint256 private constant BASE = 128;
    uint256 private constant DELAY = 184;
    uint256 private constant UNLOCK_AT = 216;
    uint256 private constant WINDOW_MASK = (1 << 128) - 1;
    uint256 private constant BASE_MASK = (1 << 56) - 1;
    uint256 private constant DELAY_MASK = (1 << 32) - 1;
    uint256 private constant NONCES = (1 << 184) - 1;

    function window(MemberState s) internal pure returns (uint256) {
        return MemberState.unwrap(s) & WINDOW_MASK;
    }

    function base(MemberState s) internal pure returns (uint256) {
        return (MemberState.unwrap(s) >> BASE) & BASE_MASK;
    }

    function unlockDelay(MemberState s) internal pure returns (uint256) {
        return (MemberState.unwrap(s) >> DELAY) & DELAY_MASK;
    }

    function unlockAt(MemberState s) internal pure returns (uint256) {
        return MemberState.unwrap(s) >> UNLOCK_AT;
    }

    function isLocked(MemberState s, uint256 timestamp) internal pure returns (bool) {
        return timestamp < s.unlockAt();
    }

    function withLock(MemberState s, uint256 delay, uint256 dueAt) internal pure returns (MemberState) {
        return MemberState.wrap((MemberState.unwrap(s) & NONCES) | (delay << DELAY) | (dueAt << UNLOCK_AT));
    }

    /// @notice Whether `nonce` may be used now.
    function usable(MemberState s, uint256 nonce) internal pure returns (bool) {
        uint256 first = s.base();
        if (nonce < first || nonce >= first + WINDOW) return false;
        return (s.window() >> (nonce - first)) & 1 == 0;
    }

    /// @notice The state with `nonce`, which is usable, used; the base moves over used low bits.
    function withUsed(MemberState s, uint256 nonce) internal pure returns (MemberState) {
        uint256 first = s.base();
        uint256 bits = s.window() | (1 << (nonce - first));
        while (bits & 1 != 0) {
            bits >>= 1;
            ++first;
        }
        return _withNonces(s, first, bits);
    }

    /// @notice The state with every nonce below `newBase` dead; `newBase` lies at most 128 ahead of the base.
    function withBase(MemberState s, uint256 newBase) internal pure returns (MemberState) {
        uint256 bits = s.window() >> (newBase - s.base());
        uint256 first = newBase;
        while (bits & 1 != 0) {
            bits >>= 1;
            ++first;
        }
        return _withNonces(s, first, bits);
    }

    function _withNonces(MemberState s, uint256 first, uint256 bits) private pure returns (MemberState) {
        return MemberState.wrap((MemberState.unwrap(s) & ~NONCES) | (first << BASE) | bits);
    }
}
