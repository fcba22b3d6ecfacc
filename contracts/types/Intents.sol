// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What an intent does. `Claim` is signed by the claim key, all others by the member.
enum Verb {
    Swap,
    Donate,
    Pay,
    Redeem,
    Transfer,
    Lock,
    Unlock,
    CancelNonces,
    Claim
}

/// @param verb A `Verb`; an unknown number fails as its own item, not the batch.
/// @param payload ABI encoding of the verb's struct below.
/// @param signature EIP-712 signature over that struct: 65-byte ECDSA, or whatever the member's ERC-1271 accepts.
struct Intent {
    uint8 verb;
    bytes payload;
    bytes signature;
}

struct SwapIntent {
    address member;
    uint32 fromBrandId;
    uint32 toBrandId;
    uint256 points;
    uint256 minPointsOut;
    uint256 nonce;
    uint256 deadline;
}

struct DonateIntent {
    address member;
    uint32 brandId;
    uint32 causeId;
    uint256 points;
    uint256 minValue;
    uint256 nonce;
    uint256 deadline;
}

/// @param brandId Whose points.
struct Leg {
    uint32 brandId;
    uint256 points;
}

/// @param brandId The till's brand.
/// @param legs 1 to 8, strictly ascending by brand.
struct PayIntent {
    address member;
    uint32 brandId;
    bytes32 orderReference;
    Leg[] legs;
    uint256 minValue;
    uint256 nonce;
    uint256 deadline;
}

struct RedeemIntent {
    address member;
    uint32 brandId;
    uint256 points;
    bytes32 orderReference;
    uint256 nonce;
    uint256 deadline;
}

struct TransferIntent {
    address member;
    uint32 brandId;
    address to;
    uint256 points;
    uint256 nonce;
    uint256 deadline;
}

/// @param unlockDelay Seconds that lifting the lock will take.
struct LockIntent {
    address member;
    uint32 unlockDelay;
    uint256 nonce;
    uint256 deadline;
}

struct UnlockIntent {
    address member;
    uint256 nonce;
    uint256 deadline;
}

struct CancelNoncesIntent {
    address member;
    uint256 newBase;
    uint256 nonce;
    uint256 deadline;
}

struct ClaimIntent {
    uint32 brandId;
    address claimKey;
    address to;
}
