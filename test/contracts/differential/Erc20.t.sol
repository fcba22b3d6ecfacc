// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Network} from "../support/Network.sol";
import {vm} from "../support/Vm.sol";

contract PlainToken is ERC20("Plain", "PLN") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function burn(uint256 amount) external {
        _burn(msg.sender, amount);
    }
}

/// @notice PointsToken and OpenZeppelin's ERC20 take the same operations, and must give the same answers, errors included,
/// for amounts up to 2^40 - 1 in all.
contract Erc20Test is Network {
    uint256 private constant STEPS = 40;

    PlainToken private plain;
    IPointsToken private points;
    address private owner = address(0xF0);
    address[5] private actors = [address(0xA1), address(0xA2), address(0xA3), address(0xA4), address(0)];

    function setUp() public {
        deployNetwork();
        plain = new PlainToken();
        points = createBrand(owner, Terms(1, 0, 5, 5), false, 2 ** 45);
    }

    function testFuzz_I03_behavesAsOpenZeppelinsErc20(uint256 seed) public {
        for (uint256 step = 0; step < STEPS; step++) {
            _step(mix(seed, step));
            _compare();
        }
    }

    /// @dev The metadata is ours.
    function test_hasTwoDecimals() public view {
        assertEq(points.decimals(), 2, "decimals");
    }

    function _step(uint256 die) private {
        address who = actors[die % 4];
        address to = actors[(die >> 8) % 5];
        address from = actors[(die >> 16) % 4];
        uint256 amount = _amount(die, from);
        uint256 verb = (die >> 24) % 6;
        if (verb == 0) _mintBoth(to, amount);
        if (verb == 1) _both(who, abi.encodeCall(plain.transfer, (to, amount)));
        if (verb == 2) _both(who, abi.encodeCall(plain.approve, (to, die % 7 == 0 ? type(uint256).max : amount)));
        if (verb == 3 || verb == 4) _both(who, abi.encodeCall(plain.transferFrom, (from, to, amount)));
        if (verb == 5 && amount != 0) _burnBoth(who, amount);
    }

    function _mintBoth(address to, uint256 amount) private {
        if (to == address(0) || amount == 0 || amount > 2 ** 40 - 1 - points.totalSupply()) return;
        plain.mint(to, amount);
        mintTo(points, owner, to, amount);
    }

    function _burnBoth(address who, uint256 amount) private {
        vm.prank(who);
        (bool a, bytes memory x) = address(plain).call(abi.encodeCall(plain.burn, (amount)));
        vm.prank(who);
        (bool b, bytes memory y) = address(points).call(abi.encodeCall(points.redeem, (amount, bytes32(0))));
        assertTrue(a == b && (a || keccak256(x) == keccak256(y)), "both burn or refuse alike");
    }

    function _both(address who, bytes memory call_) private {
        vm.prank(who);
        (bool a, bytes memory x) = address(plain).call(call_);
        vm.prank(who);
        (bool b, bytes memory y) = address(points).call(call_);
        assertTrue(a == b, "both do it or both refuse");
        assertTrue(keccak256(x) == keccak256(y), "with the same answer");
    }

    function _compare() private view {
        assertEq(points.totalSupply(), plain.totalSupply(), "total supply");
        for (uint256 i = 0; i < 5; i++) {
            assertEq(points.balanceOf(actors[i]), plain.balanceOf(actors[i]), "balance");
            for (uint256 k = 0; k < 5; k++) {
                uint256 allowed = plain.allowance(actors[i], actors[k]);
                assertEq(points.allowance(actors[i], actors[k]), allowed, "allowance");
            }
        }
    }

    /// @dev Around a balance, at the ends of the range, or anything.
    function _amount(uint256 die, address from) private view returns (uint256) {
        uint256 kind = (die >> 32) % 8;
        if (kind == 0) return 0;
        if (kind == 1) return plain.balanceOf(from);
        if (kind == 2) return plain.balanceOf(from) + 1;
        if (kind == 3) return (die >> 40) % 2 == 0 ? 2 ** 40 - 1 : type(uint256).max;
        return (die >> 40) % 2 ** (8 + ((die >> 80) % 30));
    }
}
