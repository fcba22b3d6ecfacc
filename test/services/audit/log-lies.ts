import type { Lie } from './falsify.ts'
import { between, dropped, fromNobody, raw } from './lies.ts'
import type { Case } from './lies.ts'

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
