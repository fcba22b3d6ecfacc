// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {vm, Vm} from "../support/Vm.sol";
import {MemberMoves} from "./MemberMoves.sol";

/// @notice What brands do, the rogue one and the thief of a minter key among them.
abstract contract BrandMoves is MemberMoves {
    uint256[5] private askedAt;
    uint256[5] private woundDownAt;

    /* POINTS */

    function mint(uint256 seed, uint256 amount) external atClock {
        uint256 b = seed % BRANDS;
        uint256 free = ledgerReserve[b] > needed(b) ? ledgerReserve[b] - needed(b) : 0;
        uint256 room = (free * 100_000) / (maxRate(b) * 100);
        uint256 each = pick(amount, 1, room / 3 + 1);
        _mint(b, owners[b], _credits(b, seed, each > 2 ** 40 - 1 ? 2 ** 40 - 1 : each), seed % 11 == 0);
    }

    /// @dev Whoever holds a stolen minter key gets no more than its quota.
    function thiefMints(uint256 amount) external atClock {
        bytes32[] memory credits = new bytes32[](1);
        uint256 points = pick(amount, 1, THIEF_QUOTA + 1);
        credits[0] = credit(members[6], points);
        _mint(ROBBED, members[6], credits, false);

        thiefMinted += points;
        uint256 quota = THIEF_QUOTA + (THIEF_QUOTA * (clock - thiefSince)) / 1 days;
        note(thiefMinted <= quota, "I06 a stolen key minted more than its quota");
    }

    /// @dev The rogue brand mints itself all it can and takes it to another brand.
    function rogueRuns(uint256 seed) external atClock {
        uint256 free = ledgerReserve[ROGUE] - needed(ROGUE);
        uint256 percent = _max(termsOf(ROGUE).promisePercent, ledgerNext[ROGUE].promisePercent);
        uint256 points = (free * 100_000) / (maxRate(ROGUE) * percent);
        bytes32[] memory credits = new bytes32[](1);
        credits[0] = credit(members[5], points);
        if (points != 0 && !windingDown[ROGUE]) _mint(ROGUE, owners[ROGUE], credits, false);
        _swapOnce(seed, 5, ROGUE, seed % ROGUE, tokens[ROGUE].balanceOf(members[5]));
    }

    function reverse(uint256 seed, uint256 amount) external atClock {
        if (batches.length == 0) revert NotNow();
        uint256 n = seed % batches.length;
        Batch memory batch = batches[n];
        uint256 position = mix(seed, 1) % batch.credits.length;
        uint256 given = uint96(uint256(batch.credits[position]));
        uint256 total = pick(amount, 0, given + 1);
        uint256 more = total > reversed[n][position] ? total - reversed[n][position] : 0;
        uint256 gone = _bookReversal(batch.brand, address(uint160(uint256(batch.credits[position]) >> 96)), more);
        Frame memory before = frame();

        vm.prank(owners[batch.brand]);
        tokens[batch.brand].reverse(_reversalOf(batch, position, total));

        note(total <= given, "a reversal took more than the credit");
        note(clock <= batch.mintedAt + batch.returnWindow, "a reversal came after the return window");
        if (more != 0) reversed[n][position] = total;
        ledgerSupply[batch.brand] -= gone;
        hold(before, 0, 0, false);
    }

    function refund(uint256 seed, uint256 amount) external atClock {
        if (payments.length == 0) revert NotNow();
        uint256 n = seed % payments.length;
        IClearingHub.Payment memory payment = payments[n];
        uint256 share = pick(amount, 1e17, 1e18);
        uint256 till = payment.brandId - 1;
        uint256[5] memory expired;
        uint256 mayMint;
        for (uint256 k = 0; k < payment.legs.length; k++) {
            uint256 b = payment.legs[k].brandId - 1;
            expired[b] = expiredOf(b, payment.member);
            mayMint |= 1 << b;
        }
        Frame memory before = frame();
        vm.recordLogs();

        vm.prank(owners[till]);
        hub.refundPay(payment, share);

        if (share > refunded[n]) {
            note(clock <= payment.paidAt + 90 days, "a refund came after 90 days");
            _bookRefund(payment, refunded[n], share, expired);
            refunded[n] = share;
        }
        Frame memory after_ = hold(before, mayMint, 1 << till, false);
        note(after_.reserves == before.reserves, "I02 a refund changed the sum of reserves");
    }

    /* TERMS */

    function announce(uint256 seed) external atClock {
        uint256 b = seed % BRANDS;
        Terms memory old = termsOf(b);
        Terms memory terms = Terms(
            uint40((uint256(old.rate) * pick(mix(seed, 1), 75, 125)) / 100),
            seed % 2 == 0 ? old.spreadBps : uint16(pick(mix(seed, 2), 0, 1023)),
            seed % 3 == 0 ? old.promisePercent : uint8(5 * pick(mix(seed, 3), 1, 20)),
            seed % 5 == 0 ? uint8(pick(mix(seed, 4), 1, 5)) : old.life
        );
        Frame memory before = frame();

        vm.prank(owners[b]);
        tokens[b].announceTerms(terms, ledgerSupply[b]);

        note(clock >= ledgerDue[b], "I07 an announcement replaced another");
        note(terms.life >= old.life, "a life was shortened");
        (ledgerTerms[b], ledgerNext[b], ledgerDue[b]) = (old, terms, clock + NOTICE);
        hold(before, 0, 0, false);
    }

    /// @dev The next announcement that is under way.
    function cancel(uint256 seed) external atClock {
        uint256 b = seed % BRANDS;
        for (uint256 i = 0; i < BRANDS && clock >= ledgerDue[b]; i++) {
            b = (b + 1) % BRANDS;
        }
        (Terms memory old, Terms memory next) = (termsOf(b), ledgerNext[b]);
        Frame memory before = frame();

        vm.prank(owners[b]);
        tokens[b].cancelTerms();

        note(clock < ledgerDue[b], "I07 nothing was announced");
        bool rises = next.rate > old.rate || next.promisePercent > old.promisePercent || next.life > old.life;
        note(!rises, "I07 a rise was cancelled");
        (ledgerNext[b], ledgerDue[b]) = (old, 0);
        hold(before, 0, 0, false);
    }

    function entrance(uint256 seed) external atClock {
        uint256 b = seed % BRANDS;
        Frame memory before = frame();
        vm.prank(owners[b]);
        if (seed % 2 == 0) tokens[b].setEntrance(seed % 3 != 0);
        else tokens[b].setEntranceFor(idOf(mix(seed, 1) % BRANDS), seed % 3 != 0);

        hold(before, 0, 0, false);
    }

    /* RESERVE */

    function deposit(uint256 seed, uint256 amount) external atClock {
        uint256 b = seed % BRANDS;
        amount = pick(amount, 1, 3_000e6);
        Frame memory before = frame();
        fund(idOf(b), amount);

        ledgerReserve[b] += amount;
        hold(before, 0, 0, false);
    }

    function requestWithdrawal(uint256 seed, uint256 amount) external atClock {
        uint256 b = seed % BRANDS;
        Frame memory before = frame();
        vm.prank(owners[b]);
        hub.requestWithdrawal(idOf(b), pick(amount, 1, ledgerReserve[b] + 1));

        askedAt[b] = clock;
        hold(before, 0, 0, false);
    }

    function cancelWithdrawal(uint256 seed) external atClock {
        uint256 b = _asking(seed);
        vm.prank(owners[b]);
        hub.cancelWithdrawal(idOf(b));

        askedAt[b] = 0;
    }

    function withdraw(uint256 seed) external atClock {
        uint256 b = _asking(seed);
        // Treasurers come when their request is due.
        if (askedAt[b] != 0 && clock < askedAt[b] + NOTICE && seed % 4 != 0) _passTo(askedAt[b] + NOTICE);
        Frame memory before = frame();
        vm.prank(owners[b]);
        uint256 paid = hub.withdraw(idOf(b));

        note(askedAt[b] != 0 && clock >= askedAt[b] + NOTICE, "I09 a withdrawal without a matured request");
        bool cut = ledgerNext[b].rate < termsOf(b).rate || ledgerNext[b].promisePercent < termsOf(b).promisePercent;
        note(!cut && !windingDown[b], "I09 a withdrawal while a cut is pending or the brand winds down");
        ledgerReserve[b] -= paid;
        note(ledgerReserve[b] >= needed(b), "I04 a withdrawal broke the promise");
        askedAt[b] = 0;
        hold(before, 0, 1 << b, false);
    }

    function windDown(uint256 seed) external atClock {
        if (seed % 6 != 0) revert NotNow();
        _windDown(mix(seed, 1) % BRANDS);
    }

    /// @dev Mostly too early; sometimes treasurers wait for it.
    function withdrawRemainder(uint256 seed) external atClock {
        uint256 b = seed % BRANDS;
        for (uint256 i = 0; i < BRANDS && !windingDown[b]; i++) {
            b = (b + 1) % BRANDS;
        }
        if (seed % 3 == 0 && clock < hub.remainderAt(idOf(b))) _passTo(hub.remainderAt(idOf(b)));
        _withdrawRemainder(b);
    }

    /* INTERNAL */

    /// @dev The next brand that asked for a withdrawal.
    function _asking(uint256 seed) private view returns (uint256 b) {
        b = seed % BRANDS;
        for (uint256 i = 0; i < BRANDS && askedAt[b] == 0; i++) {
            b = (b + 1) % BRANDS;
        }
    }

    function _windDown(uint256 b) internal {
        Frame memory before = frame();
        vm.prank(owners[b]);
        hub.windDown(idOf(b));

        _bookDroppedCut(b);
        windingDown[b] = true;
        woundDownAt[b] = clock;
        hold(before, 0, 0, false);
    }

    /// @dev What an announcement cuts is dropped; what it raises stands.
    function _bookDroppedCut(uint256 b) private {
        (Terms memory old, Terms memory next) = (termsOf(b), ledgerNext[b]);
        if (next.rate >= old.rate && next.promisePercent >= old.promisePercent) return;

        bool rises = next.rate > old.rate || next.promisePercent > old.promisePercent || next.life > old.life;
        if (!rises) (next, ledgerDue[b]) = (old, 0);
        if (next.rate < old.rate) next.rate = old.rate;
        if (next.promisePercent < old.promisePercent) next.promisePercent = old.promisePercent;
        ledgerNext[b] = next;
    }

    function _withdrawRemainder(uint256 b) internal {
        Frame memory before = frame();
        vm.prank(owners[b]);
        uint256 paid = hub.withdrawRemainder(idOf(b));

        note(windingDown[b] && clock >= woundDownAt[b] + 90 days, "I09 a remainder before its time");
        ledgerReserve[b] -= paid;
        remainderTaken[b] = true;
        hold(before, 0, 1 << b, false);
    }

    function _passTo(uint256 time) internal {
        clock = time;
        vm.warp(clock);
    }

    function _mint(uint256 b, address minter, bytes32[] memory credits, bool again) internal {
        uint256 sum;
        uint256 expired;
        for (uint256 i = 0; i < credits.length; i++) {
            sum += uint96(uint256(credits[i]));
            expired += expiredOf(b, address(uint160(uint256(credits[i]) >> 96)));
        }
        Frame memory before = frame();
        uint256 sequence = again ? ledgerSequence[b] : ledgerSequence[b] + 1;

        vm.prank(minter);
        tokens[b].mintBatch(sequence, credits, bytes32(sequence), 90 days);

        note(!again, "I10 a sequence number was used twice");
        note(!windingDown[b], "I06 a brand that winds down minted");
        ledgerSequence[b]++;
        ledgerSupply[b] = ledgerSupply[b] + sum - expired;
        batches.push(Batch(b, sequence, clock, epochNow(), termsOf(b).life, 90 days, credits));
        note(ledgerReserve[b] >= needed(b), "I04 a mint broke the promise");
        hold(before, 1 << b, 0, false);
    }

    /// @dev Up to four credits, ascending by address.
    function _credits(uint256 b, uint256 seed, uint256 each) private view returns (bytes32[] memory list) {
        list = new bytes32[](4);
        uint256 n;
        uint256 above;
        for (uint256 k = 0; k < 4; k++) {
            uint256 next = type(uint256).max;
            for (uint256 i = 0; i < 9; i++) {
                uint256 a = uint256(uint160(holder(b, i)));
                if (a > above && a < next && (seed >> i) % 2 == 0) next = a;
            }
            if (next == type(uint256).max) break;
            above = next;
            list[n++] = credit(address(uint160(next)), each / (k + 1) + 1);
        }
        assembly ("memory-safe") {
            mstore(list, n)
        }
    }

    /// @dev What leaves the supply when `more` is taken back: what is there, and what expired where it is looked for.
    function _bookReversal(uint256 b, address member, uint256 more) private view returns (uint256 gone) {
        if (more == 0) return 0;
        uint256 here = tokens[b].balanceOf(member);
        address moved = tokens[b].movedTo(member);
        gone = expiredOf(b, member) + (more < here ? more : here);
        if (more <= here || moved == address(0)) return gone;

        uint256 there = tokens[b].balanceOf(moved);
        gone += expiredOf(b, moved) + (more - here < there ? more - here : there);
    }

    function _reversalOf(
        Batch memory batch,
        uint256 position,
        uint256 total
    ) private pure returns (IPointsToken.RunReversals[] memory items) {
        items = new IPointsToken.RunReversals[](1);
        IPointsToken.CreditRun memory run = items[0].run;
        run.sequence = batch.sequence;
        run.mintedAt = uint40(batch.mintedAt);
        run.epoch = uint16(batch.epoch);
        run.life = uint8(batch.life);
        run.returnWindow = uint32(batch.returnWindow);
        run.credits = batch.credits;
        run.runHashes = new bytes32[](1);
        run.runHashes[0] = keccak256(abi.encodePacked(batch.credits));
        items[0].reversals = new IPointsToken.Reversal[](1);
        items[0].reversals[0] = IPointsToken.Reversal(position, total);
    }

    /// @dev Books what the event tells, after checking it against the payment.
    function _bookRefund(
        IClearingHub.Payment memory payment,
        uint256 before,
        uint256 share,
        uint256[5] memory expired
    ) private {
        IClearingHub.RefundedLeg[] memory legs = _refundedLegs();
        uint256 released;
        note(legs.length == payment.legs.length, "a refund tells every leg");
        for (uint256 k = 0; k < legs.length; k++) {
            uint256 b = legs[k].brandId - 1;
            (uint256 points, uint256 value) = _partOf(payment.legs[k], before, share);
            note(legs[k].value + legs[k].lapsed == value, "a refund's parts are the whole");
            note(legs[k].points <= points, "I06 a refund minted more than was burnt");
            note(_atMostWorth(b, legs[k].points, legs[k].value), "I06 a refund minted more than its value buys");
            if (legs[k].points != 0) ledgerSupply[b] = ledgerSupply[b] + legs[k].points - expired[b];
            if (legs[k].brandId == payment.brandId) continue;
            ledgerReserve[b] += legs[k].value;
            released += legs[k].value;
        }
        ledgerReserve[payment.brandId - 1] -= released;
        note(ledgerReserve[payment.brandId - 1] >= needed(payment.brandId - 1), "I04 a refund broke the promise");
    }

    /// @dev Points and value of a leg between two shares; the value follows the points, and all parts are the whole.
    function _partOf(
        IClearingHub.SpentLeg memory leg,
        uint256 before,
        uint256 share
    ) private pure returns (uint256, uint256) {
        uint256 from = (leg.points * before) / 1e18;
        uint256 to = (leg.points * share) / 1e18;
        return (to - from, (leg.value * to) / leg.points - (leg.value * from) / leg.points);
    }

    /// @dev points ≤ value ÷ (higher rate × min(1, cover at it)), with the state before the refund.
    function _atMostWorth(uint256 b, uint256 points, uint256 value) private view returns (bool) {
        uint256 liability = ledgerSupply[b] * maxRate(b);
        if (ledgerReserve[b] * 1000 >= liability) return points * maxRate(b) <= value * 1000;
        return points * ledgerReserve[b] <= value * ledgerSupply[b];
    }

    function _refundedLegs() private returns (IClearingHub.RefundedLeg[] memory legs) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] != IClearingHub.PaymentRefunded.selector) continue;
            (, legs) = abi.decode(logs[i].data, (uint256, IClearingHub.RefundedLeg[]));
        }
    }
}
