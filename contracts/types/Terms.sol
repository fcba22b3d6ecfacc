// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What a brand promises about its points. Changed only by an announcement that waits for the network's notice.
/// @param rate Value of 0.01 point in nano-USD (10^-9 of the stablecoin's unit); at least 1, at most 2^36 - 1.
/// @param spreadBps What a swap into the brand costs on top of the rate, in basis points; at most 1,023.
/// @param promisePercent Share of the points' value that the reserve must cover: 5 to 100 in steps of 5.
/// @param life Epochs a point minted now survives after the epoch it is minted in: 1 to 5; 5 where points never expire.
struct Terms {
    uint40 rate;
    uint16 spreadBps;
    uint8 promisePercent;
    uint8 life;
}
