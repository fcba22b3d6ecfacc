// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Intent, Leg, Verb} from "../types/Intents.sol";
import {Terms} from "../types/Terms.sol";

/// @title Clearing hub
/// @notice Holds the stablecoin behind every brand's points, and settles swaps, donations and payments between brands
/// gross, in one transaction. Points are counted in 0.01 point, money in millionths (µ) of the stablecoin.
/// @dev Immutable. Warning: no role of the network can mint points or move a reserve. The operator may propose where a cause's
/// credit is paid, which the cause can refuse for 14 days, and admits brands; the guardian can pause for at most 72 hours in any 14 days.
interface IClearingHub {
    /// @param brandId Whose points were spent.
    /// @param value Their value in µ; for the till's own points the value at par, which stays in its reserve.
    /// @param lots Lots that were burnt, by epoch.
    struct SpentLeg {
        uint32 brandId;
        uint256 points;
        uint256 value;
        uint256 lots;
    }

    /// @notice One payment, as remembered by its hash.
    /// @param paidAt Block time.
    struct Payment {
        uint32 brandId;
        address member;
        bytes32 orderReference;
        uint256 paidAt;
        SpentLeg[] legs;
    }

    /// @param points Points minted back.
    /// @param value Value that went back to the leg's brand, in µ.
    /// @param lapsed Value that stayed with the till's brand since the lots it belonged to expired, the leg's brand winds
    /// down, or the value was too small to move.
    /// @param lots Lots minted back.
    struct RefundedLeg {
        uint32 brandId;
        uint256 points;
        uint256 value;
        uint256 lapsed;
        uint256 lots;
    }

    /// @param amount Asked, in µ; 0 if there is no request.
    /// @param opensAt First moment of execution.
    /// @param closesAt Last moment, paused time so far included.
    struct WithdrawalRequest {
        uint256 amount;
        uint256 opensAt;
        uint256 closesAt;
    }

    event BrandAdmitted(bytes32 indexed codeHash, address indexed owner, string code);
    event BrandCreated(
        uint32 indexed brandId,
        address indexed token,
        address indexed owner,
        string code,
        string name,
        string symbol,
        Terms terms,
        bool neverExpires
    );
    event Swapped(
        address indexed member,
        uint32 indexed fromBrandId,
        uint32 indexed toBrandId,
        uint256 pointsIn,
        uint256 pointsOut,
        uint256 value,
        uint256 lotsIn,
        uint256 lotsOut
    );
    event Donated(
        address indexed member,
        uint32 indexed brandId,
        uint32 indexed causeId,
        uint256 points,
        uint256 value,
        uint256 lots
    );
    event Paid(
        uint32 indexed brandId,
        address indexed member,
        bytes32 indexed orderReference,
        uint256 value,
        SpentLeg[] legs
    );
    /// @param share Part refunded now and before, together; 10^18 is all of it.
    event PaymentRefunded(
        uint32 indexed brandId,
        address indexed member,
        bytes32 indexed orderReference,
        uint256 share,
        RefundedLeg[] legs
    );
    event Claimed(
        uint32 indexed brandId,
        address indexed claimAddress,
        address indexed to,
        uint256 points,
        uint256 lots
    );
    event ReserveDeposited(uint32 indexed brandId, address indexed from, uint256 amount);
    event WithdrawalRequested(
        uint32 indexed brandId,
        address indexed treasurer,
        uint256 amount,
        uint256 opensAt,
        uint256 closesAt
    );
    event WithdrawalCancelled(uint32 indexed brandId, address indexed treasurer, uint256 amount);
    /// @param remainder Whether this was the remainder after a wind-down.
    event Withdrawn(uint32 indexed brandId, address indexed treasurer, uint256 amount, bool remainder);
    /// @param remainderAt When the treasurer may take what is left; paused time from now on prolongs it.
    event WindDown(uint32 indexed brandId, address indexed by, uint256 remainderAt);
    event CausePaid(uint32 indexed causeId, address indexed payout, uint256 amount);
    event CauseStatus(uint32 indexed causeId, bool active);
    /// @param unlockAt When the lock ends; the largest uint40 while no unlocking is under way.
    event Locked(address indexed member, uint256 unlockDelay, uint256 unlockAt);
    /// @param until End of the pause; now or earlier means it was lifted.
    event Paused(address indexed by, uint256 until);
    event NoncesCancelled(address indexed member, uint256 newBase);
    event IntentExecuted(address indexed member, uint256 indexed nonce, Verb verb);
    /// @param index Position in the `execute` call.
    /// @param reason First 256 bytes of what the action reverted with.
    event IntentFailed(uint256 indexed index, uint8 verb, bytes reason);

