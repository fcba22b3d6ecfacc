// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice A quota in 0.01 point that refills evenly over 24 hours, and the roles of the account that holds it: one slot.
/// @param roles Bits of `Roles`; unused where the bucket belongs to no account.
/// @param limit Points a day.
/// @param nextLimit Higher limit that holds from `nextAt` on.
/// @param nextAt 0 where no rise is under way.
/// @param level Points left at `updatedAt`.
/// @param updatedAt 0 before the first grant.
struct Bucket {
    uint8 roles;
    uint48 limit;
    uint48 nextLimit;
    uint32 nextAt;
    uint48 level;
    uint32 updatedAt;
}

library BucketLib {
    uint256 internal constant PERIOD = 24 hours;
    uint256 internal constant MAX_LIMIT = type(uint48).max;

    /// @notice The bucket refilled to `timestamp`, a rise that is due put in effect.
    function refilled(Bucket memory b, uint256 timestamp) internal pure returns (Bucket memory) {
        if (b.nextAt != 0 && timestamp >= b.nextAt) {
            _refill(b, b.nextAt);
            // What is left of a point so far does not count at the new limit.
            b.updatedAt = b.nextAt;
            b.limit = b.nextLimit;
            b.nextLimit = 0;
            b.nextAt = 0;
        }
        _refill(b, timestamp);
        return b;
    }

    /// @notice The bucket with another limit: the first is full at once, a lower one holds at once, a higher one in 24 h.
    /// @return dueAt When the new limit holds.
    function limited(
        Bucket memory b,
        uint256 limit,
        uint256 timestamp
    ) internal pure returns (Bucket memory, uint256 dueAt) {
        b = refilled(b, timestamp);
        dueAt = timestamp;
        b.nextAt = 0;
        b.nextLimit = 0;
        if (b.updatedAt == 0) {
            b.level = uint48(limit);
            b.limit = uint48(limit);
            b.updatedAt = uint32(timestamp);
        } else if (limit <= b.limit) {
            b.limit = uint48(limit);
            if (b.level > limit) b.level = uint48(limit);
        } else {
            dueAt = timestamp + PERIOD;
            b.nextLimit = uint48(limit);
            b.nextAt = uint32(dueAt);
        }
        return (b, dueAt);
    }

    /// @dev Advances `updatedAt` only by the time the whole points took, so that frequent use loses no refill.
    function _refill(Bucket memory b, uint256 timestamp) private pure {
        if (b.updatedAt == 0 || timestamp <= b.updatedAt) return;
        unchecked {
            // level ≤ limit always; limit < 2^48, seconds < 2^32: no overflow.
            uint256 room = b.limit - b.level;
            uint256 gained = (uint256(b.limit) * (timestamp - b.updatedAt)) / PERIOD;
            if (gained >= room) {
                b.level = b.limit;
                b.updatedAt = uint32(timestamp);
            } else if (gained != 0) {
                b.level += uint48(gained);
                // ⌈gained × period ÷ limit⌉ is at most the time that passed.
                b.updatedAt += uint32((gained * PERIOD + b.limit - 1) / b.limit);
            }
        }
    }
}
