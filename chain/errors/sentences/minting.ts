import { type Sentence, BUG, brand, points, time } from './phrases.ts'

const QUOTA_KINDS = ['mint quota', 'clawback quota', 'claim quota of the brand']

/** Batches, quotas, clawbacks. */
export const minting: Record<string, Sentence> = {
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
