import { ponder } from 'ponder:registry'
import { cause, causePayout, network, pause } from 'ponder:schema'
import { momentOf, rowId } from './moment.ts'
import { touchNetwork } from './touch-network.ts'

ponder.on('ClearingHub:AuthorityUpdated', async ({ event, context: { db } }) => {
  const { authority } = event.args
  await touchNetwork(db, momentOf(event), () => ({ authority }))
})

/** One while another runs lifts that one. */
ponder.on('ClearingHub:Paused', async ({ event, context: { db } }) => {
  const { by, until } = event.args
  const moment = momentOf(event)
  const { time: from, tx } = moment
  const row = await db.find(network, { id: 1 })
  if (row?.lastPause && from < row.pausedUntil) {
    await db.update(pause, { id: row.lastPause }).set({ until })
    await touchNetwork(db, moment, () => ({ pausedUntil: until }))
    return
  }
  const id = rowId(moment)
  await db.insert(pause).values({ id, by, from, until, tx })
  await touchNetwork(db, moment, () => ({ pausedUntil: until, lastPause: id }))
})

ponder.on('ClearingHub:CauseStatus', async ({ event, context: { db } }) => {
  const { causeId: id, active } = event.args
  await touchNetwork(db, momentOf(event))
  await db.update(cause, { id }).set({ active })
})

ponder.on('ClearingHub:CausePaid', async ({ event, context: { db } }) => {
  const { causeId, payout, amount } = event.args
  const moment = momentOf(event)
  const { time, tx } = moment
  await touchNetwork(db, moment, (row) => ({ accounted: row.accounted - amount }))
  await db.insert(causePayout).values({ id: rowId(moment), causeId, payout, amount, time, tx })
  await db.update(cause, { id: causeId }).set((row) => ({
    credit: row.credit - amount,
    paidOut: row.paidOut + amount,
  }))
})
