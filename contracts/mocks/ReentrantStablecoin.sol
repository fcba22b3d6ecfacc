// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {StablecoinMock} from "./StablecoinMock.sol";

/// @notice Calls its target back in the middle of a transfer, once per arming, and remembers how that went.
/// @dev It can also be told to call anything at any time, so that it can hold roles, points and a payout of its own.
contract ReentrantStablecoin is StablecoinMock {
    address public target;
    bytes public payload;
    bool public called;
    bool public succeeded;
    bytes public answer;

    function arm(address target_, bytes calldata payload_) external {
        target = target_;
        payload = payload_;
        (called, succeeded) = (false, false);
        delete answer;
    }

    function run(address to, bytes calldata data) external returns (bytes memory) {
        (bool ok, bytes memory result) = to.call(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }

        return result;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (target == address(0)) return;

        address victim = target;
        target = address(0);
        called = true;
        (succeeded, answer) = victim.call(payload);
    }
}
