import type { Address } from 'viem'
import type { Args, Lie } from './falsify.ts'
import { ALBA, BORA, CORA } from './history.ts'

/** A lie, and how the auditor must name it. */
export type Case = { title: string; lie: Lie; invariant: number; what: string }

type Actors = {
  eve: Address
  ann: Address
  cleo: Address
  claimAddress: Address
  ownerOfAlba: Address
  minterOfAlba: Address
}

const log = (
  event: string,
  say: (args: Args) => Args,
  rest: { at?: number; where?: (args: Args) => boolean } = {},
): Lie => {
  return { about: 'log', event, say, ...rest }
}
const raw = (
  event: string,
  say: Extract<Lie, { about: 'raw log' }>['say'],
  rest: { at?: number; where?: (args: Args) => boolean } = {},
): Lie => {
  return { about: 'raw log', event, say, ...rest }
}
const call = (
  name: string,
  say: (result: never) => unknown,
  rest: { brand?: number; args?: readonly unknown[] } = {},
): Lie => {
  return { about: 'call', call: name, say, ...rest }
}

const big = (args: Args, field: string): bigint => args[field] as bigint
const plus = (field: string, more: bigint) => (args: Args) => ({ ...args, [field]: big(args, field) + more })
const dropped: Extract<Lie, { about: 'raw log' }>['say'] = () => []
/** Moves the youngest lot of a word one lane up: it would live an epoch longer. */
const longer = (word: bigint): bigint => {
  const lanes = word & ((1n << 240n) - 1n)
  return ((word >> 240n) << 240n) | ((lanes << 40n) & ((1n << 240n) - 1n))
}
const legs = (change: (leg: Args) => Args) => (args: Args) => {
  const [first, ...rest] = args['legs'] as Args[]
  return { ...args, legs: [change(first!), ...rest] }
}
const terms = (field: string, change: Args) => (args: Args) => ({
  ...args,
  [field]: { ...(args[field] as Args), ...change },
})

