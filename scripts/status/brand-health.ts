import { getBrand, type BrandState } from '../../chain/actions/getBrand.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { listBrands } from '../../chain/actions/listBrands.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { valueAtParDown } from '../../chain/codec/rate.ts'
import { coverPercentDown } from '../brand/cover.ts'
import { readRoleHolders } from '../brand/role-holders.ts'
import { parsePoints } from '../../chain/codec/points.ts'
import type { Session } from '../cli/session.ts'
import { mintedSince } from './minted-since.ts'

const WEEK = 7n * 86_400n

/** Per brand: cover, quota left, and for how many days the reserve lasts at the pace of the last week. */
export async function readBrandHealth(session: Session) {
  const { client, hubBlock } = session
  const [brands, { now }] = await Promise.all([listBrands(client, { fromBlock: hubBlock }), getChainTime(client)])
  return Promise.all(
    brands.map(async ({ brandId, code, token }) => {
      const [state, { roles }, minted] = await Promise.all([
        getBrand(client, { brandId }),
        readRoleHolders(session, brandId),
        mintedSince(client, { token, since: now - WEEK, fromBlock: hubBlock }),
      ])
      const { reserve, supply, terms, windingDown } = state
      const cover = coverPercentDown({ reserve, supply, rate: terms.rate })
      const quota = roles.reduce((sum, { mintQuota }) => sum + (mintQuota ? parsePoints(mintQuota.available) : 0n), 0n)
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
    }),
  )
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
