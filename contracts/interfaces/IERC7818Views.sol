// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Read side of ERC-7818 (expirable ERC-20)
/// @notice An "epoch" here is the epoch a point would have been minted in to live as long as it does: its last epoch
/// minus the brand's present life. Source: https://eips.ethereum.org/EIPS/eip-7818
interface IERC7818Views {
    enum EPOCH_TYPE {
        BLOCKS_BASED,
        TIME_BASED
    }

    /// @notice Points of `account` that stem from `epoch`; 0 once expired.
    function balanceOfAtEpoch(uint256 epoch, address account) external view returns (uint256);

    function currentEpoch() external view returns (uint256);

    /// @notice Seconds in an epoch.
    function epochLength() external view returns (uint256);

    function epochType() external view returns (EPOCH_TYPE);

    /// @notice Epochs a point minted now survives after its own.
    function validityDuration() external view returns (uint256);

    function isEpochExpired(uint256 epoch) external view returns (bool);
}
