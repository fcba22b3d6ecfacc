import type { Address } from 'viem'
import { getBrand, type BrandState } from '../../chain/actions/getBrand.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getQuotas } from '../../chain/actions/getQuotas.ts'
import { listRoles } from '../../chain/actions/listRoles.ts'
import type { ReadClient } from '../../chain/client.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { valueAtParDown } from '../../chain/codec/rate.ts'
import { coverPercentDown } from './cover.ts'
import { mintedSince } from './minted-since.ts'

export type BrandPlace = { brandId: number; code: string; token: Address; fromBlock: bigint }

export type BrandHealth = {
  code: string
  reserve: string
  supply: string
  cover: string
  quotaLeft: string
  /** At the pace of the last week; "–" where nothing was minted. */
  daysOfReserve: string
  state: 'winding down' | 'terms announced' | 'open'
}

const WEEK = 7n * 86_400n

/** Cover of a brand, quota left, and for how many days the reserve lasts at the pace of the last week. */
export async function readBrandHealth(
  client: ReadClient,
  { brandId, code, token, fromBlock }: BrandPlace,
): Promise<BrandHealth> {
  const { now } = await getChainTime(client)
  const [state, quota, minted] = await Promise.all([
    getBrand(client, { brandId }),
    quotaLeft(client, { brandId, fromBlock }),
    mintedSince(client, { token, since: now - WEEK, fromBlock }),
  ])
  const { reserve, supply, terms, windingDown } = state
  const cover = coverPercentDown({ reserve, supply, rate: terms.rate })
  const days = daysOfReserveDown(state, minted)
  return {
    code,
    reserve: formatMoney(reserve),
    supply: formatPoints(supply),
    cover: cover === null ? '–' : `${cover} %`,
    quotaLeft: formatPoints(quota),
    daysOfReserve: days === undefined ? '–' : days.toString(),
    state: windingDown ? 'winding down' : state.announced ? 'terms announced' : 'open',
  }
}

/** Points that all minters of a brand together may mint now. */
async function quotaLeft(
  client: ReadClient,
  { brandId, fromBlock }: Pick<BrandPlace, 'brandId' | 'fromBlock'>,
): Promise<bigint> {
  const holders = await listRoles(client, { brandId, fromBlock })
  const minters = holders.filter(({ roles }) => roles.includes('minter'))
  const quotas = await Promise.all(minters.map(({ account }) => getQuotas(client, { brandId, account })))
  return quotas.reduce((sum, { mint }) => sum + mint.available, 0n)
}

/** Days until what is free above the promise is used up, at the points minted in the last week; undefined without any. */
function daysOfReserveDown(
  { reserve, supply, terms, announced }: BrandState,
  mintedInWeek: bigint,
): bigint | undefined {
  const rate = announced && announced.terms.rate > terms.rate ? announced.terms.rate : terms.rate
  const next = announced?.terms.promisePercent ?? 0
  const promise = BigInt(next > terms.promisePercent ? next : terms.promisePercent)
  const needed = (valueAtParDown(supply, rate) * promise) / 100n
  const weekly = (valueAtParDown(mintedInWeek, rate) * promise) / 100n
  if (weekly === 0n) return undefined
  return reserve <= needed ? 0n : ((reserve - needed) * 7n) / weekly
}
