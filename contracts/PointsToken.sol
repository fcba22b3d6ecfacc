// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {IClearingHub} from "./interfaces/IClearingHub.sol";
import {IERC7818Views} from "./interfaces/IERC7818Views.sol";
import {IPointsToken} from "./interfaces/IPointsToken.sol";
import {TokenRoles} from "./token/TokenRoles.sol";
import {BrandState, BrandStateLib} from "./types/BrandState.sol";
import {Lots, LotsLib} from "./types/Lots.sol";
import {Roles} from "./types/Roles.sol";
import {Terms} from "./types/Terms.sol";

/// @title Points of one brand
/// @dev Own ERC-20 core: a balance is one word of lanes by age, which no library's storage can hold. Tested
/// differentially against OpenZeppelin's ERC20. One clone per brand; see `TokenArgs` for its immutable arguments.
contract PointsToken is TokenRoles {
    uint256 private constant RUN = 32;
    uint32 private constant MAX_RETURN_WINDOW = 90 days;

    mapping(uint256 sequence => bytes32) public batchHash;
    mapping(uint256 sequence => mapping(address member => uint256)) public reversedOf;
    mapping(address claimAddress => address) public movedTo;

    constructor(address hub_, uint256 notice) TokenRoles(hub_, notice) {}

    /* MINT AND TAKE BACK */

    /// @inheritdoc IPointsToken
    function mintBatch(
        uint256 sequence,
        bytes32[] calldata credits,
        bytes32 purchasesRoot,
        uint32 returnWindow
    ) external {
        uint32 id = brandId();
        if (sequence != lastSequence + 1) revert BatchOutOfSequence(id, lastSequence + 1, sequence);
        if (credits.length == 0) revert EmptyBatch(id);
        if (returnWindow > MAX_RETURN_WINDOW) revert ReturnWindowTooLong(returnWindow, MAX_RETURN_WINDOW);
        IClearingHub(hub).checkNotPaused();
        BrandState state = _settledState();
        if (state.has(BrandStateLib.WINDING_DOWN)) revert BrandWindingDown(id);

        lastSequence = sequence;
        uint256 epoch = currentEpoch();
        uint256 life = state.life();
        (uint256 points, uint256 expired) = _credit(id, credits, epoch, life);
        batchHash[sequence] = _hashBatch(block.timestamp, epoch, life, returnWindow, _hashRuns(credits));
        _spendMintQuota(id, msg.sender, points);
        _storeCovered(id, state.minusSupply(expired).plusSupply(points));

        emit BatchMinted(
            id,
            sequence,
            purchasesRoot,
            msg.sender,
            credits.length,
            points,
            block.timestamp,
            uint16(epoch),
            uint8(life),
            returnWindow
        );
    }

    /// @inheritdoc IPointsToken
    function reverse(RunReversals[] calldata items) external {
        uint32 id = brandId();
        BrandState state = _settledState();

        uint256 asked;
        for (uint256 i = 0; i < items.length; ++i) {
            CreditRun calldata run = items[i].run;
            _checkRun(id, run);
            for (uint256 j = 0; j < items[i].reversals.length; ++j) {
                (uint256 more, uint256 gone) = _reverse(id, run, items[i].reversals[j], state);
                asked += more;
                state = state.minusSupply(gone);
            }
        }
        _spendClawbackQuota(id, msg.sender, asked);
        _state = state;
    }

    /* MEMBERS */

    /// @inheritdoc IPointsToken
    function redeem(uint256 points, bytes32 orderReference) external {
        IClearingHub(hub).checkUnlocked(msg.sender);
        _redeem(msg.sender, points, orderReference);
    }

    /// @inheritdoc IPointsToken
    function sweep(address[] calldata accounts) external {
        for (uint256 i = 0; i < accounts.length; ++i) {
            (Lots lots, uint256 expired) = _agedLots(accounts[i], neverExpires());
            if (expired == 0) continue;
            _lots[accounts[i]] = lots;
            _burnExpired(accounts[i], expired);
        }
    }

    /* HUB ONLY */

    /// @inheritdoc IPointsToken
    function transferValueOut(
        address member,
        uint256 points
    ) external onlyHub returns (uint256 value, uint256 lots, bool permanent) {
        BrandState state = _settledState();
        permanent = state.has(BrandStateLib.NEVER_EXPIRES);
        Lots taken;
        (state, taken) = _takePoints(state, member, points, permanent);

        value = state.valueOutDown(points);
        if (value == 0) revert ZeroValue(brandId(), points);
        _state = state.minusSupply(points).minusReserve(value);
        lots = Lots.unwrap(taken);
    }

    /// @inheritdoc IPointsToken
    function mintIn(
        address member,
        uint256 value,
        uint256 lots,
        uint256 pointsIn,
        bool permanent,
        uint32 fromBrandId
    ) external onlyHub returns (uint256 points, uint256 lotsIn) {
        BrandState state = _settledState();
        _checkEntrance(state, fromBrandId);
        points = state.pointsInDown(value);
        if (points == 0) revert ZeroPoints();

        bool never = state.has(BrandStateLib.NEVER_EXPIRES);
        // Only lots that do not age where they come from may enter the lane that does not age here.
        uint256 lastLane = never && !permanent ? LotsLib.LAST_LANE - 1 : state.life();
        Lots given = Lots.wrap(lots).scaledDown(points, pointsIn).cappedAt(lastLane);
        lotsIn = Lots.unwrap(given);
        state = _give(state, member, given, never);
        _state = state.plusReserve(value).plusSupply(points);

        emit Transfer(address(0), member, points);
    }

    /// @inheritdoc IPointsToken
    function redeemFor(
        address member,
        uint256 points,
        bytes32 orderReference
    ) external onlyHub returns (uint256 value, uint256 lots) {
        return _redeem(member, points, orderReference);
    }

    /// @inheritdoc IPointsToken
    function transferFor(address from, address to, uint256 points) external onlyHub {
        _move(from, to, points);
    }

    /// @inheritdoc IPointsToken
    function moveClaimed(address claimAddress, address to) external onlyHub returns (uint256 points, uint256 lots) {
        uint32 id = brandId();
        address before = movedTo[claimAddress];
        if (before != address(0) && before != to) revert ClaimedToAnother(id, claimAddress, before);
        if (to == claimAddress) revert ERC20InvalidReceiver(to);
        (Lots held, ) = _agedLots(claimAddress, neverExpires());
        points = held.total();
        if (points == 0) revert NothingToClaim(id, claimAddress);

        bool minted = held.isMinted();
        held = held.unmarked();
        _lots[claimAddress] = _lots[claimAddress].unmarked();
        if (before == address(0)) movedTo[claimAddress] = to;
        // What members sent there is no mint of the brand: nobody uses the quota up with addresses made up for it.
        if (minted) _spendClaimQuota(id, points);
        _move(claimAddress, to, points);
        lots = Lots.unwrap(held);
    }

    /// @inheritdoc IPointsToken
    function addReserve(uint256 value) external onlyHub {
        _state = _settledState().plusReserve(value);
    }

    /// @inheritdoc IPointsToken
    function releaseRefund(address refunder, uint256 value, uint256 ownPoints) external onlyHub {
        uint32 id = brandId();
        BrandState state = _settledState();
        if (value > state.reserve()) revert CoverBelowPromise(id, state.reserve(), value);

        // ⌈value × 1000 ÷ rate⌉ points: what a mint of the same value would take.
        _spendMintQuota(id, refunder, (value * 1000 + state.rate() - 1) / state.rate() + ownPoints);
        _storeCovered(id, state.minusReserve(value));
    }

    /// @inheritdoc IPointsToken
    function mintRefund(
        address member,
        uint256 points,
        uint256 value,
        uint256 lots,
        uint256 lotsTotal,
        bool settles
    ) external onlyHub returns (uint256 valueTaken, uint256 minted, uint256 lotsBack) {
        BrandState state = _settledState();
        bool never = state.has(BrandStateLib.NEVER_EXPIRES);
        (Lots live, uint256 expired) = Lots.wrap(lots).scaledDown(points, lotsTotal).aged(currentEpoch(), never);
        uint256 alive = points - expired;
        if (alive == 0 || state.has(BrandStateLib.WINDING_DOWN)) return (0, 0, 0);

        valueTaken = (value * alive) / points;
        minted = state.refundPointsDown(valueTaken);
        if (minted > alive) minted = alive;
        if (minted == 0) return (0, 0, 0);

        live = live.scaledDown(minted, alive);
        lotsBack = Lots.unwrap(live);
        state = _give(state, member, live, never).plusSupply(minted);
        if (settles) state = state.plusReserve(valueTaken);
        _state = state;

        emit Transfer(address(0), member, minted);
    }

    /// @inheritdoc IPointsToken
    function releaseReserve(uint256 asked, bool remainder) external onlyHub returns (uint256 released) {
        uint32 id = brandId();
        BrandState state = _settledState();
        uint256 free = state.reserve();
        if (!remainder) {
            if (state.has(BrandStateLib.WINDING_DOWN)) revert BrandWindingDown(id);
            if (state.cutPending()) revert CutPending(id);
            uint256 needed = state.neededUp();
            free = free > needed ? free - needed : 0;
        }

        released = asked < free ? asked : free;
        if (released == 0) revert NothingToWithdraw(id);
        _state = state.minusReserve(released);
    }

    /* PRIVATE */

    /// @dev Adds every credit to its member's lane of the brand's life, and hashes nothing.
    function _credit(
        uint32 id,
        bytes32[] calldata credits,
        uint256 epoch,
        uint256 life
    ) private returns (uint256 points, uint256 expired) {
        bool never = neverExpires();
        uint256 previous;
        uint256 length = credits.length;
        for (uint256 i = 0; i < length;) {
            uint256 word;
            assembly ("memory-safe") {
                // credits[i]; i is below the length.
                word := calldataload(add(credits.offset, shl(5, i)))
            }
            uint256 account = word >> 96;
            if (account <= previous) revert CreditsNotAscending(id, i);
            previous = account;
            word = uint96(word);
            // 0 wraps around to the largest number: one comparison for both bounds.
            unchecked {
                if (word - 1 >= LotsLib.MAX_LANE) _refuseCredit(word);
            }

            address member = address(uint160(account));
            Lots lots = _lots[member];
            if (lots.epochOf() < epoch) {
                uint256 fell;
                (lots, fell) = lots.aged(epoch, never);
                if (fell != 0) {
                    expired += fell;
                    _emitExpired(id, member, fell);
                }
            }
            _lots[member] = lots.plusMinted(word, life);
            emit Transfer(address(0), member, word);
            unchecked {
                // At most 2^40 each: the sum of any calldata fits.
                points += word;
                ++i;
            }
        }
    }

    function _refuseCredit(uint256 amount) private pure {
        if (amount == 0) revert ZeroPoints();
        revert AmountTooLarge(amount, LotsLib.MAX_LANE);
    }

    /// @dev keccak256 over the hashes of the runs of 32 credits, in order.
    function _hashRuns(bytes32[] calldata credits) private pure returns (bytes32) {
        uint256 count = (credits.length + RUN - 1) / RUN;
        bytes32[] memory hashes = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 end = (i + 1) * RUN;
            hashes[i] = _hashWords(credits[i * RUN:end < credits.length ? end : credits.length]);
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _hashWords(bytes32[] calldata words) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(words));
    }

    function _hashBatch(
        uint256 mintedAt,
        uint256 epoch,
        uint256 life,
        uint256 returnWindow,
        bytes32 runs
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(mintedAt, epoch, life, returnWindow, runs));
    }

    /// @dev Reverts unless the run is one of its batch and the return window is open.
    function _checkRun(uint32 id, CreditRun calldata run) private view {
        bytes32 given = _hashBatch(run.mintedAt, run.epoch, run.life, run.returnWindow, _hashWords(run.runHashes));
        if (
            given != batchHash[run.sequence] ||
            run.index >= run.runHashes.length ||
            _hashWords(run.credits) != run.runHashes[run.index]
        ) revert UnknownCreditRun(id, run.sequence, run.index);
        uint256 closedAt = uint256(run.mintedAt) + run.returnWindow;
        if (block.timestamp > closedAt) revert ReturnWindowOver(id, run.sequence, closedAt);
    }

    /// @return more Points asked beyond what was asked before.
    /// @return gone Points that left the supply, expired ones included.
    function _reverse(
        uint32 id,
        CreditRun calldata run,
        Reversal calldata item,
        BrandState state
    ) private returns (uint256 more, uint256 gone) {
        uint256 credit = uint256(run.credits[item.position]);
        address member = address(uint160(credit >> 96));
        if (item.total > uint96(credit)) {
            revert ReversalAboveCredit(id, run.sequence, member, item.total, uint96(credit));
        }
        uint256 before = reversedOf[run.sequence][member];
        if (item.total <= before) return (0, 0);
        more = item.total - before;
        reversedOf[run.sequence][member] = item.total;

        bool never = state.has(BrandStateLib.NEVER_EXPIRES);
        uint256 first = _laneOfCredit(run, never);
        (uint256 missing, uint256 goneHere, Lots lotsHere) = _takeBack(id, member, more, first, never);
        gone = goneHere;
        address moved = movedTo[member];
        Lots lotsMoved;
        if (missing != 0 && moved != address(0)) {
            (missing, goneHere, lotsMoved) = _takeBack(id, moved, missing, first, never);
            gone += goneHere;
        }

        emit Reversed({
            brandId: id,
            sequence: run.sequence,
            member: member,
            asked: more,
            taken: more - missing,
            short: missing,
            total: item.total,
            movedTo: moved,
            lotsAtMember: Lots.unwrap(lotsHere),
            lotsAtMovedTo: Lots.unwrap(lotsMoved)
        });
    }

    /// @dev Takes up to `points` of `account`, from lane `first` on.
    /// @return missing What was not there.
    /// @return gone What left the supply.
    function _takeBack(
        uint32 id,
        address account,
        uint256 points,
        uint256 first,
        bool never
    ) private returns (uint256 missing, uint256 gone, Lots taken) {
        Lots lots;
        (lots, gone) = _agedLots(account, never);
        if (gone != 0) _emitExpired(id, account, gone);
        (lots, taken, missing) = lots.takeFrom(points, first);
        _lots[account] = lots;

        uint256 took = points - missing;
        if (took != 0) emit Transfer(account, address(0), took);
        gone += took;
    }

    /// @dev Lane the credit's own lot is in now; 0 once it expired, as then all that is there is younger.
    function _laneOfCredit(CreditRun calldata run, bool never) private view returns (uint256) {
        if (never) return LotsLib.LAST_LANE;
        uint256 last = uint256(run.epoch) + run.life;
        uint256 epoch = currentEpoch();
        return last > epoch ? last - epoch : 0;
    }

    function _redeem(
        address member,
        uint256 points,
        bytes32 orderReference
    ) private returns (uint256 value, uint256 lots) {
        BrandState state = _settledState();
        Lots taken;
        (state, taken) = _takePoints(state, member, points, state.has(BrandStateLib.NEVER_EXPIRES));
        _state = state.minusSupply(points);

        value = state.parDown(points);
        lots = Lots.unwrap(taken);
        emit Redeemed(brandId(), member, orderReference, points, lots);
    }
}
