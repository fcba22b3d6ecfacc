// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMemberAccount} from "../interfaces/IMemberAccount.sol";

/// @notice EIP-712 struct hash of what `executeSigned` carries.
library OperationHashes {
    bytes32 private constant CALL_TYPEHASH = keccak256("Call(address to,uint256 value,bytes data)");
    bytes32 private constant OPERATION_TYPEHASH = keccak256(
        "Operation(Call[] calls,uint256 nonce,uint256 deadline)Call(address to,uint256 value,bytes data)"
    );

    function hash(
        IMemberAccount.Call[] calldata calls,
        uint256 nonce,
        uint256 deadline
    ) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            IMemberAccount.Call calldata item = calls[i];
            hashes[i] = keccak256(abi.encode(CALL_TYPEHASH, item.to, item.value, keccak256(item.data)));
        }
        return keccak256(abi.encode(OPERATION_TYPEHASH, keccak256(abi.encodePacked(hashes)), nonce, deadline));
    }
}
