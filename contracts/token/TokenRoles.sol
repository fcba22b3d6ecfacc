// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPointsToken} from "../interfaces/IPointsToken.sol";
import {BrandState, BrandStateLib} from "../types/BrandState.sol";
import {Bucket, BucketLib} from "../types/Bucket.sol";
import {Roles} from "../types/Roles.sol";
import {Terms} from "../types/Terms.sol";
import {TokenCore} from "./TokenCore.sol";
import {TokenTerms} from "./TokenTerms.sol";

/// @notice A brand's keys: who may do what, and how much of it in a day.
abstract contract TokenRoles is TokenTerms {
    using BucketLib for Bucket;

    uint8 private constant MINT = 0;
    uint8 private constant CLAWBACK = 1;
    uint8 private constant CLAIM = 2;

    /// @dev Roles and mint quota of an account: one slot, read and written once per batch.
    mapping(address account => Bucket) private _keys;
    mapping(address account => Bucket) private _clawbacks;
    Bucket private _claims;

    constructor(address hub_, uint256 notice) TokenCore(hub_) TokenTerms(notice) {}

    /* READS */

    /// @inheritdoc IPointsToken
    function rolesOf(address account) external view returns (uint8) {
        return _keys[account].roles;
    }

    /// @inheritdoc IPointsToken
    function mintQuotaOf(address account) external view returns (Quota memory) {
        return _quota(_keys[account]);
    }

    /// @inheritdoc IPointsToken
    function clawbackQuotaOf(address account) external view returns (Quota memory) {
        return _quota(_clawbacks[account]);
    }

    /// @inheritdoc IPointsToken
    function claimQuota() external view returns (Quota memory) {
        return _quota(_claims);
    }

    /* WRITES */

    /// @inheritdoc IPointsToken
    function initialize(Terms calldata terms, address owner) external onlyHub {
        uint32 id = brandId();
        if (BrandState.unwrap(_state) != 0) revert AlreadyInitialized(id);
        _checkBounds(id, terms);

        _state = BrandState.wrap(0).withCurrent(terms).withFlag(BrandStateLib.NEVER_EXPIRES, neverExpires());
        _setRoles(id, owner, Roles.OWNER | Roles.RATE_SETTER | Roles.TREASURER);
    }

    /// @inheritdoc IPointsToken
    function setRoles(address account, uint8 roles) external {
        uint32 id = brandId();
        _checkRole(id, msg.sender, Roles.OWNER);
        if (roles & ~Roles.ALL != 0) revert UnknownRoles(roles);
        if (account == msg.sender && roles & Roles.OWNER == 0) revert OwnerCannotDropItself(id, account);

        _setRoles(id, account, roles);
    }

    /// @inheritdoc IPointsToken
    function setQuotas(address account, uint256 mintLimit, uint256 clawbackLimit) external {
        uint32 id = brandId();
        _checkRole(id, msg.sender, Roles.OWNER);

        _limit(_keys[account], id, account, MINT, mintLimit);
        _limit(_clawbacks[account], id, account, CLAWBACK, clawbackLimit);
    }

    /// @inheritdoc IPointsToken
    function setClaimQuota(uint256 limit) external {
        uint32 id = brandId();
        _checkRole(id, msg.sender, Roles.OWNER);

        _limit(_claims, id, address(this), CLAIM, limit);
    }

    /* INTERNAL */

    function _checkRole(uint32 id, address account, uint8 role) internal view override {
        if (_keys[account].roles & role == 0) revert MissingRole(id, account, role);
    }

    function _spendMintQuota(uint32 id, address account, uint256 points) internal {
        _checkRole(id, account, Roles.MINTER);
        _spend(_keys[account], id, account, MINT, points);
    }

    function _spendClawbackQuota(uint32 id, address account, uint256 points) internal {
        _checkRole(id, account, Roles.MINTER);
        if (points != 0) _spend(_clawbacks[account], id, account, CLAWBACK, points);
    }

    function _spendClaimQuota(uint32 id, uint256 points) internal {
        _spend(_claims, id, address(this), CLAIM, points);
    }

    /* PRIVATE */

    function _setRoles(uint32 id, address account, uint8 roles) private {
        uint8 before = _keys[account].roles;
        _keys[account].roles = roles;

        emit RoleChanged(id, account, before, roles);
    }

    function _spend(Bucket storage slot, uint32 id, address account, uint8 kind, uint256 points) private {
        Bucket memory bucket = _loaded(slot);
        if (points > bucket.level) revert QuotaExceeded(id, account, kind, points, bucket.level);
        unchecked {
            // points ≤ level, which has 48 bits.
            bucket.level -= uint48(points);
        }
        _store(slot, bucket);
    }

    function _limit(Bucket storage slot, uint32 id, address account, uint8 kind, uint256 limit) private {
        if (limit > BucketLib.MAX_LIMIT) revert AmountTooLarge(limit, BucketLib.MAX_LIMIT);
        Bucket memory bucket = _loaded(slot);
        uint256 before = bucket.limit;
        if (limit == before && bucket.nextAt == 0) return;
        uint256 dueAt;
        (bucket, dueAt) = bucket.limited(limit, block.timestamp);
        _store(slot, bucket);

        emit QuotaChanged(id, account, kind, before, limit, dueAt);
    }

    function _quota(Bucket storage slot) private view returns (Quota memory) {
        Bucket memory bucket = _loaded(slot);
        bool rises = bucket.nextAt != 0;
        return Quota(bucket.limit, bucket.level, rises ? bucket.nextLimit : bucket.limit, bucket.nextAt);
    }

    function _loaded(Bucket storage slot) private view returns (Bucket memory) {
        Bucket memory bucket = slot;
        return bucket.refilled(block.timestamp);
    }

    /// @dev One write of the whole slot.
    function _store(Bucket storage slot, Bucket memory bucket) private {
        slot.roles = bucket.roles;
        slot.limit = bucket.limit;
        slot.nextLimit = bucket.nextLimit;
        slot.nextAt = bucket.nextAt;
        slot.level = bucket.level;
        slot.updatedAt = bucket.updatedAt;
    }
}
