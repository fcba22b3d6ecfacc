// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {Network} from "../support/Network.sol";
import {vm} from "../support/Vm.sol";

/// @notice The lanes of two tokens against lots kept by the last epoch they live in, over mints, transfers, redemptions,
/// swaps and years.
contract LanesTest is Network {
    uint256 private constant STEPS = 30;
    uint256 private constant FOREVER = 1_000;

    IPointsToken[2] private tokens;
    address private owner = address(0xF0);
    address[3] private actors = [address(0xA1), address(0xA2), address(0xA3)];
    /// @dev Points by brand, holder and last epoch.
    mapping(uint256 => mapping(uint256 => mapping(uint256 => uint256))) private lots;

    function setUp() public {
        deployNetwork();
        tokens[0] = createBrand(owner, Terms(1_000, 0, 5, 3), false, 1e12);
        tokens[1] = createBrand(owner, Terms(1_700, 40, 5, 5), true, 1e12);
    }

    function testFuzz_I11_lanesAreAListOfLots(uint256 seed) public {
        for (uint256 step = 0; step < STEPS; step++) {
            uint256 die = mix(seed, step);
            if (die % 4 == 0) vm.warp(block.timestamp + pick(mix(die, 1), 0, EPOCH));
            uint256 b = (die >> 8) % 2;
            uint256 who = (die >> 16) % 3;
            uint256 verb = (die >> 24) % 6;
            if (verb < 2) _mint(b, who, pick(mix(die, 2), 1, 1e6));
            else if (verb == 2) _transfer(b, who, (die >> 32) % 3, _some(die, b, who));
            else if (verb == 3) _redeem(b, who, _some(die, b, who));
            else _swap(b, who, _some(die, b, who));
            _compare();
        }
    }

    function _mint(uint256 b, uint256 who, uint256 points) private {
        mintTo(tokens[b], owner, actors[who], points);
        lots[b][who][b == 1 ? FOREVER : _epoch() + 3] += points;
    }

    function _transfer(uint256 b, uint256 who, uint256 to, uint256 points) private {
        if (points == 0) return;
        vm.prank(actors[who]);
        tokens[b].transfer(actors[to], points);
        uint256[] memory taken = _take(b, who, points);
        for (uint256 last = 0; last <= FOREVER; last++) {
            lots[b][to][last] += taken[last];
            if (last == _epoch() + 6) last = FOREVER - 1;
        }
    }

    function _redeem(uint256 b, uint256 who, uint256 points) private {
        if (points == 0) return;
        vm.prank(actors[who]);
        tokens[b].redeem(points, bytes32(0));
        _take(b, who, points);
    }

    /// @dev Each lot in its share, what does not divide to the soonest; nothing lives longer than the brand's own points.
    function _swap(uint256 b, uint256 who, uint256 points) private {
        if (points < 10) return;
        uint256 other = 1 - b;
        vm.prank(actors[who]);
        uint256 out = hub.swap(uint32(b + 1), uint32(other + 1), points, 0, block.timestamp);
        uint256[] memory taken = _take(b, who, points);
        uint256 left = out;
        uint256 soonest = FOREVER + 1;
        for (uint256 last = _epoch(); last <= FOREVER; last++) {
            if (taken[last] != 0) {
                if (soonest > FOREVER) soonest = last;
                lots[other][who][_capped(other, last)] += (taken[last] * out) / points;
                left -= (taken[last] * out) / points;
            }
            if (last == _epoch() + 6) last = FOREVER - 1;
        }
        lots[other][who][_capped(other, soonest)] += left;
    }

    function _capped(uint256 b, uint256 last) private view returns (uint256) {
        if (b == 1 && last == FOREVER) return last;
        uint256 longest = _epoch() + (b == 1 ? 4 : 3);
        return last < longest ? last : longest;
    }

    /// @dev Oldest first.
    function _take(uint256 b, uint256 who, uint256 points) private returns (uint256[] memory taken) {
        taken = new uint256[](FOREVER + 1);
        for (uint256 last = _epoch(); last <= FOREVER; last++) {
            uint256 part = lots[b][who][last] < points ? lots[b][who][last] : points;
            taken[last] = part;
            lots[b][who][last] -= part;
            points -= part;
            if (last == _epoch() + 6) last = FOREVER - 1;
        }
        assertEq(points, 0, "the list had them too");
    }

    function _compare() private view {
        for (uint256 b = 0; b < 2; b++) {
            for (uint256 who = 0; who < 3; who++) {
                uint256 word = tokens[b].lotsOf(actors[who]);
                assertEq(word >> 240, _epoch(), "epoch");
                uint256 sum;
                for (uint256 i = 0; i < 6; i++) {
                    uint256 last = b == 1 && i == 5 ? FOREVER : _epoch() + i;
                    assertEq((word >> (40 * i)) % 2 ** 40, lots[b][who][last], "lane");
                    sum += lots[b][who][last];
                }
                assertEq(tokens[b].balanceOf(actors[who]), sum, "I03 balance");
            }
        }
    }

    function _some(uint256 die, uint256 b, uint256 who) private view returns (uint256) {
        return pick(mix(die, 3), 0, tokens[b].balanceOf(actors[who]));
    }

    function _epoch() private view returns (uint256) {
        return block.timestamp / EPOCH;
    }
}
