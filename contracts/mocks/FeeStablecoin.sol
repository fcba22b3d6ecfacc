// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {StablecoinMock} from "./StablecoinMock.sol";

/// @notice Keeps one percent of every transfer.
contract FeeStablecoin is StablecoinMock {
    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : amount / 100;

        super._update(from, to, amount - fee);
        if (fee > 0) super._update(from, address(0), fee);
    }
}
