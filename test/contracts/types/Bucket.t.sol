// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Bucket, BucketLib} from "../../../contracts/types/Bucket.sol";
import {Assert} from "../support/Assert.sol";

/// @notice Quotas: full at grant, refilled evenly over 24 hours, down at once, up after 24 hours.
contract BucketTest is Assert {
    using BucketLib for Bucket;

    uint256 private constant DAY = 24 hours;
    uint256 private constant MAX = 2 ** 48 - 1;
    uint256 private constant START = 1_700_000_000;

    function testFuzz_isFullAtGrantAndNeverAboveItsLimit(uint256 seed) public pure {
        Bucket memory b = _granted(pick(seed, 0, MAX));
        uint256 now_ = START;
        for (uint256 step = 0; step < 40; step++) {
            uint256 die = mix(seed, step);
            now_ += pick(die, 0, 2 * DAY);
            b = b.refilled(now_);
            assertLe(b.level, b.limit, "level");
            assertLe(b.updatedAt, now_, "never refilled for time to come");
            if (die % 7 == 0) {
                (b, ) = b.limited(pick(die >> 8, 0, MAX), now_);
                assertLe(b.level, b.limit, "level after a new limit");
            } else {
                b.level -= uint48(pick(die >> 16, 0, b.level));
            }
        }
    }

    function testFuzz_givesAtMostTheLimitAndTheTimesShare(uint256 seed) public pure {
        uint256 limit = pick(seed, 1, MAX);
        Bucket memory b = _granted(limit);
        uint256 now_ = START;
        uint256 taken;
        for (uint256 step = 0; step < 60; step++) {
            uint256 die = mix(seed, step);
            now_ += pick(die, 0, DAY / 5);
            b = b.refilled(now_);
            uint256 part = pick(die >> 8, 0, b.level);
            b.level -= uint48(part);
            taken += part;
            assertLe(taken, limit + (limit * (now_ - START)) / DAY, "taken");
        }
    }

    function testFuzz_refillsEvenlyHoweverOftenItIsTouched(uint256 seed) public pure {
        uint256 limit = pick(seed, 1, MAX);
        Bucket memory often = _granted(limit);
        Bucket memory once = _granted(limit);
        often.level = 0;
        once.level = 0;
        uint256 now_ = START;
        for (uint256 step = 0; step < 40; step++) {
            now_ += pick(mix(seed, step), 0, DAY / 40);
            often = often.refilled(now_);
        }
        once = once.refilled(now_);

        assertLe(often.level, once.level, "touching gains nothing");
        assertGe(uint256(often.level) + 41, once.level, "and loses at most a point a touch");
        uint256 exact = (limit * (now_ - START)) / DAY;
        assertEq(once.level, exact < limit ? exact : limit, "evenly");
    }

    function testFuzz_aSmallQuotaLosesNothingToFrequentTouches(uint256 seed) public pure {
        uint256 limit = pick(seed, 1, 100);
        Bucket memory b = _granted(limit);
        b.level = 0;
        for (uint256 hour = 1; hour <= 24; hour++) {
            b = b.refilled(START + hour * 1 hours);
        }

        assertGe(uint256(b.level) + 1, limit, "full after a day");
    }

    function testFuzz_fallsAtOnceAndRisesAfterADay(uint256 seed, uint48 first, uint48 second) public pure {
        Bucket memory b = _granted(first);
        uint256 now_ = START + pick(seed, 1, 3 * DAY);
        uint256 due;
        (b, due) = b.limited(second, now_);

        if (second <= first) {
            assertEq(due, now_, "down at once");
            assertEq(b.limit, second, "limit");
            assertEq(b.nextAt, 0, "nothing under way");
            return;
        }
        assertEq(due, now_ + DAY, "up after a day");
        assertEq(b.limit, first, "the old limit until then");
        b = b.refilled(due - 1);
        assertEq(b.limit, first, "the old limit to the last second");
        assertLe(b.level, first, "and its level");
        b = b.refilled(due);
        assertEq(b.limit, second, "the new limit from its time on");
        assertEq(b.nextAt, 0, "done");
        assertLe(b.level, first, "a rise fills nothing by itself");
        b = b.refilled(due + DAY);
        assertEq(b.level, second, "full a day later");
    }

    function testFuzz_aRiseIsAppliedAtItsTimeHoweverLateItIsNoticed(
        uint256 seed,
        uint48 first,
        uint48 second
    ) public pure {
        uint256 low = pick(first, 1, MAX / 2);
        uint256 high = low + pick(second, 1, MAX / 2);
        Bucket memory early = _granted(low);
        early.level = 0;
        Bucket memory late = _granted(low);
        late.level = 0;
        uint256 end = START + DAY + pick(seed, 0, DAY);
        (early, ) = early.limited(high, START);
        (late, ) = late.limited(high, START);

        early = early.refilled(START + DAY).refilled(end);
        late = late.refilled(end);

        assertEq(late.limit, early.limit, "limit");
        assertEq(late.level, early.level, "level");
    }

    function test_aNewLimitReplacesARiseUnderWay() public pure {
        Bucket memory b = _granted(100);
        (b, ) = b.limited(1000, START + 10);
        (b, ) = b.limited(50, START + 20);

        assertEq(b.nextAt, 0, "the rise is gone");
        assertEq(b.refilled(START + 10 + DAY).limit, 50, "for good");
    }

    function test_aRiseGivesNoRefillForTheTimeBeforeIt() public pure {
        Bucket memory b = _granted(1);
        b.level = 0;
        (b, ) = b.limited(1_000_000, START + DAY / 2);
        b = b.refilled(START + DAY + DAY / 2 - 1);
        b.level = 0;
        b = b.refilled(START + DAY + DAY / 2);

        assertLe(b.level, 1, "the new limit counts from its own time");
    }

    function _granted(uint256 limit) private pure returns (Bucket memory b) {
        uint256 due;
        (b, due) = b.limited(limit, START);
        assertEq(b.level, limit, "full at grant");
        assertEq(due, START, "granted at once");
    }
}
