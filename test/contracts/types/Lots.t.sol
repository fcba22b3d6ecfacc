// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Lots, LotsLib} from "../../../contracts/types/Lots.sol";
import {Assert} from "../support/Assert.sol";
import {NaiveLot, NaiveLots} from "../support/NaiveLots.sol";

/// @notice The lane arithmetic against naive loops over a list of lots, with amounts at and around 2^40 - 1.
contract LotsTest is Assert {
    using NaiveLots for NaiveLot[];

    uint256 private constant MAX = 2 ** 40 - 1;
    uint256 private constant MINTED = 1 << 255;

    /* HARNESS: external, so that a revert can be caught */

    function plus(uint256 a, uint256 b) external pure returns (uint256) {
        return Lots.unwrap(Lots.wrap(a).plus(Lots.wrap(b)));
    }

    function plusMinted(uint256 lots, uint256 points, uint256 lane) external pure returns (uint256) {
        return Lots.unwrap(Lots.wrap(lots).plusMinted(points, lane));
    }

    function scaledDown(uint256 lots, uint256 pointsOut, uint256 pointsIn) external pure returns (uint256) {
        return Lots.unwrap(Lots.wrap(lots).scaledDown(pointsOut, pointsIn));
    }

    function cappedAt(uint256 lots, uint256 lane) external pure returns (uint256) {
        return Lots.unwrap(Lots.wrap(lots).cappedAt(lane));
    }

    /* AGEING */

    function testFuzz_I11_ageingMatchesTheNaiveList(
        uint256 seed,
        uint16 epoch,
        uint16 later,
        bool permanent
    ) public pure {
        epoch %= 1 << 15;
        later %= 1 << 15;
        epoch %= 32_000;
        uint256 word = _word(seed, epoch);
        uint256 to = seed % 3 == 0 ? later % 2 ** 15 : Lots.wrap(word).epochOf() + (later % 8);
        NaiveLot[] memory list = NaiveLots.fromWord(word, permanent);

        (Lots aged, uint256 expired) = Lots.wrap(word).aged(to, permanent);

        if (to <= Lots.wrap(word).epochOf()) {
            assertEq(Lots.unwrap(aged), word, "a word whose epoch is not over is left as it is");
            assertEq(expired, 0, "nothing expires before its time");
            return;
        }
        assertEq(expired, list.expire(to), "expired");
        assertEq(aged.total(), list.total(), "left");
        assertEq(aged.epochOf(), to % 2 ** 15, "epoch");
        assertTrue(aged.isMinted() == Lots.wrap(word).isMinted(), "the mark of a mint stays");
        for (uint256 i = 0; i < 6; i++) {
            uint256 last = permanent && i == 5 ? NaiveLots.NEVER : to + i;
            assertEq(aged.laneOf(i), list.livingThrough(last), "lane");
        }
    }

    function testFuzz_I11_ageingNeverRaisesABalance(
        uint256 seed,
        uint16 epoch,
        uint16 later,
        bool permanent
    ) public pure {
        epoch %= 1 << 15;
        later %= 1 << 15;
        uint256 word = _word(seed, epoch);

        (Lots aged, uint256 expired) = Lots.wrap(word).aged(later % 2 ** 15, permanent);

        assertEq(aged.total() + expired, Lots.wrap(word).total(), "aged and expired are what there was");
    }

    function testFuzz_I11_ageingInStepsIsAgeingAtOnce(
        uint256 seed,
        uint16 epoch,
        uint8 first,
        uint8 second,
        bool permanent
    ) public pure {
        epoch %= 1 << 15;
        uint256 word = _word(seed, epoch % 30_000);
        uint256 middle = uint256(epoch % 30_000) + (first % 8);
        uint256 end = middle + (second % 8);

        (Lots once, uint256 expiredOnce) = Lots.wrap(word).aged(end, permanent);
        (Lots half, uint256 expiredHalf) = Lots.wrap(word).aged(middle, permanent);
        (Lots twice, uint256 expiredRest) = half.aged(end, permanent);

        assertEq(Lots.unwrap(twice), Lots.unwrap(once), "lots");
        assertEq(expiredHalf + expiredRest, expiredOnce, "expired");
    }

    function test_I11_aPointOfLifeLLivesThroughEpochEPlusL() public pure {
        for (uint256 life = 1; life <= 5; life++) {
            Lots lots = LotsLib.single(MAX, life, 100);
            (Lots alive, uint256 none) = lots.aged(100 + life, false);
            (Lots dead, uint256 all) = lots.aged(100 + life + 1, false);

            assertEq(alive.total(), MAX, "alive in its last epoch");
            assertEq(none, 0, "nothing expired yet");
            assertEq(dead.total(), 0, "dead when the next epoch begins");
            assertEq(all, MAX, "all expired");
        }
    }

    /* ADDING */

    function testFuzz_I12_addingCarriesIntoNoNeighbour(uint256 seed, uint16 epoch) public view {
        epoch %= 1 << 15;
        uint256 a = _word(seed, epoch);
        uint256 b = _word(mix(seed, 1), epoch);
        if (seed % 2 == 0) b = _roomy(a, b);
        bool fits = true;
        for (uint256 i = 0; i < 6; i++) {
            if (_lane(a, i) + _lane(b, i) > MAX) fits = false;
        }

        try this.plus(a, b) returns (uint256 sum) {
            assertTrue(fits, "an overflow of a lane reverts");
            for (uint256 i = 0; i < 6; i++) {
                assertEq(_lane(sum, i), _lane(a, i) + _lane(b, i), "lane");
            }
            assertEq(sum >> 240, a >> 240, "epoch and mark");
        } catch (bytes memory reason) {
            assertTrue(!fits, "what fits does not revert");
            assertTrue(bytes4(reason) == LotsLib.AmountTooLarge.selector, "AmountTooLarge");
        }
    }

    function test_I12_everyLaneHoldsItsMaximumAndNotOneMore() public view {
        for (uint256 i = 0; i < 6; i++) {
            uint256 full = MAX << (40 * i);
            uint256 one = 1 << (40 * i);
            assertEq(this.plus(full - one, one), full, "the maximum fits");
            assertEq(this.plusMinted(full - one, 1, i), full | MINTED, "the maximum fits in one lane");
            try this.plusMinted(full, 1, i) {
                revert NotSo("one more reverts in one lane");
            } catch (bytes memory reason) {
                assertTrue(bytes4(reason) == LotsLib.AmountTooLarge.selector, "AmountTooLarge");
            }
            try this.plus(full, one) {
                revert NotSo("one more reverts");
            } catch (bytes memory reason) {
                assertTrue(bytes4(reason) == LotsLib.AmountTooLarge.selector, "AmountTooLarge");
            }
        }
        assertEq(this.plus(2 ** 256 - 1, 0), 2 ** 256 - 1, "all full");
    }

    function testFuzz_I12_addingToOneLaneCarriesIntoNoNeighbour(uint256 seed, uint256 points, uint8 lane) public view {
        uint256 word = _word(seed, seed % 2 ** 16);
        lane = lane % 6;
        points = pick(points, 0, MAX);
        if (seed % 2 == 0) points = pick(points, 0, MAX - _lane(word, lane));

        try this.plusMinted(word, points, lane) returns (uint256 sum) {
            assertLe(_lane(word, lane) + points, MAX, "an overflow of the lane reverts");
            assertEq(sum, (word + points * 2 ** (40 * uint256(lane))) | MINTED, "that lane and the mark");
        } catch (bytes memory reason) {
            assertTrue(_lane(word, lane) + points > MAX, "what fits does not revert");
            assertTrue(bytes4(reason) == LotsLib.AmountTooLarge.selector, "AmountTooLarge");
        }
    }

    /* TAKING */

    function testFuzz_takesOldestFirst(uint256 seed, uint16 epoch, uint256 points) public pure {
        epoch %= 1 << 15;
        uint256 word = _word(seed, epoch);
        points = pick(points, 0, Lots.wrap(word).total() + 3);

        (Lots rest, Lots taken, uint256 missing) = Lots.wrap(word).take(points);

        _assertTaken(word, points, _order(0), Lots.unwrap(rest), Lots.unwrap(taken), missing);
    }

    function testFuzz_takesTheCreditsLotThenYoungerThenOlder(
        uint256 seed,
        uint16 epoch,
        uint256 points,
        uint8 first
    ) public pure {
        epoch %= 1 << 15;
        uint256 word = _word(seed, epoch);
        points = pick(points, 0, Lots.wrap(word).total() + 3);
        first = first % 6;

        (Lots rest, Lots taken, uint256 missing) = Lots.wrap(word).takeFrom(points, first);

        _assertTaken(word, points, _order(first), Lots.unwrap(rest), Lots.unwrap(taken), missing);
    }

    /* SPLITTING */

    function testFuzz_splitsProRataAndTheRemainderToTheSoonest(uint256 seed, uint16 epoch, uint256 out) public view {
        epoch %= 1 << 15;
        uint256 word = _word(seed, epoch);
        uint256 pointsIn = Lots.wrap(word).total();
        if (pointsIn == 0) return;
        out = seed % 2 == 0 ? pick(out, 0, MAX) : pick(out, 0, 2 ** 53 - 1);

        uint256[6] memory expected;
        uint256 soonest = 6;
        uint256 remainder = out;
        bool fits = true;
        for (uint256 i = 0; i < 6; i++) {
            if (_lane(word, i) == 0) continue;
            if (soonest == 6) soonest = i;
            expected[i] = (_lane(word, i) * out) / pointsIn;
            remainder -= expected[i];
        }
        expected[soonest] += remainder;
        for (uint256 i = 0; i < 6; i++) {
            if (expected[i] > MAX) fits = false;
        }

        try this.scaledDown(word, out, pointsIn) returns (uint256 scaled) {
            assertTrue(fits, "I12 an overflow of a lane reverts");
            for (uint256 i = 0; i < 6; i++) {
                assertEq(_lane(scaled, i), expected[i], "lane");
            }
            assertEq(Lots.wrap(scaled).total(), out, "the parts sum to the whole");
            assertEq(scaled >> 240, word >> 240, "epoch");
        } catch (bytes memory reason) {
            assertTrue(!fits, "what fits does not revert");
            assertTrue(bytes4(reason) == LotsLib.AmountTooLarge.selector, "AmountTooLarge");
        }
    }

    /* CAPPING */

    function testFuzz_I11_cappingMovesEverythingAboveIntoTheCap(uint256 seed, uint16 epoch, uint8 lane) public view {
        epoch %= 1 << 15;
        lane = lane % 6;
        uint256 word = seed % 2 == 0 ? _word(seed, epoch) : _small(seed, epoch);
        uint256 sum;
        for (uint256 i = lane; i < 6; i++) {
            sum += _lane(word, i);
        }

        try this.cappedAt(word, lane) returns (uint256 capped) {
            assertLe(sum, MAX, "I12 an overflow of the lane reverts");
            for (uint256 i = 0; i < 6; i++) {
                assertEq(
                    _lane(capped, i),
                    i < lane
                        ? _lane(word, i)
                        : i == lane
                            ? sum
                            : 0,
                    "lane"
                );
            }
            assertEq(capped >> 240, word >> 240, "epoch");
        } catch (bytes memory reason) {
            assertTrue(sum > MAX, "what fits does not revert");
            assertTrue(bytes4(reason) == LotsLib.AmountTooLarge.selector, "AmountTooLarge");
        }
    }

    /* READS */

    function testFuzz_readsWhatIsThere(uint256 seed, uint16 epoch, uint40 points, uint8 lane) public pure {
        epoch %= 1 << 15;
        uint256 word = _word(seed, epoch);
        Lots lots = Lots.wrap(word);

        assertEq(lots.total(), NaiveLots.fromWord(word, false).total(), "total");
        assertEq(lots.epochOf(), epoch % 2 ** 15, "epoch");
        assertTrue(lots.isMinted() == (word >> 255 == 1), "minted");
        assertEq(Lots.unwrap(lots.unmarked()), word % 2 ** 255, "unmarked");
        Lots single = LotsLib.single(points, lane % 6, epoch % 2 ** 15);
        assertEq(single.laneOf(lane % 6), points, "single");
        assertEq(single.total(), points, "nothing else");
        assertEq(single.epochOf(), epoch % 2 ** 15, "epoch of a single lot");
    }

    /* THE MARK OF A MINT */

    function testFuzz_I06_theMarkOfAMintStaysWithTheBalance(
        uint256 seed,
        uint16 epoch,
        uint16 later,
        uint40 points
    ) public pure {
        epoch %= 1 << 15;
        later %= 1 << 15;
        Lots plain = Lots.wrap(_small(seed, epoch)).unmarked();
        Lots marked = plain.plusMinted(points % 1000, seed % 6);
        assertTrue(!plain.isMinted() && marked.isMinted(), "minting marks");
        assertEq(marked.epochOf(), epoch, "the epoch is beside the mark");
        assertEq(marked.total(), plain.total() + (points % 1000), "points");

        (Lots aged, ) = marked.aged(later, seed % 2 == 0);
        assertTrue(aged.isMinted(), "ageing keeps it");
        (Lots plainly, ) = marked.unmarked().aged(later, seed % 2 == 0);
        assertEq(Lots.unwrap(aged.unmarked()), Lots.unwrap(plainly), "and changes nothing else");
        (Lots rest, Lots taken, ) = marked.take(marked.total() / 2);
        assertTrue(rest.isMinted() && !taken.isMinted(), "lots on the move do not carry it");
        (rest, taken, ) = marked.takeFrom(marked.total() / 2, seed % 6);
        assertTrue(rest.isMinted() && !taken.isMinted(), "nor those taken back");
    }

    function _assertTaken(
        uint256 word,
        uint256 points,
        uint256[] memory order,
        uint256 rest,
        uint256 taken,
        uint256 missing
    ) private pure {
        NaiveLot[] memory list = NaiveLots.fromWord(word, false);
        (NaiveLot[] memory gone, uint256 lacking) = list.take(points, order);

        assertEq(missing, lacking, "missing");
        assertEq(rest >> 240, word >> 240, "epoch of the rest");
        assertEq(taken >> 240, (word >> 240) % 2 ** 15, "epoch of what was taken, unmarked");
        for (uint256 i = 0; i < 6; i++) {
            assertEq(_lane(rest, i), list[i].points, "rest");
            assertEq(_lane(taken, i), gone[i].points, "taken");
        }
    }

    /// @dev first, first + 1, …, 5, then first - 1, …, 0.
    function _order(uint256 first) private pure returns (uint256[] memory order) {
        order = new uint256[](6);
        uint256 n;
        for (uint256 i = first; i < 6; i++) {
            order[n++] = i;
        }
        for (uint256 i = first; i > 0; i--) {
            order[n++] = i - 1;
        }
    }

    function _lane(uint256 word, uint256 i) private pure returns (uint256) {
        return (word / 2 ** (40 * i)) % 2 ** 40;
    }

    /// @dev Lanes at the ends of their range or anywhere in it.
    function _word(uint256 seed, uint256 epoch) private pure returns (uint256 word) {
        word = ((seed >> 99) % 2 << 255) | (epoch % 2 ** 15 << 240);
        for (uint256 i = 0; i < 6; i++) {
            word |= pick(mix(seed, i), 0, MAX) << (40 * i);
        }
    }

    function _small(uint256 seed, uint256 epoch) private pure returns (uint256 word) {
        word = ((seed >> 99) % 2 << 255) | (epoch % 2 ** 15 << 240);
        for (uint256 i = 0; i < 6; i++) {
            word |= pick(mix(seed, i), 0, MAX / 5) << (40 * i);
        }
    }

    /// @dev Each lane of `b` cut to the room that `a` leaves.
    function _roomy(uint256 a, uint256 b) private pure returns (uint256 word) {
        word = (b >> 240) << 240;
        for (uint256 i = 0; i < 6; i++) {
            uint256 room = MAX - _lane(a, i);
            word |= (_lane(b, i) < room ? _lane(b, i) : room) << (40 * i);
        }
    }
}
