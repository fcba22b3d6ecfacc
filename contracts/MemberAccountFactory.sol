// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {IMemberAccountFactory} from "./interfaces/IMemberAccountFactory.sol";
import {MemberAccount} from "./MemberAccount.sol";

/// @notice Makes members' accounts (see `IMemberAccountFactory`). It has no owner and nothing to set.
contract MemberAccountFactory is IMemberAccountFactory {
    /// @inheritdoc IMemberAccountFactory
    address public immutable implementation = address(new MemberAccount());

    /// @inheritdoc IMemberAccountFactory
    function accountOf(bytes32 x, bytes32 y) public view returns (address) {
        return Clones.predictDeterministicAddressWithImmutableArgs(implementation, abi.encode(x, y), 0);
    }

    /// @inheritdoc IMemberAccountFactory
    function createAccount(bytes32 x, bytes32 y) external returns (address account) {
        account = accountOf(x, y);
        if (account.code.length != 0) return account;
        if (!P256.isValidPublicKey(x, y)) revert InvalidKey(x, y);

        Clones.cloneDeterministicWithImmutableArgs(implementation, abi.encode(x, y), 0);

        emit AccountCreated(account, x, y);
    }
}
