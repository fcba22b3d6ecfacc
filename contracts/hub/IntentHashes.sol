// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Leg, PayIntent, Verb} from "../types/Intents.sol";

/// @notice EIP-712 struct hashes of the intents.
library IntentHashes {
    bytes32 private constant SWAP = keccak256(
        "Swap(address member,uint32 fromBrandId,uint32 toBrandId,uint256 points,uint256 minPointsOut,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant DONATE = keccak256(
        "Donate(address member,uint32 brandId,uint32 causeId,uint256 points,uint256 minValue,uint256 nonce,uint256 deadline)"
    );
    /// @dev The referenced type sorts behind `Pay`, as ERC-7739 wallets append the type's own encoding to theirs.
    bytes32 private constant PAY = keccak256(
        "Pay(address member,uint32 brandId,bytes32 orderReference,PayLeg[] legs,uint256 minValue,uint256 nonce,uint256 deadline)PayLeg(uint32 brandId,uint256 points)"
    );
    bytes32 private constant LEG = keccak256("PayLeg(uint32 brandId,uint256 points)");
    bytes32 private constant REDEEM = keccak256(
        "Redeem(address member,uint32 brandId,uint256 points,bytes32 orderReference,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant TRANSFER = keccak256(
        "Transfer(address member,uint32 brandId,address to,uint256 points,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant LOCK = keccak256("Lock(address member,uint32 unlockDelay,uint256 nonce,uint256 deadline)");
    bytes32 private constant UNLOCK = keccak256("Unlock(address member,uint256 nonce,uint256 deadline)");
    bytes32 private constant CANCEL_NONCES = keccak256(
        "CancelNonces(address member,uint256 newBase,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant CLAIM = keccak256("Claim(uint32 brandId,address claimKey,address to)");

    /// @notice Hash of a struct without dynamic fields: its ABI encoding is its EIP-712 encoding.
    /// @param payload The struct's encoding, which the caller has decoded (and so checked field by field).
    function flat(Verb verb, bytes calldata payload) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(_type(verb), payload));
    }

    function pay(PayIntent memory i) internal pure returns (bytes32) {
        bytes32[] memory legs = new bytes32[](i.legs.length);
        for (uint256 k = 0; k < legs.length; ++k) {
            legs[k] = keccak256(abi.encode(LEG, i.legs[k].brandId, i.legs[k].points));
        }
        bytes32 legsHash = keccak256(abi.encodePacked(legs));
        return
            keccak256(
                abi.encode(PAY, i.member, i.brandId, i.orderReference, legsHash, i.minValue, i.nonce, i.deadline)
            );
    }

    function claim(uint32 brandId, address claimKey, address to) internal pure returns (bytes32) {
        return keccak256(abi.encode(CLAIM, brandId, claimKey, to));
    }

    function _type(Verb verb) private pure returns (bytes32) {
        if (verb == Verb.Swap) return SWAP;
        if (verb == Verb.Donate) return DONATE;
        if (verb == Verb.Redeem) return REDEEM;
        if (verb == Verb.Transfer) return TRANSFER;
        if (verb == Verb.Lock) return LOCK;
        if (verb == Verb.Unlock) return UNLOCK;
        return CANCEL_NONCES;
    }
}
