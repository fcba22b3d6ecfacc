import type { Address } from 'viem'
import { type BrandState, getBrand } from '../../chain/actions/getBrand.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getQuote } from '../../chain/actions/getQuote.ts'
import { swapPoints } from '../../chain/actions/swapPoints.ts'
import type { ReadClient } from '../../chain/client.ts'
import { type RefusalNote, refusalOf, toRefusal } from './refusal-of.ts'

/** One all-in quote; amounts as decimal strings. */
export interface SwapQuote {
  block: string
  now: string
  points: string
  pointsOut: string
  value: string
  /** Nano-USD per 0.01 point: what a point is left at, and what one is bought at before the spread. */
  rateOut: string
  rateIn: string
  spreadBps: number
  /** What the points would be worth at the full rate, in µ: more than `value` where the reserve is short. */
  par: string
  refusal?: RefusalNote
}

interface QuoteParameters {
  member: Address
  fromBrandId: number
  toBrandId: number
  /** One of the two sides. */
  points?: bigint
  pointsOut?: bigint
}

/** Asks the chain what a swap gives, from either side, and whether it would go through. */
export async function quoteSwap(
  chain: ReadClient,
  { member, fromBrandId, toBrandId, ...sides }: QuoteParameters,
): Promise<SwapQuote> {
  const [{ block, now }, from, to] = await Promise.all([
    getChainTime(chain),
    getBrand(chain, { brandId: fromBrandId }),
    getBrand(chain, { brandId: toBrandId }),
  ])
  const [rateIn, spreadBps] = highestTerms(to)
  const ask = (points: bigint) => getQuote(chain, { fromBrandId, toBrandId, points, member })
  const points = sides.points ?? (await pointsFor(sides.pointsOut ?? 0n, { ask, from, rateIn, spreadBps }))
  const base = {
    block: String(block),
    now: String(now),
    points: String(points),
    rateOut: String(from.terms.rate),
    rateIn: String(rateIn),
    spreadBps,
    par: String((points * from.terms.rate) / 1000n),
  }
  try {
    const { pointsOut, value } = await ask(points)
    const call = swapPoints(chain, { fromBrandId, toBrandId, points, minPointsOut: pointsOut, deadline: now + 300n })
    const refusal = await refusalOf(chain, call, member)
    return { ...base, pointsOut: String(pointsOut), value: String(value), ...(refusal ? { refusal } : {}) }
  } catch (error) {
    return { ...base, pointsOut: '0', value: '0', refusal: toRefusal(error) }
  }
}

/** The contract takes the higher of the present and the announced terms, so that nobody gains by knowing. */
function highestTerms({ terms, announced }: BrandState): [rate: bigint, spreadBps: number] {
  const next = announced?.terms ?? terms
  return [next.rate > terms.rate ? next.rate : terms.rate, Math.max(next.spreadBps, terms.spreadBps)]
}

interface PricedSides {
  ask: (points: bigint) => Promise<{ pointsOut: bigint }>
  from: BrandState
  rateIn: bigint
  spreadBps: number
}

/** The fewest points that give at least `wanted`: estimated from the rates, then moved until the chain agrees. */
async function pointsFor(wanted: bigint, { ask, from, rateIn, spreadBps }: PricedSides): Promise<bigint> {
  const value = ceilDiv(wanted * rateIn * BigInt(10_000 + spreadBps), 10_000_000n)
  const atPar = ceilDiv(value * 1000n, from.terms.rate)
  const atShare = from.reserve === 0n ? atPar : ceilDiv(value * from.supply, from.reserve)
  let points = atPar > atShare ? atPar : atShare
  for (let tries = 0; tries < 4; tries += 1) {
    const { pointsOut } = await ask(points).catch(() => ({ pointsOut: wanted }))
    if (pointsOut >= wanted) return points
    points = ceilDiv(points * wanted, pointsOut === 0n ? 1n : pointsOut) + 1n
  }
  return points
}

const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b
