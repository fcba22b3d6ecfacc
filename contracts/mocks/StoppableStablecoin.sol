// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {StablecoinMock} from "./StablecoinMock.sol";

/// @notice Its issuer can pause all transfers, and put accounts on a blacklist.
contract StoppableStablecoin is StablecoinMock {
    bool public paused;
    mapping(address account => bool) public blacklisted;

    error TransfersPaused();
    error Blacklisted(address account);

    function setPaused(bool paused_) external {
        paused = paused_;
    }

    function setBlacklisted(address account, bool listed) external {
        blacklisted[account] = listed;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (paused) revert TransfersPaused();
        if (blacklisted[from]) revert Blacklisted(from);
        if (blacklisted[to]) revert Blacklisted(to);

        super._update(from, to, amount);
    }
}
