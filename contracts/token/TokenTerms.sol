// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPointsToken} from "../interfaces/IPointsToken.sol";
import {BrandState, BrandStateLib} from "../types/BrandState.sol";
import {Roles} from "../types/Roles.sol";
import {Terms} from "../types/Terms.sol";
import {TokenCore} from "./TokenCore.sol";

/// @notice A brand's terms and entrance: what it promises, with notice, and whose points it takes.
abstract contract TokenTerms is TokenCore {
    uint256 private constant MAX_LIFE = 5;

    uint256 private immutable NOTICE;

    /// @inheritdoc IPointsToken
    mapping(uint32 fromBrandId => uint256) public closedFrom;

    constructor(uint256 notice) {
        NOTICE = notice;
    }

    /// @inheritdoc IPointsToken
    function announceTerms(Terms calldata terms, uint256 maxSupply) external {
        uint32 id = brandId();
        _checkRole(id, msg.sender, Roles.RATE_SETTER);
        BrandState state = _settledState();
        if (state.has(BrandStateLib.WINDING_DOWN)) revert BrandWindingDown(id);
        if (state.effectiveAt() != 0) revert AnnouncementPending(id, state.effectiveAt());
        if (state.supply() > maxSupply) revert SupplyAboveMaximum(id, state.supply(), maxSupply);
        Terms memory current = state.terms();
        _checkStep(id, current, terms);

        uint256 dueAt = block.timestamp + NOTICE;
        _storeCovered(id, state.withNext(terms, dueAt));

        emit TermsAnnounced(id, msg.sender, current, terms, dueAt);
    }

    /// @inheritdoc IPointsToken
    function cancelTerms() external {
        uint32 id = brandId();
        _checkRole(id, msg.sender, Roles.RATE_SETTER);
        BrandState state = _settledState();
        if (state.effectiveAt() == 0) revert NothingAnnounced(id);
        if (state.risePending()) revert RiseCannotBeCancelled(id);

        _dropAnnouncement(id, state, msg.sender);
    }

    /// @inheritdoc IPointsToken
    function setEntrance(bool open) external {
        uint32 id = brandId();
        _checkRole(id, msg.sender, Roles.OWNER);

        _state = _settledState().withFlag(BrandStateLib.ENTRANCE_CLOSED, !open);

        emit EntranceChanged(id, open);
    }

    /// @inheritdoc IPointsToken
    /// @dev Closing again does not move a closing that is under way.
    function setEntranceFor(uint32 fromBrandId, bool open) external {
        uint32 id = brandId();
        _checkRole(id, msg.sender, Roles.OWNER);
        uint256 dueAt = closedFrom[fromBrandId];
        if (open) dueAt = 0;
        else if (dueAt == 0) dueAt = block.timestamp + NOTICE;

        closedFrom[fromBrandId] = dueAt;
        _state = _settledState().withFlag(BrandStateLib.PAIR_RULES, true);

        emit EntranceForChanged(id, fromBrandId, open, open ? block.timestamp : dueAt);
    }

    /// @inheritdoc IPointsToken
    function startWindDown(address by) external onlyHub {
        uint32 id = brandId();
        BrandState state = _settledState().withFlag(BrandStateLib.WINDING_DOWN, true);
        uint256 dueAt = state.effectiveAt();
        if (dueAt == 0 || !state.cutPending()) {
            _state = state;
            return;
        }
        bool rises = state.risePending();
        Terms memory current = state.terms();
        Terms memory left = state.nextTerms();
        _dropAnnouncement(id, state, by);
        if (!rises) return;

        // What rises stands: the announcement goes on without what it cuts.
        if (left.rate < current.rate) left.rate = current.rate;
        if (left.promisePercent < current.promisePercent) left.promisePercent = current.promisePercent;
        _state = _state.withNext(left, dueAt);
        emit TermsAnnounced(id, by, current, left, dueAt);
    }

    /// @dev Reverts where swaps from `fromBrandId` are not accepted now.
    function _checkEntrance(BrandState state, uint32 fromBrandId) internal view {
        if (state.has(BrandStateLib.WINDING_DOWN)) revert BrandWindingDown(brandId());
        if (state.has(BrandStateLib.ENTRANCE_CLOSED)) revert EntranceClosed(brandId(), fromBrandId);
        if (state.has(BrandStateLib.PAIR_RULES)) {
            uint256 dueAt = closedFrom[fromBrandId];
            if (dueAt != 0 && block.timestamp >= dueAt) revert EntranceClosed(brandId(), fromBrandId);
        }
    }

    /// @dev Stores the state if its reserve holds the promise at the higher of current and announced terms.
    function _storeCovered(uint32 id, BrandState state) internal {
        uint256 needed = state.neededUp();
        if (state.reserve() < needed) revert CoverBelowPromise(id, state.reserve(), needed);
        _state = state;
    }

    /// @dev Reverts where terms are out of bounds; at creation all that is asked.
    function _checkBounds(uint32 id, Terms memory terms) internal view {
        bool fits =
            terms.rate != 0 &&
                terms.rate <= BrandStateLib.MAX_RATE &&
                terms.spreadBps <= BrandStateLib.MAX_SPREAD &&
                terms.promisePercent != 0 &&
                terms.promisePercent <= 100 &&
                terms.promisePercent % 5 == 0;
        bool lives = terms.life <= MAX_LIFE && terms.life >= (neverExpires() ? MAX_LIFE : 1);
        if (!fits || !lives) revert TermsOutOfBounds(id, terms);
    }

    function _checkRole(uint32 id, address account, uint8 role) internal view virtual;

    /// @dev Reverts where announced terms are out of bounds or too far from the current ones.
    function _checkStep(uint32 id, Terms memory current, Terms memory next) private view {
        _checkBounds(id, next);
        uint256 quarters = uint256(next.rate) * 4;
        bool near = quarters >= uint256(current.rate) * 3 && quarters <= uint256(current.rate) * 5;
        if (!near || next.life < current.life) revert TermsOutOfBounds(id, next);
        bool same =
            next.rate == current.rate &&
                next.spreadBps == current.spreadBps &&
                next.promisePercent == current.promisePercent &&
                next.life == current.life;
        if (same) revert TermsUnchanged(id);
    }

    function _dropAnnouncement(uint32 id, BrandState state, address by) private {
        Terms memory kept = state.terms();
        Terms memory dropped = state.nextTerms();
        _state = state.withNext(kept, 0);

        emit TermsCancelled(id, by, kept, dropped);
    }
}
