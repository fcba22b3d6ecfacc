import { withdrawal } from 'ponder:schema'
import { brandAt, changeBrand } from './brands.ts'
import type { Moment } from './moment.ts'
import type { Store } from './store.ts'

/** Ends the brand's withdrawal, if one stands. */
export async function settleWithdrawal(
  db: Store,
  { time }: Moment,
  brandId: number,
  end: { state: 'lapsed' | 'cancelled' | 'paid'; paid?: bigint },
): Promise<void> {
  const { withdrawalId: id } = await brandAt(db, brandId, time)
  if (id === null) return
  await db.update(withdrawal, { id }).set({ ...end, settledAt: time })
  await changeBrand(db, brandId, time, () => ({ withdrawalId: null }))
}
