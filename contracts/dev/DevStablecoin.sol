// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Play money for development
/// @notice 6 decimals like the real ones; anyone may mint. Cannot be deployed on any chain but 31337.
contract DevStablecoin is ERC20 {
    /// @notice Thrown on any chain but the development chain.
    error DevelopmentOnly(uint256 chainId);

    constructor() ERC20("Development Dollar", "devUSD") {
        if (block.chainid != 31337) revert DevelopmentOnly(block.chainid);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }

    /// @notice Makes `amount` µ out of nothing.
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}
