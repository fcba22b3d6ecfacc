// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IClearingHub} from "../interfaces/IClearingHub.sol";
import {IERC7818Views} from "../interfaces/IERC7818Views.sol";
import {IPointsToken} from "../interfaces/IPointsToken.sol";
import {BrandState, BrandStateLib} from "../types/BrandState.sol";
import {Lots, LotsLib} from "../types/Lots.sol";
import {TokenArgs} from "./TokenArgs.sol";

/// @notice The ERC-20 of a brand's points: balances by age, supply, transfers, the ERC-7818 reads.
abstract contract TokenCore is IPointsToken, IERC20Errors {
    uint256 private constant EPOCH_LENGTH = 180 days;

    /// @inheritdoc IPointsToken
    address public immutable hub;

    BrandState internal _state;
    /// @inheritdoc IPointsToken
    uint256 public lastSequence;
    mapping(address account => Lots) internal _lots;
    /// @inheritdoc IERC20
    mapping(address account => mapping(address spender => uint256)) public allowance;

    constructor(address hub_) {
        hub = hub_;
    }

    modifier onlyHub() {
        if (msg.sender != hub) revert NotHub(msg.sender);
        _;
    }

    /* READS */

    /// @inheritdoc IPointsToken
    function brandId() public view returns (uint32) {
        return TokenArgs.brandId();
    }

    /// @notice Chosen at creation, for ever.
    function neverExpires() public view returns (bool) {
        return TokenArgs.neverExpires();
    }

    /// @inheritdoc IERC20Metadata
    function name() external view returns (string memory) {
        return TokenArgs.name();
    }

    /// @inheritdoc IERC20Metadata
    function symbol() external view returns (string memory) {
        return TokenArgs.symbol();
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external pure returns (uint8) {
        return 2;
    }

    /// @inheritdoc IERC20
    function totalSupply() external view returns (uint256) {
        return _state.supply();
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) public view returns (uint256) {
        (Lots lots, ) = _agedLots(account, neverExpires());
        return lots.total();
    }

    /// @inheritdoc IPointsToken
    function lotsOf(address account) external view returns (uint256) {
        (Lots lots, ) = _agedLots(account, neverExpires());
        return Lots.unwrap(lots.unmarked());
    }

    /// @inheritdoc IPointsToken
    function brand() external view returns (Brand memory) {
        BrandState s = _settledState();
        return
            Brand({
                reserve: s.reserve(),
                supply: s.supply(),
                terms: s.terms(),
                announced: s.nextTerms(),
                effectiveAt: s.effectiveAt(),
                entranceClosed: s.has(BrandStateLib.ENTRANCE_CLOSED),
                windingDown: s.has(BrandStateLib.WINDING_DOWN),
                neverExpires: s.has(BrandStateLib.NEVER_EXPIRES),
                pairRules: s.has(BrandStateLib.PAIR_RULES)
            });
    }

    /// @inheritdoc IPointsToken
    function quoteOut(address member, uint256 points) external view returns (uint256) {
        BrandState s = _settledState();
        (, uint256 expired) = _agedLots(member, neverExpires());
        s = s.minusSupply(expired);
        if (points > s.supply()) revert ERC20InsufficientBalance(member, s.supply(), points);
        return points == 0 ? 0 : s.valueOutDown(points);
    }

    /// @inheritdoc IPointsToken
    function quoteIn(uint256 value) external view returns (uint256) {
        if (value > BrandStateLib.MAX_53) revert AmountTooLarge(value, BrandStateLib.MAX_53);
        return _settledState().pointsInDown(value);
    }

    /// @inheritdoc IERC7818Views
    function currentEpoch() public view returns (uint256) {
        return block.timestamp / EPOCH_LENGTH;
    }

    /// @inheritdoc IERC7818Views
    function epochLength() external pure returns (uint256) {
        return EPOCH_LENGTH;
    }

    /// @inheritdoc IERC7818Views
    function epochType() external pure returns (EPOCH_TYPE) {
        return EPOCH_TYPE.TIME_BASED;
    }

    /// @inheritdoc IERC7818Views
    /// @dev The largest number where points never expire.
    function validityDuration() public view returns (uint256) {
        return neverExpires() ? type(uint256).max : _settledState().life();
    }

    /// @inheritdoc IERC7818Views
    function isEpochExpired(uint256 epoch) public view returns (bool) {
        uint256 now_ = currentEpoch();
        return epoch < now_ && now_ - epoch > validityDuration();
    }

    /// @inheritdoc IERC7818Views
    /// @dev Where points never expire, the current epoch stands for all of them.
    function balanceOfAtEpoch(uint256 epoch, address account) external view returns (uint256) {
        uint256 now_ = currentEpoch();
        if (neverExpires()) return epoch == now_ ? balanceOf(account) : 0;
        if (epoch > now_ || isEpochExpired(epoch)) return 0;
        (Lots lots, ) = _agedLots(account, false);
        return lots.laneOf(validityDuration() + epoch - now_);
    }

    /* TRANSFERS */

    /// @inheritdoc IERC20
    function transfer(address to, uint256 points) external returns (bool) {
        IClearingHub(hub).checkUnlocked(msg.sender);
        _move(msg.sender, to, points);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address from, address to, uint256 points) external returns (bool) {
        IClearingHub(hub).checkUnlocked(from);
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) {
            if (allowed < points) revert ERC20InsufficientAllowance(msg.sender, allowed, points);
            allowance[from][msg.sender] = allowed - points;
        }
        _move(from, to, points);
        return true;
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 points) external returns (bool) {
        if (spender == address(0)) revert ERC20InvalidSpender(address(0));
        allowance[msg.sender][spender] = points;
        emit Approval(msg.sender, spender, points);
        return true;
    }

    /* INTERNAL */

    /// @dev The state with an announcement that is due in effect; every write stores it so.
    function _settledState() internal view returns (BrandState) {
        return _state.settledAt(block.timestamp);
    }

    /// @dev Lots of `account` now, and points in storage that expired since they were last touched.
    function _agedLots(address account, bool never) internal view returns (Lots, uint256) {
        return _lots[account].aged(currentEpoch(), never);
    }

    /// @dev Moves points oldest first; every lot keeps its lane.
    function _move(address from, address to, uint256 points) internal {
        if (from == address(0)) revert ERC20InvalidSender(from);
        if (to == address(0)) revert ERC20InvalidReceiver(to);
        bool never = neverExpires();
        (Lots lots, uint256 expired) = _agedLots(from, never);
        (Lots rest, Lots taken, uint256 missing) = lots.take(points);
        if (missing != 0) revert ERC20InsufficientBalance(from, points - missing, points);
        _lots[from] = rest;
        if (expired != 0) _burnExpired(from, expired);

        (lots, expired) = _agedLots(to, never);
        _lots[to] = lots.plus(taken);
        if (expired != 0) _burnExpired(to, expired);

        emit Transfer(from, to, points);
    }

    /// @dev Takes `points`, not 0, off a member for good and emits their Transfer. Of the supply only what had expired goes
    /// here, so that the caller can value the points before it takes them out.
    function _takePoints(
        BrandState state,
        address member,
        uint256 points,
        bool never
    ) internal returns (BrandState, Lots) {
        if (points == 0) revert ZeroPoints();
        (Lots lots, uint256 expired) = _agedLots(member, never);
        (Lots rest, Lots taken, uint256 missing) = lots.take(points);
        if (missing != 0) revert ERC20InsufficientBalance(member, points - missing, points);
        _lots[member] = rest;
        if (expired != 0) {
            state = state.minusSupply(expired);
            _emitExpired(brandId(), member, expired);
        }

        emit Transfer(member, address(0), points);
        return (state, taken);
    }

    /// @dev Adds lots to a member. Of the supply only what had expired goes here; the caller adds what it gave.
    function _give(BrandState state, address member, Lots given, bool never) internal returns (BrandState) {
        (Lots lots, uint256 expired) = _agedLots(member, never);
        _lots[member] = lots.plus(given);
        if (expired == 0) return state;

        _emitExpired(brandId(), member, expired);
        return state.minusSupply(expired);
    }

    /// @dev For writes that hold no state in memory.
    function _burnExpired(address account, uint256 expired) internal {
        _state = _settledState().minusSupply(expired);
        _emitExpired(brandId(), account, expired);
    }

    function _emitExpired(uint32 id, address account, uint256 expired) internal {
        emit Transfer(account, address(0), expired);
        emit Expired(id, account, expired);
    }
}
