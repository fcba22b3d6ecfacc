import type { Args } from './falsify.ts'
import { ALBA, BORA, CORA } from './history.ts'
import { big, call, longer, terms } from './lies.ts'
import type { Actors, Case } from './lies.ts'

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
