// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClaimIntent} from "../../../contracts/types/Intents.sol";
import {Intents} from "../support/Intents.sol";
import {vm} from "../support/Vm.sol";
import {NetworkMoves} from "./NetworkMoves.sol";

/// @notice The end of every history: all brands wind down, all members leave, causes are paid, nothing is left.
abstract contract Leaving is NetworkMoves {
    /// @notice Returns what would not go, or nothing.
    function everybodyLeaves() external returns (string memory) {
        vm.warp(clock);
        _openTheDoors();
        for (uint256 b = 0; b < BRANDS; b++) {
            if (!windingDown[b]) _windDown(b);
        }
        for (uint256 b = 0; b < BRANDS; b++) {
            _claimAll(b);
            for (uint256 i = 0; i < 7; i++) {
                _leave(b, members[i], i);
            }
        }
        _payCauses();
        _passTo(clock + 90 days + 80 hours);
        for (uint256 b = 0; b < BRANDS; b++) {
            if (tokens[b].brand().reserve != 0) _withdrawRemainder(b);
        }
        return _whatIsLeft();
    }

    /// @dev Pause over, locks lifted, a cause listed.
    function _openTheDoors() private {
        if (clock < hub.pausedUntil()) _passTo(hub.pausedUntil());
        (, bool active) = hub.causeCredit(1);
        if (!active) registry.setActive(1, true);
        for (uint256 i = 0; i < 7; i++) {
            if (hub.lockedUntil(members[i]) == 0) continue;
            vm.prank(members[i]);
            hub.unlock();
        }
        _passTo(clock + 3 days);
    }

    function _claimAll(uint256 b) private {
        for (uint256 key = 0; key < 2; key++) {
            address from = claimAddress(b, key);
            uint256 points = tokens[b].balanceOf(from);
            if (points == 0) continue;
            address to = tokens[b].movedTo(from);
            if (to == address(0)) to = members[key];
            ClaimIntent memory i = ClaimIntent(idOf(b), vm.addr(claimKeys[key]), to);
            hub.claim(i.brandId, i.claimKey, to, Intents.claim(address(hub), claimKeys[key], i).signature);
            note(tokens[b].balanceOf(from) == 0, "I13 a claim left points behind");
        }
    }

    /// @dev By donation; what is worth less than a µ is redeemed, which nothing can stop.
    function _leave(uint256 b, address member, uint256 i) private {
        uint256 points = tokens[b].balanceOf(member);
        if (points != 0) {
            bool worthSomething = hub.quoteValue(idOf(b), points, member) != 0;
            vm.prank(member);
            if (worthSomething) hub.donate(idOf(b), 1, points, 1, clock);
            else tokens[b].redeem(points, bytes32(i));
        }
        note(tokens[b].balanceOf(member) == 0, "I13 a member could not leave");
    }

    function _payCauses() private {
        for (uint32 c = 1; c <= CAUSES; c++) {
            (uint256 credit_, ) = hub.causeCredit(c);
            if (credit_ == 0) continue;
            vm.prank(payouts[c - 1]);
            hub.withdrawCause(c);
        }
    }

    /// @dev Expired points of everybody are swept first.
    function _whatIsLeft() private returns (string memory) {
        for (uint256 b = 0; b < BRANDS; b++) {
            address[] memory accounts = new address[](9);
            for (uint256 i = 0; i < 9; i++) {
                accounts[i] = holder(b, i);
            }
            tokens[b].sweep(accounts);
            if (tokens[b].totalSupply() != 0) return string.concat("points of brand ", vm.toString(b));
            if (tokens[b].brand().reserve != 0) return string.concat("reserve of brand ", vm.toString(b));
        }
        if (hub.accounted() != 0) return "money that is accounted for";
        if (coin.balanceOf(address(hub)) != gifts) return "money that was deposited";
        return "";
    }
}
