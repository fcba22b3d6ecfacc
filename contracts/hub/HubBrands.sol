// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Create3} from "@openzeppelin/contracts/utils/Create3.sol";
import {IClearingHub} from "../interfaces/IClearingHub.sol";
import {IPointsToken} from "../interfaces/IPointsToken.sol";
import {TokenArgs} from "../token/TokenArgs.sol";
import {BrandStateLib} from "../types/BrandState.sol";
import {NetworkState} from "../types/NetworkState.sol";
import {Roles} from "../types/Roles.sol";
import {Terms} from "../types/Terms.sol";
import {HubNetwork} from "./HubNetwork.sol";

/// @notice How a brand comes, funds its reserve, takes out what is free of it, and goes.
abstract contract HubBrands is HubNetwork {
    using SafeERC20 for IERC20;

    uint256 private constant WITHDRAWAL_WINDOW = 3 days;
    uint256 private constant WIND_DOWN_PERIOD = 90 days;
    uint256 private constant MAX_NAME = 31;

    /// @param asked In µ; 0 without a request.
    /// @param opensAt First moment the request may be executed.
    /// @param windDownAt 0 unless the brand winds down.
    struct Desk {
        uint64 asked;
        uint40 opensAt;
        uint40 windDownAt;
    }

    mapping(uint32 brandId => Desk) private _desks;

    /* READS */

    /// @inheritdoc IClearingHub
    function withdrawalWindow() external pure returns (uint256) {
        return WITHDRAWAL_WINDOW;
    }

    /// @inheritdoc IClearingHub
    function windDownPeriod() external pure returns (uint256) {
        return WIND_DOWN_PERIOD;
    }

    /// @inheritdoc IClearingHub
    function withdrawalOf(uint32 brandId) public view returns (WithdrawalRequest memory) {
        Desk memory desk = _desks[brandId];
        if (desk.asked == 0) return WithdrawalRequest(0, 0, 0);
        return
            WithdrawalRequest(desk.asked, desk.opensAt, desk.opensAt + WITHDRAWAL_WINDOW + _pausedSince(desk.opensAt));
    }

    /// @inheritdoc IClearingHub
    function remainderAt(uint32 brandId) public view returns (uint256) {
        uint256 since = _desks[brandId].windDownAt;
        return since == 0 ? 0 : since + WIND_DOWN_PERIOD + _pausedSince(since);
    }

    /* WRITES */

    /// @inheritdoc IClearingHub
    function createBrand(
        string calldata code,
        string calldata name,
        string calldata symbol,
        Terms calldata terms,
        bool neverExpires
    ) external nonReentrant returns (uint32 brandId) {
        bytes32 codeHash = keccak256(bytes(code));
        if (_admitted[codeHash] != msg.sender) revert NotAdmitted(code, msg.sender);
        if (_brandIds[codeHash] != 0) revert BrandCodeTaken(code);
        _checkNames(name, symbol);

        NetworkState network = _network.plusBrand();
        _network = network;
        brandId = uint32(network.brandCount());
        _brandIds[codeHash] = brandId;
        address token = Create3.deploy(
            0,
            bytes32(uint256(brandId)),
            TokenArgs.creationCode(tokenImplementation, brandId, neverExpires, name, symbol)
        );
        emit BrandCreated(brandId, token, msg.sender, code, name, symbol, terms, neverExpires);

        IPointsToken(token).initialize(terms, msg.sender);
    }

    /// @inheritdoc IClearingHub
    function deposit(uint32 brandId, uint256 amount) external nonReentrant returns (uint256 received) {
        IPointsToken token = _token(brandId);
        IERC20 coin = IERC20(stablecoin);

        // The balance decides, not the amount: some coins take a fee. Nothing of ours has changed before the call.
        uint256 before = coin.balanceOf(address(this));
        coin.safeTransferFrom(msg.sender, address(this), amount);
        received = coin.balanceOf(address(this)) - before;

        if (received > BrandStateLib.MAX_53) revert AmountTooLarge(received, BrandStateLib.MAX_53);
        NetworkState network = _network;
        _network = network.withAccounted(network.accounted() + received);
        token.addReserve(received);
        emit ReserveDeposited(brandId, msg.sender, received);
    }

    /// @inheritdoc IClearingHub
    function requestWithdrawal(uint32 brandId, uint256 amount) external nonReentrant {
        _checkBrandRole(brandId, _token(brandId), Roles.TREASURER);
        _checkNotWindingDown(brandId);
        if (amount == 0 || amount > BrandStateLib.MAX_53) revert AmountTooLarge(amount, BrandStateLib.MAX_53);
        WithdrawalRequest memory last = withdrawalOf(brandId);
        if (last.amount != 0 && block.timestamp <= last.closesAt) revert WithdrawalPending(brandId, last.closesAt);

        uint256 opensAt = block.timestamp + notice;
        _desks[brandId] = Desk(uint64(amount), uint40(opensAt), 0);

        emit WithdrawalRequested(brandId, msg.sender, amount, opensAt, opensAt + WITHDRAWAL_WINDOW);
    }

    /// @inheritdoc IClearingHub
    function cancelWithdrawal(uint32 brandId) external nonReentrant {
        _checkBrandRole(brandId, _token(brandId), Roles.TREASURER);
        uint256 asked = _desks[brandId].asked;
        if (asked == 0) revert NoWithdrawal(brandId);

        _desks[brandId].asked = 0;

        emit WithdrawalCancelled(brandId, msg.sender, asked);
    }

    /// @inheritdoc IClearingHub
    function withdraw(uint32 brandId) external nonReentrant returns (uint256 paid) {
        IPointsToken token = _token(brandId);
        _checkBrandRole(brandId, token, Roles.TREASURER);
        checkNotPaused();
        WithdrawalRequest memory request = withdrawalOf(brandId);
        if (request.amount == 0) revert NoWithdrawal(brandId);
        if (block.timestamp < request.opensAt || block.timestamp > request.closesAt) {
            revert WithdrawalNotOpen(brandId, request.opensAt, request.closesAt);
        }

        _desks[brandId].asked = 0;
        paid = token.releaseReserve(request.amount, false);
        emit Withdrawn(brandId, msg.sender, paid, false);

        _payOut(msg.sender, paid);
    }

    /// @inheritdoc IClearingHub
    function windDown(uint32 brandId) external nonReentrant {
        IPointsToken token = _token(brandId);
        _checkBrandRole(brandId, token, Roles.OWNER);
        _checkNotWindingDown(brandId);

        _desks[brandId] = Desk(0, 0, uint40(block.timestamp));
        emit WindDown(brandId, msg.sender, block.timestamp + WIND_DOWN_PERIOD);

        token.startWindDown(msg.sender);
    }

    /// @inheritdoc IClearingHub
    function withdrawRemainder(uint32 brandId) external nonReentrant returns (uint256 paid) {
        IPointsToken token = _token(brandId);
        _checkBrandRole(brandId, token, Roles.TREASURER);
        checkNotPaused();
        uint256 due = remainderAt(brandId);
        if (due == 0 || block.timestamp < due) revert RemainderNotDue(brandId, due);

        paid = token.releaseReserve(type(uint256).max, true);
        emit Withdrawn(brandId, msg.sender, paid, true);

        _payOut(msg.sender, paid);
    }

    /* PRIVATE */

    function _checkNotWindingDown(uint32 brandId) private view {
        if (_desks[brandId].windDownAt != 0) revert AlreadyWindingDown(brandId);
    }

    function _checkNames(string calldata name, string calldata symbol) private pure {
        uint256 a = bytes(name).length;
        uint256 b = bytes(symbol).length;
        if (a == 0 || a > MAX_NAME || b == 0 || b > MAX_NAME) revert BadBrandName(name, symbol);
    }
}
