import { ponder } from 'ponder:registry'
import { admission, announcement, brand, token } from 'ponder:schema'
import { decodeTerms } from '../../chain/codec/terms.ts'
import { changeBrand } from './brands.ts'
import { momentOf, rowId } from './moment.ts'
import { settleWithdrawal } from './settle-withdrawal.ts'
import { touchNetwork } from './touch-network.ts'

const nothingYet = {
  reserve: 0n,
  supply: 0n,
  batches: 0n,
  holders: 0,
  issued: 0n,
  swappedIn: 0n,
  refunded: 0n,
  swappedOut: 0n,
  paid: 0n,
  redeemed: 0n,
  donated: 0n,
  expired: 0n,
  reversed: 0n,
  short: 0n,
  deposited: 0n,
  valueIn: 0n,
  valueOut: 0n,
  withdrawn: 0n,
}

ponder.on('ClearingHub:BrandAdmitted', async ({ event, context: { db } }) => {
  const { codeHash, owner, code } = event.args
  const moment = momentOf(event)
  const { time } = moment
  await touchNetwork(db, moment)
  await db.insert(admission).values({ codeHash, code, owner, time }).onConflictDoUpdate({ owner, time })
})

ponder.on('ClearingHub:BrandCreated', async ({ event, context: { db } }) => {
  const { brandId: id, token: address, owner, code, name, symbol, neverExpires } = event.args
  const moment = momentOf(event)
  const { time, tx } = moment
  const terms = decodeTerms(event.args.terms)
  await touchNetwork(db, moment, (row) => ({ brands: row.brands + 1 }))
  await db.insert(token).values({ address, brandId: id })
  await db.insert(brand).values({
    ...{ id, code, name, symbol, token: address, owner, neverExpires, createdAt: time, createdTx: tx },
    ...terms,
    ...nothingYet,
    ...{ entranceOpen: true, windingDown: false },
  })
  const when = { announcedAt: time, effectiveAt: time }
  await db.insert(announcement).values({ id: rowId(moment), brandId: id, ...terms, by: owner, ...when, tx })
})

ponder.on('ClearingHub:WindDown', async ({ event, context: { db } }) => {
  const { brandId, remainderAt } = event.args
  const moment = momentOf(event)
  const { time } = moment
  await touchNetwork(db, moment)
  await settleWithdrawal(db, moment, brandId, { state: 'lapsed' })
  await changeBrand(db, brandId, time, () => ({ windingDown: true, windDownAt: time, remainderAt }))
})
