// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Vetted causes
/// @notice Who may receive donations, under which public registration, and where the money goes.
interface ICauseRegistry {
    /// @param payout Address that may withdraw the cause's credit.
    /// @param active Whether donations are accepted.
    /// @param proposedPayout Payout address proposed by the operator; zero if none.
    /// @param proposedAt When the proposal may be applied.
    /// @param metadataHash keccak256 of the cause's public description.
    struct Cause {
        address payout;
        bool active;
        address proposedPayout;
        uint40 proposedAt;
        bytes32 metadataHash;
        string name;
        string registration;
    }

    event CauseAdded(
        uint32 indexed causeId,
        address indexed payout,
        string name,
        string registration,
        bytes32 metadataHash
    );
    event CauseActiveChanged(uint32 indexed causeId, bool active);
    event PayoutProposed(uint32 indexed causeId, address indexed payout, uint256 applicableAt);
    event PayoutProposalCancelled(uint32 indexed causeId, address indexed payout);
    event PayoutChanged(uint32 indexed causeId, address indexed oldPayout, address indexed newPayout);

    error UnknownCause(uint32 causeId);
    error NotPayout(uint32 causeId, address caller);
    error ZeroPayout();
    error EmptyName();
    error NoProposal(uint32 causeId);
    error ProposalNotDue(uint32 causeId, uint256 applicableAt);
    /// @notice Thrown when a proposal was left unused for 14 days after it was due: it has to be made again.
    error ProposalLapsed(uint32 causeId, uint256 lapsedAt);
    /// @notice Thrown when the registry is connected a second time, by a stranger, or to a hub of another registry.
    error CannotConnect(address hub);
    error NotConnected();
    error AlreadySo(uint32 causeId, bool active);

    function hub() external view returns (address);

    function causeCount() external view returns (uint32);

    function cause(uint32 causeId) external view returns (Cause memory);

    function payoutOf(uint32 causeId) external view returns (address);

    /// @notice Ties the registry to the hub that names it; once, by the deployer.
    function connect(address hub_) external;

    /// @notice Lists a cause. Operator only. Emits CauseAdded.
    /// @dev Warning: the operator vets causes; a fake one would be a way to cash points out.
    function addCause(
        string calldata name,
        string calldata registration,
        address payout,
        bytes32 metadataHash
    ) external returns (uint32 causeId);

    /// @notice Stops or resumes donations. Operator only. A removed cause can still withdraw. Emits CauseActiveChanged.
    function setActive(uint32 causeId, bool active) external;

    /// @notice Changes the payout address at once. Only the present payout address. Emits PayoutChanged.
    function changePayout(uint32 causeId, address payout) external;

    /// @notice Proposes another payout address, applicable after 14 days. Operator only. Emits PayoutProposed.
    function proposePayout(uint32 causeId, address payout) external;

    /// @notice Drops the operator's proposal. Only the present payout address. Emits PayoutProposalCancelled.
    function cancelPayoutProposal(uint32 causeId) external;

    /// @notice Applies a proposal that has been due for at most 14 days. Operator only. Emits PayoutChanged.
    function applyPayout(uint32 causeId) external;
}
