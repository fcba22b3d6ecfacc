import { ponder } from 'ponder:registry'
import { deposit, withdrawal } from 'ponder:schema'
import { changeBrand } from './brands.ts'
import { momentOf, rowId } from './moment.ts'
import { settleWithdrawal } from './settle-withdrawal.ts'
import { touchNetwork } from './touch-network.ts'

ponder.on('ClearingHub:ReserveDeposited', async ({ event, context: { db } }) => {
  const { brandId, from, amount } = event.args
  const moment = momentOf(event)
  const { time, tx } = moment
  await touchNetwork(db, moment, (row) => ({ accounted: row.accounted + amount }))
  await db.insert(deposit).values({ id: rowId(moment), brandId, from, amount, time, tx })
  await changeBrand(db, brandId, time, (row) => ({
    reserve: row.reserve + amount,
    deposited: row.deposited + amount,
  }))
})

ponder.on('ClearingHub:WithdrawalRequested', async ({ event, context: { db } }) => {
  const { brandId, treasurer, amount, opensAt, closesAt } = event.args
  const moment = momentOf(event)
  const { time, tx } = moment
  await touchNetwork(db, moment)
  // Another request is only taken when the one before has lapsed.
  await settleWithdrawal(db, moment, brandId, { state: 'lapsed' })
  const times = { requestedAt: time, opensAt, closesAt }
  const row = { id: rowId(moment), brandId, treasurer, state: 'requested', remainder: false, amount } as const
  await db.insert(withdrawal).values({ ...row, ...times, tx })
  await changeBrand(db, brandId, time, () => ({ withdrawalId: row.id }))
})

ponder.on('ClearingHub:WithdrawalCancelled', async ({ event, context: { db } }) => {
  const moment = momentOf(event)
  await touchNetwork(db, moment)
  await settleWithdrawal(db, moment, event.args.brandId, { state: 'cancelled' })
})

ponder.on('ClearingHub:Withdrawn', async ({ event, context: { db } }) => {
  const { brandId, treasurer, amount, remainder } = event.args
  const moment = momentOf(event)
  const { time, tx } = moment
  await touchNetwork(db, moment, (row) => ({ accounted: row.accounted - amount }))
  if (remainder) {
    const times = { requestedAt: time, opensAt: time, closesAt: time, settledAt: time }
    const row = { brandId, treasurer, state: 'paid', remainder, amount, paid: amount } as const
    await db.insert(withdrawal).values({ id: rowId(moment), ...row, ...times, tx })
  } else await settleWithdrawal(db, moment, brandId, { state: 'paid', paid: amount })
  await changeBrand(db, brandId, time, (row) => ({
    reserve: row.reserve - amount,
    withdrawn: row.withdrawn + amount,
  }))
})
