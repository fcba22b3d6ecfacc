// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Roles of one brand, as bits of a byte. No role of a brand reaches another brand.
library Roles {
    /// @dev Grants and revokes roles, sets quotas, opens and closes the entrance, winds the brand down.
    uint8 internal constant OWNER = 1;
    /// @dev Mints batches, reverses credits, refunds payments; each within its quota.
    uint8 internal constant MINTER = 2;
    /// @dev Announces and cancels terms.
    uint8 internal constant RATE_SETTER = 4;
    /// @dev Requests and executes withdrawals of what the reserve holds above the promise.
    uint8 internal constant TREASURER = 8;
    uint8 internal constant ALL = 15;
}
