// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC7818Views} from "./IERC7818Views.sol";
import {Terms} from "../types/Terms.sol";

/// @title Points of one brand
/// @notice ERC-20 points with 2 decimals that age in network-wide epochs, beside the brand's whole clearing state: its
/// reserve, supply and terms. Points are counted in 0.01 point, money in millionths (µ) of the stablecoin.
/// @dev "lots" are always one word: six lanes of 40 bits (0.01 point), lane i in bits [40i, 40i + 40), and the epoch they
/// are counted from in the top 16 bits. Lane i lives through epoch `word epoch + i` inclusive. Where points never
/// expire, lane 5 does not age.
interface IPointsToken is IERC20Metadata, IERC7818Views {
    /// @notice Everything a brand's clearing depends on, as it is in effect at this block.
    /// @param reserve Stablecoin behind the points, in µ.
    /// @param supply Points that exist: live ones and expired ones not swept yet.
    /// @param effectiveAt When `announced` takes effect; 0 where nothing is announced, and then `announced` equals `terms`.
    /// @param entranceClosed No swap into this brand.
    /// @param pairRules At least one brand was ever refused by itself.
    struct Brand {
        uint256 reserve;
        uint256 supply;
        Terms terms;
        Terms announced;
        uint256 effectiveAt;
        bool entranceClosed;
        bool windingDown;
        bool neverExpires;
        bool pairRules;
    }

    /// @notice Proof of what one run of at most 32 credits of a batch contained.
    /// @param sequence The batch.
    /// @param mintedAt Block time of the batch.
    /// @param epoch Epoch it was minted in.
    /// @param life The brand's life then, in epochs.
    /// @param returnWindow Seconds after `mintedAt` in which its credits may be reversed.
    /// @param index Position of this run in `runHashes`.
    /// @param credits The run itself, each `address << 96 | points`.
    /// @param runHashes keccak256 of every run of the batch, in order.
    struct CreditRun {
        uint256 sequence;
        uint40 mintedAt;
        uint16 epoch;
        uint8 life;
        uint32 returnWindow;
        uint256 index;
        bytes32[] credits;
        bytes32[] runHashes;
    }

    /// @param position Where the credit stands in its run.
    /// @param total Points taken back on this credit so far and now together; never above the credit.
    struct Reversal {
        uint256 position;
        uint256 total;
    }

    /// @param run The run that holds the credits.
    /// @param reversals What to take back in it.
    struct RunReversals {
        CreditRun run;
        Reversal[] reversals;
    }

    /// @notice A quota as it stands now. Refills evenly over 24 hours up to `limit`.
    /// @param limit Points a day.
    /// @param available Points left now.
    /// @param announcedLimit The limit from `announcedAt` on; equal to `limit` where none is announced.
    struct Quota {
        uint256 limit;
        uint256 available;
        uint256 announcedLimit;
        uint256 announcedAt;
    }

