// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IClearingHub} from "../interfaces/IClearingHub.sol";
import {ICauseRegistry} from "../interfaces/ICauseRegistry.sol";
import {HubBase} from "./HubBase.sol";

/// @notice What operator and guardian may do, and the credits of causes.
abstract contract HubNetwork is HubBase, AccessManaged {
    uint256 private constant MAX_PAUSE = 72 hours;
    uint256 private constant PAUSE_WINDOW = 14 days;
    /// @dev A pause counts at least this much, which bounds how many there can be.
    uint256 private constant MIN_PAUSE = 1 hours;
    uint256 internal constant CAUSE_ACTIVE = 1;

    /// @param counted End for the pause budget: at least MIN_PAUSE after `start`.
    /// @param before Seconds of all the pauses before this one.
    struct Pause {
        uint40 start;
        uint40 end;
        uint40 counted;
        uint40 before;
    }

    Pause[] private _pauses;
    /// @dev Credit in µ above the lowest bit, which is set where donations are accepted: one word, no masks.
    mapping(uint32 causeId => uint256) internal _causes;
    mapping(bytes32 codeHash => address owner) internal _admitted;
    mapping(bytes32 codeHash => uint32) internal _brandIds;

    constructor(address authority) AccessManaged(authority) {}

    /* READS */

    /// @inheritdoc IClearingHub
    function maxPause() external pure returns (uint256) {
        return MAX_PAUSE;
    }

    /// @inheritdoc IClearingHub
    function pauseWindow() external pure returns (uint256) {
        return PAUSE_WINDOW;
    }

    /// @inheritdoc IClearingHub
    function admittedOwner(string calldata code) external view returns (address) {
        return _admitted[keccak256(bytes(code))];
    }

    /// @inheritdoc IClearingHub
    function brandIdOf(string calldata code) external view returns (uint32) {
        return _brandIds[keccak256(bytes(code))];
    }

    /// @inheritdoc IClearingHub
    function causeCredit(uint32 causeId) external view returns (uint256 credit, bool active) {
        return (_causes[causeId] >> 1, _causes[causeId] & CAUSE_ACTIVE != 0);
    }

    /// @inheritdoc IClearingHub
    /// @dev What the last 14 days used can only grow less while a new pause runs, so this bounds every 14 days.
    function pauseAvailable() public view returns (uint256) {
        uint256 from = block.timestamp > PAUSE_WINDOW ? block.timestamp - PAUSE_WINDOW : 0;
        uint256 used;
        for (uint256 i = _pauses.length; i > 0; --i) {
            Pause memory p = _pauses[i - 1];
            if (p.counted <= from) break;
            used += p.counted - (p.start > from ? p.start : from);
        }
        return used < MAX_PAUSE ? MAX_PAUSE - used : 0;
    }

    /* OPERATOR AND GUARDIAN */

    /// @inheritdoc IClearingHub
    function admit(string calldata code, address owner) external restricted {
        _checkCode(code);
        bytes32 codeHash = keccak256(bytes(code));
        if (_brandIds[codeHash] != 0) revert BrandCodeTaken(code);

        _admitted[codeHash] = owner;

        emit BrandAdmitted(codeHash, owner, code);
    }

    /// @inheritdoc IClearingHub
    function pause(uint256 duration) external restricted {
        checkNotPaused();
        uint256 available = pauseAvailable();
        uint256 counts = duration > MIN_PAUSE ? duration : MIN_PAUSE;
        if (counts > available) revert PauseTooLong(counts, available);

        uint256 until = block.timestamp + duration;
        uint256 before = _pausedBefore(_pauses.length);
        _pauses.push(Pause(uint40(block.timestamp), uint40(until), uint40(block.timestamp + counts), uint40(before)));
        _network = _network.withPausedUntil(until);

        emit Paused(msg.sender, until);
    }

    /// @inheritdoc IClearingHub
    function unpause() external restricted {
        if (block.timestamp >= _network.pausedUntil()) revert NetworkNotPaused();
        Pause storage last = _pauses[_pauses.length - 1];
        uint256 least = last.start + MIN_PAUSE;

        last.end = uint40(block.timestamp);
        last.counted = uint40(block.timestamp > least ? block.timestamp : least);
        _network = _network.withPausedUntil(block.timestamp);

        emit Paused(msg.sender, block.timestamp);
    }

    /* CAUSES */

    /// @inheritdoc IClearingHub
    function setCauseActive(uint32 causeId, bool active) external {
        if (msg.sender != causeRegistry) revert NotCauseRegistry(msg.sender);

        uint256 account = _causes[causeId];
        _causes[causeId] = active ? account | CAUSE_ACTIVE : account & ~CAUSE_ACTIVE;

        emit CauseStatus(causeId, active);
    }

    /// @inheritdoc IClearingHub
    function withdrawCause(uint32 causeId) external nonReentrant returns (uint256 paid) {
        address payout = ICauseRegistry(causeRegistry).payoutOf(causeId);
        if (msg.sender != payout) revert NotPayout(causeId, msg.sender);
        uint256 account = _causes[causeId];
        paid = account >> 1;
        if (paid == 0) revert NoCauseCredit(causeId);

        _causes[causeId] = account & CAUSE_ACTIVE;
        emit CausePaid(causeId, payout, paid);

        _payOut(payout, paid);
    }

    /* INTERNAL */

    /// @dev Seconds the network was paused from `from` to now. A search by halves: no number of pauses makes it dear.
    function _pausedSince(uint256 from) internal view returns (uint256 total) {
        if (from >= block.timestamp) return 0;
        uint256 first;
        uint256 past = _pauses.length;
        while (first < past) {
            uint256 middle = (first + past) / 2;
            if (_pauses[middle].end > from) past = middle;
            else first = middle + 1;
        }
        if (first == _pauses.length) return 0;

        Pause memory p = _pauses[first];
        total = _pausedBefore(_pauses.length) - p.before;
        if (p.start < from) total -= from - p.start;
    }

    /// @dev Seconds, up to now, of the first `count` pauses.
    function _pausedBefore(uint256 count) private view returns (uint256) {
        if (count == 0) return 0;
        Pause memory p = _pauses[count - 1];
        uint256 end = p.end < block.timestamp ? p.end : block.timestamp;
        return p.before + end - p.start;
    }

    /// @dev Reverts unless the code matches `[a-z0-9-]{3,20}`.
    function _checkCode(string calldata code) private pure {
        bytes calldata text = bytes(code);
        bool good = text.length >= 3 && text.length <= 20;
        for (uint256 i = 0; good && i < text.length; ++i) {
            bytes1 c = text[i];
            good = (c >= "a" && c <= "z") || (c >= "0" && c <= "9") || c == "-";
        }
        if (!good) revert BadBrandCode(code);
    }
}
