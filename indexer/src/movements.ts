import { movement } from 'ponder:schema'
import type { Address } from 'viem'
import type { Lot } from '../../chain/codec/lots.ts'
import { lotList } from './lots.ts'
import { type Moment, rowId } from './moment.ts'
import type { Store } from './store.ts'

type Row = typeof movement.$inferInsert
type Fixed = 'id' | 'member' | 'kind' | 'time' | 'block' | 'tx' | 'logIndex'

export interface NewMovement extends Partial<Omit<Row, Fixed>> {
  kind: Row['kind']
  member: Address
  /** Tells rows of one event apart. */
  part?: number
}

/** One side of a movement: points of a brand, by lots. */
export const out = (brandId: number, lots: readonly Lot[], points: bigint) => ({
  outBrandId: brandId,
  outPoints: points,
  outLots: lotList(lots),
})

export const into = (brandId: number, lots: readonly Lot[], points: bigint) => ({
  inBrandId: brandId,
  inPoints: points,
  inLots: lotList(lots),
})

export async function noteMovement(db: Store, moment: Moment, { part = 0, ...row }: NewMovement): Promise<void> {
  const { time, block, tx, logIndex } = moment
  await db.insert(movement).values({ id: rowId(moment, part), ...row, time, block, tx, logIndex })
}