    /// @notice A batch of credits was minted; its credits are the `count` last Transfer events from the zero address.
    event BatchMinted(
        uint32 indexed brandId,
        uint256 indexed sequence,
        bytes32 indexed purchasesRoot,
        address minter,
        uint256 count,
        uint256 points,
        uint256 mintedAt,
        uint16 epoch,
        uint8 life,
        uint32 returnWindow
    );
    /// @notice `asked` more points of a credit were claimed back: `taken` were there, `short` were not. `total` is the
    /// cumulative amount asked on this credit. `lotsAtMember` came from the credited address, `lotsAtMovedTo` from the
    /// account it was claimed to.
    event Reversed(
        uint32 indexed brandId,
        uint256 indexed sequence,
        address indexed member,
        uint256 asked,
        uint256 taken,
        uint256 short,
        uint256 total,
        address movedTo,
        uint256 lotsAtMember,
        uint256 lotsAtMovedTo
    );
    /// @notice Points were spent at the brand that issued them; the reserve stays with it.
    event Redeemed(
        uint32 indexed brandId,
        address indexed member,
        bytes32 indexed orderReference,
        uint256 points,
        uint256 lots
    );
    /// @notice Points of `account` that had expired were burnt.
    event Expired(uint32 indexed brandId, address indexed account, uint256 points);
    event TermsAnnounced(
        uint32 indexed brandId,
        address indexed by,
        Terms current,
        Terms announced,
        uint256 effectiveAt
    );
    /// @notice The announcement of `dropped` was withdrawn (or dropped by a wind-down); `kept` stay in effect.
    event TermsCancelled(uint32 indexed brandId, address indexed by, Terms kept, Terms dropped);
    event RoleChanged(uint32 indexed brandId, address indexed account, uint8 oldRoles, uint8 newRoles);
    /// @param kind 0 mint, 1 clawback, 2 claims (then `account` is the token itself).
    event QuotaChanged(
        uint32 indexed brandId,
        address indexed account,
        uint8 indexed kind,
        uint256 oldLimit,
        uint256 newLimit,
        uint256 effectiveAt
    );
    event EntranceChanged(uint32 indexed brandId, bool open);
    /// @notice From `effectiveAt` swaps from `fromBrandId` are accepted (`open`) or refused.
    event EntranceForChanged(uint32 indexed brandId, uint32 indexed fromBrandId, bool open, uint256 effectiveAt);

    /// @notice Thrown when a hub-only function is called by anyone else.
    error NotHub(address caller);
    /// @notice Thrown when the caller lacks a role of this brand.
    error MissingRole(uint32 brandId, address account, uint8 role);
    /// @notice Thrown when an owner tries to drop its own ownership: another owner must do that.
    error OwnerCannotDropItself(uint32 brandId, address account);
    error UnknownRoles(uint8 roles);
    /// @notice Thrown when terms are out of bounds or a rate moves by more than a quarter at once.
    error TermsOutOfBounds(uint32 brandId, Terms announced);
    error TermsUnchanged(uint32 brandId);
    /// @notice Thrown when terms are already announced and not in effect yet.
    error AnnouncementPending(uint32 brandId, uint256 effectiveAt);
    error NothingAnnounced(uint32 brandId);
    /// @notice Thrown when an announcement that raises rate, promise or life is to be cancelled.
    error RiseCannotBeCancelled(uint32 brandId);
    /// @notice Thrown when more points exist than the announcer was prepared for.
    error SupplyAboveMaximum(uint32 brandId, uint256 supply, uint256 maxSupply);
    /// @notice Thrown when the reserve would not hold the promise at the higher of current and announced terms.
    error CoverBelowPromise(uint32 brandId, uint256 reserve, uint256 needed);
    error BrandWindingDown(uint32 brandId);
    error BatchOutOfSequence(uint32 brandId, uint256 expected, uint256 given);
    error EmptyBatch(uint32 brandId);
    /// @notice Thrown when the credit at `position` is not at a higher address than the one before.
    error CreditsNotAscending(uint32 brandId, uint256 position);
    error ZeroPoints();
    /// @notice Thrown when an amount does not fit its field; `maximum` is what does.
    error AmountTooLarge(uint256 amount, uint256 maximum);
    error ReturnWindowTooLong(uint32 returnWindow, uint32 maximum);
    /// @notice Thrown when a minter, clawback or claim quota has less than `points` left.
    error QuotaExceeded(uint32 brandId, address account, uint8 kind, uint256 points, uint256 available);
    /// @notice Thrown when a run does not belong to the batch it names.
    error UnknownCreditRun(uint32 brandId, uint256 sequence, uint256 index);
    error ReturnWindowOver(uint32 brandId, uint256 sequence, uint256 closedAt);
    error ReversalAboveCredit(uint32 brandId, uint256 sequence, address member, uint256 total, uint256 credit);
    error EntranceClosed(uint32 brandId, uint32 fromBrandId);
    /// @notice Thrown when a withdrawal meets an announced cut of rate or promise.
    error CutPending(uint32 brandId);
    error NothingToWithdraw(uint32 brandId);
    error AlreadyInitialized(uint32 brandId);
    /// @notice Thrown when the points are worth less than the smallest unit of money.
    error ZeroValue(uint32 brandId, uint256 points);
    error NothingToClaim(uint32 brandId, address claimAddress);
    /// @notice Thrown when an address that was claimed before is claimed to another account.
    error ClaimedToAnother(uint32 brandId, address claimAddress, address movedTo);

