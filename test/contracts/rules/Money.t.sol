// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICauseRegistry} from "../../../contracts/interfaces/ICauseRegistry.sol";
import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Leg} from "../../../contracts/types/Intents.sol";
import {vm} from "../support/Vm.sol";
import {Rules} from "./Rules.sol";

contract MoneyTest is Rules {
    bytes32 private constant ORDER = "order 1";

    /* EXITS */

    function test_I02_aSwapMovesTheValueFromReserveToReserve() public {
        uint256 got = swapBy(alice, 1, 2, 10_000);
        assertEq(got, (uint256(10e6) * 1e7) / (100_000 * 10_200), "points");
        assertEq(cafe.brand().reserve, 990e6, "out");
        assertEq(airline.brand().reserve, 1_010e6, "in");
        assertEq(hub.accounted(), 2_600e6, "I01 nothing came or went");
    }

    function test_I04_aHalfCoveredBrandPaysEverybodyTheSameShare() public {
        vm.prank(bob);
        uint256 first = hub.donate(3, 1, 200_000, 0, block.timestamp);
        vm.prank(bob);
        uint256 second = hub.donate(3, 1, 200_000, 0, block.timestamp);
        assertEq(first, 50e6, "half of par");
        assertEq(second, 50e6, "for the last one too");
        assertEq(gym.brand().reserve, 0, "all gone");
    }

    function test_theCallersExpiredPointsDoNotDiluteIt() public {
        fund(3, 50e6);
        vm.warp(102 * EPOCH);
        mintTo(gym, owner, alice, 200_000);
        vm.prank(alice);
        assertEq(hub.donate(3, 1, 100_000, 0, block.timestamp), 25e6, "the others' do");
        address[] memory all = new address[](1);
        all[0] = bob;
        gym.sweep(all);
        vm.prank(alice);
        assertEq(hub.donate(3, 1, 100_000, 0, block.timestamp), 50e6, "until they are swept");
        mintTo(gym, owner, bob, 150_000);
        vm.warp(103 * EPOCH);
        mintTo(gym, owner, bob, 150_000);
        vm.warp(104 * EPOCH);
        assertEq(hub.quoteValue(3, 150_000, bob), 75e6, "its own do not, says the quote");
        vm.prank(bob);
        assertEq(hub.donate(3, 1, 150_000, 0, block.timestamp), 75e6, "nor when it leaves");
    }

    function test_minimaAndDeadlinesAreKept() public {
        _refused(
            abi.encodeCall(hub.swap, (1, 2, 10_000, 98_040, block.timestamp)),
            IClearingHub.PointsBelowMinimum.selector
        );
        _refused(
            abi.encodeCall(hub.donate, (1, 1, 10_000, 10e6 + 1, block.timestamp)),
            IClearingHub.ValueBelowMinimum.selector
        );
        _refused(
            abi.encodeCall(hub.pay, (2, ORDER, legs(1, 10_000), 10e6 + 1, block.timestamp)),
            IClearingHub.ValueBelowMinimum.selector
        );
        _refused(abi.encodeCall(hub.swap, (1, 2, 10_000, 0, block.timestamp - 1)), IClearingHub.DeadlineOver.selector);
        _refused(abi.encodeCall(hub.swap, (1, 1, 10_000, 0, block.timestamp)), IClearingHub.SameBrand.selector);
        _refused(abi.encodeCall(hub.donate, (1, 2, 10_000, 0, block.timestamp)), IClearingHub.CauseNotActive.selector);
        _refused(abi.encodeCall(hub.donate, (9, 1, 10_000, 0, block.timestamp)), IClearingHub.UnknownBrand.selector);
    }

    function test_whatIsWorthNothingIsNotTaken() public {
        IPointsToken tiny = createBrand(owner, termsOf(1, 0, 100, 1), false, 1e6);
        mintTo(tiny, owner, alice, 1_000);
        _refused(abi.encodeCall(hub.donate, (5, 1, 999, 0, block.timestamp)), IPointsToken.ZeroValue.selector);
        vm.prank(alice);
        assertEq(hub.donate(5, 1, 1_000, 0, block.timestamp), 1, "a millionth is the least");
        IPointsToken dear = createBrand(owner, termsOf(2 ** 36 - 1, 0, 100, 1), false, 1e6);
        _refused(abi.encodeCall(hub.swap, (1, 6, 1, 0, block.timestamp)), IPointsToken.ZeroPoints.selector);
        assertEq(dear.totalSupply(), 0, "none");
    }

    function test_aPauseStopsTheVerbsOfRule11AndNoOther() public {
        hub.pause(2 hours);
        bytes4 paused = IClearingHub.NetworkPaused.selector;
        _refused(abi.encodeCall(hub.swap, (1, 2, 10_000, 0, block.timestamp)), paused);
        _refused(abi.encodeCall(hub.donate, (1, 1, 10_000, 0, block.timestamp)), paused);
        _refused(abi.encodeCall(hub.pay, (2, ORDER, legs(1, 10_000), 0, block.timestamp)), paused);
        vm.startPrank(alice);
        cafe.redeem(1, ORDER);
        cafe.transfer(bob, 1);
        vm.stopPrank();
        fund(1, 1e6);
        skip(2 hours);
        swapBy(alice, 1, 2, 10_000);
    }

    function test_aLockStopsEveryWayOut() public {
        vm.prank(alice);
        hub.lock(1 days);
        bytes4 locked = IClearingHub.SpendLocked.selector;
        _refused(abi.encodeCall(hub.swap, (1, 2, 10_000, 0, block.timestamp)), locked);
        _refused(abi.encodeCall(hub.donate, (1, 1, 10_000, 0, block.timestamp)), locked);
        _refused(abi.encodeCall(hub.pay, (2, ORDER, legs(1, 10_000), 0, block.timestamp)), locked);
        refuses(alice, address(cafe), abi.encodeCall(IPointsToken.redeem, (1, ORDER)), locked);
        refuses(alice, address(cafe), abi.encodeCall(cafe.transfer, (bob, 1)), locked);
        _refused(abi.encodeCall(hub.lock, (1 days - 1)), IClearingHub.BadUnlockDelay.selector);
        vm.prank(alice);
        hub.unlock();
        skip(1 days - 1);
        _refused(abi.encodeCall(hub.swap, (1, 2, 10_000, 0, block.timestamp)), locked);
        skip(1);
        swapBy(alice, 1, 2, 10_000);
        _refused(abi.encodeCall(hub.unlock, ()), IClearingHub.NotLocked.selector);
        _refused(abi.encodeCall(hub.lock, (365 days + 1)), IClearingHub.BadUnlockDelay.selector);
    }

    /* PAYMENTS */

    function test_I10_anOrderReferenceCountsOncePerMember() public {
        payBy(alice, 2, ORDER, legs(1, 10_000));
        bytes memory again = abi.encodeCall(hub.pay, (2, ORDER, legs(1, 10_000), 0, block.timestamp));
        _refused(again, IClearingHub.OrderReferenceUsed.selector);
        payBy(bob, 2, ORDER, legs(3, 10_000));
    }

    function test_aPaymentMovesForeignValueAndKeepsItsOwn() public {
        Leg[] memory both = new Leg[](2);
        both[0] = Leg(1, 10_000);
        both[1] = Leg(2, 100_000);
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, both);
        assertEq(payment.legs[0].value + payment.legs[1].value, 20e6, "value");
        assertEq(cafe.brand().reserve, 990e6, "the first brand's value left");
        assertEq(airline.brand().reserve, 1_010e6, "the airline's own stayed");
        assertEq(airline.totalSupply(), 400_000, "its points are burnt");
        (both[0], both[1]) = (both[1], both[0]);
        bytes memory unsorted = abi.encodeCall(hub.pay, (2, "order 2", both, 0, block.timestamp));
        _refused(unsorted, IClearingHub.BadLegs.selector);
        both[1] = both[0];
        _refused(abi.encodeCall(hub.pay, (2, "order 2", both, 0, block.timestamp)), IClearingHub.BadLegs.selector);
        _refused(
            abi.encodeCall(hub.pay, (2, "order 2", new Leg[](0), 0, block.timestamp)),
            IClearingHub.BadLegs.selector
        );
    }

    function test_aRefundBringsPointsAndValueBackInParts() public {
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, legs(1, 10_000));
        _refund(payment, 0.3e18);
        _refund(payment, 0.3e18);
        _refund(payment, 0.2e18);
        assertEq(cafe.balanceOf(alice), 93_000, "three tenths, once");
        assertEq(cafe.brand().reserve, 993e6, "and their value");
        _refund(payment, 1e18);
        assertEq(cafe.balanceOf(alice), 100_000, "all");
        assertEq(cafe.brand().reserve, 1_000e6, "all value");
        bytes memory more = abi.encodeCall(hub.refundPay, (payment, 1e18 + 1));
        refuses(owner, address(hub), more, IClearingHub.BadRefundShare.selector);
        payment.legs[0].points = 20_000;
        bytes memory other = abi.encodeCall(hub.refundPay, (payment, 1e18));
        refuses(owner, address(hub), other, IClearingHub.UnknownPayment.selector);
    }

    function test_aRefundEndsAfter90Days() public {
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, legs(1, 10_000));
        skip(90 days);
        _refund(payment, 0.5e18);
        skip(1);
        bytes memory late = abi.encodeCall(hub.refundPay, (payment, 1e18));
        refuses(owner, address(hub), late, IClearingHub.RefundWindowOver.selector);
    }

    function test_I04_aRefundHoldsThePromiseOfTheTill() public {
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, legs(1, 10_000));
        mintTo(airline, owner, bob, 9_600_000);
        bytes memory call_ = abi.encodeCall(hub.refundPay, (payment, 1e18));
        refuses(owner, address(hub), call_, IPointsToken.CoverBelowPromise.selector);
        fund(2, 10e6);
        _refund(payment, 1e18);
    }

    function test_I06_aRefundAfterARiseBringsFewerPoints() public {
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, legs(1, 10_000));
        announce(cafe, 1_250_000, 0, 100, 2);
        _refund(payment, 1e18);
        assertEq(cafe.balanceOf(alice), 98_000, "what the value buys at the announced rate");
    }

    function test_I06_aRefundAfterACutBringsNoMoreThanWasBurnt() public {
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, legs(1, 10_000));
        announce(cafe, 800_000, 0, 100, 2);
        skip(NOTICE);
        _refund(payment, 1e18);
        assertEq(cafe.balanceOf(alice), 100_000, "no more");
    }

    function test_I11_aRefundRevivesNothingThatExpired() public {
        vm.warp(103 * EPOCH - 1 days);
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, legs(1, 10_000));
        skip(2 days);
        _refund(payment, 1e18);
        assertEq(cafe.balanceOf(alice), 0, "expired meanwhile");
        assertEq(cafe.brand().reserve, 990e6, "the value stays with the till");
    }

    function test_aRefundBringsNothingBackToABrandThatWindsDown() public {
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, legs(1, 10_000));
        vm.prank(owner);
        hub.windDown(1);
        _refund(payment, 1e18);
        assertEq(cafe.balanceOf(alice), 90_000, "no points");
        assertEq(cafe.brand().reserve, 990e6, "the value stays with the till");
    }

    function test_aRefundOfOwnPointsMovesNoMoney() public {
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, legs(2, 10_000));
        uint256 quota = airline.mintQuotaOf(owner).available;
        _refund(payment, 1e18);
        assertEq(airline.balanceOf(alice), 500_000, "points are back");
        assertEq(airline.brand().reserve, 1_000e6, "the reserve never moved");
        assertEq(airline.mintQuotaOf(owner).available, quota - 10_000, "they count as minted");
    }

    function test_aRefundCountsAsMintedByItsValue() public {
        IClearingHub.Payment memory payment = payBy(alice, 2, ORDER, legs(1, 10_000));
        uint256 quota = airline.mintQuotaOf(owner).available;
        _refund(payment, 1e18);
        assertEq(airline.mintQuotaOf(owner).available, quota - 100_000, "10 USD are 1,000 airline points");
    }

    /* WITHDRAWALS */

    function test_I09_aWithdrawalWaitsAndLapses() public {
        _ask(100e6);
        bytes memory draw = abi.encodeCall(hub.withdraw, (1));
        skip(NOTICE - 1);
        refuses(owner, address(hub), draw, IClearingHub.WithdrawalNotOpen.selector);
        skip(1);
        vm.prank(owner);
        assertEq(hub.withdraw(1), 100e6, "paid");
        assertEq(coin.balanceOf(owner), 100e6, "to the treasurer");
        assertEq(hub.accounted(), 2_500e6, "I01 accounted");
        refuses(owner, address(hub), draw, IClearingHub.NoWithdrawal.selector);
        _ask(100e6);
        skip(NOTICE + 3 days + 1);
        refuses(owner, address(hub), draw, IClearingHub.WithdrawalNotOpen.selector);
        _ask(100e6);
    }

    function test_aSecondRequestWaitsForTheFirst() public {
        _ask(100e6);
        bytes memory more = abi.encodeCall(hub.requestWithdrawal, (1, 1));
        refuses(owner, address(hub), more, IClearingHub.WithdrawalPending.selector);
        vm.prank(owner);
        hub.cancelWithdrawal(1);
        _ask(1);
    }

    function test_pausedTimeProlongsAWithdrawal() public {
        _ask(100e6);
        skip(NOTICE + 3 days - 1 hours);
        hub.pause(2 hours);
        bytes memory draw = abi.encodeCall(hub.withdraw, (1));
        refuses(owner, address(hub), draw, IClearingHub.NetworkPaused.selector);
        skip(2 hours);
        vm.prank(owner);
        assertEq(hub.withdraw(1), 100e6, "paid in the time that is left");
    }

    function test_I04_aWithdrawalPaysWhatIsFreeAtTheHigherTerms() public {
        announce(cafe, 1_250_000, 0, 100, 2);
        _ask(1_000e6);
        skip(NOTICE);
        vm.prank(owner);
        assertEq(hub.withdraw(1), 875e6, "all but the promise");
        assertEq(cafe.brand().reserve, 125e6, "which stays");
    }

    function test_noWithdrawalWhileACutIsPending() public {
        _ask(100e6);
        _askOf(3, 1e6);
        skip(NOTICE);
        announce(cafe, 900_000, 0, 100, 2);
        announce(gym, 500_000, 0, 25, 1);
        bytes4 pending = IPointsToken.CutPending.selector;
        refuses(owner, address(hub), abi.encodeCall(hub.withdraw, (1)), pending);
        refuses(owner, address(hub), abi.encodeCall(hub.withdraw, (3)), pending);
    }

    function test_theRemainderComesAfter90Days() public {
        _ask(100e6);
        vm.prank(owner);
        hub.windDown(1);
        bytes memory draw = abi.encodeCall(hub.withdrawRemainder, (1));
        refuses(owner, address(hub), draw, IClearingHub.RemainderNotDue.selector);
        hub.pause(1 hours);
        assertEq(hub.remainderAt(1), START + 90 days, "a pause counts as it passes");
        skip(90 days);
        refuses(owner, address(hub), draw, IClearingHub.RemainderNotDue.selector);
        skip(1 hours);
        vm.prank(owner);
        assertEq(hub.withdrawRemainder(1), 1_000e6, "everything");
        bytes memory again = abi.encodeCall(hub.windDown, (1));
        refuses(owner, address(hub), again, IClearingHub.AlreadyWindingDown.selector);
        refuses(owner, address(hub), abi.encodeCall(hub.withdraw, (1)), IClearingHub.NoWithdrawal.selector);
        refuses(owner, address(hub), abi.encodeCall(hub.withdrawRemainder, (2)), IClearingHub.RemainderNotDue.selector);
    }

    /* NETWORK */

    function test_pausesFitTheirBudget() public {
        bytes memory long = abi.encodeCall(hub.pause, (72 hours + 1));
        refuses(address(this), address(hub), long, IClearingHub.PauseTooLong.selector);
        hub.pause(60 hours);
        bytes memory again = abi.encodeCall(hub.pause, (1));
        refuses(address(this), address(hub), again, IClearingHub.NetworkPaused.selector);
        hub.unpause();
        hub.pause(71 hours);
        skip(71 hours);
        refuses(address(this), address(hub), abi.encodeCall(hub.pause, (2 hours)), IClearingHub.PauseTooLong.selector);
        bytes memory end = abi.encodeCall(hub.unpause, ());
        refuses(address(this), address(hub), end, IClearingHub.NetworkNotPaused.selector);
        skip(14 days);
        hub.pause(72 hours);
    }

    function test_aCauseIsPaidItsCreditOnce() public {
        vm.prank(alice);
        hub.donate(1, 1, 10_000, 0, block.timestamp);
        bytes memory draw = abi.encodeCall(hub.withdrawCause, (1));
        refuses(bob, address(hub), draw, IClearingHub.NotPayout.selector);
        vm.prank(payout);
        assertEq(hub.withdrawCause(1), 10e6, "paid");
        assertEq(coin.balanceOf(payout), 10e6, "in stablecoin");
        assertEq(hub.accounted(), 2_590e6, "I01 accounted");
        refuses(payout, address(hub), draw, IClearingHub.NoCauseCredit.selector);
    }

    function test_aPayoutAddressChangesOnlyAfterTheCauseHadItsSay() public {
        registry.proposePayout(1, bob);
        bytes memory apply_ = abi.encodeCall(ICauseRegistry.applyPayout, (1));
        skip(14 days - 1);
        refuses(address(this), address(registry), apply_, ICauseRegistry.ProposalNotDue.selector);
        vm.prank(payout);
        registry.cancelPayoutProposal(1);
        skip(1);
        refuses(address(this), address(registry), apply_, ICauseRegistry.NoProposal.selector);
        registry.proposePayout(1, bob);
        vm.prank(payout);
        registry.changePayout(1, alice);
        skip(14 days);
        refuses(address(this), address(registry), apply_, ICauseRegistry.NoProposal.selector);
        refuses(
            bob,
            address(registry),
            abi.encodeCall(ICauseRegistry.changePayout, (1, bob)),
            ICauseRegistry.NotPayout.selector
        );
    }

    function test_onlyTheAdmittedOwnerCreatesABrand() public {
        hub.admit("tea", alice);
        bytes memory create = abi.encodeCall(hub.createBrand, ("tea", "Tea", "TEA", termsOf(1, 0, 100, 1), false));
        refuses(bob, address(hub), create, IClearingHub.NotAdmitted.selector);
        vm.prank(alice);
        uint32 id = hub.createBrand("tea", "Tea", "TEA", termsOf(1, 0, 100, 1), false);
        assertEq(IPointsToken(hub.tokenOf(id)).rolesOf(alice), 13, "owner, rate setter, treasurer");
        refuses(alice, address(hub), create, IClearingHub.BrandCodeTaken.selector);
    }

    function test_rolesOfABrandAreItsOwnersToGive() public {
        bytes memory give = abi.encodeCall(IPointsToken.setRoles, (bob, 2));
        refuses(bob, address(cafe), give, IPointsToken.MissingRole.selector);
        bytes memory leave = abi.encodeCall(IPointsToken.setRoles, (owner, 2));
        refuses(owner, address(cafe), leave, IPointsToken.OwnerCannotDropItself.selector);
    }

    function _ask(uint256 amount) private {
        _askOf(1, amount);
    }

    function _askOf(uint32 id, uint256 amount) private {
        vm.prank(owner);
        hub.requestWithdrawal(id, amount);
    }

    function _refund(IClearingHub.Payment memory payment, uint256 share) private {
        vm.prank(owner);
        hub.refundPay(payment, share);
    }

    function _refused(bytes memory call_, bytes4 selector) private {
        refuses(alice, address(hub), call_, selector);
    }
}
