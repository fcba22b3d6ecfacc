import { ponder } from 'ponder:registry'
import { allowance, batch } from 'ponder:schema'
import { zeroAddress } from 'viem'
import { brandAt, brandOfToken, changeBrand } from './brands.ts'
import { giveLots, takeLots, takeOldest } from './holdings.ts'
import { lotsOfWord } from './lots.ts'
import { epochOf, mintAsCredit } from './mints.ts'
import { momentOf } from './moment.ts'
import { into, noteMovement, out } from './movements.ts'
import { touchNetwork } from './touch-network.ts'

/** A burn is left to the event that says why, and which lots went; a mint waits for a correction at most. */
ponder.on('PointsToken:Transfer', async ({ event, context: { db } }) => {
  const { from, to, value: points } = event.args
  if (to === zeroAddress || points === 0n) return
  const moment = momentOf(event)
  const { time } = moment
  const brand = await brandOfToken(db, event.log.address, time)
  if (from === zeroAddress) {
    await mintAsCredit(db, moment, brand, to, points)
    return
  }
  await touchNetwork(db, moment)
  const lots = await takeOldest(db, { brandId: brand.id, member: from, time }, points)
  await giveLots(db, { brandId: brand.id, member: to, time }, lots)
  const sent = { ...out(brand.id, lots, points), counterpart: to, part: 0 }
  const received = { ...into(brand.id, lots, points), counterpart: from, part: 1 }
  await noteMovement(db, moment, { kind: 'sent', member: from, ...sent })
  await noteMovement(db, moment, { kind: 'received', member: to, ...received })
})

ponder.on('PointsToken:BatchMinted', async ({ event, context: { db } }) => {
  const { brandId, sequence, count, ...args } = event.args
  const moment = momentOf(event)
  const { time, block, logIndex, tx } = moment
  await touchNetwork(db, moment)
  const brand = await brandAt(db, brandId, time)
  const asCredited = sequence === brand.batches + 1n && args.life === brand.life && BigInt(args.epoch) === epochOf(time)
  if (!asCredited) throw new Error(`Batch ${sequence} of brand ${brandId} credits other lots than its terms say.`)
  await changeBrand(db, brandId, time, () => ({ batches: sequence }))
  await db.insert(batch).values({ brandId, sequence, count: Number(count), ...args, block, logIndex, tx })
})

ponder.on('PointsToken:Redeemed', async ({ event, context: { db } }) => {
  const { brandId, member, orderReference, points } = event.args
  const moment = momentOf(event)
  const { time } = moment
  await touchNetwork(db, moment)
  const brand = await brandAt(db, brandId, time)
  const gone = lotsOfWord(event.args.lots, brand)
  await takeLots(db, { brandId, member, time }, gone)
  await changeBrand(db, brandId, time, (row) => ({
    supply: row.supply - points,
    redeemed: row.redeemed + points,
  }))
  const facts = { ...out(brandId, gone, points), rate: brand.rate, tillId: brandId, orderReference }
  await noteMovement(db, moment, { kind: 'redeemed', member, ...facts })
})

/** What expired is the oldest of what was there. */
ponder.on('PointsToken:Expired', async ({ event, context: { db } }) => {
  const { brandId, account: member, points } = event.args
  const moment = momentOf(event)
  const { time } = moment
  await touchNetwork(db, moment)
  const gone = await takeOldest(db, { brandId, member, time }, points)
  await changeBrand(db, brandId, time, (row) => ({ supply: row.supply - points, expired: row.expired + points }))
  await noteMovement(db, moment, { kind: 'expired', member, ...out(brandId, gone, points) })
})

ponder.on('PointsToken:Approval', async ({ event, context: { db } }) => {
  const { owner: member, spender, value: points } = event.args
  const moment = momentOf(event)
  const { time: changedAt } = moment
  await touchNetwork(db, moment)
  const { id: brandId } = await brandOfToken(db, event.log.address, changedAt)
  await db
    .insert(allowance)
    .values({ brandId, member, spender, points, changedAt })
    .onConflictDoUpdate({ points, changedAt })
})
