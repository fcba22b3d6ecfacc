import { movement } from 'ponder:schema'
import type { Address } from 'viem'
import type { Lot } from '../../chain/codec/lots.ts'
import { type Brand, changeBrand } from './brands.ts'
import { giveLots, takeLots } from './holdings.ts'
import { type Moment, rowId } from './moment.ts'
import { into, noteMovement } from './movements.ts'
import type { Store } from './store.ts'

/** Epochs of a network, as its contracts have them fixed: 180 days each, counted from Unix 0. */
const EPOCH_SECONDS = 180n * 86_400n

/** A mint's Transfer stands at most this many logs before the event that explains it: what a payment's legs can emit. */
const FURTHEST = 32

export const epochOf = (time: bigint): bigint => time / EPOCH_SECONDS

/** The lot a batch of purchases credits now. */
function creditLot(brand: Brand, time: bigint, points: bigint): Lot {
  return { points, lastEpoch: brand.neverExpires ? null : epochOf(time) + BigInt(brand.life) }
}

/**
 * Points were minted. Why is told by a later event of the transaction: nearly always a batch, so they are taken as a credit
 * of the brand's next one at once. Where a swap or a refund says otherwise it takes this back with `takeBackMint`.
 */
export async function mintAsCredit(db: Store, moment: Moment, brand: Brand, to: Address, points: bigint) {
  const { time } = moment
  const lots = [creditLot(brand, time, points)]
  await giveLots(db, { brandId: brand.id, member: to, time }, lots)
  await changeBrand(db, brand.id, time, ({ supply, issued }) => ({ supply: supply + points, issued: issued + points }))
  const credit = { sequence: brand.batches + 1n, ...into(brand.id, lots, points) }
  await noteMovement(db, moment, { kind: 'earned', member: to, ...credit })
}

/** Undoes `mintAsCredit` for the last such mint before this event; gives the log it stood in. */
export async function takeBackMint(
  db: Store,
  moment: Moment,
  mint: { brand: Brand; member: Address; points: bigint; before?: number },
): Promise<number> {
  const { brand, member, points, before = moment.logIndex } = mint
  const { time } = moment
  const logIndex = await findMint(db, moment, { brandId: brand.id, member, points, before })
  await db.delete(movement, { id: rowId({ block: moment.block, logIndex }) })
  await takeLots(db, { brandId: brand.id, member, time }, [creditLot(brand, time, points)])
  await changeBrand(db, brand.id, time, ({ supply, issued }) => ({ supply: supply - points, issued: issued - points }))
  return logIndex
}

async function findMint(
  db: Store,
  { block, tx }: Moment,
  mint: { brandId: number; member: Address; points: bigint; before: number },
): Promise<number> {
  for (let logIndex = mint.before - 1; logIndex >= Math.max(0, mint.before - FURTHEST); logIndex -= 1) {
    const row = await db.find(movement, { id: rowId({ block, logIndex }) })
    if (row?.kind !== 'earned' || row.tx !== tx || row.inBrandId !== mint.brandId) continue
    if (row.member === mint.member.toLowerCase() && row.inPoints === mint.points) return logIndex
  }
  throw new Error(`${mint.points} points of brand ${mint.brandId} were given in ${tx} without a Transfer.`)
}
