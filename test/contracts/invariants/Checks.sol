// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {NaiveLot, NaiveLots} from "../support/NaiveLots.sol";
import {vm} from "../support/Vm.sol";
import {Leaving} from "./Leaving.sol";

/// @notice One check per invariant of docs/invariants.md. A check returns what is wrong, or nothing.
abstract contract Checks is Leaving {
    using NaiveLots for NaiveLot[];

    /// @dev Each brand has points at all members and a claim address before the first move.
    constructor() {
        createWorld();
        for (uint256 b = 0; b < BRANDS; b++) {
            _mint(b, owners[b], _everybody(b, b == 2 ? 300 : 20_000), false);
        }
    }

    function check01() external view returns (string memory) {
        Frame memory f = frame();
        uint256 sum = f.reserves + f.credits;
        if (sum != hub.accounted()) return "reserves and credits are not what is accounted for";
        if (coin.balanceOf(address(hub)) != sum + gifts) return "the hub holds something else";
        if (f.credits != ledgerCredit[0] + ledgerCredit[1]) return "credits differ from the ledger";
        return "";
    }

    function check03() external view returns (string memory) {
        for (uint256 b = 0; b < BRANDS; b++) {
            uint256 sum;
            for (uint256 i = 0; i < 9; i++) {
                sum += storedLots(b, holder(b, i)).total();
            }
            if (sum != tokens[b].totalSupply()) return "the lanes do not sum to the supply";
            if (sum != ledgerSupply[b]) return "the supply differs from the ledger";
        }
        return "";
    }

    function check04() external view returns (string memory) {
        for (uint256 b = 0; b < BRANDS; b++) {
            if (!remainderTaken[b] && tokens[b].brand().reserve < needed(b)) return "cover is below the promise";
        }
        return "";
    }

    function check07() external returns (string memory) {
        vm.warp(clock);
        for (uint256 b = 0; b < BRANDS; b++) {
            IPointsToken.Brand memory brand = tokens[b].brand();
            if (!_same(brand.terms, termsOf(b))) return "other terms are in effect than announced";
            if (!_same(brand.announced, ledgerNext[b])) return "other terms are announced";
            if (brand.effectiveAt != (clock < ledgerDue[b] ? ledgerDue[b] : 0)) return "they come at another time";
        }
        return "";
    }

    function check08() external returns (string memory) {
        vm.warp(clock);
        for (uint256 b = 0; b < BRANDS; b++) {
            for (uint256 value = 1; value < 1e13; value = value * 17 + 3) {
                uint256 points = tokens[b].quoteIn(value);
                if (points != pointsIn(b, value)) return "the price of an entry differs from the ledger";
                if (points * termsOf(b).rate > value * 1000) return "an entry is cheaper than an exit";
            }
        }
        return "";
    }

    function check09() external view returns (string memory) {
        for (uint256 b = 0; b < BRANDS; b++) {
            if (tokens[b].brand().reserve != ledgerReserve[b]) return "a reserve differs from the ledger";
        }
        return "";
    }

    function check10() external view returns (string memory) {
        for (uint256 b = 0; b < BRANDS; b++) {
            if (tokens[b].lastSequence() != ledgerSequence[b]) return "batches differ from the ledger";
        }
        return "";
    }

    function check11() external returns (string memory) {
        vm.warp(clock);
        for (uint256 b = 0; b < BRANDS; b++) {
            for (uint256 i = 0; i < 9; i++) {
                NaiveLot[] memory lots = storedLots(b, holder(b, i));
                lots.expire(epochNow());
                if (tokens[b].balanceOf(holder(b, i)) != lots.total()) return "a balance holds expired points";
            }
        }
        return "";
    }

    function check12() external view returns (string memory) {
        for (uint256 b = 0; b < BRANDS; b++) {
            IPointsToken.Brand memory brand = tokens[b].brand();
            if (brand.neverExpires != isPermanent(b) || brand.windingDown != windingDown[b]) return "a flag turned";
            for (uint256 i = 0; i < 9; i++) {
                uint256 word = tokens[b].lotsOf(holder(b, i));
                if (word >> 240 > clock / EPOCH) return "a balance is from the future";
            }
        }
        return "";
    }

    function _same(Terms memory a, Terms memory b) private pure returns (bool) {
        return keccak256(abi.encode(a)) == keccak256(abi.encode(b));
    }

    function _everybody(uint256 b, uint256 points) private view returns (bytes32[] memory list) {
        list = new bytes32[](8);
        uint256 above;
        for (uint256 k = 0; k < 8; k++) {
            uint256 next = type(uint256).max;
            for (uint256 i = 0; i < 8; i++) {
                uint256 a = uint256(uint160(holder(b, i)));
                if (a > above && a < next) next = a;
            }
            above = next;
            list[k] = credit(address(uint160(next)), points);
        }
    }
}
