// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {
    CancelNoncesIntent,
    ClaimIntent,
    DonateIntent,
    Intent,
    Leg,
    LockIntent,
    PayIntent,
    RedeemIntent,
    SwapIntent,
    TransferIntent,
    UnlockIntent,
    Verb
} from "../../../contracts/types/Intents.sol";
import {Intents} from "../support/Intents.sol";
import {NaiveLot, NaiveLots} from "../support/NaiveLots.sol";
import {vm, Vm} from "../support/Vm.sol";
import {World} from "./World.sol";

/// @notice What members do, by themselves or by a signed intent that a relay submits.
abstract contract MemberMoves is World {
    using NaiveLots for NaiveLot[];

    /// @dev A move that does not apply now; counts as a revert.
    error NotNow();

    struct SwapPlan {
        uint256 value;
        uint256 out;
        uint256 expiredFrom;
        uint256 expiredTo;
    }

    Intent private lastIntent;
    mapping(bytes32 => bool) private orderUsed;

    modifier atClock() {
        vm.warp(clock);
        _;
    }

    function swap(uint256 seed, uint256 amount) external atClock {
        (uint256 who, uint256 from) = _someHolding(seed);
        uint256 to = (from + 1 + (mix(seed, 1) % (BRANDS - 1))) % BRANDS;
        _swapOnce(seed, who, from, to, pick(amount, 1, tokens[from].balanceOf(members[who])));
    }

    /// @dev A→B→C→A with everything there is, at constant terms.
    function cycle(uint256 seed) external atClock {
        (uint256 who, uint256 a) = _someHolding(seed);
        uint256 b = (a + 1 + (seed % 4)) % BRANDS;
        uint256 c = (b + 1 + (mix(seed, 1) % 4)) % BRANDS;
        uint256 start = tokens[a].balanceOf(members[who]);
        uint256 held = c == a ? 0 : tokens[c].balanceOf(members[who]);
        uint256 points = pick(mix(seed, 2), 1, start);

        points = _swapOnce(1, who, a, b, points);
        points = _swapOnce(1, who, b, c, points);
        if (c != a) _swapOnce(1, who, c, a, points);

        note(tokens[a].balanceOf(members[who]) <= start, "I05 a cycle of swaps gained points");
        if (c != a) note(tokens[c].balanceOf(members[who]) == held, "I05 a cycle left points on the way");
    }

    function donate(uint256 seed, uint256 amount) external atClock {
        (uint256 who, uint256 b) = _someHolding(seed);
        uint32 cause = uint32(1 + (mix(seed, 1) % CAUSES));
        address m = members[who];
        uint256 points = pick(amount, 1, tokens[b].balanceOf(m));
        uint256 value = valueOut(b, m, points);
        uint256 expired = expiredOf(b, m);
        Frame memory before = frame();

        if (seed % 2 == 0) {
            DonateIntent memory i = DonateIntent(m, idOf(b), cause, points, value, _nonce(m, seed), clock);
            _execute(Intents.donate(address(hub), keys[who], i));
        } else {
            vm.prank(m);
            hub.donate(idOf(b), cause, points, value, clock);
        }

        ledgerReserve[b] -= value;
        ledgerSupply[b] -= points + expired;
        ledgerCredit[cause - 1] += value;
        Frame memory after_ = hold(before, 0, 1 << b, true);
        note(after_.credits == before.credits + value, "I01 a cause was credited something else");
    }

    function pay(uint256 seed, uint256 amount) external atClock {
        uint256 who = seed % 7;
        uint256 till = mix(seed, 1) % BRANDS;
        Leg[] memory legs = _legs(who, mix(seed, 2), amount);
        address m = members[who];
        bytes32 order = bytes32(seed % 9 == 0 ? orders : ++orders);
        bytes32 key = keccak256(abi.encode(till, m, order));
        Frame memory before = frame();
        uint256 value = _bookPayment(m, till, legs);
        vm.recordLogs();

        if (seed % 2 == 0) {
            PayIntent memory i = PayIntent(m, idOf(till), order, legs, value, _nonce(m, seed), clock);
            _execute(Intents.pay(address(hub), keys[who], i));
        } else {
            vm.prank(m);
            hub.pay(idOf(till), order, legs, value, clock);
        }

        note(!orderUsed[key], "I10 an order reference was used twice");
        orderUsed[key] = true;
        _rememberPayment(till, m, order);
        uint256 mayPay = (1 << BRANDS) - 1 - (1 << till);
        Frame memory after_ = hold(before, 0, mayPay, true);
        note(after_.reserves == before.reserves, "I02 a payment changed the sum of reserves");
    }

    function redeem(uint256 seed, uint256 amount) external atClock {
        (uint256 who, uint256 b) = _someHolding(seed);
        address m = members[who];
        uint256 points = pick(amount, 1, tokens[b].balanceOf(m));
        uint256 expired = expiredOf(b, m);
        Frame memory before = frame();

        if (seed % 2 == 0) {
            RedeemIntent memory i = RedeemIntent(m, idOf(b), points, bytes32(seed), _nonce(m, seed), clock);
            _execute(Intents.redeem(address(hub), keys[who], i));
        } else {
            vm.prank(m);
            tokens[b].redeem(points, bytes32(seed));
        }

        ledgerSupply[b] -= points + expired;
        hold(before, 0, 0, true);
    }

    function transfer(uint256 seed, uint256 amount) external atClock {
        (uint256 who, uint256 b) = _someHolding(seed);
        address m = members[who];
        address to = holder(b, mix(seed, 1) % 9);
        uint256 points = pick(amount, 0, tokens[b].balanceOf(m));
        uint256 expired = expiredOf(b, m) + (to == m ? 0 : expiredOf(b, to));
        Frame memory before = frame();

        if (seed % 2 == 0) {
            TransferIntent memory i = TransferIntent(m, idOf(b), to, points, _nonce(m, seed), clock);
            _execute(Intents.transfer(address(hub), keys[who], i));
        } else {
            vm.prank(m);
            tokens[b].transfer(to, points);
        }

        ledgerSupply[b] -= expired;
        Frame memory after_ = hold(before, 0, 0, true);
        note(after_.worth == before.worth, "I05 a transfer changed what members hold");
    }

    function lock(uint256 seed) external atClock {
        uint256 who = seed % 7;
        uint32 delay = uint32(pick(mix(seed, 1), 0, 3 days));
        if (seed % 2 == 0) {
            LockIntent memory i = LockIntent(members[who], delay, _nonce(members[who], seed), clock);
            _execute(Intents.lock(address(hub), keys[who], i));
        } else {
            vm.prank(members[who]);
            hub.lock(delay);
        }

        note(hub.lockedUntil(members[who]) == 2 ** 40 - 1, "I12 a lock has no end by itself");
    }

    /// @dev The next member that is locked.
    function unlock(uint256 seed) external atClock {
        uint256 who = seed % 7;
        for (uint256 i = 0; i < 7 && hub.lockedUntil(members[who]) == 0; i++) {
            who = (who + 1) % 7;
        }
        uint256 delay = hub.unlockDelayOf(members[who]);
        if (seed % 2 == 0) {
            UnlockIntent memory i = UnlockIntent(members[who], _nonce(members[who], seed), clock);
            _execute(Intents.unlock(address(hub), keys[who], i));
        } else {
            vm.prank(members[who]);
            hub.unlock();
        }

        note(hub.lockedUntil(members[who]) <= clock + delay, "a lock ends after the delay its member chose");
    }

    function cancelNonces(uint256 seed) external atClock {
        uint256 who = seed % 7;
        (uint256 base, ) = hub.noncesOf(members[who]);
        uint256 newBase = base + pick(mix(seed, 1), 1, 128);
        if (seed % 2 == 0) {
            CancelNoncesIntent memory i = CancelNoncesIntent(members[who], newBase, _nonce(members[who], seed), clock);
            _execute(Intents.cancelNonces(address(hub), keys[who], i));
        } else {
            vm.prank(members[who]);
            hub.cancelNonces(newBase);
        }

        (base, ) = hub.noncesOf(members[who]);
        note(base >= newBase, "I10 a nonce below the new base is left");
    }

    function claim(uint256 seed) external atClock {
        uint256 b = seed % BRANDS;
        uint256 key = mix(seed, 1) % 2;
        address from = claimAddress(b, key);
        address before_ = tokens[b].movedTo(from);
        address to = before_ == address(0) || seed % 5 == 0 ? members[mix(seed, 2) % 5] : before_;
        uint256 held = tokens[b].balanceOf(from);
        uint256 had = tokens[b].balanceOf(to);
        uint256 expired = expiredOf(b, from) + expiredOf(b, to);
        Frame memory before = frame();
        ClaimIntent memory i = ClaimIntent(idOf(b), vm.addr(claimKeys[key]), to);
        Intent memory signed = Intents.claim(address(hub), claimKeys[key], i);

        if (seed % 2 == 0) _execute(signed);
        else hub.claim(i.brandId, i.claimKey, to, signed.signature);

        note(before_ == address(0) || before_ == to, "a claim address was claimed to another account");
        note(tokens[b].balanceOf(from) == 0 && tokens[b].balanceOf(to) == had + held, "a claim moves everything");
        ledgerSupply[b] -= expired;
        hold(before, 0, 0, true);
    }

    /// @dev The last intent again: it must fail, and change nothing. A claim bears no nonce, as it may be repeated: carried
    /// again it moves what was credited since, to the same account, which `claim` looks at.
    function replay() external atClock {
        if (lastIntent.payload.length == 0 || lastIntent.verb == uint8(Verb.Claim)) revert NotNow();
        Frame memory before = frame();
        Intent[] memory intents = new Intent[](1);
        intents[0] = lastIntent;

        bool[] memory done = hub.execute(intents);

        note(!done[0], "I10 an intent was executed twice");
        hold(before, 0, 0, true);
    }

    /* INTERNAL */

    function _swapOnce(
        uint256 seed,
        uint256 who,
        uint256 from,
        uint256 to,
        uint256 points
    ) internal returns (uint256 got) {
        address m = members[who];
        SwapPlan memory plan;
        plan.value = valueOut(from, m, points);
        plan.out = pointsIn(to, plan.value);
        NaiveLot[][2] memory lots = [storedLots(from, m), storedLots(to, m)];
        plan.expiredFrom = lots[0].expire(epochNow());
        plan.expiredTo = lots[1].expire(epochNow());
        got = tokens[to].balanceOf(m);
        Frame memory before = frame();

        _submitSwap(seed, who, SwapIntent(m, idOf(from), idOf(to), points, plan.out, 0, clock));

        got = tokens[to].balanceOf(m) - got;
        note(got == plan.out, "a swap gave other points than its price");
        ledgerReserve[from] -= plan.value;
        ledgerReserve[to] += plan.value;
        ledgerSupply[from] -= points + plan.expiredFrom;
        ledgerSupply[to] = ledgerSupply[to] + plan.out - plan.expiredTo;
        Frame memory after_ = hold(before, 1 << to, 1 << from, true);
        note(after_.reserves == before.reserves, "I02 a swap changed the sum of reserves");
        note(_livesNoLonger(from, to, m, lots), "I11 a point outlives what it came from");
    }

    function _submitSwap(uint256 seed, uint256 who, SwapIntent memory i) private {
        if (seed % 2 == 0) {
            i.nonce = _nonce(i.member, seed);
            _execute(Intents.swap(address(hub), keys[who], i));
        } else {
            vm.prank(i.member);
            hub.swap(i.fromBrandId, i.toBrandId, i.points, i.minPointsOut, i.deadline);
        }
    }

    /// @dev Whether no lot that a swap gave lives longer than the longest-living lot that it took.
    function _livesNoLonger(
        uint256 from,
        uint256 to,
        address m,
        NaiveLot[][2] memory before
    ) private view returns (bool) {
        NaiveLot[] memory left = storedLots(from, m);
        NaiveLot[] memory given = storedLots(to, m);
        uint256 longestTaken;
        uint256 longestGiven;
        for (uint256 i = 0; i < 6; i++) {
            uint256 last = before[0][i].lastEpoch;
            if (before[0][i].points > left.livingThrough(last) && last > longestTaken) longestTaken = last;
            last = given[i].lastEpoch;
            if (given[i].points > before[1].livingThrough(last) && last > longestGiven) longestGiven = last;
        }
        return longestGiven <= longestTaken;
    }

    function _execute(Intent memory intent) private {
        Intent[] memory intents = new Intent[](1);
        intents[0] = intent;
        if (!hub.execute(intents)[0]) revert NotNow();

        lastIntent = intent;
    }

    /// @dev A nonce near the base; one that was used is refused.
    function _nonce(address member, uint256 seed) private view returns (uint256) {
        (uint256 base, ) = hub.noncesOf(member);
        return base + pick(mix(seed, 77), 0, 5);
    }

    /// @dev A member and a brand of which it holds points.
    function _someHolding(uint256 seed) internal view returns (uint256 who, uint256 brand) {
        uint256 start = mix(seed, 11) % (7 * BRANDS);
        for (uint256 i = 0; i < 7 * BRANDS; i++) {
            who = (start + i) % 7;
            brand = ((start + i) / 7) % BRANDS;
            if (tokens[brand].balanceOf(members[who]) != 0) return (who, brand);
        }
        revert NotNow();
    }

    function _legs(uint256 who, uint256 mask, uint256 amount) private view returns (Leg[] memory legs) {
        legs = new Leg[](BRANDS);
        uint256 n;
        for (uint256 b = 0; b < BRANDS; b++) {
            uint256 held = tokens[b].balanceOf(members[who]);
            if (held != 0 && (mask >> b) % 2 == 1) legs[n++] = Leg(idOf(b), pick(mix(amount, b), 1, held));
        }
        if (n == 0) revert NotNow();
        assembly ("memory-safe") {
            mstore(legs, n)
        }
    }

    function _bookPayment(address m, uint256 till, Leg[] memory legs) private returns (uint256 value) {
        uint256 arrived;
        for (uint256 k = 0; k < legs.length; k++) {
            uint256 b = legs[k].brandId - 1;
            if (b == till) {
                value += (legs[k].points * termsOf(b).rate) / 1000;
            } else {
                uint256 part = valueOut(b, m, legs[k].points);
                ledgerReserve[b] -= part;
                arrived += part;
            }
            ledgerSupply[b] -= legs[k].points + expiredOf(b, m);
        }
        ledgerReserve[till] += arrived;
        value += arrived;
    }

    function _rememberPayment(uint256 till, address m, bytes32 order) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].emitter != address(hub) || logs[i].topics[0] != IClearingHub.Paid.selector) continue;
            (, IClearingHub.SpentLeg[] memory legs) = abi.decode(logs[i].data, (uint256, IClearingHub.SpentLeg[]));
            IClearingHub.Payment storage p = payments.push();
            (p.brandId, p.member, p.orderReference, p.paidAt) = (idOf(till), m, order, clock);
            for (uint256 k = 0; k < legs.length; k++) {
                p.legs.push(legs[k]);
            }
        }
    }
}
