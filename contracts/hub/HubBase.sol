// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Create3} from "@openzeppelin/contracts/utils/Create3.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IClearingHub} from "../interfaces/IClearingHub.sol";
import {IPointsToken} from "../interfaces/IPointsToken.sol";
import {MemberState, MemberStateLib} from "../types/MemberState.sol";

/// @notice What all parts of the hub share: the network's constants, storage and checks.
abstract contract HubBase is IClearingHub, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev Read by every verb: one slot.
    /// @param pausedUntil End of the last pause.
    /// @param brandCount Also the highest brand id.
    /// @param accounted Reserves and cause credits together, in µ.
    struct Network {
        uint40 pausedUntil;
        uint32 brandCount;
        uint128 accounted;
    }

    /// @inheritdoc IClearingHub
    address public immutable stablecoin;
    /// @inheritdoc IClearingHub
    address public immutable causeRegistry;
    /// @inheritdoc IClearingHub
    address public immutable tokenImplementation;
    /// @inheritdoc IClearingHub
    uint256 public immutable notice;

    Network internal _network;
    mapping(address member => MemberState) internal _members;

    constructor(address stablecoin_, address causeRegistry_, address tokenImplementation_, uint256 notice_) {
        stablecoin = stablecoin_;
        causeRegistry = causeRegistry_;
        tokenImplementation = tokenImplementation_;
        notice = notice_;
    }

    /* READS */

    /// @inheritdoc IClearingHub
    function epochLength() external pure returns (uint256) {
        return 180 days;
    }

    /// @inheritdoc IClearingHub
    function epochOrigin() external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IClearingHub
    function maxReturnWindow() public pure returns (uint256) {
        return 90 days;
    }

    /// @inheritdoc IClearingHub
    function accounted() external view returns (uint256) {
        return _network.accounted;
    }

    /// @inheritdoc IClearingHub
    function brandCount() external view returns (uint32) {
        return _network.brandCount;
    }

    /// @inheritdoc IClearingHub
    function pausedUntil() external view returns (uint256) {
        return _network.pausedUntil;
    }

    /// @inheritdoc IClearingHub
    function checkNotPaused() public view {
        uint256 until = _network.pausedUntil;
        if (block.timestamp < until) revert NetworkPaused(until);
    }

    /// @inheritdoc IClearingHub
    function tokenOf(uint32 brandId) public view returns (address) {
        return Create3.computeAddress(bytes32(uint256(brandId)));
    }

    /// @inheritdoc IClearingHub
    function checkUnlocked(address member) public view {
        MemberState state = _members[member];
        if (state.isLocked(block.timestamp)) revert SpendLocked(member, state.unlockAt());
    }

    /* INTERNAL */

    /// @dev Token of a brand that exists.
    function _token(uint32 brandId) internal view returns (IPointsToken) {
        if (brandId == 0 || brandId > _network.brandCount) revert UnknownBrand(brandId);
        return IPointsToken(tokenOf(brandId));
    }

    function _checkBrandRole(uint32 brandId, IPointsToken token, uint8 role) internal view {
        if (token.rolesOf(msg.sender) & role == 0) revert MissingRole(brandId, msg.sender, role);
    }

    function _checkDeadline(uint256 deadline) internal view {
        if (block.timestamp > deadline) revert DeadlineOver(deadline);
    }

    /// @dev Pays `amount` out, after every change of state; what stays must cover what is accounted for.
    function _payOut(address to, uint256 amount) internal {
        uint256 left = _network.accounted - amount;
        _network.accounted = uint128(left);

        IERC20(stablecoin).safeTransfer(to, amount);
        uint256 held = IERC20(stablecoin).balanceOf(address(this));
        if (held < left) revert StablecoinShort(held, left);
    }
}
