// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Deploy} from "../support/Deploy.sol";
import {BrandMoves} from "./BrandMoves.sol";
import {Checks} from "./Checks.sol";
import {MemberMoves} from "./MemberMoves.sol";
import {NetworkMoves} from "./NetworkMoves.sol";

/// @notice Makes every move; the campaigns call it at random.
contract Handler is Checks {}

/// @notice Random histories of the whole network: one campaign per invariant of docs/invariants.md, in an order of moves of
/// its own. After every move all invariants are checked; at the end of each history everybody leaves.
abstract contract Campaign is Deploy {
    error Broken(string invariant, string what);

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private immutable number;
    Handler private handler;

    constructor(uint256 number_) {
        number = number_;
    }

    function setUp() public {
        handler = Handler(deploy("Invariants.t.sol:Handler", ""));
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev Moves that make histories longer stand here more than once.
    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        bytes4[32] memory moves = [
            MemberMoves.swap.selector,
            MemberMoves.swap.selector,
            MemberMoves.swap.selector,
            MemberMoves.cycle.selector,
            MemberMoves.donate.selector,
            MemberMoves.pay.selector,
            MemberMoves.pay.selector,
            MemberMoves.redeem.selector,
            MemberMoves.transfer.selector,
            MemberMoves.lock.selector,
            MemberMoves.unlock.selector,
            MemberMoves.cancelNonces.selector,
            MemberMoves.claim.selector,
            MemberMoves.replay.selector,
            BrandMoves.mint.selector,
            BrandMoves.mint.selector,
            BrandMoves.thiefMints.selector,
            BrandMoves.rogueRuns.selector,
            BrandMoves.reverse.selector,
            BrandMoves.refund.selector,
            BrandMoves.announce.selector,
            BrandMoves.cancel.selector,
            BrandMoves.entrance.selector,
            BrandMoves.deposit.selector,
            BrandMoves.requestWithdrawal.selector,
            BrandMoves.withdraw.selector,
            BrandMoves.windDown.selector,
            NetworkMoves.pause.selector,
            NetworkMoves.unpause.selector,
            NetworkMoves.travel.selector,
            NetworkMoves.travel.selector,
            NetworkMoves.trespass.selector
        ];
        bytes4[6] memory rare = [
            BrandMoves.cancelWithdrawal.selector,
            BrandMoves.withdrawRemainder.selector,
            NetworkMoves.payCause.selector,
            NetworkMoves.listCause.selector,
            NetworkMoves.sweep.selector,
            NetworkMoves.gift.selector
        ];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), new bytes4[](38));
        // Turned by the campaign's number, so that the same draws make other histories.
        for (uint256 i = 0; i < 38; i++) {
            targets[0].selectors[(i + 3 * number) % 38] = i < 32 ? moves[i] : rare[i - 32];
        }
    }

    function afterInvariant() public {
        string memory left = handler.everybodyLeaves();
        if (bytes(left).length != 0) revert Broken("13", left);
        if (handler.violations() != 0) revert Broken("13", handler.violation());
    }

    function check() internal {
        if (handler.violations() != 0) revert Broken("noted by a move", handler.violation());
        _holds("1", handler.check01());
        _holds("3", handler.check03());
        _holds("4", handler.check04());
        _holds("7", handler.check07());
        _holds("8", handler.check08());
        _holds("9", handler.check09());
        _holds("10", handler.check10());
        _holds("11", handler.check11());
        _holds("12", handler.check12());
    }

    function _holds(string memory invariant, string memory wrong) private pure {
        if (bytes(wrong).length != 0) revert Broken(invariant, wrong);
    }
}

contract Invariant01Test is Campaign(1) {
    function invariant_01_reservesAndCreditsAreAccountedAndHeld() public {
        check();
    }
}

contract Invariant02Test is Campaign(2) {
    function invariant_02_aSwapLeavesTheSumOfReserves() public {
        check();
    }
}

contract Invariant03Test is Campaign(3) {
    function invariant_03_lanesSumToSupply() public {
        check();
    }
}

contract Invariant04Test is Campaign(4) {
    function invariant_04_coverNeverFallsBelowThePromise() public {
        check();
    }
}

contract Invariant05Test is Campaign(5) {
    function invariant_05_noMoveOfMembersRaisesWhatTheyHold() public {
        check();
    }
}

contract Invariant06Test is Campaign(6) {
    function invariant_06_pointsComeOnlyByBatchSettlementOrRefund() public {
        check();
    }
}

contract Invariant07Test is Campaign(7) {
    function invariant_07_termsChangeOnlyAtTheAnnouncedTime() public {
        check();
    }
}

contract Invariant08Test is Campaign(8) {
    function invariant_08_inRateIsNeverBelowOutRate() public {
        check();
    }
}

contract Invariant09Test is Campaign(9) {
    function invariant_09_aReserveFallsOnlyForCause() public {
        check();
    }
}

contract Invariant10Test is Campaign(10) {
    function invariant_10_sequencesNoncesAndOrdersCountOnce() public {
        check();
    }
}

contract Invariant11Test is Campaign(11) {
    function invariant_11_ageingNeverRaisesABalance() public {
        check();
    }
}

contract Invariant12Test is Campaign(12) {
    function invariant_12_fieldsStayInTheirBits() public {
        check();
    }
}

contract Invariant13Test is Campaign(13) {
    function invariant_13_everybodyCanLeave() public {
        check();
    }
}
