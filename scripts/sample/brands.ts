import type { Terms } from '../../chain/codec/terms.ts'
import { parseRate } from '../../chain/codec/rate.ts'

/** A brand of our own invention, and how its shop does. */
export interface SampleBrand {
  code: string
  name: string
  symbol: string
  terms: Terms
  neverExpires: boolean
  /** Points per 1.00 of an order. */
  earns: bigint
  /** µ deposited at the start. */
  reserve: bigint
  /** Percent of what new points are worth that is deposited before each mint; for the brand with half a promise. */
  covers: bigint
  /** Whether a file of orders arrives in this round; see order-scenes.ts for their days. */
  sellsIn: (round: number) => boolean
  /** What it sells, with the price in cents. */
  items: readonly (readonly [name: string, cents: number])[]
}

const USD = 1_000_000n

export const sampleBrands: readonly SampleBrand[] = [
  {
    code: 'moor-coffee',
    name: 'Moor Coffee',
    symbol: 'MOOR',
    terms: { rate: parseRate('0.02'), spreadBps: 100, promisePercent: 100, life: 1 },
    neverExpires: false,
    earns: 5n,
    reserve: 3_000n * USD,
    covers: 0n,
    sellsIn: () => true,
    items: [
      ['flat white', 420],
      ['filter coffee', 360],
      ['almond croissant', 390],
      ['house blend 500 g', 1_450],
    ],
  },
  {
    code: 'harbour-books',
    name: 'Harbour Books',
    symbol: 'HARB',
    terms: { rate: parseRate('0.05'), spreadBps: 100, promisePercent: 100, life: 2 },
    neverExpires: false,
    earns: 1n,
    reserve: 1_500n * USD,
    covers: 0n,
    sellsIn: (round) => round % 3 !== 2,
    items: [
      ['paperback', 1_290],
      ['hardcover', 2_490],
      ['sea chart', 1_850],
      ['notebook', 740],
    ],
  },
  {
    code: 'fernway',
    name: 'Fernway Outdoor',
    symbol: 'FERN',
    terms: { rate: parseRate('0.01'), spreadBps: 0, promisePercent: 100, life: 5 },
    neverExpires: true,
    earns: 4n,
    reserve: 4_500n * USD,
    covers: 0n,
    sellsIn: (round) => round % 2 === 0,
    items: [
      ['rain jacket', 11_900],
      ['trail socks', 1_690],
      ['two-person tent', 21_900],
      ['head torch', 3_450],
    ],
  },
  {
    code: 'lumen-rail',
    name: 'Lumen Rail',
    symbol: 'LUMN',
    terms: { rate: parseRate('0.10'), spreadBps: 200, promisePercent: 100, life: 3 },
    neverExpires: false,
    earns: 1n,
    reserve: 4_000n * USD,
    covers: 0n,
    sellsIn: (round) => round % 3 !== 1,
    items: [
      ['day return', 3_900],
      ['weekend ticket', 6_400],
      ['sleeper berth', 8_950],
      ['seat reservation', 450],
    ],
  },
  {
    code: 'saffron-house',
    name: 'Saffron House',
    symbol: 'SAFF',
    terms: { rate: parseRate('0.04'), spreadBps: 150, promisePercent: 50, life: 2 },
    neverExpires: false,
    earns: 2n,
    reserve: 0n,
    covers: 62n,
    sellsIn: () => true,
    items: [
      ['lunch menu', 1_650],
      ['dinner for two', 5_800],
      ['spice box', 1_240],
      ['mint tea', 380],
    ],
  },
]
