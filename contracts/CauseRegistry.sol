// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ICauseRegistry} from "./interfaces/ICauseRegistry.sol";
import {IClearingHub} from "./interfaces/IClearingHub.sol";

/// @title Vetted causes
contract CauseRegistry is ICauseRegistry, AccessManaged {
    uint256 private constant PAYOUT_NOTICE = 14 days;

    address private immutable DEPLOYER;

    /// @inheritdoc ICauseRegistry
    address public hub;
    /// @inheritdoc ICauseRegistry
    uint32 public causeCount;
    mapping(uint32 causeId => Cause) private _causes;

    constructor(address authority) AccessManaged(authority) {
        DEPLOYER = msg.sender;
    }

    modifier onlyPayout(uint32 causeId) {
        if (msg.sender != payoutOf(causeId)) revert NotPayout(causeId, msg.sender);
        _;
    }

    /* READS */

    /// @inheritdoc ICauseRegistry
    function cause(uint32 causeId) external view returns (Cause memory) {
        return _known(causeId);
    }

    /// @inheritdoc ICauseRegistry
    function payoutOf(uint32 causeId) public view returns (address) {
        return _known(causeId).payout;
    }

    /* OPERATOR */

    /// @inheritdoc ICauseRegistry
    function connect(address hub_) external {
        bool fits = hub == address(0) && msg.sender == DEPLOYER && hub_.code.length != 0;
        if (!fits || IClearingHub(hub_).causeRegistry() != address(this)) revert CannotConnect(hub_);

        hub = hub_;
    }

    /// @inheritdoc ICauseRegistry
    function addCause(
        string calldata name,
        string calldata registration,
        address payout,
        bytes32 metadataHash
    ) external restricted returns (uint32 causeId) {
        if (hub == address(0)) revert NotConnected();
        if (payout == address(0)) revert ZeroPayout();
        if (bytes(name).length == 0 || bytes(registration).length == 0) revert EmptyName();

        causeId = ++causeCount;
        _causes[causeId] = Cause(payout, true, address(0), 0, metadataHash, name, registration);
        emit CauseAdded(causeId, payout, name, registration, metadataHash);

        IClearingHub(hub).setCauseActive(causeId, true);
    }

    /// @inheritdoc ICauseRegistry
    function setActive(uint32 causeId, bool active) external restricted {
        Cause storage c = _known(causeId);
        if (c.active == active) revert AlreadySo(causeId, active);

        c.active = active;
        emit CauseActiveChanged(causeId, active);

        IClearingHub(hub).setCauseActive(causeId, active);
    }

    /// @inheritdoc ICauseRegistry
    function proposePayout(uint32 causeId, address payout) external restricted {
        Cause storage c = _known(causeId);
        if (payout == address(0)) revert ZeroPayout();

        uint256 dueAt = block.timestamp + PAYOUT_NOTICE;
        c.proposedPayout = payout;
        c.proposedAt = uint40(dueAt);

        emit PayoutProposed(causeId, payout, dueAt);
    }

    /// @inheritdoc ICauseRegistry
    function applyPayout(uint32 causeId) external restricted {
        Cause storage c = _known(causeId);
        if (c.proposedPayout == address(0)) revert NoProposal(causeId);
        if (block.timestamp < c.proposedAt) revert ProposalNotDue(causeId, c.proposedAt);
        uint256 lapsesAt = c.proposedAt + PAYOUT_NOTICE;
        if (block.timestamp > lapsesAt) revert ProposalLapsed(causeId, lapsesAt);

        _setPayout(causeId, c.proposedPayout);
    }

    /* CAUSE */

    /// @inheritdoc ICauseRegistry
    function changePayout(uint32 causeId, address payout) external onlyPayout(causeId) {
        if (payout == address(0)) revert ZeroPayout();

        _setPayout(causeId, payout);
    }

    /// @inheritdoc ICauseRegistry
    function cancelPayoutProposal(uint32 causeId) external onlyPayout(causeId) {
        Cause storage c = _known(causeId);
        address dropped = c.proposedPayout;
        if (dropped == address(0)) revert NoProposal(causeId);

        c.proposedPayout = address(0);
        c.proposedAt = 0;

        emit PayoutProposalCancelled(causeId, dropped);
    }

    /* PRIVATE */

    /// @dev A change of any origin drops the operator's proposal.
    function _setPayout(uint32 causeId, address payout) private {
        Cause storage c = _causes[causeId];
        address before = c.payout;
        c.payout = payout;
        c.proposedPayout = address(0);
        c.proposedAt = 0;

        emit PayoutChanged(causeId, before, payout);
    }

    function _known(uint32 causeId) private view returns (Cause storage c) {
        c = _causes[causeId];
        if (c.payout == address(0)) revert UnknownCause(causeId);
    }
}
