// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Roles} from "../../../contracts/types/Roles.sol";
import {ClaimIntent} from "../../../contracts/types/Intents.sol";
import {Intents} from "../support/Intents.sol";
import {vm} from "../support/Vm.sol";
import {Rules} from "./Rules.sol";

contract PointsTest is Rules {
    uint256 private constant CLAIM_KEY = 0xC1A1;

    function test_I10_aSequenceNumberCountsOnce() public {
        _mintRefused(1, 100, IPointsToken.BatchOutOfSequence.selector);
        _mintRefused(3, 100, IPointsToken.BatchOutOfSequence.selector);
    }

    function test_I04_aMintHoldsThePromise() public {
        _mintRefused(2, 900_001, IPointsToken.CoverBelowPromise.selector);
        mintTo(cafe, owner, alice, 900_000);
    }

    function test_aPausedNetworkMintsNothing() public {
        hub.pause(1 hours);
        _mintRefused(2, 100, IClearingHub.NetworkPaused.selector);
    }

    function test_I06_aBrandThatWindsDownMintsNothing() public {
        vm.prank(owner);
        hub.windDown(1);
        _mintRefused(2, 100, IPointsToken.BrandWindingDown.selector);
    }

    function test_I06_aMinterMintsItsQuotaAndNoMore() public {
        address minter = address(0x31);
        vm.startPrank(owner);
        cafe.setRoles(minter, Roles.MINTER);
        cafe.setQuotas(minter, 1_000, 0);
        vm.stopPrank();
        mintTo(cafe, minter, bob, 1_000);
        bytes32[] memory credits = new bytes32[](1);
        credits[0] = credit(bob, 1);
        bytes memory call_ = abi.encodeCall(IPointsToken.mintBatch, (3, credits, 0, 0));
        refuses(minter, address(cafe), call_, IPointsToken.QuotaExceeded.selector);
        skip(12 hours);
        mintTo(cafe, minter, bob, 500);
        assertEq(cafe.mintQuotaOf(minter).available, 0, "half a day refills half");
    }

    function test_creditsAscend() public {
        bytes32[] memory credits = new bytes32[](2);
        credits[0] = credit(bob, 1);
        credits[1] = credit(bob, 1);
        bytes memory call_ = abi.encodeCall(IPointsToken.mintBatch, (2, credits, 0, 0));
        refuses(owner, address(cafe), call_, IPointsToken.CreditsNotAscending.selector);
    }

    function test_I12_aCreditFitsALane() public {
        _mintRefused(2, 2 ** 40, IPointsToken.AmountTooLarge.selector);
        _mintRefused(2, 0, IPointsToken.ZeroPoints.selector);
    }

    function test_I03_expiredPointsLeaveTheSupplyWhereverTheyAreTouched() public {
        skip(3 * EPOCH);
        assertEq(cafe.balanceOf(alice), 0, "expired");
        assertEq(cafe.totalSupply(), 100_000, "not swept yet");
        mintTo(cafe, owner, alice, 10);
        assertEq(cafe.totalSupply(), 10, "a mint burns what had expired");
        skip(3 * EPOCH);
        vm.prank(alice);
        cafe.transfer(bob, 0);
        assertEq(cafe.totalSupply(), 0, "a transfer burns what had expired");
        mintTo(cafe, owner, bob, 10);
        skip(3 * EPOCH);
        vm.prank(alice);
        cafe.transfer(bob, 0);
        assertEq(cafe.totalSupply(), 0, "also where it arrives");
    }

    function test_I11_aPointDiesWhenTheEpochAfterItsLifeBegins() public {
        vm.warp(103 * EPOCH - 1);
        assertEq(cafe.balanceOf(alice), 100_000, "alive in its last second");
        vm.warp(103 * EPOCH);
        assertEq(cafe.balanceOf(alice), 0, "dead in the next");
        assertEq(airline.balanceOf(alice), 500_000, "a longer life goes on");
    }

    function test_I11_aSwapRenewsNoLife() public {
        vm.warp(102 * EPOCH);
        uint256 got = swapBy(alice, 1, 2, 1_000);
        uint256 back = swapBy(alice, 2, 1, got);
        assertTrue(back <= 1_000, "I05 and gains nothing");
        uint256 intoBooks = swapBy(alice, 1, 4, 1_000);
        vm.warp(103 * EPOCH);
        assertEq(cafe.balanceOf(alice), 0, "dead with the others");
        assertTrue(intoBooks != 0 && books.balanceOf(alice) == 0, "also where points never expire");
    }

    function test_I11_pointsThatNeverExpireAreCappedWhereTheyGo() public {
        mintTo(books, owner, bob, 10_000);
        vm.warp(300 * EPOCH);
        assertEq(books.balanceOf(bob), 10_000, "for ever");
        uint256 got = swapBy(bob, 4, 1, 10_000);
        vm.warp(303 * EPOCH - 1);
        assertEq(cafe.balanceOf(bob), got, "as long as the brand's own");
        vm.warp(303 * EPOCH);
        assertEq(cafe.balanceOf(bob), 0, "and no longer");
    }

    function test_I11_aLifeOfFiveBecomesFourWhereTheLastLaneDoesNotAge() public {
        announce(airline, 100_000, 200, 100, 5);
        skip(NOTICE);
        mintTo(airline, owner, bob, 10_000);
        assertTrue(swapBy(bob, 2, 4, 10_000) != 0, "swapped");
        vm.warp(106 * EPOCH);
        assertEq(books.balanceOf(bob), 0, "ageing points do not become permanent");
    }

    function test_aReversalIsTheNewTotalAndNeverMoreThanTheCredit() public {
        IPointsToken.RunReversals[] memory items = _reversal(30_000);
        vm.startPrank(owner);
        cafe.reverse(items);
        assertEq(cafe.balanceOf(alice), 70_000, "taken");
        cafe.reverse(items);
        assertEq(cafe.balanceOf(alice), 70_000, "the same total again takes nothing");
        items[0].reversals[0].total = 20_000;
        cafe.reverse(items);
        items[0].reversals[0].total = 40_000;
        cafe.reverse(items);
        vm.stopPrank();
        assertEq(cafe.balanceOf(alice), 60_000, "ten thousand more");
        assertEq(cafe.totalSupply(), 60_000, "I03 supply");
        items[0].reversals[0].total = 100_001;
        bytes memory call_ = abi.encodeCall(IPointsToken.reverse, (items));
        refuses(owner, address(cafe), call_, IPointsToken.ReversalAboveCredit.selector);
    }

    function test_aReversalEndsWithTheReturnWindow() public {
        IPointsToken.RunReversals[] memory items = _reversal(30_000);
        vm.warp(START + 90 days);
        vm.prank(owner);
        cafe.reverse(items);
        vm.warp(START + 90 days + 1);
        items[0].reversals[0].total = 40_000;
        bytes memory call_ = abi.encodeCall(IPointsToken.reverse, (items));
        refuses(owner, address(cafe), call_, IPointsToken.ReturnWindowOver.selector);
    }

    function test_aReversalProvesItsRun() public {
        IPointsToken.RunReversals[] memory items = _reversal(30_000);
        items[0].run.credits[0] = credit(alice, 200_000);
        bytes memory call_ = abi.encodeCall(IPointsToken.reverse, (items));
        refuses(owner, address(cafe), call_, IPointsToken.UnknownCreditRun.selector);
    }

    function test_aReversalFollowsAClaimAndHasAQuota() public {
        address held = hub.claimAddressOf(1, vm.addr(CLAIM_KEY));
        mintTo(cafe, owner, held, 1_000);
        _claim(bob, 0);
        assertEq(cafe.balanceOf(bob), 1_000, "claimed");
        IPointsToken.RunReversals[] memory items = _reversal(400);
        items[0].run.sequence = 2;
        items[0].run.credits[0] = credit(held, 1_000);
        items[0].run.runHashes[0] = keccak256(abi.encodePacked(items[0].run.credits));
        vm.prank(owner);
        cafe.reverse(items);
        assertEq(cafe.balanceOf(bob), 600, "taken where it was claimed to");
        vm.prank(owner);
        cafe.setQuotas(owner, PLENTY, 99);
        items[0].reversals[0].total = 500;
        bytes memory call_ = abi.encodeCall(IPointsToken.reverse, (items));
        refuses(owner, address(cafe), call_, IPointsToken.QuotaExceeded.selector);
    }

    function test_aClaimGoesToOneAccountWithinTheBrandsQuota() public {
        address held = hub.claimAddressOf(1, vm.addr(CLAIM_KEY));
        mintTo(cafe, owner, held, 1_000);
        hub.pause(1 hours);
        _claim(bob, IClearingHub.NetworkPaused.selector);
        skip(2 hours);
        _claim(bob, 0);
        _claim(bob, IPointsToken.NothingToClaim.selector);
        mintTo(cafe, owner, held, 1_000);
        _claim(alice, IPointsToken.ClaimedToAnother.selector);
        vm.prank(owner);
        cafe.setClaimQuota(999);
        _claim(bob, IPointsToken.QuotaExceeded.selector);
    }

    function test_whatMembersSendToAClaimAddressUsesNoQuota() public {
        address held = hub.claimAddressOf(1, vm.addr(CLAIM_KEY));
        vm.prank(owner);
        cafe.setClaimQuota(0);
        vm.prank(alice);
        cafe.transfer(held, 500);
        _claim(bob, 0);
        assertEq(cafe.balanceOf(bob), 500, "I13 it can leave");
        mintTo(cafe, owner, held, 500);
        _claim(bob, IPointsToken.QuotaExceeded.selector);
    }

    function test_onlyTheClaimKeySignsAClaim() public {
        address held = hub.claimAddressOf(1, vm.addr(CLAIM_KEY));
        mintTo(cafe, owner, held, 1_000);
        ClaimIntent memory i = ClaimIntent(1, vm.addr(CLAIM_KEY), bob);
        bytes memory signature = Intents.claim(address(hub), 0xBAD, i).signature;
        bytes memory call_ = abi.encodeCall(hub.claim, (1, i.claimKey, bob, signature));
        refuses(bob, address(hub), call_, IClearingHub.BadClaimSignature.selector);
    }

    function test_transfersNeedAnAllowanceAndSpendIt() public {
        vm.prank(alice);
        cafe.approve(bob, 100);
        vm.prank(bob);
        cafe.transferFrom(alice, bob, 60);
        assertEq(cafe.allowance(alice, bob), 40, "allowance");
        bytes memory call_ = abi.encodeCall(cafe.transferFrom, (alice, bob, 41));
        refuses(bob, address(cafe), call_, bytes4(keccak256("ERC20InsufficientAllowance(address,uint256,uint256)")));
    }

    function test_I06_onlyTheHubSettles() public {
        bytes memory call_ = abi.encodeCall(IPointsToken.addReserve, (1));
        refuses(owner, address(cafe), call_, IPointsToken.NotHub.selector);
        call_ = abi.encodeCall(IPointsToken.releaseReserve, (1, true));
        refuses(owner, address(cafe), call_, IPointsToken.NotHub.selector);
        call_ = abi.encodeCall(IPointsToken.transferFor, (alice, bob, 1));
        refuses(owner, address(cafe), call_, IPointsToken.NotHub.selector);
    }

    function test_I09_noReserveIsReleasedForARequestWhileABrandWindsDown() public {
        vm.prank(owner);
        hub.windDown(1);
        bytes memory call_ = abi.encodeCall(IPointsToken.releaseReserve, (1, false));
        refuses(address(hub), address(cafe), call_, IPointsToken.BrandWindingDown.selector);
    }

    function _mintRefused(uint256 sequence, uint256 points, bytes4 selector) private {
        bytes32[] memory credits = new bytes32[](1);
        credits[0] = credit(bob, points);
        refuses(owner, address(cafe), abi.encodeCall(IPointsToken.mintBatch, (sequence, credits, 0, 0)), selector);
    }

    function _claim(address to, bytes4 refusal) private {
        ClaimIntent memory i = ClaimIntent(1, vm.addr(CLAIM_KEY), to);
        bytes memory signature = Intents.claim(address(hub), CLAIM_KEY, i).signature;
        bytes memory call_ = abi.encodeCall(hub.claim, (1, i.claimKey, to, signature));
        if (refusal != 0) {
            refuses(bob, address(hub), call_, refusal);
            return;
        }
        hub.claim(1, i.claimKey, to, signature);
    }

    /// @dev Of the café's first batch: 100,000 to alice.
    function _reversal(uint256 total) private view returns (IPointsToken.RunReversals[] memory items) {
        items = new IPointsToken.RunReversals[](1);
        items[0].run.sequence = 1;
        items[0].run.mintedAt = uint40(START);
        items[0].run.epoch = 100;
        items[0].run.life = 2;
        items[0].run.returnWindow = 90 days;
        items[0].run.credits = new bytes32[](1);
        items[0].run.credits[0] = credit(alice, 100_000);
        items[0].run.runHashes = new bytes32[](1);
        items[0].run.runHashes[0] = keccak256(abi.encodePacked(items[0].run.credits));
        items[0].reversals = new IPointsToken.Reversal[](1);
        items[0].reversals[0].total = total;
    }
}