    error NoticeTooShort(uint256 notice, uint256 minimum);
    error NoticeTooLong(uint256 notice, uint256 maximum);
    /// @notice Thrown when a network is made over a coin that does not count in millionths.
    error BadStablecoin(uint8 decimals);
    error UnknownBrand(uint32 brandId);
    error BadBrandCode(string code);
    error BadBrandName(string name, string symbol);
    error BrandCodeTaken(string code);
    /// @notice Thrown when `caller` creates a brand whose code was not admitted for it.
    error NotAdmitted(string code, address caller);
    error SameBrand(uint32 brandId);
    error DeadlineOver(uint256 deadline);
    error PointsBelowMinimum(uint256 points, uint256 minimum);
    error ValueBelowMinimum(uint256 value, uint256 minimum);
    error SpendLocked(address member, uint256 unlockAt);
    error NotLocked(address member);
    /// @notice Thrown when a lock is to be renewed with a shorter delay, or one above the maximum.
    error BadUnlockDelay(uint256 given, uint256 minimum, uint256 maximum);
    error NetworkPaused(uint256 until);
    error NetworkNotPaused();
    /// @notice Thrown when a pause would exceed 72 hours in 14 days.
    error PauseTooLong(uint256 asked, uint256 available);
    error CauseNotActive(uint32 causeId);
    error NoCauseCredit(uint32 causeId);
    error NotCauseRegistry(address caller);
    error NotPayout(uint32 causeId, address caller);
    /// @notice Thrown unless there are 1 to 8 legs, strictly ascending by brand.
    error BadLegs();
    error OrderReferenceUsed(uint32 brandId, address member, bytes32 orderReference);
    error UnknownPayment(uint32 brandId, address member, bytes32 orderReference);
    /// @notice Thrown when a refund states a share that is above 1.
    error BadRefundShare(uint256 share);
    error RefundWindowOver(uint256 closedAt);
    error WithdrawalPending(uint32 brandId, uint256 closesAt);
    error NoWithdrawal(uint32 brandId);
    error WithdrawalNotOpen(uint32 brandId, uint256 opensAt, uint256 closesAt);
    error AlreadyWindingDown(uint32 brandId);
    error RemainderNotDue(uint32 brandId, uint256 remainderAt);
    error NotSelf(address caller);
    error UnknownVerb(uint8 verb);
    error BadSignature(address signer);
    error BadClaimSignature(address claimKey);
    error NonceUnusable(address member, uint256 nonce, uint256 base);
    error BadNonceBase(address member, uint256 newBase, uint256 base);
    /// @notice Thrown before an item is tried when the gas left does not cover its fixed allowance.
    error NotEnoughGas(uint256 index, uint256 needed);
    /// @notice Thrown when the stablecoin holds less than what the hub accounts for.
    error StablecoinShort(uint256 held, uint256 accounted);
    error AmountTooLarge(uint256 amount, uint256 maximum);
    /// @notice Thrown when the caller lacks a role of this brand.
    error MissingRole(uint32 brandId, address account, uint8 role);

    /* NETWORK */

    function stablecoin() external view returns (address);
    function causeRegistry() external view returns (address);
    function tokenImplementation() external view returns (address);
    /// @notice Seconds every change of terms, withdrawal or single closing waits.
    function notice() external view returns (uint256);
    function epochLength() external view returns (uint256);
    function epochOrigin() external view returns (uint256);
    function maxPause() external view returns (uint256);
    function pauseWindow() external view returns (uint256);
    function withdrawalWindow() external view returns (uint256);
    function maxReturnWindow() external view returns (uint256);
    function windDownPeriod() external view returns (uint256);
    /// @notice Reserves and cause credits together, in µ; never more than the stablecoin held.
    function accounted() external view returns (uint256);
    function pausedUntil() external view returns (uint256);
    /// @notice Reverts where the network is paused.
    function checkNotPaused() external view;
    /// @notice Seconds the guardian may pause now at most.
    function pauseAvailable() external view returns (uint256);

    /// @notice Lets `owner` create the brand with this code. Operator only; again with another owner before creation.
    function admit(string calldata code, address owner) external;
    /// @notice Pauses swap, donate, pay, mint, claim, withdraw until now + `duration`. Guardian only.
    function pause(uint256 duration) external;
    /// @notice Ends a pause early. Guardian only.
    function unpause() external;
    /// @notice Called by the cause registry.
    function setCauseActive(uint32 causeId, bool active) external;

    /* BRANDS */

    function brandCount() external view returns (uint32);
    /// @notice Address of a brand's token, computed from the id alone (also before it exists).
    function tokenOf(uint32 brandId) external view returns (address);
    /// @notice Brand with this code; 0 if none.
    function brandIdOf(string calldata code) external view returns (uint32);
    function admittedOwner(string calldata code) external view returns (address);

    /// @notice Creates an admitted brand; the caller becomes owner, rate setter and treasurer. Emits BrandCreated.
    /// @param code `[a-z0-9-]{3,20}`.
    /// @param name At most 31 bytes; `symbol` likewise.
    /// @param neverExpires Chosen for ever; `terms.life` must then be 5.
    function createBrand(
        string calldata code,
        string calldata name,
        string calldata symbol,
        Terms calldata terms,
        bool neverExpires
    ) external returns (uint32 brandId);

    /// @notice Adds stablecoin to a brand's reserve; credits what really arrived. Anyone. Never paused.
    function deposit(uint32 brandId, uint256 amount) external returns (uint256 received);

