// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IClearingHub} from "../interfaces/IClearingHub.sol";
import {IPointsToken} from "../interfaces/IPointsToken.sol";
import {Leg} from "../types/Intents.sol";
import {MemberState, MemberStateLib} from "../types/MemberState.sol";
import {NetworkState} from "../types/NetworkState.sol";
import {Roles} from "../types/Roles.sol";
import {HubBrands} from "./HubBrands.sol";

/// @notice What members do with their points, called by themselves or on their signed intent.
abstract contract HubMembers is HubBrands {
    uint256 private constant MAX_LEGS = 8;
    uint256 private constant MAX_UNLOCK_DELAY = 365 days;
    uint256 private constant WHOLE = 1e18;

    /// @param hash First 24 bytes of the payment's hash.
    /// @param share Part refunded so far; WHOLE is all of it.
    struct PaymentRecord {
        bytes24 hash;
        uint64 share;
    }

    mapping(bytes32 key => PaymentRecord) private _payments;

    /* READS */

    /// @inheritdoc IClearingHub
    function quote(
        uint32 fromBrandId,
        uint32 toBrandId,
        uint256 points,
        address member
    ) external view returns (uint256 pointsOut, uint256 value) {
        if (fromBrandId == toBrandId) revert SameBrand(fromBrandId);
        value = quoteValue(fromBrandId, points, member);
        pointsOut = _token(toBrandId).quoteIn(value);
    }

    /// @inheritdoc IClearingHub
    function quoteValue(uint32 brandId, uint256 points, address member) public view returns (uint256) {
        return _token(brandId).quoteOut(member, points);
    }

    /// @inheritdoc IClearingHub
    function paymentOf(uint32 brandId, address member, bytes32 orderReference) external view returns (bytes24, uint64) {
        PaymentRecord memory record = _payments[_paymentKey(brandId, member, orderReference)];
        return (record.hash, record.share);
    }

    /// @inheritdoc IClearingHub
    function lockedUntil(address member) external view returns (uint256) {
        uint256 dueAt = _members[member].unlockAt();
        return block.timestamp < dueAt ? dueAt : 0;
    }

    /// @inheritdoc IClearingHub
    function unlockDelayOf(address member) external view returns (uint256) {
        return _members[member].unlockDelay();
    }

    /* MEMBERS */

    /// @inheritdoc IClearingHub
    function swap(
        uint32 fromBrandId,
        uint32 toBrandId,
        uint256 points,
        uint256 minPointsOut,
        uint256 deadline
    ) external nonReentrant returns (uint256) {
        _checkDeadline(deadline);
        return _swap(msg.sender, fromBrandId, toBrandId, points, minPointsOut);
    }

    /// @inheritdoc IClearingHub
    function donate(
        uint32 brandId,
        uint32 causeId,
        uint256 points,
        uint256 minValue,
        uint256 deadline
    ) external nonReentrant returns (uint256) {
        _checkDeadline(deadline);
        return _donate(msg.sender, brandId, causeId, points, minValue);
    }

    /// @inheritdoc IClearingHub
    function pay(
        uint32 brandId,
        bytes32 orderReference,
        Leg[] calldata legs,
        uint256 minValue,
        uint256 deadline
    ) external nonReentrant returns (uint256) {
        _checkDeadline(deadline);
        return _pay(msg.sender, brandId, orderReference, legs, minValue);
    }

    /// @inheritdoc IClearingHub
    function refundPay(Payment calldata payment, uint256 share) external nonReentrant {
        IPointsToken till = _token(payment.brandId);
        _checkBrandRole(payment.brandId, till, Roles.MINTER);
        if (share > WHOLE) revert BadRefundShare(share);
        uint256 before = _openRefund(payment, share);
        if (share <= before) return;

        RefundedLeg[] memory legs = new RefundedLeg[](payment.legs.length);
        uint256 value;
        uint256 ownPoints;
        for (uint256 i = 0; i < legs.length; ++i) {
            legs[i] = _refundLeg(payment, payment.legs[i], before, share);
            if (legs[i].brandId == payment.brandId) ownPoints = legs[i].points;
            else value += legs[i].value;
        }
        till.releaseRefund(msg.sender, value, ownPoints);

        emit PaymentRefunded(payment.brandId, payment.member, payment.orderReference, share, legs);
    }

    /// @inheritdoc IClearingHub
    function lock(uint32 unlockDelay) external nonReentrant {
        _lock(msg.sender, unlockDelay);
    }

    /// @inheritdoc IClearingHub
    function unlock() external nonReentrant {
        _unlock(msg.sender);
    }

    /* INTERNAL */

    function _swap(
        address member,
        uint32 fromBrandId,
        uint32 toBrandId,
        uint256 points,
        uint256 minPointsOut
    ) internal returns (uint256 pointsOut) {
        if (fromBrandId == toBrandId) revert SameBrand(fromBrandId);
        NetworkState network = _network;
        IPointsToken from = _tokenIn(network, fromBrandId);
        IPointsToken to = _tokenIn(network, toBrandId);
        _checkMayMove(network, member);

        (uint256 value, uint256 lotsIn, bool permanent) = from.transferValueOut(member, points);
        uint256 lotsOut;
        (pointsOut, lotsOut) = to.mintIn(member, value, lotsIn, points, permanent, fromBrandId);
        if (pointsOut < minPointsOut) revert PointsBelowMinimum(pointsOut, minPointsOut);

        emit Swapped(member, fromBrandId, toBrandId, points, pointsOut, value, lotsIn, lotsOut);
    }

    function _donate(
        address member,
        uint32 brandId,
        uint32 causeId,
        uint256 points,
        uint256 minValue
    ) internal returns (uint256 value) {
        NetworkState network = _network;
        IPointsToken token = _tokenIn(network, brandId);
        uint256 account = _causes[causeId];
        if (account & CAUSE_ACTIVE == 0) revert CauseNotActive(causeId);
        _checkMayMove(network, member);

        uint256 lots;
        (value, lots, ) = token.transferValueOut(member, points);
        if (value < minValue) revert ValueBelowMinimum(value, minValue);
        unchecked {
            // Every credit came out of a reserve of 53 bits: 255 bits hold more than there can ever be.
            _causes[causeId] = account + (value << 1);
        }

        emit Donated(member, brandId, causeId, points, value, lots);
    }

    function _pay(
        address member,
        uint32 brandId,
        bytes32 orderReference,
        Leg[] memory legs,
        uint256 minValue
    ) internal returns (uint256 value) {
        IPointsToken till = _token(brandId);
        bytes32 key = _paymentKey(brandId, member, orderReference);
        if (_payments[key].hash != 0) revert OrderReferenceUsed(brandId, member, orderReference);
        if (legs.length == 0 || legs.length > MAX_LEGS) revert BadLegs();
        checkNotPaused();
        checkUnlocked(member);

        SpentLeg[] memory spent = new SpentLeg[](legs.length);
        uint256 arrived;
        for (uint256 i = 0; i < legs.length; ++i) {
            if (i != 0 && legs[i].brandId <= legs[i - 1].brandId) revert BadLegs();
            spent[i] = _spend(member, brandId, legs[i], orderReference);
            value += spent[i].value;
            if (legs[i].brandId != brandId) arrived += spent[i].value;
        }
        if (value < minValue) revert ValueBelowMinimum(value, minValue);
        if (arrived != 0) till.addReserve(arrived);
        bytes32 hash = _hashPayment(Payment(brandId, member, orderReference, block.timestamp, spent));
        _payments[key] = PaymentRecord(bytes24(hash), 0);

        emit Paid(brandId, member, orderReference, value, spent);
    }

    function _lock(address member, uint256 unlockDelay) internal {
        MemberState state = _members[member];
        uint256 least = state.isLocked(block.timestamp) ? state.unlockDelay() : 0;
        if (unlockDelay < least || unlockDelay > MAX_UNLOCK_DELAY) {
            revert BadUnlockDelay(unlockDelay, least, MAX_UNLOCK_DELAY);
        }

        _members[member] = state.withLock(unlockDelay, MemberStateLib.FOR_EVER);

        emit Locked(member, unlockDelay, MemberStateLib.FOR_EVER);
    }

    function _unlock(address member) internal {
        MemberState state = _members[member];
        if (!state.isLocked(block.timestamp)) revert NotLocked(member);
        uint256 delay = state.unlockDelay();
        uint256 dueAt = block.timestamp + delay;
        // A lock that is being lifted already keeps its time.
        if (state.unlockAt() < dueAt) dueAt = state.unlockAt();

        _members[member] = state.withLock(delay, dueAt);

        emit Locked(member, delay, dueAt);
    }

    /* PRIVATE */

    /// @dev The till's own points are a redeem: their par value counts, and stays where it is.
    function _spend(
        address member,
        uint32 tillId,
        Leg memory leg,
        bytes32 orderReference
    ) private returns (SpentLeg memory) {
        IPointsToken token = _token(leg.brandId);
        uint256 value;
        uint256 lots;
        if (leg.brandId == tillId) (value, lots) = token.redeemFor(member, leg.points, orderReference);
        else (value, lots, ) = token.transferValueOut(member, leg.points);
        return SpentLeg(leg.brandId, leg.points, value, lots);
    }

    /// @dev Reverts unless the payment is known and refundable; stores the new share where it is higher.
    /// @return before Share refunded so far.
    function _openRefund(Payment calldata payment, uint256 share) private returns (uint256 before) {
        bytes32 key = _paymentKey(payment.brandId, payment.member, payment.orderReference);
        PaymentRecord memory record = _payments[key];
        if (record.hash == 0 || bytes24(_hashPayment(payment)) != record.hash) {
            revert UnknownPayment(payment.brandId, payment.member, payment.orderReference);
        }
        before = record.share;
        if (share <= before) return before;
        uint256 closedAt = payment.paidAt + maxReturnWindow();
        if (block.timestamp > closedAt) revert RefundWindowOver(closedAt);

        _payments[key].share = uint64(share);
    }

    /// @dev Refunds one leg from share `before` to `share`; differences of floors, so that parts add up to the whole.
    function _refundLeg(
        Payment calldata payment,
        SpentLeg calldata leg,
        uint256 before,
        uint256 share
    ) private returns (RefundedLeg memory back) {
        back.brandId = leg.brandId;
        uint256 pointsBefore = (leg.points * before) / WHOLE;
        uint256 pointsNow = (leg.points * share) / WHOLE;
        uint256 points = pointsNow - pointsBefore;
        // Value follows the points, so that a part too small for a point moves no value either.
        uint256 value = (leg.value * pointsNow) / leg.points - (leg.value * pointsBefore) / leg.points;
        bool foreign = leg.brandId != payment.brandId;
        if (points != 0) {
            (back.value, back.points, back.lots) = _token(leg.brandId).mintRefund(
                payment.member,
                points,
                value,
                leg.lots,
                leg.points,
                foreign
            );
        }
        back.lapsed = value - back.value;
    }

    function _paymentKey(uint32 brandId, address member, bytes32 orderReference) private pure returns (bytes32) {
        return keccak256(abi.encode(brandId, member, orderReference));
    }

    function _hashPayment(Payment memory payment) private pure returns (bytes32) {
        return keccak256(abi.encode(payment));
    }
}
