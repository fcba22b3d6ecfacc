// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICauseRegistry} from "../../../contracts/interfaces/ICauseRegistry.sol";
import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {IDevStablecoin, Network} from "../support/Network.sol";
import {vm} from "../support/Vm.sol";

/// @notice A stablecoin that keeps one percent of every transfer.
contract CoinsTest is Network {
    function setUp() public {
        vm.warp(START);
        address manager = deploy("AccessManager.sol:AccessManager", abi.encode(address(this)));
        coin = IDevStablecoin(deploy("FeeStablecoin.sol:FeeStablecoin", ""));
        registry = ICauseRegistry(deploy("CauseRegistry.sol:CauseRegistry", abi.encode(manager)));
        hub = IClearingHub(deploy("ClearingHub.sol:ClearingHub", abi.encode(manager, coin, registry, NOTICE)));
        registry.connect(address(hub));
        coin.approve(address(hub), type(uint256).max);
    }

    function test_I01_aReserveIsCreditedWhatArrived() public {
        IPointsToken token = createBrand(address(0xF0), Terms(1_000_000, 0, 100, 2), false, 100e6);

        assertEq(token.brand().reserve, 99e6, "reserve");
        assertEq(hub.accounted(), coin.balanceOf(address(hub)), "accounted is held");
    }
}