    /// @notice Announces a withdrawal; nothing moves. Treasurer only. One at a time; a lapsed one may be replaced.
    function requestWithdrawal(uint32 brandId, uint256 amount) external;
    function cancelWithdrawal(uint32 brandId) external;
    function withdrawalOf(uint32 brandId) external view returns (WithdrawalRequest memory);
    /// @notice Pays `min(asked, free above the promise)` to the treasurer. Requirements: notice over, window open, no cut of
    /// rate or promise pending, not winding down, not paused.
    function withdraw(uint32 brandId) external returns (uint256 paid);
    /// @notice Ends the brand: no mint, entrance, announcement or withdrawal any more. Owner only, irreversible.
    function windDown(uint32 brandId) external;
    /// @notice When the remainder is due; 0 if not winding down.
    function remainderAt(uint32 brandId) external view returns (uint256);
    /// @notice Pays what is left 90 days after the wind-down. Treasurer only.
    function withdrawRemainder(uint32 brandId) external returns (uint256 paid);

    /* MEMBERS */

    /// @notice All-in quote of a swap for `member` at this block.
    function quote(
        uint32 fromBrandId,
        uint32 toBrandId,
        uint256 points,
        address member
    ) external view returns (uint256 pointsOut, uint256 value);
    /// @notice Value of `points` on leaving a brand (donate, pay), in µ.
    function quoteValue(uint32 brandId, uint256 points, address member) external view returns (uint256 value);

    /// @notice Burns points of one brand, moves their value, mints the other's. Emits Swapped.
    /// Requirements: brands differ; at least `minPointsOut`; before `deadline`; not locked; not paused; entrance open.
    function swap(
        uint32 fromBrandId,
        uint32 toBrandId,
        uint256 points,
        uint256 minPointsOut,
        uint256 deadline
    ) external returns (uint256 pointsOut);

    /// @notice Burns points and credits their value to a cause. Emits Donated.
    function donate(
        uint32 brandId,
        uint32 causeId,
        uint256 points,
        uint256 minValue,
        uint256 deadline
    ) external returns (uint256 value);

    /// @notice Pays at a brand's till with points of up to 8 brands, all or nothing. Emits Paid.
    /// @dev Warning: a till accepts only the Paid event with its member, its reference and at least its value.
    function pay(
        uint32 brandId,
        bytes32 orderReference,
        Leg[] calldata legs,
        uint256 minValue,
        uint256 deadline
    ) external returns (uint256 value);

    /// @notice Refunds a payment up to the cumulative `share` (10^18 is all). Caller is minter of the till's brand.
    /// One that is not higher than before does nothing. Emits PaymentRefunded. Never paused.
    /// Requirements: within 90 days; the brand's promise holds afterwards; refunder's mint quota covers the value.
    function refundPay(Payment calldata payment, uint256 share) external;

    /// @notice What a payment is remembered by, and the share of it refunded so far.
    /// @return hash First 24 bytes of keccak256 of the ABI-encoded `Payment`; zero if there is none.
    function paymentOf(
        uint32 brandId,
        address member,
        bytes32 orderReference
    ) external view returns (bytes24 hash, uint64 share);

    /// @notice Address that holds points for the holder of `claimKey` until they are claimed. No key controls it.
    function claimAddressOf(uint32 brandId, address claimKey) external pure returns (address);
    /// @notice Moves everything a claim address holds to `to`, lots kept; `to` is fixed by the first claim. Emits Claimed.
    /// @param signature EIP-712 `Claim(uint32 brandId,address claimKey,address to)` by `claimKey`.
    function claim(
        uint32 brandId,
        address claimKey,
        address to,
        bytes calldata signature
    ) external returns (uint256 points);

    /// @notice Stops every way the caller's points could leave, until unlocked. Emits Locked. Never paused.
    /// @param unlockDelay Seconds that unlocking will take: at most 365 days, not below the present one while locked.
    function lock(uint32 unlockDelay) external;
    /// @notice Starts the unlock delay. Emits Locked.
    function unlock() external;
    /// @notice End of a member's lock; 0 if none, the largest uint40 while no unlocking is under way.
    function lockedUntil(address member) external view returns (uint256);
    function unlockDelayOf(address member) external view returns (uint256);
    /// @notice Reverts where `member` is locked.
    function checkUnlocked(address member) external view;

    /* INTENTS */

    /// @notice Executes signed intents; anyone may submit. A failing one stops no other: it emits IntentFailed.
    function execute(Intent[] calldata intents) external returns (bool[] memory done);
    /// @notice First nonce not used up, and the used ones among the 128 from it on, as bits.
    function noncesOf(address member) external view returns (uint256 base, uint256 window);
    /// @notice Kills all nonces of the caller below `newBase`, which is at most 128 ahead. Emits NoncesCancelled.
    function cancelNonces(uint256 newBase) external;

    /* CAUSES */

    /// @notice Credit of a cause in µ, and whether it accepts donations.
    function causeCredit(uint32 causeId) external view returns (uint256 credit, bool active);
    /// @notice Pays a cause's whole credit to its payout address, which must call. Never paused. Emits CausePaid.
    function withdrawCause(uint32 causeId) external returns (uint256 paid);
}
