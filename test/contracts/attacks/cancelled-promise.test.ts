import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { paymentOf } from '../helpers/payments.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'

describe('Attack: a promised rise of cover dropped by winding down beside a tiny cut', () => {
  it('keeps the risen promise, so a refund cannot take what members trusted', async () => {
    const world = await freshWorld()
    const { hub, cafe, gym, alice, ethers } = world
    const orderReference = ethers.id('order')
    const legs = [{ brandId: cafe.id, points: points('900') }]
    const payment = await paymentOf(world, hub.connect(alice).pay(gym.id, orderReference, legs, 1n, FAR_FUTURE))
    const rise = { rate: usdPerPoint('0.0475'), spreadBps: 0n, promisePercent: 95n, life: 1n }
    await gym.token.connect(gym.owner).announceTerms(rise, points('100000'))
    await hub.connect(gym.owner).windDown(gym.id)

    await expect(hub.connect(gym.minter).refundPay(payment, 10n ** 18n)).to.be.revertedWithCustomError(
      gym.token,
      'CoverBelowPromise',
    )
    expect((await gym.token.brand()).reserve).to.equal(usd('190'))
    const { announced } = await gym.token.brand()
    expect([announced.rate, announced.promisePercent]).to.deep.equal([usdPerPoint('0.05'), 95n])
    await wait(world, NOTICE)
    expect((await gym.token.brand()).terms.promisePercent).to.equal(95n)
  })
})
