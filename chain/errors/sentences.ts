import { formatMoney } from '../codec/money.ts'
import { formatPoints } from '../codec/points.ts'
import { rolesFromBits } from '../codec/roles.ts'
import { formatTime } from '../codec/time.ts'

/** What happened and, where something can be done about it, what. */
export type Sentence = (args: Record<string, any>) => [sentence: string, hint?: string]

const points = (value: unknown): string => `${formatPoints(BigInt(value as bigint))} points`
const usd = (value: unknown): string => `${formatMoney(BigInt(value as bigint))} USD`
const time = (value: unknown): string => formatTime(BigInt(value as bigint))
const brand = (id: unknown): string => `brand ${id}`
const BUG = 'This is a fault of the calling program; report it with the command you ran.'
const QUOTA_KINDS = ['mint quota', 'clawback quota', 'claim quota of the brand']

const terms: Record<string, Sentence> = {
  TermsOutOfBounds: ({ brandId }) => [
    `The terms announced for ${brand(brandId)} are out of bounds.`,
    'A rate moves by at most a quarter at once; spread at most 10.23 %; promise 5 to 100 % in steps of 5; life 1 to 5 epochs, never shorter than now.',
  ],
  TermsUnchanged: ({ brandId }) => [
    `The announced terms of ${brand(brandId)} are the ones in effect.`,
    'Change at least one of them.',
  ],
  AnnouncementPending: ({ brandId, effectiveAt }) => [
    `${sayBrand(brandId)} has already announced terms; they take effect on ${time(effectiveAt)}.`,
    'Wait until then, or cancel them with `points brand cancel`.',
  ],
  NothingAnnounced: ({ brandId }) => [
    `${sayBrand(brandId)} has announced nothing.`,
    '`points brand show` has its terms.',
  ],
  RiseCannotBeCancelled: ({ brandId }) => [
    `The announcement of ${brand(brandId)} raises rate, promise or life, so it cannot be cancelled.`,
    'Let it take effect, then announce the old terms again.',
  ],
  SupplyAboveMaximum: ({ brandId, supply, maxSupply }) => [
    `${sayBrand(brandId)} has ${points(supply)} in circulation, more than the ${points(maxSupply)} the announcement allows for.`,
    'Look at the brand again and announce with a higher --max-supply.',
  ],
  CoverBelowPromise: ({ brandId, reserve, needed }) => [
    `The reserve of ${brand(brandId)} would be ${usd(reserve)}, but its promise needs ${usd(needed)}.`,
    'Add to the reserve with `points brand fund` and try again.',
  ],
  BrandWindingDown: ({ brandId }) => [
    `${sayBrand(brandId)} is winding down.`,
    'Its points can still be spent, donated or swapped away.',
  ],
}

const minting: Record<string, Sentence> = {
  BatchOutOfSequence: ({ brandId, expected, given }) => [
    `Batch ${given} of ${brand(brandId)} came out of turn: the chain expects batch ${expected}.`,
    'Run `points recover` to bring the database in line with the chain.',
  ],
  EmptyBatch: ({ brandId }) => [`A batch of ${brand(brandId)} holds no credits.`, 'Send at least one.'],
  CreditsNotAscending: ({ position }) => [
    `The credit at position ${position} is not at a higher address than the one before.`,
    BUG,
  ],
  ZeroPoints: () => ['The amount is zero points.', 'Give at least 0.01.'],
  AmountTooLarge: ({ amount, maximum }) => [
    `The amount ${amount} is above ${maximum}, the most that fits.`,
    'Split it.',
  ],
  ReturnWindowTooLong: ({ returnWindow, maximum }) => [
    `A return window of ${returnWindow} seconds is longer than the ${maximum} allowed.`,
    'Use at most 90 days.',
  ],
  QuotaExceeded: ({ brandId, account, kind, points: asked, available }) => [
    `The ${QUOTA_KINDS[Number(kind)]} of ${account} in ${brand(brandId)} has ${points(available)} left; ${points(asked)} were asked.`,
    'It refills evenly over 24 hours; the owner raises it with `points brand quota` (a rise takes 24 hours).',
  ],
  UnknownCreditRun: ({ brandId, sequence, index }) => [
    `Run ${index} given for batch ${sequence} of ${brand(brandId)} is not what that batch credited.`,
    'Check the batch number.',
  ],
  ReturnWindowOver: ({ brandId, sequence, closedAt }) => [
    `The return window of batch ${sequence} of ${brand(brandId)} closed on ${time(closedAt)}.`,
    'Its points can no longer be taken back; book the rest as debt.',
  ],
  ReversalAboveCredit: ({ sequence, member, total, credit }) => [
    `Batch ${sequence} credited ${member} with ${points(credit)}; ${points(total)} cannot be taken back from that.`,
    'Give a total up to the credit.',
  ],
}

