import { ponder } from 'ponder:registry'
import { claim, movement } from 'ponder:schema'
import { momentOf, rowId } from './moment.ts'
import { touchNetwork } from './touch-network.ts'

/** The points moved in the Transfer just before; here is told that this was a claim. */
ponder.on('ClearingHub:Claimed', async ({ event, context: { db } }) => {
  const { brandId, claimAddress, to, points } = event.args
  const moment = momentOf(event)
  const { time } = moment
  await touchNetwork(db, moment)
  const transfer = { block: moment.block, logIndex: moment.logIndex - 1 }
  await db.update(movement, { id: rowId(transfer, 0) }).set({ kind: 'moved' })
  await db.update(movement, { id: rowId(transfer, 1) }).set({ kind: 'claimed' })
  await db
    .insert(claim)
    .values({ brandId, claimAddress, movedTo: to, points, firstAt: time, lastAt: time })
    .onConflictDoUpdate((row) => ({ points: row.points + points, lastAt: time }))
})
