import { ponder } from 'ponder:registry'
import { reversal } from 'ponder:schema'
import { type Address, zeroAddress } from 'viem'
import type { Lot } from '../../chain/codec/lots.ts'
import { brandAt, changeBrand } from './brands.ts'
import { takeLots } from './holdings.ts'
import { lotsOfWord, sumOf } from './lots.ts'
import { type Moment, momentOf } from './moment.ts'
import { noteMovement, out } from './movements.ts'
import type { Store } from './store.ts'
import { touchNetwork } from './touch-network.ts'

interface TakenBack {
  brandId: number
  member: Address
  sequence: bigint
  lots: readonly Lot[]
  short: bigint
}

/** Points of one credit are taken back: at the address it was made to, then where that was claimed to. */
ponder.on('PointsToken:Reversed', async ({ event, context: { db } }) => {
  const { brandId, sequence, member, taken, short, total, movedTo, lotsAtMember, lotsAtMovedTo } = event.args
  const moment = momentOf(event)
  const { time, tx } = moment
  await touchNetwork(db, moment)
  const brand = await brandAt(db, brandId, time)
  const here = lotsOfWord(lotsAtMember, brand)
  const there = movedTo === zeroAddress ? [] : lotsOfWord(lotsAtMovedTo, brand)
  const credit = { brandId, sequence, member }
  const isHere = here.length > 0 || there.length === 0
  if (isHere) await takeBack(db, moment, { ...credit, lots: here, short: there.length > 0 ? 0n : short }, 0)
  if (there.length > 0) await takeBack(db, moment, { ...credit, member: movedTo, lots: there, short }, 1)

  await changeBrand(db, brandId, time, (row) => ({
    supply: row.supply - taken,
    reversed: row.reversed + taken,
    short: row.short + short,
  }))
  await db
    .insert(reversal)
    .values({ ...credit, total, taken, short, time, tx })
    .onConflictDoUpdate((row) => ({ total, taken: row.taken + taken, short: row.short + short, time, tx }))
})

async function takeBack(db: Store, moment: Moment, back: TakenBack, part: number): Promise<void> {
  const { brandId, member, sequence, lots, short } = back
  if (lots.length > 0) await takeLots(db, { brandId, member, time: moment.time }, lots)
  await noteMovement(db, moment, {
    kind: 'reversed',
    member,
    part,
    ...out(brandId, lots, sumOf(lots)),
    sequence,
    short,
  })
}
