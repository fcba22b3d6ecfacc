// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {StablecoinMock} from "./StablecoinMock.sol";

/// @notice Its issuer can shrink anybody's balance.
contract RebasingStablecoin is StablecoinMock {
    function shrink(address account, uint256 amount) external {
        _burn(account, amount);
    }
}
