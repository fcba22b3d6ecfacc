// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {StablecoinMock} from "./StablecoinMock.sol";

/// @notice While it refuses, it returns false, moves nothing and does not revert.
contract FalseStablecoin is StablecoinMock {
    bool public refusing;

    function setRefusing(bool refusing_) external {
        refusing = refusing_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return !refusing && super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return !refusing && super.transferFrom(from, to, amount);
    }
}
