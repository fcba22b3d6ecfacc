// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {BrandState} from "../types/BrandState.sol";
import {Terms} from "../types/Terms.sol";

/// @notice Points without any rule, for the benchmark only: one slot for the brand, one for a balance, the hub trusted.
/// What `PointsToken` costs above this is what lock, pause, consent, notice and expiry cost.
contract CoreToken {
    address public immutable hub;

    BrandState private _state;
    mapping(address account => uint256) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 points);

    error NotHub(address caller);
    error InsufficientBalance(address account, uint256 balance, uint256 points);

    constructor() {
        hub = msg.sender;
    }

    modifier onlyHub() {
        if (msg.sender != hub) revert NotHub(msg.sender);
        _;
    }

    function open(Terms calldata terms, uint256 reserve) external onlyHub {
        _state = BrandState.wrap(0).withCurrent(terms).plusReserve(reserve);
    }

    function give(address member, uint256 points) external onlyHub {
        _state = _state.plusSupply(points);
        balanceOf[member] += points;

        emit Transfer(address(0), member, points);
    }

    function settleOut(address member, uint256 points) external onlyHub returns (uint256 value) {
        uint256 balance = balanceOf[member];
        if (balance < points) revert InsufficientBalance(member, balance, points);
        BrandState state = _state;
        value = state.valueOutDown(points);

        unchecked {
            // points ≤ balance
            balanceOf[member] = balance - points;
        }
        _state = state.minusSupply(points).minusReserve(value);

        emit Transfer(member, address(0), points);
    }

    function settleIn(address member, uint256 value) external onlyHub returns (uint256 points) {
        BrandState state = _state;
        points = state.pointsInDown(value);

        balanceOf[member] += points;
        _state = state.plusReserve(value).plusSupply(points);

        emit Transfer(address(0), member, points);
    }
}
