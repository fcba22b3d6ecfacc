// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice One lot of points as a person would write it down: how many, and the last epoch they live in.
/// @param lastEpoch 2^256 - 1 where the lot does not age.
struct NaiveLot {
    uint256 points;
    uint256 lastEpoch;
}

/// @notice Lots as a plain list with loops, to hold the packed lanes against.
/// @dev Shares no code with contracts/types/Lots.sol.
library NaiveLots {
    uint256 internal constant NEVER = type(uint256).max;

    /// @notice The list a lots word stands for: lane i lives through epoch + i, lane 5 for ever where `permanent`.
    function fromWord(uint256 word, bool permanent) internal pure returns (NaiveLot[] memory list) {
        list = new NaiveLot[](6);
        for (uint256 i = 0; i < 6; i++) {
            list[i].points = (word / 2 ** (40 * i)) % 2 ** 40;
            list[i].lastEpoch = permanent && i == 5 ? NEVER : ((word / 2 ** 240) % 2 ** 15) + i;
        }
    }

    function total(NaiveLot[] memory list) internal pure returns (uint256 sum) {
        for (uint256 i = 0; i < list.length; i++) {
            sum += list[i].points;
        }
    }

    /// @notice Drops what does not live in `epoch` any more.
    function expire(NaiveLot[] memory list, uint256 epoch) internal pure returns (uint256 expired) {
        for (uint256 i = 0; i < list.length; i++) {
            if (list[i].lastEpoch < epoch) {
                expired += list[i].points;
                list[i].points = 0;
            }
        }
    }

    /// @notice Points that live exactly through `lastEpoch`.
    function livingThrough(NaiveLot[] memory list, uint256 lastEpoch) internal pure returns (uint256 sum) {
        for (uint256 i = 0; i < list.length; i++) {
            if (list[i].lastEpoch == lastEpoch) sum += list[i].points;
        }
    }

    function copy(NaiveLot[] memory list) internal pure returns (NaiveLot[] memory other) {
        other = new NaiveLot[](list.length);
        for (uint256 i = 0; i < list.length; i++) {
            other[i] = NaiveLot(list[i].points, list[i].lastEpoch);
        }
    }

    /// @notice Takes points off in the order given by `lanes` (indexes into the list).
    function take(
        NaiveLot[] memory list,
        uint256 points,
        uint256[] memory lanes
    ) internal pure returns (NaiveLot[] memory taken, uint256 missing) {
        taken = copy(list);
        for (uint256 i = 0; i < taken.length; i++) {
            taken[i].points = 0;
        }
        for (uint256 i = 0; i < lanes.length; i++) {
            while (points > 0 && list[lanes[i]].points > 0) {
                uint256 part = points < list[lanes[i]].points ? points : list[lanes[i]].points;
                list[lanes[i]].points -= part;
                taken[lanes[i]].points += part;
                points -= part;
            }
        }
        missing = points;
    }
}
