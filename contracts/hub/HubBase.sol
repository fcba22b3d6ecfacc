// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Create3} from "@openzeppelin/contracts/utils/Create3.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IClearingHub} from "../interfaces/IClearingHub.sol";
import {IPointsToken} from "../interfaces/IPointsToken.sol";
import {MemberState} from "../types/MemberState.sol";
import {NetworkState} from "../types/NetworkState.sol";

/// @notice What all parts of the hub share: the network's constants, storage and checks.
abstract contract HubBase is IClearingHub, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @inheritdoc IClearingHub
    address public immutable stablecoin;
    /// @inheritdoc IClearingHub
    address public immutable causeRegistry;
    /// @inheritdoc IClearingHub
    address public immutable tokenImplementation;
    /// @inheritdoc IClearingHub
    uint256 public immutable notice;

    NetworkState internal _network;
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
        return _network.accounted();
    }

    /// @inheritdoc IClearingHub
    function brandCount() external view returns (uint32) {
        return uint32(_network.brandCount());
    }

    /// @inheritdoc IClearingHub
    function pausedUntil() external view returns (uint256) {
        return _network.pausedUntil();
    }

    /// @inheritdoc IClearingHub
    function checkNotPaused() public view {
        uint256 until = _network.pausedUntil();
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
        return _tokenIn(_network, brandId);
    }

    /// @dev The same for verbs that read the network's slot once for all they ask of it.
    function _tokenIn(NetworkState network, uint32 brandId) internal view returns (IPointsToken) {
        unchecked {
            // 0 wraps around to the largest number: one comparison for both bounds.
            if (uint256(brandId) - 1 >= network.brandCount()) revert UnknownBrand(brandId);
        }
        return IPointsToken(tokenOf(brandId));
    }

    /// @dev Reverts where the network is paused or the member locked.
    function _checkMayMove(NetworkState network, address member) internal view {
        if (block.timestamp < network.pausedUntil()) revert NetworkPaused(network.pausedUntil());
        checkUnlocked(member);
    }

    function _checkBrandRole(uint32 brandId, IPointsToken token, uint8 role) internal view {
        if (token.rolesOf(msg.sender) & role == 0) revert MissingRole(brandId, msg.sender, role);
    }

    function _checkDeadline(uint256 deadline) internal view {
        if (block.timestamp > deadline) revert DeadlineOver(deadline);
    }

    /// @dev Pays `amount` out, after every change of state; what stays must cover what is accounted for.
    function _payOut(address to, uint256 amount) internal {
        NetworkState network = _network;
        uint256 left = network.accounted() - amount;
        _network = network.withAccounted(left);

        IERC20(stablecoin).safeTransfer(to, amount);
        uint256 held = IERC20(stablecoin).balanceOf(address(this));
        if (held < left) revert StablecoinShort(held, left);
    }
}