const access: Record<string, Sentence> = {
  NotHub: ({ caller }) => [`Only the hub may do this, not ${caller}.`, 'Use the verb of the hub.'],
  MissingRole: ({ brandId, account, role }) => [
    `${account} is not ${rolesFromBits(Number(role)).join(' or ')} of ${brand(brandId)}.`,
    'Sign with a key that is (--as KEY), or have the owner grant it: `points brand roles`.',
  ],
  OwnerCannotDropItself: ({ brandId, account }) => [
    `${account} cannot drop its own ownership of ${brand(brandId)}.`,
    'Make another account owner and let that one do it.',
  ],
  UnknownRoles: ({ roles }) => [
    `Roles ${roles} contain a bit that means nothing.`,
    'Use owner, minter, rate-setter, treasurer.',
  ],
  EntranceClosed: ({ brandId, fromBrandId }) => [
    `${sayBrand(brandId)} accepts no swaps from ${brand(fromBrandId)}.`,
    'Swap to another brand, pay at a till, or donate.',
  ],
  NotCauseRegistry: ({ caller }) => [
    `Only the cause registry may do this, not ${caller}.`,
    'Use the verb of the registry.',
  ],
  NotPayout: ({ causeId, caller }) => [
    `${caller} is not the payout address of cause ${causeId}.`,
    'Sign with that address: `points cause list` shows it.',
  ],
  NotSelf: ({ caller }) => [`Only the hub itself may do this, not ${caller}.`, 'Use `execute`.'],
  NotAdmitted: ({ code, caller }) => [
    `The network has not admitted a brand "${code}" for ${caller}.`,
    'The operator does that: `points network admit`.',
  ],
}

const members: Record<string, Sentence> = {
  ZeroValue: ({ brandId, points: asked }) => [
    `${points(asked)} of ${brand(brandId)} are worth less than the smallest unit of money.`,
    'Use more points.',
  ],
  NothingToClaim: ({ claimAddress }) => [
    `Nothing is held at the claim address ${claimAddress}.`,
    'It was claimed already, or nothing was minted to it.',
  ],
  ClaimedToAnother: ({ claimAddress, movedTo }) => [
    `The claim address ${claimAddress} belongs to ${movedTo} since its first claim.`,
    'Claim to that account.',
  ],
  SameBrand: ({ brandId }) => [`Both sides of the swap are ${brand(brandId)}.`, 'Name two brands.'],
  DeadlineOver: ({ deadline }) => [`The deadline ${time(deadline)} is over.`, 'Sign and send it again.'],
  PointsBelowMinimum: ({ points: given, minimum }) => [
    `The swap would give ${points(given)}, less than the ${points(minimum)} asked for.`,
    'Ask for a new quote and try again.',
  ],
  ValueBelowMinimum: ({ value, minimum }) => [
    `The points are worth ${usd(value)}, less than the ${usd(minimum)} asked for.`,
    'Ask for a new quote.',
  ],
  SpendLocked: ({ member, unlockAt }) => [
    `The points of ${member} are locked${lockEnd(unlockAt)}.`,
    '`points unlock` starts the unlock delay.',
  ],
  NotLocked: ({ member }) => [`${member} has no lock.`, 'There is nothing to unlock.'],
  BadUnlockDelay: ({ given, minimum, maximum }) => [
    `An unlock delay of ${given} seconds is not between ${minimum} and ${maximum}.`,
    'While locked a delay can only grow; the most is 365 days.',
  ],
  BadLegs: () => ['A payment takes points of 1 to 8 different brands.', 'Name each brand once.'],
  OrderReferenceUsed: ({ brandId, orderReference }) => [
    `The order ${orderReference} was already paid at ${brand(brandId)} by this member.`,
    'Use the reference of another order.',
  ],
  UnknownPayment: ({ brandId, member, orderReference }) => [
    `${member} made no payment ${orderReference} at ${brand(brandId)} that reads like this.`,
    'Check member and order reference.',
  ],
  BadRefundShare: () => ['A refund cannot exceed 100 % of the payment.', 'Give a cumulative share up to 100.'],
  RefundWindowOver: ({ closedAt }) => [`The refund window closed on ${time(closedAt)}.`, 'Refund in money instead.'],
  BadSignature: ({ signer }) => [
    `The signature is not by ${signer}.`,
    'Sign with that account, for this hub and chain.',
  ],
  BadClaimSignature: ({ claimKey }) => [
    `The claim is not signed by the claim key ${claimKey}.`,
    'Use the key on the receipt.',
  ],
  NonceUnusable: ({ member, nonce, base }) => [
    `Nonce ${nonce} of ${member} is used or out of reach (first free one from ${base} on).`,
    'Sign again with a free nonce.',
  ],
  BadNonceBase: ({ newBase, base }) => [
    `The new base ${newBase} must lie 1 to 128 above the present one, ${base}.`,
    'Choose one in that range.',
  ],
}