/** Lies about what the contracts answer: every kind of number that is compared. */
export function callCases({ eve, ann, cleo, claimAddress, ownerOfAlba, minterOfAlba }: Actors): Case[] {
  const more = (result: never) => (result as bigint) + 1n
  const pair = (change: (first: bigint, second: bigint) => unknown) => (result: never) =>
    change(...(result as [bigint, bigint]))
  const field = (change: Args) => (result: never) => ({ ...(result as Args), ...change })
  const brand = { brand: ALBA }
  return [
    { title: 'a balance', lie: call('balanceOf', more, { brand: CORA, args: [eve] }), invariant: 3, what: 'balance' },
    {
      title: 'a lot',
      lie: call('lotsOf', (word) => longer(word), { brand: ALBA, args: [ann] }),
      invariant: 11,
      what: 'lots',
    },
    {
      title: 'a reserve',
      lie: call('brand', (b: never) => ({ ...(b as Args), reserve: big(b, 'reserve') - 1n }), brand),
      invariant: 9,
      what: 'reserve',
    },
    {
      title: 'a supply',
      lie: call('brand', (b: never) => ({ ...(b as Args), supply: big(b, 'supply') + 1n }), brand),
      invariant: 3,
      what: 'supply',
    },
    {
      title: 'a rate',
      lie: call('brand', terms('terms', { rate: 1_200_001 }) as never, brand),
      invariant: 7,
      what: 'terms',
    },
    {
      title: 'announced terms',
      lie: call('brand', terms('announced', { life: 4 }) as never, brand),
      invariant: 7,
      what: 'announced terms',
    },
    {
      title: 'a time of effect',
      lie: call('brand', field({ effectiveAt: 1n }), brand),
      invariant: 7,
      what: 'time announced terms take effect',
    },
    {
      title: 'a closed entrance',
      lie: call('brand', field({ entranceClosed: true }), brand),
      invariant: 0,
      what: 'entrance closed',
    },
    { title: 'a total supply', lie: call('totalSupply', more, { brand: BORA }), invariant: 3, what: 'total supply' },
    { title: 'a last sequence', lie: call('lastSequence', more, brand), invariant: 10, what: 'last sequence' },
    {
      title: 'a batch hash',
      lie: call('batchHash', () => `0x${'12'.repeat(32)}`, { brand: ALBA, args: [2n] }),
      invariant: 6,
      what: 'hash of a batch',
    },
    {
      title: 'a cumulative reversal',
      lie: call('reversedOf', more, { brand: ALBA, args: [1n, ann] }),
      invariant: 6,
      what: 'points asked back',
    },
    {
      title: 'an account claimed to',
      lie: call('movedTo', () => ann, { brand: ALBA, args: [claimAddress] }),
      invariant: 0,
      what: 'account claimed to',
    },
    {
      title: 'roles',
      lie: call('rolesOf', () => 15, { brand: ALBA, args: [ownerOfAlba] }),
      invariant: 0,
      what: 'roles',
    },
    {
      title: 'a quota',
      lie: call('mintQuotaOf', field({ announcedLimit: 1n }), { brand: ALBA, args: [minterOfAlba] }),
      invariant: 0,
      what: 'quota',
    },
    { title: 'a closing', lie: call('closedFrom', more, { brand: CORA }), invariant: 7, what: 'closing' },
    { title: 'the accounted total', lie: call('accounted', more), invariant: 1, what: 'accounted total' },
    {
      title: 'the stablecoin held',
      lie: { about: 'coin', say: (held) => held - 1n },
      invariant: 1,
      what: 'stablecoin held by the hub',
    },
    {
      title: "a cause's credit",
      lie: call(
        'causeCredit',
        pair((credit, active) => [credit + 1n, active]),
        { args: [1] },
      ),
      invariant: 1,
      what: 'credit of a cause',
    },
    {
      title: 'a payout address',
      lie: call('payoutOf', () => ann, { args: [1] }),
      invariant: 0,
      what: 'payout address of a cause',
    },
    {
      title: 'a payment hash',
      lie: call(
        'paymentOf',
        pair((_, share) => [`0x${'34'.repeat(24)}`, share]),
        { args: [3] },
      ),
      invariant: 10,
      what: 'hash of a payment',
    },
    {
      title: 'a refunded share',
      lie: call(
        'paymentOf',
        pair((hash, share) => [hash, share + 1n]),
        { args: [1, eve] },
      ),
      invariant: 6,
      what: 'share refunded of a payment',
    },
    {
      title: 'a base of nonces',
      lie: call(
        'noncesOf',
        pair((base, window) => [base + 1n, window]),
        { args: [cleo] },
      ),
      invariant: 10,
      what: 'base of nonces',
    },
    {
      title: 'used nonces',
      lie: call(
        'noncesOf',
        pair((base, window) => [base, window + 4n]),
        { args: [cleo] },
      ),
      invariant: 10,
      what: 'used nonces',
    },
    { title: 'a lock', lie: call('lockedUntil', more, { args: [cleo] }), invariant: 0, what: 'lock' },
    { title: 'the end of a pause', lie: call('pausedUntil', more), invariant: 13, what: 'end of the last pause' },
    {
      title: 'a withdrawal request',
      lie: call('withdrawalOf', field({ amount: 1n }), { args: [CORA] }),
      invariant: 9,
      what: 'withdrawal request',
    },
    {
      title: 'the time of a remainder',
      lie: call('remainderAt', (at) => (at as bigint) - 1n, { args: [BORA] }),
      invariant: 9,
      what: 'time of the remainder',
    },
    { title: 'a token', lie: call('tokenOf', () => ann, { args: [BORA] }), invariant: 0, what: 'token of a brand' },
    {
      title: 'the number of brands',
      lie: call('brandCount', (count) => (count as number) + 1),
      invariant: 0,
      what: 'number of brands',
    },
  ]
}

