// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {vm} from "../support/Vm.sol";
import {Rules} from "./Rules.sol";

contract TermsTest is Rules {
    function test_I07_announcedTermsTakeEffectAtTheirSecondAndNotBefore() public {
        announce(cafe, 900_000, 5, 95, 3);
        vm.warp(START + NOTICE - 1);
        assertEq(cafe.brand().terms.rate, 1_000_000, "the old rate to the last second");
        vm.warp(START + NOTICE);
        assertEq(cafe.brand().terms.rate, 900_000, "rate");
        assertEq(cafe.brand().terms.spreadBps, 5, "spread");
        assertEq(cafe.brand().terms.promisePercent, 95, "promise");
        assertEq(cafe.brand().terms.life, 3, "life");
    }

    function test_I07_onlyOneAnnouncementAtATime() public {
        announce(cafe, 900_000, 0, 100, 2);
        _refused(termsOf(800_000, 0, 100, 2), IPointsToken.AnnouncementPending.selector);
    }

    function test_aRateMovesByAQuarterAtMost() public {
        _refused(termsOf(1_250_001, 0, 100, 2), IPointsToken.TermsOutOfBounds.selector);
        _refused(termsOf(749_999, 0, 100, 2), IPointsToken.TermsOutOfBounds.selector);
        announce(cafe, 1_250_000, 0, 100, 2);
        announce(airline, 75_000, 200, 100, 3);
    }

    function test_termsStayInTheirBounds() public {
        _refused(termsOf(1_000_000, 1_024, 100, 2), IPointsToken.TermsOutOfBounds.selector);
        _refused(termsOf(1_000_000, 0, 101, 2), IPointsToken.TermsOutOfBounds.selector);
        _refused(termsOf(1_000_000, 0, 52, 2), IPointsToken.TermsOutOfBounds.selector);
        _refused(termsOf(1_000_000, 0, 0, 2), IPointsToken.TermsOutOfBounds.selector);
        _refused(termsOf(1_000_000, 0, 100, 6), IPointsToken.TermsOutOfBounds.selector);
        _refused(termsOf(1_000_000, 0, 100, 2), IPointsToken.TermsUnchanged.selector);
    }

    function test_aLifeIsNeverShortened() public {
        _refused(termsOf(1_000_000, 0, 100, 1), IPointsToken.TermsOutOfBounds.selector);
    }

    function test_I04_aRiseNeedsItsCoverWhenItIsAnnounced() public {
        mintTo(cafe, owner, alice, 800_000);
        _refused(termsOf(1_250_000, 0, 100, 2), IPointsToken.CoverBelowPromise.selector);
    }

    function test_nobodySlipsInBeforeAnAnnouncement() public {
        bytes memory call_ = abi.encodeCall(IPointsToken.announceTerms, (termsOf(900_000, 0, 100, 2), 99_999));
        refuses(owner, address(cafe), call_, IPointsToken.SupplyAboveMaximum.selector);
    }

    function test_aCutCanBeCancelledAndARiseNot() public {
        announce(cafe, 900_000, 0, 100, 2);
        vm.prank(owner);
        cafe.cancelTerms();
        skip(NOTICE);
        assertEq(cafe.brand().terms.rate, 1_000_000, "the cut is gone");
        bytes memory cancel = abi.encodeCall(IPointsToken.cancelTerms, ());
        refuses(owner, address(cafe), cancel, IPointsToken.NothingAnnounced.selector);
        announce(cafe, 1_100_000, 0, 100, 2);
        refuses(owner, address(cafe), cancel, IPointsToken.RiseCannotBeCancelled.selector);
        announce(airline, 100_000, 200, 100, 4);
        refuses(owner, address(airline), cancel, IPointsToken.RiseCannotBeCancelled.selector);
        fund(3, 10e6);
        announce(gym, 500_000, 0, 55, 1);
        refuses(owner, address(gym), cancel, IPointsToken.RiseCannotBeCancelled.selector);
    }

    function test_I08_entrantsPayTheHigherRateAndTheHigherSpread() public {
        uint256 before = cafe.quoteIn(1e6);
        announce(cafe, 1_100_000, 0, 100, 2);
        assertEq(cafe.quoteIn(1_100_000), before, "at the announced rate");
        assertEq(cafe.quoteOut(alice, 1_000), 1_000_000, "leavers get the present one");
        announce(airline, 100_000, 1_000, 100, 3);
        assertEq(airline.quoteIn(1_100_000), 10_000, "and at the announced spread");
    }

    function test_theEntranceClosesToAllAtOnceAndToOneAfterTheNotice() public {
        vm.prank(owner);
        cafe.setEntranceFor(2, false);
        swapBy(alice, 2, 1, 1_000);
        skip(NOTICE - 1);
        swapBy(alice, 2, 1, 1_000);
        skip(1);
        _swapRefused(2, 1, IPointsToken.EntranceClosed.selector);
        vm.prank(owner);
        cafe.setEntranceFor(2, true);
        swapBy(alice, 2, 1, 1_000);
        vm.prank(owner);
        cafe.setEntrance(false);
        _swapRefused(2, 1, IPointsToken.EntranceClosed.selector);
        swapBy(alice, 1, 2, 1_000);
    }

    function test_closingAgainDoesNotMoveAClosing() public {
        vm.startPrank(owner);
        cafe.setEntranceFor(2, false);
        skip(1 days);
        cafe.setEntranceFor(2, false);
        vm.stopPrank();
        assertEq(cafe.closedFrom(2), START + NOTICE, "closed from");
    }

    function test_aBrandThatWindsDownTakesNobodyInAndKeepsARise() public {
        announce(cafe, 1_100_000, 0, 100, 2);
        vm.prank(owner);
        hub.windDown(1);
        _swapRefused(2, 1, IPointsToken.BrandWindingDown.selector);
        _refused(termsOf(1_000_000, 1, 100, 2), IPointsToken.BrandWindingDown.selector);
        skip(NOTICE);
        assertEq(cafe.brand().terms.rate, 1_100_000, "the rise took effect");
    }

    function test_windingDownDropsACut() public {
        announce(cafe, 800_000, 0, 100, 2);
        announce(gym, 500_000, 0, 25, 1);
        vm.startPrank(owner);
        hub.windDown(1);
        hub.windDown(3);
        vm.stopPrank();
        skip(NOTICE);
        assertEq(cafe.brand().terms.rate, 1_000_000, "the cut of the rate is gone");
        assertEq(gym.brand().terms.promisePercent, 50, "the cut of the promise is gone");
    }

    function test_I07_windingDownKeepsAnAnnouncementThatRaisesTheRate() public {
        announce(cafe, 1_100_000, 0, 95, 2);
        vm.prank(owner);
        hub.windDown(1);
        skip(NOTICE);
        assertEq(cafe.brand().terms.rate, 1_100_000, "the rise took effect");
        assertEq(cafe.brand().terms.promisePercent, 100, "the cut of the promise beside it is gone");
    }

    function test_I07_windingDownKeepsARisenPromiseBesideACutOfTheRate() public {
        fund(3, 20e6);
        announce(gym, 450_000, 7, 60, 1);
        uint256 dueAt = gym.brand().effectiveAt;
        vm.prank(owner);
        hub.windDown(3);
        assertEq(gym.brand().effectiveAt, dueAt, "its time stays");
        skip(NOTICE);
        assertEq(gym.brand().terms.rate, 500_000, "the cut of the rate is gone");
        assertEq(gym.brand().terms.promisePercent, 60, "the rise of the promise took effect");
    }

    function _refused(Terms memory terms, bytes4 selector) private {
        bytes memory call_ = abi.encodeCall(IPointsToken.announceTerms, (terms, type(uint256).max));
        refuses(owner, address(cafe), call_, selector);
    }

    function _swapRefused(uint32 from, uint32 to, bytes4 selector) private {
        bytes memory call_ = abi.encodeCall(hub.swap, (from, to, 1_000, 0, block.timestamp));
        refuses(alice, address(hub), call_, selector);
    }
}
