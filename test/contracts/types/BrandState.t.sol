// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BrandState, BrandStateLib} from "../../../contracts/types/BrandState.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Assert} from "../support/Assert.sol";

/// @notice The brand word: field by field against the layout of the design, and its prices against plain arithmetic.
contract BrandStateTest is Assert {
    /// @dev Widths of reserve, supply, rate, next rate, effective at, spread, next, promise, next, life, next, flags.
    uint8[12] private WIDTHS = [53, 53, 36, 36, 32, 10, 10, 5, 5, 3, 3, 10];
    uint256 private constant MAX_53 = 2 ** 53 - 1;
    uint256 private constant MAX_RATE = 2 ** 36 - 1;

    function plusReserve(uint256 word, uint256 value) external pure returns (uint256) {
        return BrandState.unwrap(BrandState.wrap(word).plusReserve(value));
    }

    function plusSupply(uint256 word, uint256 points) external pure returns (uint256) {
        return BrandState.unwrap(BrandState.wrap(word).plusSupply(points));
    }

    /* FIELDS */

    function testFuzz_I12_readsEveryFieldAndNoNeighbour(uint256 word) public view {
        uint256[12] memory f = _fields(word);
        BrandState s = BrandState.wrap(word);

        assertEq(s.reserve(), f[0], "reserve");
        assertEq(s.supply(), f[1], "supply");
        assertEq(s.rate(), f[2], "rate");
        assertEq(s.nextRate(), f[3], "next rate");
        assertEq(s.effectiveAt(), f[4], "effective at");
        assertEq(s.maxRate(), _max(f[2], f[3]), "max rate");
        assertEq(s.maxSpread(), _max(f[5], f[6]), "max spread");
        assertEq(s.maxPromise(), _max(f[7], f[8]), "max promise");
        assertEq(s.life(), f[9], "life");
        for (uint256 i = 0; i < 10; i++) {
            assertTrue(s.has(1 << i) == ((f[11] >> i) % 2 == 1), "flag");
        }
        _assertTerms(s.terms(), f[2], f[5], f[7], f[9]);
        _assertTerms(s.nextTerms(), f[3], f[6], f[8], f[10]);
    }

    function testFuzz_I12_writesEveryFieldAndNoNeighbour(uint256 word, uint256 seed, uint32 due) public view {
        Terms memory t = _terms(seed);
        uint256[12] memory f = _fields(word);

        BrandState next = BrandState.wrap(word).withNext(t, due);
        _put(f, t, 1);
        f[4] = due;
        assertEq(BrandState.unwrap(next), _wordOf(f), "announced");

        BrandState current = BrandState.wrap(word).withCurrent(t);
        f = _fields(word);
        _put(f, t, 0);
        _put(f, t, 1);
        f[4] = 0;
        assertEq(BrandState.unwrap(current), _wordOf(f), "current");
    }

    function testFuzz_I12_flagsTouchNothingElse(uint256 word, uint8 bit, bool on) public view {
        uint256[12] memory f = _fields(word);
        uint256 flag = 1 << (bit % 10);
        f[11] = on ? f[11] | flag : f[11] & ~flag;

        assertEq(BrandState.unwrap(BrandState.wrap(word).withFlag(flag, on)), _wordOf(f), "flags");
    }

    function testFuzz_I12_amountsFillTheirFieldAndNotOneMore(uint256 word, uint256 seed) public view {
        uint256[12] memory f = _fields(word);
        uint256 room = MAX_53 - f[0];
        uint256 value = seed % 4 == 0 ? pick(seed >> 8, 0, type(uint256).max - 1) : pick(seed >> 8, 0, room);
        try this.plusReserve(word, value) returns (uint256 sum) {
            assertLe(value, room, "what does not fit reverts");
            f[0] += value;
            assertEq(sum, _wordOf(f), "reserve");
            assertEq(BrandState.unwrap(BrandState.wrap(sum).minusReserve(value)), word, "and back");
        } catch (bytes memory reason) {
            assertTrue(value > room && bytes4(reason) == BrandStateLib.AmountTooLarge.selector, "AmountTooLarge");
        }

        f = _fields(word);
        room = MAX_53 - f[1];
        uint256 points = seed % 3 == 0 ? pick(seed >> 16, 0, type(uint256).max - 1) : pick(seed >> 16, 0, room);
        try this.plusSupply(word, points) returns (uint256 sum) {
            assertLe(points, room, "what does not fit reverts");
            f[1] += points;
            assertEq(sum, _wordOf(f), "supply");
            assertEq(BrandState.unwrap(BrandState.wrap(sum).minusSupply(points)), word, "and back");
        } catch (bytes memory reason) {
            assertTrue(points > room && bytes4(reason) == BrandStateLib.AmountTooLarge.selector, "AmountTooLarge");
        }
    }

    /* NOTICE */

    function testFuzz_I07_termsChangeOnlyAtTheirTime(uint256 word, uint256 seed, uint32 due) public pure {
        Terms memory now_ = _terms(seed);
        Terms memory next = _terms(mix(seed, 1));
        due = uint32(pick(due, 1, 2 ** 32 - 1));
        BrandState s = BrandState.wrap(word).withCurrent(now_).withNext(next, due);

        assertEq(BrandState.unwrap(s.settledAt(due - 1)), BrandState.unwrap(s), "the old terms to the last second");
        BrandState settled = s.settledAt(due);
        _assertTerms(settled.terms(), next.rate, next.spreadBps, next.promisePercent / 5, next.life);
        _assertTerms(settled.nextTerms(), next.rate, next.spreadBps, next.promisePercent / 5, next.life);
        assertEq(settled.effectiveAt(), 0, "nothing announced any more");
        assertEq(settled.reserve(), s.reserve(), "reserve");
        assertEq(settled.supply(), s.supply(), "supply");
        assertEq(BrandState.unwrap(settled.settledAt(type(uint32).max)), BrandState.unwrap(settled), "once");
    }

    function testFuzz_tellsCutsFromRises(uint256 seed) public pure {
        Terms memory now_ = _terms(seed);
        Terms memory next = _terms(mix(seed, 1));
        if (seed % 2 == 0) next.rate = now_.rate;
        if (seed % 3 == 0) next.promisePercent = now_.promisePercent;
        BrandState s = BrandState.wrap(0).withCurrent(now_).withNext(next, 1);

        assertTrue(
            s.cutPending() == (next.rate < now_.rate || next.promisePercent < now_.promisePercent),
            "cut pending"
        );
        assertTrue(
            s.risePending() ==
                (next.rate > now_.rate || next.promisePercent > now_.promisePercent || next.life > now_.life),
            "rise pending"
        );
        BrandState calm = BrandState.wrap(0).withCurrent(now_);
        assertTrue(!calm.cutPending() && !calm.risePending(), "nothing pending");
    }

    /* PRICES */

    function testFuzz_I08_inRateIsNeverBelowOutRate(uint256 seed, uint256 value) public pure {
        BrandState s = _priced(seed);
        value = pick(value, 0, MAX_53);

        uint256 points = s.pointsInDown(value);

        assertEq(points, (value * 1e7) / (s.maxRate() * (10_000 + s.maxSpread())), "one floor");
        assertLe(s.parDown(points > MAX_53 ? MAX_53 : points), value, "what comes out is never more than what went in");
    }

    function testFuzz_I04_anExitAtAnyCoverNeverLowersIt(uint256 seed, uint256 points) public pure {
        BrandState s = _priced(seed);
        if (s.supply() == 0) return;
        points = pick(points, 1, s.supply());

        uint256 value = s.valueOutDown(points);

        uint256 par = (points * s.rate()) / 1000;
        uint256 share = (points * s.reserve()) / s.supply();
        assertEq(value, par < share ? par : share, "value");
        assertLe(value, s.reserve(), "I9 never more than the reserve");
        BrandState after_ = s.minusReserve(value).minusSupply(points);
        assertGe(after_.reserve() * s.supply(), s.reserve() * after_.supply(), "reserve per point does not fall");
        if (s.reserve() >= s.neededUp()) assertGe(after_.reserve(), after_.neededUp(), "the promise still holds");
    }

    function testFuzz_I04_anEntryLowersCoverToNoLessThanFull(uint256 seed, uint256 value) public pure {
        BrandState s = _priced(seed);
        value = pick(value, 1, MAX_53 - s.reserve() + 1);
        uint256 points = s.pointsInDown(value);
        if (value > MAX_53 - s.reserve() || points > MAX_53 - s.supply()) return;

        BrandState after_ = s.plusReserve(value).plusSupply(points);

        bool full = after_.reserve() * 1000 >= after_.supply() * after_.maxRate();
        assertTrue(full || after_.reserve() * s.supply() >= s.reserve() * after_.supply(), "cover");
        if (s.reserve() >= s.neededUp()) assertGe(after_.reserve(), after_.neededUp(), "the promise still holds");
    }

    function testFuzz_I13_theLastOneOutTakesAtMostTheReserve(uint256 seed) public pure {
        BrandState s = _priced(seed);
        if (s.supply() == 0) return;
        uint256 reserve = s.reserve();
        uint256 paid;
        for (uint256 i = 0; i < 8 && s.supply() != 0; i++) {
            uint256 points = i == 7 ? s.supply() : pick(mix(seed, i), 1, s.supply());
            uint256 value = s.valueOutDown(points);
            s = s.minusReserve(value).minusSupply(points);
            paid += value;
        }

        assertEq(s.supply(), 0, "all out");
        assertEq(s.reserve() + paid, reserve, "nothing lost");
    }

    function testFuzz_I04_neededIsThePromiseRoundedUp(uint256 seed) public pure {
        BrandState s = _priced(seed);
        uint256 scaled = s.supply() * s.maxRate() * s.maxPromise();

        assertEq(s.neededUp(), scaled / 20_000 + (scaled % 20_000 == 0 ? 0 : 1), "needed");
    }

    function testFuzz_aRefundBringsBackAtMostWhatTheValueBuys(uint256 seed, uint256 value) public pure {
        BrandState s = _priced(seed);
        value = pick(value, 1, MAX_53);

        uint256 points = s.refundPointsDown(value);

        if (s.reserve() * 1000 >= s.supply() * s.maxRate()) {
            assertEq(points, (value * 1000) / s.maxRate(), "at par of the higher rate");
        } else {
            assertEq(points, s.reserve() == 0 ? 0 : (value * s.supply()) / s.reserve(), "at the present cover");
        }
        if (value > MAX_53 - s.reserve() || points > MAX_53 - s.supply()) return;
        BrandState after_ = s.plusReserve(value).plusSupply(points);
        if (s.reserve() >= s.neededUp()) assertGe(after_.reserve(), after_.neededUp(), "I4 the promise still holds");
    }

    /* HELPERS */

    function _fields(uint256 word) private view returns (uint256[12] memory f) {
        for (uint256 i = 0; i < 12; i++) {
            f[i] = word % 2 ** WIDTHS[i];
            word /= 2 ** WIDTHS[i];
        }
    }

    function _wordOf(uint256[12] memory f) private view returns (uint256 word) {
        for (uint256 i = 12; i > 0; i--) {
            word = word * 2 ** WIDTHS[i - 1] + f[i - 1];
        }
    }

    /// @dev Writes terms over the current (`next` 0) or announced (1) fields.
    function _put(uint256[12] memory f, Terms memory t, uint256 next) private pure {
        f[2 + next] = t.rate;
        f[5 + next] = t.spreadBps;
        f[7 + next] = t.promisePercent / 5;
        f[9 + next] = t.life;
    }

    function _assertTerms(Terms memory t, uint256 rate, uint256 spread, uint256 steps, uint256 life) private pure {
        assertEq(t.rate, rate, "terms: rate");
        assertEq(t.spreadBps, spread, "terms: spread");
        assertEq(t.promisePercent, steps * 5, "terms: promise");
        assertEq(t.life, life, "terms: life");
    }

    function _terms(uint256 seed) private pure returns (Terms memory) {
        return
            Terms({
                rate: uint40(pick(mix(seed, 1), 1, MAX_RATE)),
                spreadBps: uint16(pick(mix(seed, 2), 0, 1023)),
                promisePercent: uint8(5 * pick(mix(seed, 3), 1, 20)),
                life: uint8(pick(mix(seed, 4), 1, 5))
            });
    }

    /// @dev A state with terms, announced terms, a reserve and a supply, each also at its extremes.
    function _priced(uint256 seed) private pure returns (BrandState s) {
        s = s.withCurrent(_terms(seed));
        if (seed % 2 == 0) s = s.withNext(_terms(mix(seed, 5)), 2 ** 31);
        s = s.plusSupply(pick(mix(seed, 6), 0, seed % 3 == 0 ? 1e6 : MAX_53));
        uint256 needed = s.neededUp();
        uint256 top = needed < MAX_53 ? needed : MAX_53;
        s = s.plusReserve(seed % 5 == 0 ? pick(mix(seed, 7), 0, MAX_53) : top);
    }

    function _max(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a : b;
    }
}
