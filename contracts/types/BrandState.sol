// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Terms} from "./Terms.sol";

/// @notice Everything a brand's clearing depends on, in one word. From the lowest bit: reserve 53 (µ) · supply 53 (0.01
/// point) · rate 36 · announced rate 36 (nano-USD per 0.01 point) · effective at 32 · spread 10 · announced spread 10
/// (bps) · promise 5 · announced promise 5 (steps of 5 %) · life 3 · announced life 3 (epochs) · flags 10.
/// Where nothing is announced, `effective at` is 0 and the announced fields repeat the current ones, so that the higher
/// of both is always the maximum of two fields.
type BrandState is uint256;

using BrandStateLib for BrandState global;

library BrandStateLib {
    uint256 internal constant MAX_53 = (1 << 53) - 1;
    uint256 internal constant MAX_RATE = (1 << 36) - 1;
    uint256 internal constant MAX_SPREAD = (1 << 10) - 1;
    uint256 internal constant ENTRANCE_CLOSED = 1;
    uint256 internal constant WINDING_DOWN = 2;
    uint256 internal constant PAIR_RULES = 4;
    uint256 internal constant NEVER_EXPIRES = 8;

    uint256 private constant SUPPLY = 53;
    uint256 private constant RATE = 106;
    uint256 private constant NEXT_RATE = 142;
    uint256 private constant EFFECTIVE_AT = 178;
    uint256 private constant SPREAD = 210;
    uint256 private constant NEXT_SPREAD = 220;
    uint256 private constant PROMISE = 230;
    uint256 private constant NEXT_PROMISE = 235;
    uint256 private constant LIFE = 240;
    uint256 private constant NEXT_LIFE = 243;
    uint256 private constant FLAGS = 246;
    uint256 private constant M32 = (1 << 32) - 1;
    uint256 private constant M5 = (1 << 5) - 1;
    uint256 private constant M3 = (1 << 3) - 1;
    uint256 private constant TERMS_MASK = (MAX_RATE << RATE) | (MAX_SPREAD << SPREAD) | (M5 << PROMISE) | (M3 << LIFE);
    uint256 private constant NEXT_MASK =
        (MAX_RATE << NEXT_RATE) | (MAX_SPREAD << NEXT_SPREAD) | (M5 << NEXT_PROMISE) | (M3 << NEXT_LIFE);
    /// @dev Promise in steps of a twentieth, rate in nano, value in µ: reserve × 20 × 1000 against supply × rate × steps.
    uint256 private constant COVER_SCALE = 20_000;
    uint256 private constant STEP_PERCENT = 5;
    uint256 private constant BPS = 10_000;

    /// @notice Thrown when reserve or supply would leave its field. The same error as the interfaces'.
    error AmountTooLarge(uint256 amount, uint256 maximum);

    /* READS */

    function reserve(BrandState s) internal pure returns (uint256) {
        return BrandState.unwrap(s) & MAX_53;
    }

    function supply(BrandState s) internal pure returns (uint256) {
        return (BrandState.unwrap(s) >> SUPPLY) & MAX_53;
    }

    function rate(BrandState s) internal pure returns (uint256) {
        return (BrandState.unwrap(s) >> RATE) & MAX_RATE;
    }

    function nextRate(BrandState s) internal pure returns (uint256) {
        return (BrandState.unwrap(s) >> NEXT_RATE) & MAX_RATE;
    }

    function effectiveAt(BrandState s) internal pure returns (uint256) {
        return (BrandState.unwrap(s) >> EFFECTIVE_AT) & M32;
    }

    function life(BrandState s) internal pure returns (uint256) {
        return (BrandState.unwrap(s) >> LIFE) & M3;
    }

    function has(BrandState s, uint256 flag) internal pure returns (bool) {
        return (BrandState.unwrap(s) >> FLAGS) & flag != 0;
    }

    /// @notice The higher of current and announced rate.
    function maxRate(BrandState s) internal pure returns (uint256) {
        return _max(s.rate(), s.nextRate());
    }

    /// @notice The higher of current and announced spread, in bps.
    function maxSpread(BrandState s) internal pure returns (uint256) {
        uint256 word = BrandState.unwrap(s);
        return _max((word >> SPREAD) & MAX_SPREAD, (word >> NEXT_SPREAD) & MAX_SPREAD);
    }

    /// @notice The higher of current and announced promise, in steps of 5 %.
    function maxPromise(BrandState s) internal pure returns (uint256) {
        uint256 word = BrandState.unwrap(s);
        return _max((word >> PROMISE) & M5, (word >> NEXT_PROMISE) & M5);
    }

    /// @notice Whether an announced cut of rate or promise is still to come.
    function cutPending(BrandState s) internal pure returns (bool) {
        uint256 word = BrandState.unwrap(s);
        return s.nextRate() < s.rate() || ((word >> NEXT_PROMISE) & M5) < ((word >> PROMISE) & M5);
    }

    /// @notice Whether an announced rise of rate, promise or life is still to come.
    function risePending(BrandState s) internal pure returns (bool) {
        uint256 word = BrandState.unwrap(s);
        return
            s.nextRate() > s.rate() ||
            ((word >> NEXT_PROMISE) & M5) > ((word >> PROMISE) & M5) ||
            ((word >> NEXT_LIFE) & M3) > s.life();
    }

    function terms(BrandState s) internal pure returns (Terms memory) {
        uint256 word = BrandState.unwrap(s);
        return _terms(s.rate(), (word >> SPREAD) & MAX_SPREAD, (word >> PROMISE) & M5, s.life());
    }

    function nextTerms(BrandState s) internal pure returns (Terms memory) {
        uint256 word = BrandState.unwrap(s);
        return
            _terms(
                s.nextRate(),
                (word >> NEXT_SPREAD) & MAX_SPREAD,
                (word >> NEXT_PROMISE) & M5,
                (word >> NEXT_LIFE) & M3
            );
    }

    /// @notice Reserve that the promise asks for at the higher of current and announced terms, in µ, rounded up.
    function neededUp(BrandState s) internal pure returns (uint256) {
        unchecked {
            // 53 + 36 + 5 bits: no overflow.
            return (s.supply() * s.maxRate() * s.maxPromise() + COVER_SCALE - 1) / COVER_SCALE;
        }
    }

    /// @notice Value of `points` on leaving: at the current rate, and never more than their share of the reserve.
    /// @dev Rounds down, for the reserve that pays. `supply` holds no expired points of the caller any more.
    function valueOutDown(BrandState s, uint256 points) internal pure returns (uint256) {
        unchecked {
            // points ≤ supply < 2^53, rate < 2^36, reserve < 2^53: no overflow; supply ≥ points > 0.
            uint256 par = (points * s.rate()) / 1000;
            uint256 share = (points * s.reserve()) / s.supply();
            return par < share ? par : share;
        }
    }

    /// @notice Value of `points` at the current rate, in µ, rounded down.
    function parDown(BrandState s, uint256 points) internal pure returns (uint256) {
        unchecked {
            // points < 2^53, rate < 2^36: no overflow.
            return (points * s.rate()) / 1000;
        }
    }

    /// @notice Points that `value` buys at the higher rate plus the higher spread, rounded down.
    function pointsInDown(BrandState s, uint256 value) internal pure returns (uint256) {
        unchecked {
            // value < 2^53, 10^7 < 2^24: no overflow; rate ≥ 1.
            return (value * 1e7) / (s.maxRate() * (BPS + s.maxSpread()));
        }
    }

    /// @notice Points that `value` brings back on a refund: at the higher rate times min(1, cover there), rounded down.
    function refundPointsDown(BrandState s, uint256 value) internal pure returns (uint256) {
        unchecked {
            // All factors below 2^53 but 1000: no overflow.
            uint256 liability = s.supply() * s.maxRate();
            uint256 covered = s.reserve() * 1000;
            if (covered >= liability) return (value * 1000) / s.maxRate();
            return s.reserve() == 0 ? 0 : (value * s.supply()) / s.reserve();
        }
    }

    /* CHANGES */

    /// @notice The state with an announcement that is due put in effect.
    function settledAt(BrandState s, uint256 timestamp) internal pure returns (BrandState) {
        uint256 dueAt = s.effectiveAt();
        if (dueAt == 0 || timestamp < dueAt) return s;
        return s.withCurrent(s.nextTerms());
    }

    /// @notice The state with these terms in effect and none announced.
    function withCurrent(BrandState s, Terms memory t) internal pure returns (BrandState) {
        uint256 word = BrandState.unwrap(s) & ~(TERMS_MASK | (M32 << EFFECTIVE_AT));
        word |=
            (uint256(t.rate) << RATE) |
            (uint256(t.spreadBps) << SPREAD) |
            (uint256(t.promisePercent / STEP_PERCENT) << PROMISE) |
            (uint256(t.life) << LIFE);
        return BrandState.wrap(word).withNext(t, 0);
    }

    /// @notice The state with these terms announced for `at`.
    function withNext(BrandState s, Terms memory t, uint256 dueAt) internal pure returns (BrandState) {
        uint256 word = BrandState.unwrap(s) & ~(NEXT_MASK | (M32 << EFFECTIVE_AT));
        word |=
            (uint256(t.rate) << NEXT_RATE) |
            (uint256(t.spreadBps) << NEXT_SPREAD) |
            (uint256(t.promisePercent / STEP_PERCENT) << NEXT_PROMISE) |
            (uint256(t.life) << NEXT_LIFE) |
            (dueAt << EFFECTIVE_AT);
        return BrandState.wrap(word);
    }

    function withFlag(BrandState s, uint256 flag, bool on) internal pure returns (BrandState) {
        uint256 word = BrandState.unwrap(s);
        return BrandState.wrap(on ? word | (flag << FLAGS) : word & ~(flag << FLAGS));
    }

    function plusReserve(BrandState s, uint256 value) internal pure returns (BrandState) {
        _fits(s.reserve(), value);
        unchecked {
            // The sum fits 53 bits: no carry into the supply.
            return BrandState.wrap(BrandState.unwrap(s) + value);
        }
    }

    /// @dev The caller guarantees `value <= reserve`: every caller takes a floor of a share of it, or checks.
    function minusReserve(BrandState s, uint256 value) internal pure returns (BrandState) {
        unchecked {
            return BrandState.wrap(BrandState.unwrap(s) - value);
        }
    }

    function plusSupply(BrandState s, uint256 points) internal pure returns (BrandState) {
        _fits(s.supply(), points);
        unchecked {
            // The sum fits 53 bits: no carry into the rate.
            return BrandState.wrap(BrandState.unwrap(s) + (points << SUPPLY));
        }
    }

    /// @dev The caller took `points` out of a balance, and supply is the sum of balances.
    function minusSupply(BrandState s, uint256 points) internal pure returns (BrandState) {
        unchecked {
            return BrandState.wrap(BrandState.unwrap(s) - (points << SUPPLY));
        }
    }

    function _fits(uint256 field, uint256 more) private pure {
        if (more > MAX_53 - field) revert AmountTooLarge(more, MAX_53 - field);
    }

    function _terms(
        uint256 rate_,
        uint256 spread,
        uint256 promise_,
        uint256 life_
    ) private pure returns (Terms memory) {
        return Terms(uint40(rate_), uint16(spread), uint8(promise_ * STEP_PERCENT), uint8(life_));
    }

    function _max(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a : b;
    }
}