    /// @notice The clearing hub this token belongs to.
    function hub() external view returns (address);

    function brandId() external view returns (uint32);

    /// @notice Terms, reserve and supply in effect at this block.
    function brand() external view returns (Brand memory);

    /// @notice The six lanes of `account` aged to this block, as a lots word.
    function lotsOf(address account) external view returns (uint256);

    /// @notice Roles of `account` in this brand, as bits of `Roles`.
    function rolesOf(address account) external view returns (uint8);

    /// @notice Quota of a minter.
    function mintQuotaOf(address account) external view returns (Quota memory);

    /// @notice Clawback quota of a minter.
    function clawbackQuotaOf(address account) external view returns (Quota memory);

    /// @notice Quota of all claims of this brand together.
    function claimQuota() external view returns (Quota memory);

    /// @notice Number of batches minted; the next one carries this number plus one.
    function lastSequence() external view returns (uint256);

    /// @notice What one batch is remembered by; zero for a sequence that was not minted.
    function batchHash(uint256 sequence) external view returns (bytes32);

    /// @notice Cumulative points asked back on one credit.
    function reversedOf(uint256 sequence, address member) external view returns (uint256);

    /// @notice Account that `claimAddress` was claimed to; zero before its first claim.
    function movedTo(address claimAddress) external view returns (address);

    /// @notice When this brand stops accepting swaps from `fromBrandId`; zero if it does not.
    function closedFrom(uint32 fromBrandId) external view returns (uint256);

    /// @notice Value a member gets for `points` on leaving, in µ, after its expired points are burnt.
    function quoteOut(address member, uint256 points) external view returns (uint256 value);

    /// @notice Points that `value` µ would be minted as.
    function quoteIn(uint256 value) external view returns (uint256 points);

    /// @notice Mints one batch of credits. Emits Transfer per credit, Expired where old points fell off, BatchMinted.
    /// Requirements: caller is minter with quota for the sum; no lane of a member overflows 2^40 - 1; `sequence` is `lastSequence() + 1`; credits strictly
    /// ascending by address, each from 1 to 2^40 - 1; the promise holds afterwards; not paused; not winding down.
    /// @dev Warning: a minter can give away its own brand's reserve up to its quota and the promise, nothing else.
    /// @param credits `address << 96 | points`, one per member.
    /// @param purchasesRoot Merkle root over the purchases behind the batch, see `receipt verify`.
    /// @param returnWindow Seconds in which credits may be reversed; at most 90 days.
    function mintBatch(
        uint256 sequence,
        bytes32[] calldata credits,
        bytes32 purchasesRoot,
        uint32 returnWindow
    ) external;

    /// @notice Takes back points of credits whose purchases were returned. Each reversal states the new cumulative total;
    /// one that is not higher than before does nothing, so sending it again is harmless. Emits Reversed.
    /// Takes the credit's own lot first, then younger, then older, at the credited address, then where it was claimed to.
    /// Requirements: caller is minter with clawback quota; within the batch's return window; total not above the credit.
    function reverse(RunReversals[] calldata items) external;

    /// @notice Burns the caller's points at this brand's own till; the reserve stays. Emits Redeemed. Never paused.
    /// Requirements: caller not locked.
    function redeem(uint256 points, bytes32 orderReference) external;

    /// @notice Announces new terms. Emits TermsAnnounced. They take effect after the network's notice, not before.
    /// Requirements: caller is rate setter; nothing pending; rate within a quarter of the current one and at least 1; life
    /// not shorter; supply at most `maxSupply`; the promise holds at the higher of both; not winding down.
    function announceTerms(Terms calldata terms, uint256 maxSupply) external;

    /// @notice Drops an announcement that raises neither rate, promise nor life. Emits TermsCancelled.
    function cancelTerms() external;

