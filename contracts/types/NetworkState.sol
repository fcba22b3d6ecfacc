// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What every verb of the hub asks of the network, in one word. From the lowest bit: brands 32 · paused until 40 ·
/// accounted 128 (reserves and cause credits together, in µ).
type NetworkState is uint256;

using NetworkStateLib for NetworkState global;

library NetworkStateLib {
    uint256 private constant PAUSED = 32;
    uint256 private constant ACCOUNTED = 72;
    uint256 private constant M32 = (1 << 32) - 1;
    uint256 private constant M40 = (1 << 40) - 1;
    uint256 private constant BELOW_ACCOUNTED = (1 << 72) - 1;

    /// @notice Number of brands, which is also the highest brand id.
    function brandCount(NetworkState s) internal pure returns (uint256) {
        return NetworkState.unwrap(s) & M32;
    }

    /// @notice End of the last pause.
    function pausedUntil(NetworkState s) internal pure returns (uint256) {
        return (NetworkState.unwrap(s) >> PAUSED) & M40;
    }

    function accounted(NetworkState s) internal pure returns (uint256) {
        return NetworkState.unwrap(s) >> ACCOUNTED;
    }

    /// @dev The id of a brand has 32 bits: a network with more would have to pay for 2^32 creations first.
    function plusBrand(NetworkState s) internal pure returns (NetworkState) {
        return NetworkState.wrap(NetworkState.unwrap(s) + 1);
    }

    function withPausedUntil(NetworkState s, uint256 until) internal pure returns (NetworkState) {
        return NetworkState.wrap((NetworkState.unwrap(s) & ~(M40 << PAUSED)) | (until << PAUSED));
    }

    /// @dev Sums of reserves of 53 bits over at most 2^32 brands: 128 bits hold more than there can ever be.
    function withAccounted(NetworkState s, uint256 amount) internal pure returns (NetworkState) {
        return NetworkState.wrap((NetworkState.unwrap(s) & BELOW_ACCOUNTED) | (amount << ACCOUNTED));
    }
}
