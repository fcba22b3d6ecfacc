// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Points by age in one word: six lanes of 40 bits, lane i in bits [40i, 40i + 40), and the epoch they are counted
/// from in the top 16 bits. Lane i lives through epoch `word epoch + i` inclusive. Where points are permanent, lane 5
/// does not age.
/// The highest bit of a balance says that points were minted to it since it was last claimed; lots on the move never carry it.
type Lots is uint256;

using LotsLib for Lots global;

library LotsLib {
    /// @dev Largest amount of a lane, in 0.01 point.
    uint256 internal constant MAX_LANE = (1 << 40) - 1;
    uint256 internal constant LAST_LANE = 5;
    uint256 private constant LANE_BITS = 40;
    uint256 private constant EPOCH_SHIFT = 240;
    uint256 private constant ALL_LANES = (1 << 240) - 1;
    uint256 private constant EPOCH_MASK = ((1 << 15) - 1) << 240;
    uint256 private constant MINTED = 1 << 255;
    uint256 private constant PERMANENT_LANE = MAX_LANE << 200;
    /// @dev One bit above each lane: where a carry out of it would land.
    uint256 private constant CARRIES = (1 << 40) | (1 << 80) | (1 << 120) | (1 << 160) | (1 << 200) | (1 << 240);

    /// @notice Thrown when an amount does not fit a lane. The same error as the interfaces'.
    error AmountTooLarge(uint256 amount, uint256 maximum);

    /// @notice The same lots counted from `epoch`, and how many points fell off on the way there.
    /// A word whose epoch lies ahead is left as it is.
    function aged(Lots lots, uint256 epoch, bool permanent) internal pure returns (Lots now_, uint256 expired) {
        uint256 word = Lots.unwrap(lots);
        uint256 from = (word & EPOCH_MASK) >> EPOCH_SHIFT;
        if (from >= epoch) return (lots, 0);

        uint256 lanes = word & ALL_LANES;
        if (lanes != 0) {
            uint256 ageing = permanent ? lanes & ~PERMANENT_LANE : lanes;
            uint256 shift = LANE_BITS * (epoch - from);
            uint256 left = ageing >> shift;
            // What is left, moved back, differs from what was there by exactly the lanes that fell off.
            uint256 fallen = ageing ^ (left << shift);
            if (fallen != 0) expired = _sum(fallen);
            lanes = left | (lanes ^ ageing);
        }
        now_ = Lots.wrap((word & MINTED) | (epoch << EPOCH_SHIFT) | lanes);
    }

    /// @notice All points in the lanes.
    function total(Lots lots) internal pure returns (uint256) {
        return _sum(Lots.unwrap(lots) & ALL_LANES);
    }

    function epochOf(Lots lots) internal pure returns (uint256) {
        return (Lots.unwrap(lots) & EPOCH_MASK) >> EPOCH_SHIFT;
    }

    function laneOf(Lots lots, uint256 lane) internal pure returns (uint256) {
        return (Lots.unwrap(lots) >> (LANE_BITS * lane)) & MAX_LANE;
    }

    /// @notice `points` in one lane, counted from `epoch`. The caller bounds `points` by MAX_LANE.
    function single(uint256 points, uint256 lane, uint256 epoch) internal pure returns (Lots) {
        return Lots.wrap((epoch << EPOCH_SHIFT) | (points << (LANE_BITS * lane)));
    }

    /// @notice Both lane by lane, counted from the first one's epoch; reverts rather than overflow a lane.
    function plus(Lots lots, Lots more) internal pure returns (Lots) {
        uint256 a = Lots.unwrap(lots) & ALL_LANES;
        uint256 b = Lots.unwrap(more) & ALL_LANES;
        unchecked {
            // Two 240-bit numbers: no overflow of the word.
            uint256 sum = a + b;
            // A bit of `a ^ b ^ sum` is set exactly where a carry came in from the bit below.
            if ((a ^ b ^ sum) & CARRIES != 0) revert AmountTooLarge(_sum(b), MAX_LANE);
            return Lots.wrap((Lots.unwrap(lots) & ~ALL_LANES) | sum);
        }
    }

    /// @notice Whether points were minted to this balance since it was last claimed.
    function isMinted(Lots lots) internal pure returns (bool) {
        return Lots.unwrap(lots) & MINTED != 0;
    }

    /// @notice The lots alone, without the mark of a mint.
    function unmarked(Lots lots) internal pure returns (Lots) {
        return Lots.wrap(Lots.unwrap(lots) & ~MINTED);
    }

    /// @notice Minted `points`, at most MAX_LANE, added to one lane and marked; reverts rather than overflow the lane.
    function plusMinted(Lots lots, uint256 points, uint256 lane) internal pure returns (Lots) {
        unchecked {
            uint256 shift = LANE_BITS * lane;
            uint256 word = Lots.unwrap(lots);
            // Two numbers below 2^40: no overflow.
            if (((word >> shift) & MAX_LANE) + points > MAX_LANE) revert AmountTooLarge(points, MAX_LANE);
            return Lots.wrap((word + (points << shift)) | MINTED);
        }
    }

    /// @notice Takes `points` off, soonest-expiring lane first; `taken` is less where less was there.
    function take(Lots lots, uint256 points) internal pure returns (Lots rest, Lots taken, uint256 missing) {
        uint256 word = Lots.unwrap(lots);
        uint256 lanes = word & ALL_LANES;
        uint256 gone;
        unchecked {
            uint256 shift;
            uint256 left = lanes;
            while (left != 0) {
                uint256 lane = left & MAX_LANE;
                if (lane >= points) {
                    gone |= points << shift;
                    points = 0;
                    break;
                }
                gone |= lane << shift;
                points -= lane;
                left >>= LANE_BITS;
                shift += LANE_BITS;
            }
            // Every lane of `gone` is at most the same lane of `word`: no borrow crosses a lane.
            rest = Lots.wrap(word - gone);
            taken = Lots.wrap((word & EPOCH_MASK) | gone);
        }
        missing = points;
    }

    /// @notice Takes up to `points` off: lane `first`, then younger ones, then older ones.
    /// @param first A lane below 6; 0 takes all lanes from the oldest.
    function takeFrom(
        Lots lots,
        uint256 points,
        uint256 first
    ) internal pure returns (Lots rest, Lots taken, uint256 missing) {
        uint256 word = Lots.unwrap(lots);
        uint256 gone;
        missing = points;
        unchecked {
            for (uint256 step = 0; step <= LAST_LANE && missing != 0; ++step) {
                // first, first + 1, …, 5, then first - 1, …, 0
                uint256 lane = first + step <= LAST_LANE ? first + step : LAST_LANE - step;
                uint256 there = (word >> (LANE_BITS * lane)) & MAX_LANE;
                uint256 part = there < missing ? there : missing;
                gone |= part << (LANE_BITS * lane);
                missing -= part;
            }
            // Every lane of `gone` is at most the same lane of `word`: no borrow crosses a lane.
            rest = Lots.wrap(word - gone);
            taken = Lots.wrap((word & EPOCH_MASK) | gone);
        }
    }

    /// @notice Splits `pointsOut` over lanes as `pointsIn` were: ⌊lot × out ÷ in⌋ each, the remainder to the
    /// soonest-expiring lot used. The sum is exactly `pointsOut`.
    /// @param lots Lanes that sum to `pointsIn`, which is not 0.
    function scaledDown(Lots lots, uint256 pointsOut, uint256 pointsIn) internal pure returns (Lots) {
        uint256 word = Lots.unwrap(lots);
        uint256 lanes = word & ALL_LANES;
        uint256 result = word & ~ALL_LANES;
        uint256 remainder = pointsOut;
        uint256 soonest = EPOCH_SHIFT;
        unchecked {
            for (uint256 shift = 0; shift < EPOCH_SHIFT; shift += LANE_BITS) {
                uint256 lane = (lanes >> shift) & MAX_LANE;
                if (lane == 0) continue;
                if (soonest == EPOCH_SHIFT) {
                    soonest = shift;
                    // The only lot used takes all: no division.
                    if (lane == pointsIn) break;
                    continue;
                }
                // lane < 2^40, pointsOut < 2^54: no overflow. The parts sum to at most pointsOut.
                uint256 part = (lane * pointsOut) / pointsIn;
                if (part > MAX_LANE) revert AmountTooLarge(part, MAX_LANE);
                result |= part << shift;
                remainder -= part;
            }
        }
        if (remainder > MAX_LANE) revert AmountTooLarge(remainder, MAX_LANE);
        return Lots.wrap(result | (remainder << soonest));
    }

    /// @notice Moves everything in lanes above `lane` into it; reverts rather than overflow it.
    function cappedAt(Lots lots, uint256 lane) internal pure returns (Lots) {
        uint256 word = Lots.unwrap(lots);
        uint256 above = (word & ALL_LANES) >> (LANE_BITS * (lane + 1));
        if (above == 0) return lots;

        uint256 kept = (word & ~ALL_LANES) | (word & ((1 << (LANE_BITS * (lane + 1))) - 1));
        return Lots.wrap(kept).plus(Lots.wrap(_laneChecked(_sum(above)) << (LANE_BITS * lane)));
    }

    function _laneChecked(uint256 points) private pure returns (uint256) {
        if (points > MAX_LANE) revert AmountTooLarge(points, MAX_LANE);
        return points;
    }

    function _sum(uint256 lanes) private pure returns (uint256) {
        unchecked {
            // Six numbers below 2^40: no overflow.
            return
                (lanes & MAX_LANE) +
                ((lanes >> 40) & MAX_LANE) +
                ((lanes >> 80) & MAX_LANE) +
                ((lanes >> 120) & MAX_LANE) +
                ((lanes >> 160) & MAX_LANE) +
                (lanes >> 200);
        }
    }
}
