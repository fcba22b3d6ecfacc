import { id } from 'ethers'
import { paymentOf } from '../../../test/contracts/helpers/payments.ts'
import { points } from '../../../test/contracts/helpers/units.ts'
import { DEADLINE, type BenchWorld, give, makeMembers, type Member, nextDay, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'

const WHOLE = 10n ** 18n
const SAMPLES = 3

/** Payments at A's till with points of other brands, and their full refunds. */
export async function measurePay(world: BenchWorld): Promise<Figure[]> {
  const members = await makeMembers(world, 'pay', SAMPLES)
  for (const brand of world.brands) await give(world, brand, members, points('1000'))
  await nextDay(world)
  await nextDay(world)
  await payAndRefund(world, members, 1, 'warm-up')
  const figures: Figure[] = []
  for (const legs of [1, 2, 8]) {
    const { paid, refunded } = await payAndRefund(world, members, legs, 'measured')
    const name = `${legs} ${legs === 1 ? 'leg' : 'legs'}`
    figures.push(
      figureOf({
        key: `pay-${legs}`,
        what: `pay with ${name}`,
        samples: paid,
        touches: { accounts: 2 + legs, reads: 2, changes: 1 + 2 * legs, fills: 1, guard: true },
      }),
      figureOf({
        key: `refund-pay-${legs}`,
        what: `refundPay of ${name}`,
        samples: refunded,
        touches: { accounts: 2 + legs, reads: 1, changes: 3 + 2 * legs, guard: true },
      }),
    )
  }

  return figures
}

async function payAndRefund(world: BenchWorld, members: readonly Member[], legCount: number, label: string) {
  const { hub, a, brands } = world
  const legs = brands.slice(1, 1 + legCount).map(({ id: brandId }) => ({ brandId, points: points('12.34') }))
  const paid: Receipt[] = []
  const refunded: Receipt[] = []
  for (const { wallet } of members) {
    await tick(world)
    const reference = id(`${label} ${legCount}`)
    const sent = await hub.connect(wallet).pay(a.id, reference, legs, 1n, DEADLINE, GAS)
    paid.push(await receiptOf(Promise.resolve(sent)))
    const payment = await paymentOf(world, sent)
    await tick(world)
    refunded.push(await receiptOf(hub.connect(a.minter).refundPay(payment, WHOLE, GAS)))
  }

  return { paid, refunded }
}
