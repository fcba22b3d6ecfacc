// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {
    CancelNoncesIntent,
    Intent,
    RedeemIntent,
    SwapIntent,
    TransferIntent
} from "../../../contracts/types/Intents.sol";
import {Intents} from "../support/Intents.sol";
import {vm} from "../support/Vm.sol";
import {Rules} from "./Rules.sol";

contract SignedTest is Rules {
    function test_I10_anIntentIsExecutedOnce() public {
        Intent memory intent = _swap(0, 1_000, KEY);
        assertTrue(_done(intent), "executed");
        assertTrue(!_done(intent), "and not again");
        assertEq(cafe.balanceOf(alice), 99_000, "once");
    }

    function test_noncesComeInAnyOrderWithin128() public {
        assertTrue(!_done(_swap(128, 1_000, KEY)), "too far ahead");
        assertTrue(_done(_swap(127, 1_000, KEY)), "the last of the window");
        assertTrue(_done(_swap(0, 1_000, KEY)), "the first");
        assertTrue(_done(_swap(128, 1_000, KEY)), "the base moved");
    }

    function test_aFailedIntentKeepsItsNonce() public {
        assertTrue(!_done(_swap(0, 100_001, KEY)), "too many points");
        assertTrue(_done(_swap(0, 1_000, KEY)), "the nonce is still good");
    }

    function test_aStrangersSignatureIsNoGood() public {
        assertTrue(!_done(_swap(0, 1_000, 0xBAD)), "another key");
    }

    function test_anIntentHasADeadline() public {
        Intent memory intent = _swap(0, 1_000, KEY);
        skip(1);
        assertTrue(!_done(intent), "over");
    }

    function test_aLockStopsSignedIntentsToo() public {
        vm.prank(alice);
        hub.lock(1 days);
        RedeemIntent memory r = RedeemIntent(alice, 1, 1, 0, 0, block.timestamp);
        assertTrue(!_done(Intents.redeem(address(hub), KEY, r)), "redeem");
        TransferIntent memory t = TransferIntent(alice, 1, bob, 1, 0, block.timestamp);
        assertTrue(!_done(Intents.transfer(address(hub), KEY, t)), "transfer");
        assertTrue(!_done(_swap(0, 1_000, KEY)), "swap");
    }

    function test_cancellingKillsEveryNonceBelow() public {
        CancelNoncesIntent memory i = CancelNoncesIntent(alice, 10, 0, block.timestamp);
        assertTrue(_done(Intents.cancelNonces(address(hub), KEY, i)), "cancelled");
        assertTrue(!_done(_swap(9, 1_000, KEY)), "dead");
        assertTrue(_done(_swap(10, 1_000, KEY)), "alive");
        bytes memory far = abi.encodeCall(hub.cancelNonces, (11 + 129));
        refuses(alice, address(hub), far, IClearingHub.BadNonceBase.selector);
        bytes memory back = abi.encodeCall(hub.cancelNonces, (11));
        refuses(alice, address(hub), back, IClearingHub.BadNonceBase.selector);
    }

    function test_anItemThatFailsStopsNoOther() public {
        Intent[] memory intents = new Intent[](2);
        intents[0] = _swap(0, 100_001, KEY);
        intents[1] = _swap(1, 1_000, KEY);
        bool[] memory done = hub.execute(intents);
        assertTrue(!done[0] && done[1], "the second went through");
    }

    function _swap(uint256 nonce, uint256 points, uint256 key) private view returns (Intent memory) {
        return Intents.swap(address(hub), key, SwapIntent(alice, 1, 2, points, 0, nonce, block.timestamp));
    }

    function _done(Intent memory intent) private returns (bool) {
        Intent[] memory intents = new Intent[](1);
        intents[0] = intent;
        return hub.execute(intents)[0];
    }
}
