// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Terms} from "../types/Terms.sol";
import {CoreToken} from "./CoreToken.sol";

/// @notice The swap of the clearing hub without any rule, for the benchmark only: same calls, same slots, same events.
contract CoreHub is ReentrancyGuardTransient {
    address public immutable tokenImplementation;

    event Swapped(
        address indexed member,
        uint32 indexed fromBrandId,
        uint32 indexed toBrandId,
        uint256 pointsIn,
        uint256 pointsOut,
        uint256 value
    );

    error SameBrand(uint32 brandId);
    error DeadlineOver(uint256 deadline);
    error PointsBelowMinimum(uint256 points, uint256 minimum);

    constructor() {
        tokenImplementation = address(new CoreToken());
    }

    function open(uint32 brandId, Terms calldata terms, uint256 reserve) external {
        Clones.cloneDeterministic(tokenImplementation, bytes32(uint256(brandId)));
        tokenOf(brandId).open(terms, reserve);
    }

    function give(uint32 brandId, address member, uint256 points) external {
        tokenOf(brandId).give(member, points);
    }

    function swap(
        uint32 fromBrandId,
        uint32 toBrandId,
        uint256 points,
        uint256 minPointsOut,
        uint256 deadline
    ) external nonReentrant returns (uint256 pointsOut) {
        if (block.timestamp > deadline) revert DeadlineOver(deadline);
        if (fromBrandId == toBrandId) revert SameBrand(fromBrandId);

        uint256 value = tokenOf(fromBrandId).settleOut(msg.sender, points);
        pointsOut = tokenOf(toBrandId).settleIn(msg.sender, value);
        if (pointsOut < minPointsOut) revert PointsBelowMinimum(pointsOut, minPointsOut);

        emit Swapped(msg.sender, fromBrandId, toBrandId, points, pointsOut, value);
    }

    function tokenOf(uint32 brandId) public view returns (CoreToken) {
        return CoreToken(Clones.predictDeterministicAddress(tokenImplementation, bytes32(uint256(brandId))));
    }
}
