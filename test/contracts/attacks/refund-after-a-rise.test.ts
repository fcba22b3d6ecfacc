import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { paymentOf } from '../helpers/payments.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('Attack: a refund after a rise', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  it('is no free option: it gives back the value that was paid, whether the rate rose, is about to, or fell', async () => {
    const { hub, alice, cafe, bookshop } = world
    const legs = [{ brandId: cafe.id, points: points('300') }]
    const payments = []
    for (const order of ['a', 'b', 'c']) {
      const sent = hub.connect(alice).pay(bookshop.id, hashOf(order), legs, usd('30'), FAR_FUTURE)
      payments.push(await paymentOf(world, sent))
    }
    const [early, late, last] = payments
    if (early === undefined || late === undefined || last === undefined) throw new Error('Three payments were made.')
    const refund = async (payment: typeof early) => {
      const before = await cafe.token.balanceOf(alice)
      await hub.connect(bookshop.minter).refundPay(payment, 10n ** 18n)

      return (await cafe.token.balanceOf(alice)) - before
    }
    const reserves = async () =>
      (await clearingOf(world, cafe.id)).reserve + (await clearingOf(world, bookshop.id)).reserve
    const before = await reserves()

    const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }
    await cafe.token.connect(cafe.rateSetter).announceTerms(risen, points('10000'))
    expect(await refund(early)).to.equal(points('240'))
    await wait(world, NOTICE)
    expect(await refund(late)).to.equal(points('240'))

    await cafe.token.connect(cafe.rateSetter).announceTerms({ ...risen, rate: usdPerPoint('0.09375') }, points('10000'))
    await wait(world, NOTICE)
    // Below the first rate: no more points than were spent, the rest of the value is the café's.
    expect(await refund(last)).to.equal(points('300'))
    expect(await reserves()).to.equal(before)
  })
})
