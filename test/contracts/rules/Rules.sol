// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Leg} from "../../../contracts/types/Intents.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Network} from "../support/Network.sol";
import {vm, Vm} from "../support/Vm.sol";

/// @notice Two fully covered brands, one that promises half, one whose points never expire; a cause; three members.
/// Small scenes, one per rule, fast enough to be run against every planted mutation.
abstract contract Rules is Network {
    uint256 internal constant KEY = 0xA11CE;

    address internal owner = address(0xF0);
    address internal alice = vm.addr(KEY);
    address internal bob = address(0xB0B);
    address internal payout = address(0xCA05E);
    IPointsToken internal cafe;
    IPointsToken internal airline;
    IPointsToken internal gym;
    IPointsToken internal books;

    function setUp() public virtual {
        deployNetwork();
        cafe = createBrand(owner, Terms(1_000_000, 0, 100, 2), false, 1_000e6);
        airline = createBrand(owner, Terms(100_000, 200, 100, 3), false, 1_000e6);
        gym = createBrand(owner, Terms(500_000, 0, 50, 1), false, 100e6);
        books = createBrand(owner, Terms(200_000, 100, 100, 5), true, 500e6);
        registry.addCause("Reef", "GB-1", payout, bytes32(0));
        mintTo(cafe, owner, alice, 100_000);
        mintTo(airline, owner, alice, 500_000);
        mintTo(gym, owner, bob, 400_000);
    }

    /// @dev Whether `target` refuses the call with this error.
    function refuses(address caller, address target, bytes memory data, bytes4 selector) internal {
        vm.prank(caller);
        (bool ok, bytes memory reason) = target.call(data);
        assertTrue(!ok, "refused");
        assertTrue(bytes4(reason) == selector, "refused for the reason of the rule");
    }

    function skip(uint256 seconds_) internal {
        vm.warp(block.timestamp + seconds_);
    }

    function swapBy(address who, uint32 from, uint32 to, uint256 points) internal returns (uint256) {
        vm.prank(who);
        return hub.swap(from, to, points, 0, block.timestamp);
    }

    function announce(IPointsToken token, uint256 rate, uint256 spread, uint256 promise_, uint256 life) internal {
        vm.prank(owner);
        token.announceTerms(termsOf(rate, spread, promise_, life), type(uint256).max);
    }

    function termsOf(
        uint256 rate,
        uint256 spread,
        uint256 promise_,
        uint256 life
    ) internal pure returns (Terms memory) {
        return Terms(uint40(rate), uint16(spread), uint8(promise_), uint8(life));
    }

    function legs(uint32 a, uint256 pointsA) internal pure returns (Leg[] memory list) {
        list = new Leg[](1);
        list[0] = Leg(a, pointsA);
    }

    /// @dev Pays and returns the payment as `refundPay` wants to hear it again.
    function payBy(
        address who,
        uint32 till,
        bytes32 order,
        Leg[] memory list
    ) internal returns (IClearingHub.Payment memory payment) {
        vm.recordLogs();
        vm.prank(who);
        hub.pay(till, order, list, 0, block.timestamp);
        payment.brandId = till;
        payment.member = who;
        payment.orderReference = order;
        payment.paidAt = block.timestamp;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] != IClearingHub.Paid.selector) continue;
            (, payment.legs) = abi.decode(logs[i].data, (uint256, IClearingHub.SpentLeg[]));
        }
    }
}
