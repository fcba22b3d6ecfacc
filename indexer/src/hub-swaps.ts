import { ponder } from 'ponder:registry'
import { cause, giving } from 'ponder:schema'
import { brandAt, changeBrand } from './brands.ts'
import { giveLots, takeLots } from './holdings.ts'
import { lotsOfWord } from './lots.ts'
import { takeBackMint } from './mints.ts'
import { momentOf } from './moment.ts'
import { into, noteMovement, out } from './movements.ts'
import { touchNetwork } from './touch-network.ts'

ponder.on('ClearingHub:Swapped', async ({ event, context: { db } }) => {
  const { member, fromBrandId, toBrandId, pointsIn, pointsOut, value } = event.args
  const moment = momentOf(event)
  const { time } = moment
  await touchNetwork(db, moment)
  const from = await brandAt(db, fromBrandId, time)
  const to = await brandAt(db, toBrandId, time)
  const gone = lotsOfWord(event.args.lotsIn, from)
  const given = lotsOfWord(event.args.lotsOut, to)

  await takeBackMint(db, moment, { brand: to, member, points: pointsOut })
  await takeLots(db, { brandId: from.id, member, time }, gone)
  await giveLots(db, { brandId: to.id, member, time }, given)
  await changeBrand(db, from.id, time, (row) => ({
    supply: row.supply - pointsIn,
    swappedOut: row.swappedOut + pointsIn,
    reserve: row.reserve - value,
    valueOut: row.valueOut + value,
  }))
  await changeBrand(db, to.id, time, (row) => ({
    supply: row.supply + pointsOut,
    swappedIn: row.swappedIn + pointsOut,
    reserve: row.reserve + value,
    valueIn: row.valueIn + value,
  }))
  const sides = { ...out(from.id, gone, pointsIn), ...into(to.id, given, pointsOut) }
  await noteMovement(db, moment, { kind: 'swapped', member, ...sides, value, rate: from.rate })
})

ponder.on('ClearingHub:Donated', async ({ event, context: { db } }) => {
  const { member, brandId, causeId, points, value } = event.args
  const moment = momentOf(event)
  const { time } = moment
  await touchNetwork(db, moment)
  const brand = await brandAt(db, brandId, time)
  const gone = lotsOfWord(event.args.lots, brand)

  await takeLots(db, { brandId, member, time }, gone)
  await changeBrand(db, brandId, time, (row) => ({
    supply: row.supply - points,
    donated: row.donated + points,
    reserve: row.reserve - value,
    valueOut: row.valueOut + value,
  }))
  const isNewDonor = (await db.find(giving, { causeId, member })) === null
  await db
    .insert(giving)
    .values({ causeId, member, value, donations: 1, lastAt: time })
    .onConflictDoUpdate((row) => ({ value: row.value + value, donations: row.donations + 1, lastAt: time }))
  await db.update(cause, { id: causeId }).set((row) => ({
    credit: row.credit + value,
    received: row.received + value,
    donations: row.donations + 1,
    donors: row.donors + Number(isNewDonor),
  }))
  const facts = { ...out(brandId, gone, points), value, rate: brand.rate, causeId }
  await noteMovement(db, moment, { kind: 'donated', member, ...facts })
})