const fromNobody = (args: Args) => args['from'] === `0x${'0'.repeat(40)}`
/** The one transfer of points that never expire: its trace lasts to the end. */
const between = (args: Args) => args['value'] === 1_23n

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
      lie: log('QuotaChanged', (a) => ({ ...a, newLimit: 1n })),
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

/** Lies about whole logs: left out, told twice, told at another time, cut short. */
export function logCases(): Case[] {
  const later =
    (by: number): Extract<Lie, { about: 'raw log' }>['say'] =>
    (one) => {
      return [one, { ...one, logIndex: `0x${(Number(one.logIndex) + by).toString(16)}` }]
    }
  const toReserve = { invariant: 9, what: 'reserve' }
  return [
    {
      title: 'a dropped credit',
      lie: raw('Transfer', dropped, { where: fromNobody }),
      invariant: 6,
      what: 'credits of a batch',
    },
    { title: 'a dropped batch', lie: raw('BatchMinted', dropped), invariant: 6, what: 'points minted without cause' },
    { title: 'a dropped deposit', lie: raw('ReserveDeposited', dropped), ...toReserve },
    { title: 'a dropped swap', lie: raw('Swapped', dropped), invariant: 6, what: 'points burnt without cause' },
    { title: 'a dropped donation', lie: raw('Donated', dropped), invariant: 6, what: 'points burnt without cause' },
    { title: 'a dropped redemption', lie: raw('Redeemed', dropped), invariant: 6, what: 'points burnt without cause' },
    { title: 'a dropped expiry', lie: raw('Expired', dropped), invariant: 11, what: 'expired points still held' },
    { title: 'a dropped transfer', lie: raw('Transfer', dropped, { where: between }), invariant: 3, what: 'balance' },
    { title: 'a dropped announcement', lie: raw('TermsAnnounced', dropped), invariant: 7, what: 'terms' },
    {
      title: 'a dropped refund',
      lie: raw('PaymentRefunded', dropped),
      invariant: 6,
      what: 'points minted without cause',
    },
    { title: 'a dropped claim', lie: raw('Claimed', dropped), invariant: 6, what: 'account a reversal follows' },
    {
      title: 'a dropped intent',
      lie: raw('IntentExecuted', dropped, { where: (a) => a['nonce'] === 41n }),
      invariant: 10,
      what: 'used nonces',
    },
    { title: 'a dropped payout', lie: raw('CausePaid', dropped), invariant: 1, what: 'credit of a cause' },
    { title: 'a dropped withdrawal', lie: raw('Withdrawn', dropped), ...toReserve },
    { title: 'a dropped wind-down', lie: raw('WindDown', dropped), invariant: 9, what: 'time of a remainder' },
    { title: 'a dropped brand', lie: raw('BrandCreated', dropped, { at: 2 }), invariant: 0, what: 'number of brands' },
    { title: 'a log told twice', lie: raw('Donated', later(0)), invariant: 10, what: 'a log twice or out of order' },
    { title: 'a deposit told again', lie: raw('ReserveDeposited', later(1)), ...toReserve },
    {
      title: 'a reversal told again',
      lie: raw('Reversed', later(1), { at: 4 }),
      invariant: 6,
      what: 'points asked back',
    },
    {
      title: 'a log cut short',
      lie: raw('Swapped', (one) => [{ ...one, data: one.data.slice(0, 66) as `0x${string}` }]),
      invariant: 0,
      what: 'a log that cannot be read',
    },
    {
      title: 'an unknown log',
      lie: raw('Donated', (one) => [{ ...one, topics: [`0x${'ab'.repeat(32)}`] }]),
      invariant: 0,
      what: 'unknown event',
    },
    {
      title: 'an expiry a day before its epoch ends',
      lie: raw('Expired', (one) => [
        {
          ...one,
          blockTimestamp: `0x${(Math.floor(Number(one.blockTimestamp) / 15_552_000) * 15_552_000 - 86_400).toString(16)}`,
        },
      ]),
      invariant: 11,
      what: 'points expired',
    },
  ]
}