const network: Record<string, Sentence> = {
  NoticeTooShort: ({ notice, minimum }) => [
    `A notice of ${notice} seconds is shorter than the ${minimum} this chain must have.`,
    'Only a local chain (31337) may have a shorter one.',
  ],
  UnknownBrand: ({ brandId }) => [`There is no brand ${brandId}.`, '`points brand list` shows them.'],
  BadBrandCode: ({ code }) => [`"${code}" is no brand code.`, 'Use 3 to 20 of a-z, 0-9 and "-".'],
  BadBrandName: ({ name, symbol }) => [
    `"${name}" (${symbol}) cannot name a brand.`,
    'Name and symbol have 1 to 31 bytes each.',
  ],
  BrandCodeTaken: ({ code }) => [`A brand "${code}" exists already.`, 'Choose another code.'],
  NetworkPaused: ({ until }) => [
    `The network is paused until ${time(until)}.`,
    'Redeeming, transferring and unlocking work meanwhile; try again after that.',
  ],
  NetworkNotPaused: () => ['The network is not paused.', 'There is nothing to lift.'],
  PauseTooLong: ({ asked, available }) => [
    `A pause of ${asked} seconds is more than the ${available} left in these 14 days.`,
    'Pause for less.',
  ],
  CauseNotActive: ({ causeId }) => [
    `Cause ${causeId} accepts no donations.`,
    '`points cause list` shows the ones that do.',
  ],
  NothingToWithdraw: () => ['There is nothing to withdraw.', 'Nothing was moved.'],
  WithdrawalPending: ({ brandId, closesAt }) => [
    `${sayBrand(brandId)} has a withdrawal under way until ${time(closesAt)}.`,
    'Execute it or cancel it first: `points brand withdraw`.',
  ],
  NoWithdrawal: ({ brandId }) => [
    `${sayBrand(brandId)} has requested no withdrawal.`,
    'Request one: `points brand withdraw CODE --request AMOUNT`.',
  ],
  WithdrawalNotOpen: ({ opensAt, closesAt }) => [
    `The withdrawal can be executed from ${time(opensAt)} to ${time(closesAt)}.`,
    'Come back then; after that, request it again.',
  ],
  CutPending: ({ brandId }) => [
    `${sayBrand(brandId)} has announced a cut; its reserve stays until that is in effect.`,
    'Wait for it, or cancel the announcement.',
  ],
  AlreadyWindingDown: ({ brandId }) => [
    `${sayBrand(brandId)} is winding down already.`,
    '`points brand show` says until when.',
  ],
  RemainderNotDue: ({ brandId, remainderAt }) => [
    BigInt(remainderAt) === 0n
      ? `${sayBrand(brandId)} is not winding down.`
      : `The remainder of ${brand(brandId)} is due on ${time(remainderAt)}.`,
    'It can be taken 90 days after the wind-down.',
  ],
  NotEnoughGas: ({ index, needed }) => [
    `Intent ${index} needs ${needed} gas and less was left.`,
    'Send fewer intents at once, or more gas.',
  ],
  StablecoinShort: ({ held, accounted }) => [
    `The hub holds ${usd(held)} but accounts for ${usd(accounted)}.`,
    'The stablecoin moved money away from the hub; stop and tell the operator.',
  ],
}

const causes: Record<string, Sentence> = {
  UnknownCause: ({ causeId }) => [`There is no cause ${causeId}.`, '`points cause list` shows them.'],
  ZeroPayout: () => ['A cause needs a payout address.', 'Give one that is not zero.'],
  EmptyName: () => ['A cause needs a name and a registration number.', 'Give both.'],
  NoProposal: ({ causeId }) => [`No other payout address is proposed for cause ${causeId}.`, 'Propose one first.'],
  ProposalNotDue: ({ applicableAt }) => [
    `The proposed payout address can be applied from ${time(applicableAt)} on.`,
    'Until then the cause may cancel it.',
  ],
  CannotConnect: ({ hub }) => [
    `The registry cannot be connected to ${hub}.`,
    'It is connected once, by its deployer, to the hub that names it.',
  ],
  NotConnected: () => ['The cause registry is not connected to a hub yet.', 'Finish the deployment.'],
  AlreadySo: ({ causeId, active }) => [
    `Cause ${causeId} is ${active ? 'active' : 'inactive'} already.`,
    'Nothing to do.',
  ],
}

