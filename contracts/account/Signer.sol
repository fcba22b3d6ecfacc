// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {WebAuthn} from "@openzeppelin/contracts/utils/cryptography/WebAuthn.sol";

/// @notice Who may sign for an account: a passkey, or an address (a wallet's or a contract's).
/// @param x First half of a P-256 public key; of an address, the address itself.
/// @param y Second half of a P-256 public key; zero for an address, as no point of the curve has y = 0.
struct Signer {
    bytes32 x;
    bytes32 y;
}

using SignerLib for Signer global;

library SignerLib {
    function isNone(Signer memory signer) internal pure returns (bool) {
        return signer.x == 0 && signer.y == 0;
    }

    function equals(Signer memory a, Signer memory b) internal pure returns (bool) {
        return a.x == b.x && a.y == b.y;
    }

    /// @notice Whether somebody could sign: a point of the curve, or an address that is neither zero nor this account.
    function isGood(Signer memory signer) internal view returns (bool) {
        if (signer.y != 0) return P256.isValidPublicKey(signer.x, signer.y);
        return signer.x != 0 && uint256(signer.x) >> 160 == 0 && signer.addressOf() != address(this);
    }

    /// @notice Whether the signer signed `hash`. A passkey has to have verified its user. Of an address ECDSA counts first,
    /// also where it delegates by EIP-7702, then ERC-1271; one word of the answer is read, however long it is.
    function signed(Signer memory signer, bytes32 hash, bytes calldata signature) internal view returns (bool) {
        if (signer.y != 0) return _asserted(signer, hash, signature);

        address account = signer.addressOf();
        (address recovered, , ) = ECDSA.tryRecoverCalldata(hash, signature);
        if (recovered != address(0) && recovered == account) return true;
        return
            account.code.length != 0 && SignatureChecker.isValidERC1271SignatureNowCalldata(account, hash, signature);
    }

    function addressOf(Signer memory signer) internal pure returns (address) {
        return address(uint160(uint256(signer.x)));
    }

    function _asserted(Signer memory signer, bytes32 hash, bytes calldata signature) private view returns (bool) {
        (bool ok, WebAuthn.WebAuthnAuth calldata auth) = WebAuthn.tryDecodeAuth(signature);
        return ok && WebAuthn.verify(abi.encodePacked(hash), auth, signer.x, signer.y);
    }
}
