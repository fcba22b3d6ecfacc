import { type Sentence, brand, points, time, usd } from './phrases.ts'

function lockEnd(unlockAt: unknown): string {
  return BigInt(unlockAt as bigint) >= 2n ** 40n - 1n ? '' : ` until ${time(unlockAt)}`
}

/** What members do with their points. */
export const members: Record<string, Sentence> = {
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
  UnknownVerb: ({ verb }) => [`There is no intent number ${verb}.`, 'Sign one of the verbs of the hub.'],
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
