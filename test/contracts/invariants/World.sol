// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IClearingHub} from "../../../contracts/interfaces/IClearingHub.sol";
import {IPointsToken} from "../../../contracts/interfaces/IPointsToken.sol";
import {Roles} from "../../../contracts/types/Roles.sol";
import {Terms} from "../../../contracts/types/Terms.sol";
import {NaiveLot, NaiveLots} from "../support/NaiveLots.sol";
import {Network} from "../support/Network.sol";
import {vm} from "../support/Vm.sol";

/// @notice Five brands of different lives and promises, seven members, claim addresses, a rogue brand and a thief with a
/// stolen minter key, beside a ledger of what everything should be, kept in plain arithmetic.
/// @dev What a move finds wrong is noted in `violation`, since a revert would only undo the move.
abstract contract World is Network {
    using NaiveLots for NaiveLot[];

    struct Batch {
        uint256 brand;
        uint256 sequence;
        uint256 mintedAt;
        uint256 epoch;
        uint256 life;
        uint256 returnWindow;
        bytes32[] credits;
    }

    /// @dev What every move is held against: reserves and supplies by brand, credits of causes, members' points at par.
    struct Frame {
        uint256[5] reserve;
        uint256[5] supply;
        uint256 reserves;
        uint256 credits;
        uint256 worth;
    }

    uint256 internal constant BRANDS = 5;
    uint256 internal constant CAUSES = 2;
    /// @dev The brand whose keys all work against everybody else.
    uint256 internal constant ROGUE = 4;
    /// @dev The brand whose minter key was stolen.
    uint256 internal constant ROBBED = 1;
    uint256 internal constant THIEF_QUOTA = 5_000;
    /// @dev Storage slot of the balances in PointsToken.
    uint256 internal constant LOTS_SLOT = 2;

    string public violation;
    uint256 public violations;

    IPointsToken[5] internal tokens;
    address[5] internal owners;
    /// @dev Members 0 to 3 are EOAs, 4 is a contract account, 5 the rogue brand's owner, 6 the thief.
    address[7] internal members;
    uint256[7] internal keys;
    uint256[2] internal claimKeys;
    address[2] internal payouts;

    /* LEDGER, in plain arithmetic */

    uint256 internal clock;
    uint256[5] internal ledgerReserve;
    uint256[5] internal ledgerSupply;
    uint256[5] internal ledgerSequence;
    uint256[2] internal ledgerCredit;
    Terms[5] internal ledgerTerms;
    Terms[5] internal ledgerNext;
    uint256[5] internal ledgerDue;
    bool[5] internal windingDown;
    bool[5] internal remainderTaken;
    /// @dev Stablecoin that strangers sent to the hub without depositing it.
    uint256 internal gifts;
    uint256 internal thiefMinted;
    uint256 internal thiefSince;

    Batch[] internal batches;
    IClearingHub.Payment[] internal payments;
    mapping(uint256 payment => uint256) internal refunded;
    mapping(uint256 batch => mapping(uint256 position => uint256)) internal reversed;
    uint256 internal orders;

    function createWorld() internal {
        deployNetwork();
        clock = START;
        for (uint256 i = 0; i < 7; i++) {
            keys[i] = 0xA11CE + i;
            members[i] = vm.addr(keys[i]);
        }
        members[4] = deploy("AccountMock.sol:AccountMock", abi.encode(members[4]));
        claimKeys = [uint256(0xC1A1), 0xC1A2];
        for (uint256 i = 0; i < CAUSES; i++) {
            payouts[i] = vm.addr(0xCA05E + i);
            registry.addCause("Cause", "GB-1", payouts[i], bytes32(0));
        }
        _join(Terms(1_000_000, 0, 100, 1), false, 5_000e6);
        _join(Terms(12_371, 37, 50, 3), false, 20e6);
        _join(Terms(99_999_989, 1_023, 5, 5), false, 9_000e6);
        _join(Terms(333_333, 100, 100, 5), true, 900e6);
        _join(Terms(700_001, 10, 50, 5), true, 130e6);
        thiefSince = clock;
        vm.startPrank(owners[ROBBED]);
        tokens[ROBBED].setRoles(members[6], Roles.MINTER);
        tokens[ROBBED].setQuotas(members[6], THIEF_QUOTA, THIEF_QUOTA);
        vm.stopPrank();
    }

    function _join(Terms memory terms, bool neverExpires, uint256 reserve) private {
        uint256 i = hub.brandCount();
        owners[i] = i == ROGUE ? members[5] : vm.addr(0xB4A2D + i);
        tokens[i] = createBrand(owners[i], terms, neverExpires, reserve);
        ledgerReserve[i] = reserve;
        ledgerTerms[i] = terms;
        ledgerNext[i] = terms;
    }

    /* READS */

    function isPermanent(uint256 brand) internal pure returns (bool) {
        return brand == 3 || brand == ROGUE;
    }

    function epochNow() internal view returns (uint256) {
        return clock / EPOCH;
    }

    function idOf(uint256 brand) internal pure returns (uint32) {
        return uint32(brand + 1);
    }

    function claimAddress(uint256 brand, uint256 key) internal view returns (address) {
        return hub.claimAddressOf(idOf(brand), vm.addr(claimKeys[key]));
    }

    /// @dev Everybody who can hold points of a brand: the members, then the claim addresses.
    function holder(uint256 brand, uint256 i) internal view returns (address) {
        return i < 7 ? members[i] : claimAddress(brand, i - 7);
    }

    /// @dev The lots of a holder as they were last written, as a list.
    function storedLots(uint256 brand, address who) internal view returns (NaiveLot[] memory) {
        uint256 word = uint256(vm.load(address(tokens[brand]), keccak256(abi.encode(who, LOTS_SLOT))));
        return NaiveLots.fromWord(word, isPermanent(brand));
    }

    /// @dev Points of a holder that expired since they were last written.
    function expiredOf(uint256 brand, address who) internal view returns (uint256) {
        return storedLots(brand, who).expire(epochNow());
    }

    function frame() internal view returns (Frame memory f) {
        for (uint256 b = 0; b < BRANDS; b++) {
            IPointsToken.Brand memory brand = tokens[b].brand();
            f.reserve[b] = brand.reserve;
            f.supply[b] = brand.supply;
            f.reserves += brand.reserve;
            for (uint256 i = 0; i < 9; i++) {
                f.worth += tokens[b].balanceOf(holder(b, i)) * brand.terms.rate;
            }
        }
        for (uint256 c = 0; c < CAUSES; c++) {
            (uint256 credit_, ) = hub.causeCredit(uint32(c + 1));
            f.credits += credit_;
        }
    }

    /* CHECKS */

    function note(bool holds, string memory what) internal {
        if (holds) return;
        violations++;
        violation = what;
    }

    /// @dev Holds a move against the state before it: only the brands in `mayMint` may have more points than before, only
    /// those in `mayPay` less reserve (bits by brand), and a member's move adds to nobody's worth.
    /// @return after_ The state after the move.
    function hold(
        Frame memory before,
        uint256 mayMint,
        uint256 mayPay,
        bool byMember
    ) internal returns (Frame memory after_) {
        after_ = frame();
        for (uint256 b = 0; b < BRANDS; b++) {
            bool mints = (mayMint >> b) % 2 == 1;
            bool pays = (mayPay >> b) % 2 == 1;
            note(mints || after_.supply[b] <= before.supply[b], "I06 points came out of nowhere");
            note(pays || after_.reserve[b] >= before.reserve[b], "I09 a reserve fell without cause");
        }
        if (byMember) note(after_.worth <= before.worth, "I05 a member's move raised what members hold");
    }

    /// @dev What points are worth on leaving, in plain arithmetic, from the state before the move.
    function valueOut(uint256 brand, address who, uint256 points) internal view returns (uint256) {
        uint256 supply = ledgerSupply[brand] - expiredOf(brand, who);
        uint256 par = (points * termsOf(brand).rate) / 1000;
        uint256 share = supply == 0 ? 0 : (points * ledgerReserve[brand]) / supply;
        return par < share ? par : share;
    }

    function pointsIn(uint256 brand, uint256 value) internal view returns (uint256) {
        return
            (value * 1e7) / (maxRate(brand) * (10_000 + _max(termsOf(brand).spreadBps, ledgerNext[brand].spreadBps)));
    }

    /// @dev Terms that should be in effect now.
    function termsOf(uint256 brand) internal view returns (Terms memory) {
        return clock >= ledgerDue[brand] ? ledgerNext[brand] : ledgerTerms[brand];
    }

    function maxRate(uint256 brand) internal view returns (uint256) {
        return _max(termsOf(brand).rate, ledgerNext[brand].rate);
    }

    function needed(uint256 brand) internal view returns (uint256) {
        uint256 percent = _max(termsOf(brand).promisePercent, ledgerNext[brand].promisePercent);
        uint256 scaled = ledgerSupply[brand] * maxRate(brand) * percent;
        return scaled / 100_000 + (scaled % 100_000 == 0 ? 0 : 1);
    }

    function _max(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a : b;
    }
}
