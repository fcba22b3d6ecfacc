import { BORA } from './history.ts'
import { between, big, fromNobody, legs, log, longer, plus, terms } from './lies.ts'
import type { Actors, Case } from './lies.ts'

/** Lies about numbers within a log. */
export function fieldCases({ ann }: Actors): Case[] {
  return [
    { title: 'the value of a swap', lie: log('Swapped', plus('value', 1n)), invariant: 5, what: 'value of a swap' },
    {
      title: 'the points out of a swap',
      lie: log('Swapped', plus('pointsOut', -1n)),
      invariant: 5,
      what: 'points out of a swap',
    },
    {
      title: 'an entrance below the rate',
      lie: log('Swapped', plus('pointsOut', 1n)),
      invariant: 8,
      what: 'points out of a swap',
    },
    {
      title: 'a lot that goes in',
      lie: log('Swapped', (a) => ({ ...a, lotsIn: longer(big(a, 'lotsIn')) })),
      invariant: 11,
      what: 'lots of a swap out',
    },
    {
      title: 'a lot that comes out longer',
      lie: log('Swapped', (a) => ({ ...a, lotsOut: longer(big(a, 'lotsOut')) })),
      invariant: 11,
      what: 'lots of a swap in',
    },
    { title: 'an expired amount', lie: log('Expired', plus('points', -1n)), invariant: 11, what: 'points expired' },
    {
      title: 'a credit',
      lie: log('Transfer', plus('value', 1n), { where: fromNobody }),
      invariant: 6,
      what: 'points of a batch',
    },
    {
      title: "a credit's member",
      lie: log('Transfer', (a) => ({ ...a, to: ann }), { where: (a) => fromNobody(a) && a['to'] !== ann }),
      invariant: 6,
      what: 'hash of a batch',
    },
    {
      title: 'a transfer',
      lie: log('Transfer', plus('value', -1n), { where: between }),
      invariant: 3,
      what: 'balance',
    },
    {
      title: 'a sequence',
      lie: log('BatchMinted', plus('sequence', 1n), { at: 1 }),
      invariant: 10,
      what: 'batch sequence',
    },
    {
      title: 'the points of a batch',
      lie: log('BatchMinted', plus('points', 1n)),
      invariant: 6,
      what: 'points of a batch',
    },
    {
      title: 'a mint time',
      lie: log('BatchMinted', plus('mintedAt', 1n)),
      invariant: 11,
      what: 'mint time of a batch',
    },
    {
      title: 'an epoch',
      lie: log('BatchMinted', (a) => ({ ...a, epoch: (a['epoch'] as number) + 1 })),
      invariant: 11,
      what: 'epoch of a batch',
    },
    { title: 'a life', lie: log('BatchMinted', (a) => ({ ...a, life: 5 })), invariant: 11, what: 'life of a batch' },
    {
      title: 'a reversal above its credit',
      lie: log('Reversed', (a) => ({ ...a, total: 1_000_01n })),
      invariant: 6,
      what: 'reversal above the credit',
    },
    { title: 'points asked back', lie: log('Reversed', plus('asked', 1n)), invariant: 6, what: 'points asked back' },
    { title: 'points taken back', lie: log('Reversed', plus('taken', -1n)), invariant: 6, what: 'points taken back' },
    {
      title: 'a debt',
      lie: log('Reversed', plus('short', 1n), { where: (a) => big(a, 'short') > 0n }),
      invariant: 6,
      what: 'points short',
    },
    {
      title: 'terms that take effect early',
      lie: log('TermsAnnounced', plus('effectiveAt', -1n)),
      invariant: 7,
      what: 'time announced terms take effect',
    },
    {
      title: 'a step of more than a quarter',
      lie: log('TermsAnnounced', terms('announced', { rate: 1_250_001 })),
      invariant: 7,
      what: 'step of a rate',
    },
    {
      title: 'a shorter life',
      lie: log('TermsAnnounced', terms('announced', { life: 1 })),
      invariant: 7,
      what: 'announced life',
    },
    {
      title: 'another promise',
      lie: log('TermsAnnounced', terms('announced', { promisePercent: 91 })),
      invariant: 7,
      what: 'terms out of bounds',
    },
    {
      title: 'a cancelled rise',
      lie: log('TermsCancelled', terms('dropped', { rate: 500_000 })),
      invariant: 7,
      what: 'a rise was cancelled',
    },
    {
      title: 'first terms',
      lie: log('BrandCreated', terms('terms', { rate: 1_000_001 })),
      invariant: 7,
      what: 'terms before an announcement',
    },
    {
      title: 'an amount withdrawn',
      lie: log('Withdrawn', plus('amount', 1n)),
      invariant: 9,
      what: 'amount of a withdrawal',
    },
    {
      title: 'a withdrawal that opens early',
      lie: log('WithdrawalRequested', plus('opensAt', -1n)),
      invariant: 9,
      what: 'time a withdrawal opens',
    },
    { title: 'a deposit', lie: log('ReserveDeposited', plus('amount', 1n)), invariant: 9, what: 'reserve' },
    { title: 'a donation', lie: log('Donated', plus('value', 1n)), invariant: 5, what: 'value of a donation' },
    { title: 'a payout', lie: log('CausePaid', plus('amount', -1n)), invariant: 1, what: 'credit paid to a cause' },
    {
      title: "a payment's leg",
      lie: log(
        'Paid',
        legs((leg) => ({ ...leg, value: big(leg, 'value') + 1n })),
      ),
      invariant: 5,
      what: 'value of a payment',
    },
    { title: "a payment's sum", lie: log('Paid', plus('value', 1n)), invariant: 5, what: 'sum of a payment' },
    {
      title: 'a refunded amount',
      lie: log(
        'PaymentRefunded',
        legs((leg) => ({ ...leg, points: big(leg, 'points') + 1n })),
      ),
      invariant: 6,
      what: 'points refunded',
    },
    {
      title: 'a lapsed value',
      lie: log(
        'PaymentRefunded',
        legs((leg) => ({ ...leg, lapsed: 1n })),
      ),
      invariant: 6,
      what: 'value lapsed in a refund',
    },
    {
      title: 'a refund above the whole',
      lie: log('PaymentRefunded', (a) => ({ ...a, share: 10n ** 18n + 1n }), { at: 1 }),
      invariant: 6,
      what: 'share of a refund',
    },
    {
      title: 'an order reference used twice',
      lie: log('Paid', (a) => ({ ...a, brandId: BORA }), { at: 1 }),
      invariant: 10,
      what: 'order reference used twice',
    },
    {
      title: 'a nonce used twice',
      lie: log('IntentExecuted', (a) => ({ ...a, nonce: 2n }), { at: 3 }),
      invariant: 10,
      what: 'nonce used again',
    },
    {
      title: 'a lock that ends early',
      lie: log('Locked', plus('unlockAt', -1n), { where: (a) => big(a, 'unlockAt') < 1n << 39n }),
      invariant: 0,
      what: 'end of a lock',
    },
    {
      title: 'a pause too long',
      lie: log('Paused', plus('until', 72n * 3_600n), { at: 2 }),
      invariant: 13,
      what: 'length of a pause',
    },
    {
      title: 'a claim',
      lie: log('Claimed', plus('points', 1n)),
      invariant: 6,
      what: 'points claimed without a Transfer',
    },
    {
      title: 'a closing without notice',
      lie: log('EntranceForChanged', plus('effectiveAt', -1n)),
      invariant: 7,
      what: 'time an entrance changes',
    },
    {
      title: 'a quota that rises at once',
      lie: log('QuotaChanged', plus('effectiveAt', -1n), { at: 2 }),
      invariant: 0,
      what: 'time a quota takes effect',
    },
    {
      title: 'a payout proposal without notice',
      lie: log('PayoutProposed', plus('applicableAt', -1n)),
      invariant: 0,
      what: 'time of a payout proposal',
    },
    {
      title: 'roles before a change',
      lie: log('RoleChanged', (a) => ({ ...a, oldRoles: 1 })),
      invariant: 0,
      what: 'roles before a change',
    },
    {
      title: 'a quota too small for a batch',
      lie: log('QuotaChanged', (a) => ({ ...a, newLimit: 1n }), { at: 2 }),
      invariant: 0,
      what: 'a batch above its quota',
    },
    {
      title: 'a minter without the role',
      lie: log('BatchMinted', (a) => ({ ...a, minter: ann })),
      invariant: 0,
      what: 'missing role',
    },
  ]
}
