// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {
    CancelNoncesIntent,
    ClaimIntent,
    DonateIntent,
    Intent,
    LockIntent,
    PayIntent,
    RedeemIntent,
    SwapIntent,
    TransferIntent,
    UnlockIntent,
    Verb
} from "../../../contracts/types/Intents.sol";
import {vm} from "./Vm.sol";

/// @notice Signs intents the way a wallet does, from the EIP-712 texts alone.
library Intents {
    bytes32 private constant DOMAIN = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    string private constant LEG = "PayLeg(uint32 brandId,uint256 points)";

    function swap(address hub, uint256 key, SwapIntent memory i) internal view returns (Intent memory) {
        bytes32 t = keccak256(
            "Swap(address member,uint32 fromBrandId,uint32 toBrandId,uint256 points,uint256 minPointsOut,uint256 nonce,uint256 deadline)"
        );
        bytes memory body = abi.encode(
            t,
            i.member,
            i.fromBrandId,
            i.toBrandId,
            i.points,
            i.minPointsOut,
            i.nonce,
            i.deadline
        );
        return Intent(uint8(Verb.Swap), abi.encode(i), _sign(hub, key, keccak256(body)));
    }

    function donate(address hub, uint256 key, DonateIntent memory i) internal view returns (Intent memory) {
        bytes32 t = keccak256(
            "Donate(address member,uint32 brandId,uint32 causeId,uint256 points,uint256 minValue,uint256 nonce,uint256 deadline)"
        );
        bytes memory body = abi.encode(t, i.member, i.brandId, i.causeId, i.points, i.minValue, i.nonce, i.deadline);
        return Intent(uint8(Verb.Donate), abi.encode(i), _sign(hub, key, keccak256(body)));
    }

    function pay(address hub, uint256 key, PayIntent memory i) internal view returns (Intent memory) {
        bytes32 t = keccak256(
            bytes(
                string.concat(
                    "Pay(address member,uint32 brandId,bytes32 orderReference,PayLeg[] legs,uint256 minValue,uint256 nonce,uint256 deadline)",
                    LEG
                )
            )
        );
        bytes memory hashes;
        for (uint256 k = 0; k < i.legs.length; k++) {
            bytes32 leg = keccak256(abi.encode(keccak256(bytes(LEG)), i.legs[k].brandId, i.legs[k].points));
            hashes = bytes.concat(hashes, leg);
        }
        bytes memory body = abi.encode(
            t,
            i.member,
            i.brandId,
            i.orderReference,
            keccak256(hashes),
            i.minValue,
            i.nonce,
            i.deadline
        );
        return Intent(uint8(Verb.Pay), abi.encode(i), _sign(hub, key, keccak256(body)));
    }

    function redeem(address hub, uint256 key, RedeemIntent memory i) internal view returns (Intent memory) {
        bytes32 t = keccak256(
            "Redeem(address member,uint32 brandId,uint256 points,bytes32 orderReference,uint256 nonce,uint256 deadline)"
        );
        bytes memory body = abi.encode(t, i.member, i.brandId, i.points, i.orderReference, i.nonce, i.deadline);
        return Intent(uint8(Verb.Redeem), abi.encode(i), _sign(hub, key, keccak256(body)));
    }

    function transfer(address hub, uint256 key, TransferIntent memory i) internal view returns (Intent memory) {
        bytes32 t = keccak256(
            "Transfer(address member,uint32 brandId,address to,uint256 points,uint256 nonce,uint256 deadline)"
        );
        bytes memory body = abi.encode(t, i.member, i.brandId, i.to, i.points, i.nonce, i.deadline);
        return Intent(uint8(Verb.Transfer), abi.encode(i), _sign(hub, key, keccak256(body)));
    }

    function lock(address hub, uint256 key, LockIntent memory i) internal view returns (Intent memory) {
        bytes32 t = keccak256("Lock(address member,uint32 unlockDelay,uint256 nonce,uint256 deadline)");
        bytes memory body = abi.encode(t, i.member, i.unlockDelay, i.nonce, i.deadline);
        return Intent(uint8(Verb.Lock), abi.encode(i), _sign(hub, key, keccak256(body)));
    }

    function unlock(address hub, uint256 key, UnlockIntent memory i) internal view returns (Intent memory) {
        bytes32 t = keccak256("Unlock(address member,uint256 nonce,uint256 deadline)");
        bytes memory body = abi.encode(t, i.member, i.nonce, i.deadline);
        return Intent(uint8(Verb.Unlock), abi.encode(i), _sign(hub, key, keccak256(body)));
    }

    function cancelNonces(address hub, uint256 key, CancelNoncesIntent memory i) internal view returns (Intent memory) {
        bytes32 t = keccak256("CancelNonces(address member,uint256 newBase,uint256 nonce,uint256 deadline)");
        bytes memory body = abi.encode(t, i.member, i.newBase, i.nonce, i.deadline);
        return Intent(uint8(Verb.CancelNonces), abi.encode(i), _sign(hub, key, keccak256(body)));
    }

    /// @param key The claim key itself.
    function claim(address hub, uint256 key, ClaimIntent memory i) internal view returns (Intent memory) {
        bytes32 t = keccak256("Claim(uint32 brandId,address claimKey,address to)");
        bytes memory body = abi.encode(t, i.brandId, i.claimKey, i.to);
        return Intent(uint8(Verb.Claim), abi.encode(i), _sign(hub, key, keccak256(body)));
    }

    function _sign(address hub, uint256 key, bytes32 structHash) private view returns (bytes memory) {
        bytes32 domain = keccak256(abi.encode(DOMAIN, keccak256("openpoints"), keccak256("1"), block.chainid, hub));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", domain, structHash)));
        return abi.encodePacked(r, s, v);
    }
}
