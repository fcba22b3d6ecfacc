// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";
import {SignerP256} from "@openzeppelin/contracts/utils/cryptography/signers/SignerP256.sol";
import {SignerWebAuthn} from "@openzeppelin/contracts/utils/cryptography/signers/SignerWebAuthn.sol";

/// @notice An account whose key is a passkey, for the benchmark only: OpenZeppelin's signers in a clone that carries its
/// public key in its immutable arguments.
contract PasskeyAccount is ERC7739, SignerWebAuthn {
    /// @dev The implementation itself belongs to the generator point, which no key is known to sign for.
    constructor() EIP712("PasskeyAccount", "1") SignerP256(bytes32(P256.GX), bytes32(P256.GY)) {}

    function signer() public view override returns (bytes32 qx, bytes32 qy) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (bytes32, bytes32));
    }
}

/// @notice Makes passkey accounts.
contract PasskeyAccountFactory {
    address public immutable implementation = address(new PasskeyAccount());

    event AccountCreated(address account);

    function create(bytes32 qx, bytes32 qy) external {
        emit AccountCreated(Clones.cloneWithImmutableArgs(implementation, abi.encode(qx, qy)));
    }
}