const libraries: Record<string, Sentence> = {
  ERC20InsufficientBalance: ({ sender, balance, needed }) => [
    `${sender} has ${points(balance)}; ${points(needed)} are needed.`,
    '`points member balance` shows what is there.',
  ],
  ERC20InsufficientAllowance: ({ allowance, needed }) => [
    `The hub may take ${allowance} µUSD; ${needed} are needed.`,
    'Approve it first.',
  ],
  ERC20InvalidReceiver: ({ receiver }) => [`${receiver} cannot receive.`, 'Give another address.'],
  ERC20InvalidSender: ({ sender }) => [`${sender} cannot send.`, 'Give another address.'],
  ERC20InvalidApprover: ({ approver }) => [`${approver} cannot approve.`, 'Give another address.'],
  ERC20InvalidSpender: ({ spender }) => [`${spender} cannot spend.`, 'Give another address.'],
  AccessManagedUnauthorized: ({ caller }) => [
    `${caller} has no network role that allows this.`,
    'Sign with the operator or guardian key (--as KEY); `points network roles` shows who they are.',
  ],
  AccessManagedRequiredDelay: ({ delay }) => [
    `This must be scheduled ${delay} seconds ahead.`,
    'Schedule it in the access manager first.',
  ],
  AccessManagedInvalidAuthority: ({ authority }) => [`${authority} is no access manager.`, 'Give the address of one.'],
  SafeERC20FailedOperation: ({ token }) => [
    `The stablecoin ${token} refused the transfer.`,
    'Check balance, allowance, and whether it is paused or blocks an address.',
  ],
  ReentrancyGuardReentrantCall: () => ['The call came back into the hub while it was at work.', BUG],
  AccessManagerAlreadyScheduled: () => ['This operation is scheduled already.', 'Wait until it is due.'],
  AccessManagerNotScheduled: () => ['This operation is not scheduled.', 'Schedule it first.'],
  AccessManagerNotReady: () => ['This operation is scheduled but not due yet.', 'Wait until it is.'],
  AccessManagerExpired: () => ['This operation was scheduled, but its time is over.', 'Schedule it again.'],
  AccessManagerLockedRole: ({ roleId }) => [`Role ${roleId} cannot be changed.`, 'Choose another role.'],
  AccessManagerLockedFunction: () => ['This function cannot be re-assigned.', 'Choose another.'],
  AccessManagerBadConfirmation: () => ['A role is renounced only by its holder.', 'Sign with that account.'],
  AccessManagerInvalidInitialAdmin: () => ['The network needs an admin.', 'Give an address that is not zero.'],
  AccessManagerUnauthorizedAccount: ({ msgsender }) => [
    `${msgsender} does not hold the network role this needs.`,
    'Sign with the admin of the network (--as KEY).',
  ],
  AccessManagerUnauthorizedCall: ({ caller }) => [
    `${caller} may not make this call.`,
    'Sign with an account whose role allows it.',
  ],
  AccessManagerUnauthorizedCancel: ({ msgsender }) => [
    `${msgsender} may not cancel this.`,
    'Sign with its caller, admin or guardian.',
  ],
  AccessManagerUnauthorizedConsume: () => ['Only the contract concerned may use up a scheduled operation.', BUG],
}

const arithmetic: Record<string, Sentence> = {
  Panic: ({ 0: code }) => [`The contract stopped on an internal check (panic ${code}).`, BUG],
  Error: ({ 0: reason }) => [`The contract refused: ${reason}.`],
}

function sayBrand(id: unknown): string {
  return `Brand ${id}`
}

function lockEnd(unlockAt: unknown): string {
  return BigInt(unlockAt as bigint) >= 2n ** 40n - 1n ? '' : ` until ${time(unlockAt)}`
}

/** A sentence for every custom error a caller can meet; a test walks the ABIs and misses none. */
export const sentences: Record<string, Sentence> = {
  ...terms,
  ...minting,
  ...access,
  ...members,
  ...network,
  ...causes,
  ...libraries,
  ...arithmetic,
}
