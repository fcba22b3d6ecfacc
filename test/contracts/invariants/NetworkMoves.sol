// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Verb} from "../../../contracts/types/Intents.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {vm} from "../support/Vm.sol";
import {BrandMoves} from "./BrandMoves.sol";

/// @notice Time, the guardian, the causes, and strangers who try every door.
abstract contract NetworkMoves is BrandMoves {
    /// @dev Past notices, epochs and windows; nobody's points grow by waiting.
    function travel(uint256 seed) external atClock {
        uint256 die = seed % 16;
        uint256 to = clock + pick(mix(seed, 1), 1, 1 hours);
        if (die == 0) to = clock + NOTICE;
        if (die == 1) to = clock + pick(mix(seed, 1), 1, 30 days);
        if (die == 2) to = (epochNow() + 1) * EPOCH - 1;
        if (die == 3) to = (epochNow() + 1) * EPOCH;
        if (die == 4 && seed % 3 == 0) to = clock + pick(mix(seed, 1), EPOCH, 3 * EPOCH);
        if (die == 5 || die == 6) to = _nextDue(mix(seed, 2) % BRANDS);
        if (die > 6 && die < 12) to = clock + pick(mix(seed, 1), 1, 3 days);

        uint256[5] memory before = _live();
        _passTo(to);
        uint256[5] memory after_ = _live();
        for (uint256 b = 0; b < BRANDS; b++) {
            note(after_[b] <= before[b], "I11 ageing raised a balance");
        }
    }

    function pause(uint256 seed) external atClock {
        uint256 duration = pick(seed, 1, seed % 3 == 0 ? 72 hours : 3 hours);
        hub.pause(duration);

        note(hub.pausedUntil() == clock + duration && duration <= 72 hours, "a pause longer than 72 hours");
    }

    function unpause() external atClock {
        hub.unpause();
    }

    function payCause(uint256 seed) external atClock {
        uint256 c = seed % CAUSES;
        Frame memory before = frame();
        vm.prank(payouts[c]);
        uint256 paid = hub.withdrawCause(uint32(c + 1));

        note(paid == ledgerCredit[c], "I01 a cause was paid something else");
        note(coin.balanceOf(payouts[c]) >= paid, "I01 a cause was paid nothing");
        ledgerCredit[c] = 0;
        hold(before, 0, 0, false);
    }

    function listCause(uint256 seed) external atClock {
        uint32 c = uint32(1 + (seed % CAUSES));
        (, bool active) = hub.causeCredit(c);
        registry.setActive(c, !active);
    }

    function sweep(uint256 seed) external atClock {
        uint256 b = seed % BRANDS;
        address[] memory accounts = new address[](2);
        accounts[0] = holder(b, mix(seed, 1) % 9);
        accounts[1] = accounts[0];
        uint256 expired = expiredOf(b, accounts[0]);
        Frame memory before = frame();

        tokens[b].sweep(accounts);

        ledgerSupply[b] -= expired;
        Frame memory after_ = hold(before, 0, 0, true);
        note(after_.worth == before.worth, "I11 sweeping took live points");
    }

    /// @dev Money that nobody deposited counts for nobody.
    function gift(uint256 amount) external atClock {
        amount = pick(amount, 1, 1e12);
        Frame memory before = frame();
        coin.mint(address(hub), amount);

        gifts += amount;
        hold(before, 0, 0, false);
    }

    /// @dev A stranger, the rogue brand's owner and the network's operator try what is another brand's alone.
    function trespass(uint256 seed) external atClock {
        uint256 b = mix(seed, 1) % ROGUE;
        address[3] memory intruders = [address(0xBAD), owners[ROGUE], address(this)];
        address intruder = intruders[seed % 3];
        (address target, bytes memory door) = _door(b, mix(seed, 2) % 28, intruder);
        Frame memory before = frame();

        vm.prank(intruder);
        (bool open, ) = target.call(door);

        note(!open, "I06 a door was open to a stranger");
        hold(before, 0, 0, false);
    }

    function _nextDue(uint256 b) private view returns (uint256) {
        if (clock < ledgerDue[b]) return ledgerDue[b] - (clock + 1 < ledgerDue[b] ? clock % 2 : 0);
        uint256 opensAt = hub.withdrawalOf(idOf(b)).opensAt;
        return clock < opensAt ? opensAt : clock + 1;
    }

    /// @dev Points that can be used now, by brand.
    function _live() private view returns (uint256[5] memory sums) {
        for (uint256 b = 0; b < BRANDS; b++) {
            for (uint256 i = 0; i < 9; i++) {
                sums[b] += tokens[b].balanceOf(holder(b, i));
            }
        }
    }

    function _door(uint256 b, uint256 n, address me) private view returns (address, bytes memory) {
        if (n < 8) return (address(hub), _hubDoor(b, n));
        if (n < 20) return (address(tokens[b]), _hubOnlyDoor(b, n, me));
        return (address(tokens[b]), _brandDoor(b, n, me));
    }

    function _hubDoor(uint256 b, uint256 n) private pure returns (bytes memory) {
        if (n == 0) return abi.encodeCall(IClearingHub.requestWithdrawal, (idOf(b), 1));
        if (n == 1) return abi.encodeCall(IClearingHub.withdraw, (idOf(b)));
        if (n == 2) return abi.encodeCall(IClearingHub.windDown, (idOf(b)));
        if (n == 3) return abi.encodeCall(IClearingHub.withdrawRemainder, (idOf(b)));
        if (n == 4) return abi.encodeCall(IClearingHub.cancelWithdrawal, (idOf(b)));
        if (n == 5) return abi.encodeCall(IClearingHub.setCauseActive, (1, true));
        if (n == 6) return abi.encodeCall(IClearingHub.withdrawCause, (1));
        return abi.encodeWithSignature("perform(uint8,bytes,bytes)", Verb.Lock, "", "");
    }

    function _hubOnlyDoor(uint256 b, uint256 n, address me) private view returns (bytes memory) {
        address victim = members[b];
        if (n == 8) return abi.encodeCall(IPointsToken.initialize, (termsOf(b), me));
        if (n == 9) return abi.encodeCall(IPointsToken.transferValueOut, (victim, 1));
        if (n == 10) return abi.encodeCall(IPointsToken.mintIn, (me, 1e6, 1e6, 1e6, false, 1));
        if (n == 11) return abi.encodeCall(IPointsToken.redeemFor, (victim, 1, bytes32(0)));
        if (n == 12) return abi.encodeCall(IPointsToken.transferFor, (victim, me, 1));
        if (n == 13) return abi.encodeCall(IPointsToken.moveClaimed, (claimAddress(b, 0), me));
        if (n == 14) return abi.encodeCall(IPointsToken.addReserve, (1));
        if (n == 15) return abi.encodeCall(IPointsToken.releaseRefund, (owners[b], 1, 1));
        if (n == 16) return abi.encodeCall(IPointsToken.mintRefund, (me, 1, 1e6, 1, 1, false));
        if (n == 17) return abi.encodeCall(IPointsToken.releaseReserve, (1, true));
        if (n == 18) return abi.encodeCall(IPointsToken.startWindDown, (me));
        return abi.encodeWithSignature("transferFrom(address,address,uint256)", victim, me, 1);
    }

    function _brandDoor(uint256 b, uint256 n, address me) private view returns (bytes memory) {
        bytes32[] memory credits = new bytes32[](1);
        credits[0] = credit(me, 1);
        Terms memory terms = termsOf(b);
        terms.spreadBps = terms.spreadBps == 0 ? 1 : 0;
        if (n == 20) return abi.encodeCall(IPointsToken.mintBatch, (ledgerSequence[b] + 1, credits, 0, 0));
        if (n == 21) return abi.encodeCall(IPointsToken.setRoles, (me, 15));
        if (n == 22) return abi.encodeCall(IPointsToken.setQuotas, (me, 1, 1));
        if (n == 23) return abi.encodeCall(IPointsToken.setClaimQuota, (0));
        if (n == 24) return abi.encodeCall(IPointsToken.setEntrance, (false));
        if (n == 25) return abi.encodeCall(IPointsToken.setEntranceFor, (1, false));
        if (n == 26) return abi.encodeCall(IPointsToken.announceTerms, (terms, type(uint256).max));
        return abi.encodeCall(IPointsToken.cancelTerms, ());
    }
}
