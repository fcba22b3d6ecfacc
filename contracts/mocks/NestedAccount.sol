// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC7739} from "@openzeppelin/contracts/utils/cryptography/signers/draft-ERC7739.sol";
import {SignerECDSA} from "@openzeppelin/contracts/utils/cryptography/signers/SignerECDSA.sol";

/// @notice An account whose ERC-1271 answers are bound to itself by ERC-7739, as member accounts are.
contract NestedAccount is ERC7739, SignerECDSA {
    constructor(address owner) EIP712("NestedAccount", "1") SignerECDSA(owner) {}
}
