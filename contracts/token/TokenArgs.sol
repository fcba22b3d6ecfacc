// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";

/// @notice Immutable arguments behind the 45 bytes of an ERC-1167 clone: brand id (4 bytes), never expires (1), name (32),
/// symbol (32, both as `ShortString`). They cost no storage read.
library TokenArgs {
    using ShortStrings for string;

    uint256 private constant CLONE = 45;
    bytes10 private constant CREATION_PREFIX = 0x3d81600a3d39f3363d3d;

    /// @notice Creation code of a clone of `implementation` with these arguments.
    /// @dev Source of the clone's bytes: https://eips.ethereum.org/EIPS/eip-1167
    function creationCode(
        address implementation,
        uint32 id,
        bool never,
        string calldata longName,
        string calldata shortName
    ) internal pure returns (bytes memory) {
        bytes memory args = abi.encodePacked(
            id,
            never,
            ShortString.unwrap(longName.toShortString()),
            ShortString.unwrap(shortName.toShortString())
        );
        return
            abi.encodePacked(
                hex"61",
                uint16(CLONE + args.length),
                CREATION_PREFIX,
                hex"373d3d3d363d73",
                implementation,
                hex"5af43d82803e903d91602b57fd5bf3",
                args
            );
    }

    /// @notice Brand id of the clone that runs this.
    function brandId() internal view returns (uint32) {
        return uint32(uint256(_word(0)) >> 224);
    }

    function neverExpires() internal view returns (bool) {
        return uint256(_word(4)) >> 248 != 0;
    }

    function name() internal view returns (string memory) {
        return ShortStrings.toString(ShortString.wrap(_word(5)));
    }

    function symbol() internal view returns (string memory) {
        return ShortStrings.toString(ShortString.wrap(_word(37)));
    }

    /// @dev 32 bytes of the arguments from `offset` on.
    function _word(uint256 offset) private view returns (bytes32 word) {
        assembly ("memory-safe") {
            // Scratch space; bytes beyond the code read as zero.
            extcodecopy(address(), 0, add(CLONE, offset), 32)
            word := mload(0)
        }
    }
}
