// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice Answers exactly the bytes it was told to: too short, dirty, or not the magic value.
contract OddAnswerAccount {
    bytes public answer;

    constructor(bytes memory answer_) {
        answer = answer_;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        bytes memory result = answer;
        assembly {
            return(add(result, 32), mload(result))
        }
    }
}
