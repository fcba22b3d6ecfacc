import { ponder } from 'ponder:registry'
import { movement, payment, refund } from 'ponder:schema'
import type { Address, Hex } from 'viem'
import { brandAt, changeBrand } from './brands.ts'
import { giveLots, takeLots } from './holdings.ts'
import { lotsOfWord } from './lots.ts'
import { takeBackMint } from './mints.ts'
import { type Moment, momentOf, rowId } from './moment.ts'
import { into, noteMovement, out } from './movements.ts'
import type { Store } from './store.ts'
import { touchNetwork } from './touch-network.ts'

interface Order {
  tillId: number
  member: Address
  orderReference: Hex
}

interface Leg {
  brandId: number
  points: bigint
  value: bigint
  lots: bigint
}

ponder.on('ClearingHub:Paid', async ({ event, context: { db } }) => {
  const { brandId: tillId, member, orderReference, value, legs } = event.args
  const moment = momentOf(event)
  await touchNetwork(db, moment)
  const order = { tillId, member, orderReference }
  for (const [part, leg] of legs.entries()) {
    if (leg.brandId === tillId) await noteOwnLeg(db, moment, order, leg)
    else await spendLeg(db, moment, order, leg, part)
  }
  const { time: paidAt, block, tx, logIndex } = moment
  const texts = legs.map(({ brandId, ...amounts }) => ({ brandId, ...inDecimal(amounts) }))
  await db.insert(payment).values({ ...order, value, legs: texts, refundedShare: 0n, paidAt, block, logIndex, tx })
})

/** Another brand's points: burnt, and their value moves to the till's brand. */
async function spendLeg(db: Store, moment: Moment, order: Order, leg: Leg, part: number): Promise<void> {
  const { time } = moment
  const { tillId, member } = order
  const { brandId, points, value } = leg
  const brand = await brandAt(db, brandId, time)
  const gone = lotsOfWord(leg.lots, brand)
  await takeLots(db, { brandId, member, time }, gone)
  await changeBrand(db, brandId, time, (row) => ({
    supply: row.supply - points,
    paid: row.paid + points,
    reserve: row.reserve - value,
    valueOut: row.valueOut + value,
  }))
  await changeBrand(db, tillId, time, (row) => ({ reserve: row.reserve + value, valueIn: row.valueIn + value }))
  await noteMovement(db, moment, {
    kind: 'paid',
    ...order,
    part,
    ...out(brandId, gone, points),
    value,
    rate: brand.rate,
  })
}

/** The till's own points were redeemed a few logs before; that movement becomes a leg of the payment. */
async function noteOwnLeg(db: Store, { block, tx, logIndex }: Moment, order: Order, leg: Leg): Promise<void> {
  for (let at = logIndex - 1; at >= 0; at -= 1) {
    const id = rowId({ block, logIndex: at })
    const row = await db.find(movement, { id })
    if (row?.kind !== 'redeemed' || row.tx !== tx || row.orderReference !== order.orderReference) continue
    if (row.outBrandId !== leg.brandId || row.outPoints !== leg.points) continue
    await db.update(movement, { id }).set({ kind: 'paid', value: leg.value })
    return
  }
  throw new Error(`A payment in ${tx} holds points of its own brand that were not redeemed.`)
}

ponder.on('ClearingHub:PaymentRefunded', async ({ event, context: { db } }) => {
  const { brandId: tillId, member, orderReference, share, legs } = event.args
  const moment = momentOf(event)
  const { time, tx } = moment
  await touchNetwork(db, moment)
  const order = { tillId, member, orderReference }
  for (const [part, leg] of legs.entries()) await refundLeg(db, moment, order, leg, part)
  const texts = legs.map(({ brandId, ...amounts }) => ({ brandId, ...inDecimal(amounts) }))
  await db.insert(refund).values({ id: rowId(moment), ...order, share, legs: texts, time, tx })
  await db.update(payment, order).set({ refundedShare: share })
})

async function refundLeg(
  db: Store,
  moment: Moment,
  order: Order,
  leg: Leg & { lapsed: bigint },
  part: number,
): Promise<void> {
  const { time } = moment
  const { tillId, member } = order
  const { brandId, points, value, lapsed } = leg
  const brand = await brandAt(db, brandId, time)
  const back = lotsOfWord(leg.lots, brand)
  if (points > 0n) {
    await takeBackMint(db, moment, { brand, member, points })
    await giveLots(db, { brandId, member, time }, back)
  }
  const moved = brandId === tillId ? 0n : value
  await changeBrand(db, brandId, time, (row) => ({
    supply: row.supply + points,
    refunded: row.refunded + points,
    reserve: row.reserve + moved,
    valueIn: row.valueIn + moved,
  }))
  await changeBrand(db, tillId, time, (row) => ({ reserve: row.reserve - moved, valueOut: row.valueOut + moved }))
  await noteMovement(db, moment, { kind: 'refunded', ...order, part, ...into(brandId, back, points), value, lapsed })
}

function inDecimal<Key extends string>(amounts: Record<Key, bigint>): Record<Key, string> {
  return Object.fromEntries(Object.entries<bigint>(amounts).map(([key, amount]) => [key, String(amount)])) as Record<
    Key,
    string
  >
}
