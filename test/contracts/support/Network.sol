// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICauseRegistry} from "../../../contracts/interfaces/ICauseRegistry.sol";
import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Roles} from "../../../contracts/types/Roles.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Deploy} from "./Deploy.sol";
import {vm} from "./Vm.sol";

interface IDevStablecoin {
    function mint(address to, uint256 amount) external;
    function approve(address spender, uint256 amount) external returns (bool);
    function transfer(address to, uint256 amount) external returns (bool);
    function balanceOf(address account) external view returns (uint256);
}

/// @notice A network whose operator, guardian and faucet is the test itself.
abstract contract Network is Deploy {
    uint256 internal constant NOTICE = 10 days;
    uint256 internal constant EPOCH = 180 days;
    uint256 internal constant START = 100 * EPOCH + 20 days;
    uint256 internal constant PLENTY = 2 ** 48 - 1;

    IClearingHub internal hub;
    ICauseRegistry internal registry;
    IDevStablecoin internal coin;

    function deployNetwork() internal {
        vm.warp(START);
        address manager = deploy("AccessManager.sol:AccessManager", abi.encode(address(this)));
        coin = IDevStablecoin(deploy("DevStablecoin.sol:DevStablecoin", ""));
        registry = ICauseRegistry(deploy("CauseRegistry.sol:CauseRegistry", abi.encode(manager)));
        hub = IClearingHub(deploy("ClearingHub.sol:ClearingHub", abi.encode(manager, coin, registry, NOTICE)));
        registry.connect(address(hub));
        coin.approve(address(hub), type(uint256).max);
    }

    /// @notice A brand with all roles at `owner`, quotas that do not bind, and a reserve.
    function createBrand(
        address owner,
        Terms memory terms,
        bool neverExpires,
        uint256 reserve
    ) internal returns (IPointsToken token) {
        string memory code = string.concat("brand-", vm.toString(hub.brandCount() + 1));
        hub.admit(code, owner);
        vm.startPrank(owner);
        uint32 id = hub.createBrand(code, code, "PTS", terms, neverExpires);
        token = IPointsToken(hub.tokenOf(id));
        token.setRoles(owner, Roles.ALL);
        token.setQuotas(owner, PLENTY, PLENTY);
        token.setClaimQuota(PLENTY);
        vm.stopPrank();
        fund(id, reserve);
    }

    function fund(uint32 brandId, uint256 amount) internal {
        if (amount == 0) return;
        coin.mint(address(this), amount);
        hub.deposit(brandId, amount);
    }

    /// @notice One credit to one member, in the brand's next batch.
    function mintTo(IPointsToken token, address minter, address member, uint256 points) internal {
        bytes32[] memory credits = new bytes32[](1);
        credits[0] = credit(member, points);
        uint256 sequence = token.lastSequence() + 1;
        vm.prank(minter);
        token.mintBatch(sequence, credits, bytes32(0), 90 days);
    }

    function credit(address member, uint256 points) internal pure returns (bytes32) {
        return bytes32((uint256(uint160(member)) << 96) | points);
    }
}
