import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { decodeLots } from '../helpers/lots.ts'
import { paymentOf } from '../helpers/payments.ts'
import { EPOCH, FAR_FUTURE, goToEpochAhead, HOUR, nextBlockAt } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('Attack: renew points by paying and being refunded', () => {
  let world: World
  let lastEpoch: bigint

  beforeEach(async () => {
    world = await freshWorld()
    // An hour before the café's points expire.
    lastEpoch = await goToEpochAhead(world, 2n)
    await nextBlockAt(world, (lastEpoch + 1n) * EPOCH - HOUR)
  })

  async function pay() {
    const { hub, alice, cafe, bookshop } = world
    const legs = [{ brandId: cafe.id, points: points('1000') }]

    return paymentOf(world, hub.connect(alice).pay(bookshop.id, hashOf('o'), legs, 1n, FAR_FUTURE))
  }

  it('gives them back with the hour they had', async () => {
    const { hub, cafe, alice, bookshop } = world
    const payment = await pay()

    await hub.connect(bookshop.minter).refundPay(payment, 10n ** 18n)

    expect(decodeLots(await cafe.token.lotsOf(alice))).to.deep.equal([{ lastEpoch, points: points('1000') }])
    await goToEpochAhead(world, 1n)
    expect(await cafe.token.balanceOf(alice)).to.equal(0n)
  })

  it('gives none back once the hour is over, in one part or in many', async () => {
    const { hub, cafe, alice, bookshop } = world
    const payment = await pay()
    const { reserve } = await clearingOf(world, bookshop.id)
    await goToEpochAhead(world, 1n)

    for (const share of [1n, 10n ** 17n, 5n * 10n ** 17n, 10n ** 18n]) {
      await hub.connect(bookshop.minter).refundPay(payment, share)
    }

    expect(await cafe.token.balanceOf(alice)).to.equal(0n)
    expect((await clearingOf(world, bookshop.id)).reserve).to.equal(reserve)
    expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('900'))
  })
})
