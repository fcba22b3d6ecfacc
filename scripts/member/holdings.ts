import type { Address } from 'viem'
import { getEpochClock } from '../../chain/actions/getEpochClock.ts'
import { getLots } from '../../chain/actions/getLots.ts'
import { getQuoteValue } from '../../chain/actions/getQuoteValue.ts'
import { type BrandIdentity, listBrands } from '../../chain/actions/listBrands.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { formatTime } from '../../chain/codec/time.ts'
import type { ReadClient } from '../../chain/client.ts'
import { ChainError } from '../../chain/errors/chain-error.ts'
import type { Session } from '../cli/session.ts'

/** What a member has, brand by brand; brands it has nothing of are left out. */
export async function readHoldings({ client, hubBlock }: Session, member: Address, code: string | undefined) {
  const [brands, clock] = await Promise.all([listBrands(client, { fromBlock: hubBlock }), getEpochClock(client)])
  const asked = brands.filter((brand) => code === undefined || brand.code === code)
  if (asked.length === 0 && code !== undefined) {
    throw new Error(`There is no brand "${code}" in this network. \`points brand list\` shows them.`)
  }
  const holdings = await Promise.all(asked.map((brand) => holdingOf(client, member, brand, clock)))
  return holdings.filter(({ lots }) => lots.length > 0)
}

async function holdingOf(
  client: ReadClient,
  member: Address,
  brand: BrandIdentity,
  clock: { origin: bigint; length: bigint },
) {
  const { brandId, code, neverExpires } = brand
  const lots = await getLots(client, { brandId, member, clock, neverExpires })
  const points = lots.reduce((sum, lot) => sum + lot.points, 0n)
  const worth = points === 0n ? 0n : await worthOf(client, { brandId, points, member })
  return {
    brand: code,
    brandId,
    points: formatPoints(points),
    worthUsd: worth === undefined ? null : formatMoney(worth),
    lots: lots.map((lot) => {
      return { points: formatPoints(lot.points), expiresAt: lot.expiresAt === null ? null : formatTime(lot.expiresAt) }
    }),
  }
}

/** Undefined where the points are worth less than the smallest unit of money. */
async function worthOf(
  client: ReadClient,
  of: { brandId: number; points: bigint; member: Address },
): Promise<bigint | undefined> {
  try {
    return await getQuoteValue(client, of)
  } catch (error) {
    if (error instanceof ChainError && error.code === 'ZeroValue') return undefined
    throw error
  }
}