    /// @notice Burns expired points of `accounts`. Anyone may call. Emits Expired.
    function sweep(address[] calldata accounts) external;

    /// @notice Sets all roles of `account`. Emits RoleChanged.
    /// @dev Warning: owners can make minters (bounded by quota) and treasurers (bounded by promise and notice).
    function setRoles(address account, uint8 roles) external;

    /// @notice Sets a minter's quotas in points a day. The first one is at once and full; later ones fall at once and rise
    /// after 24 hours. Emits QuotaChanged for each that changes.
    function setQuotas(address account, uint256 mintLimit, uint256 clawbackLimit) external;

    /// @notice Sets the brand's claim quota by the same rule; 0 stops claims at once (the points stay). Emits QuotaChanged.
    function setClaimQuota(uint256 limit) external;

    /// @notice Opens or closes swaps into this brand, for all brands, at once. Emits EntranceChanged. Exits are untouched.
    function setEntrance(bool open) external;

    /// @notice Refuses swaps from one brand after the notice, or accepts them again at once. Emits EntranceForChanged.
    function setEntranceFor(uint32 fromBrandId, bool open) external;

    /* HUB ONLY */
    // The compiler looks a function up in the order of selectors, one by one. Those of the two calls of a swap are low.

    /// @notice Sets the first terms and owner; once.
    function initialize(Terms calldata terms, address owner) external;

    /// @notice Burns `points` of `member`, oldest first, and takes their value out of the reserve.
    /// @return value In µ, never 0.
    /// @return lots What was burnt.
    /// @return permanent Whether lane 5 of these lots does not age.
    function transferValueOut(
        address member,
        uint256 points
    ) external returns (uint256 value, uint256 lots, bool permanent);

    /// @notice Adds `value` to the reserve and mints its points to `member`, with the lives of `lots`.
    function mintIn(
        address member,
        uint256 value,
        uint256 lots,
        uint256 pointsIn,
        bool permanent,
        uint32 fromBrandId
    ) external returns (uint256 points, uint256 lotsIn);

    /// @notice Burns `points` of `member` at the till; returns their par value and lots.
    function redeemFor(
        address member,
        uint256 points,
        bytes32 orderReference
    ) external returns (uint256 value, uint256 lots);

    /// @notice Moves points between members, lots kept.
    function transferFor(address from, address to, uint256 points) external;

    /// @notice Moves all points of a claim address to `to` and remembers it.
    function moveClaimed(address claimAddress, address to) external returns (uint256 points, uint256 lots);

    /// @notice Adds to the reserve.
    function addReserve(uint256 value) external;

    /// @notice Takes a refund's value out of the reserve; the promise must hold afterwards. `refunder` must be minter.
    /// @dev The value in points of this brand, rounded up, and the brand's own points given back come off its mint quota,
    /// so that a stolen key stays bounded.
    function releaseRefund(address refunder, uint256 value, uint256 ownPoints) external;

    /// @notice Gives points back after a refund: at most `points`, at most what `value` buys at the higher rate and present
    /// cover, in the lots that are still alive. Nothing where the brand winds down.
    /// @param settles Whether `value` joins the reserve (false for the brand's own points, whose value never left).
    /// @return valueTaken What joined the reserve.
    /// @return minted Points minted.
    /// @return lotsBack Their lots.
    function mintRefund(
        address member,
        uint256 points,
        uint256 value,
        uint256 lots,
        uint256 lotsTotal,
        bool settles
    ) external returns (uint256 valueTaken, uint256 minted, uint256 lotsBack);

    /// @notice Takes `min(asked, free above the promise)` out of the reserve; everything where `remainder`.
    /// Reverts at 0, and, except for the remainder, while a cut is pending or the brand winds down.
    function releaseReserve(uint256 asked, bool remainder) external returns (uint256 released);

    /// @notice Marks the brand as winding down. An announced cut is dropped (TermsCancelled); what the same announcement
    /// raises is announced again for the same time (TermsAnnounced).
    function startWindDown(address by) external;
}
