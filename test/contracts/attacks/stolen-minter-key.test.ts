import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { DAILY_QUOTA, fund } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { paymentOf } from '../helpers/payments.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { clearingOf, worthOf } from '../helpers/worth.ts'

describe('Attack: a stolen minter key', () => {
  it('takes a day of quota at most, by mint and refund together', async () => {
    const world = await freshWorld()
    const { hub, cafe, airline, stranger, alice, bob } = world
    // The thief paid at the café before, so that it could refund itself with the key.
    await fund(world, airline, usd('1000'))
    await mint(airline, [[stranger, points('10000')]])
    const legs = [{ brandId: airline.id, points: points('10000') }]
    const payment = await paymentOf(world, hub.connect(stranger).pay(cafe.id, hashOf('o'), legs, 1n, FAR_FUTURE))
    await cafe.token.setQuotas(cafe.minter, points('300'), DAILY_QUOTA)
    const { reserve } = await clearingOf(world, cafe.id)
    const others = await worthOf(world, alice, bob)

    await mint(cafe, [[stranger, points('200')]])
    await expect(hub.connect(cafe.minter).refundPay(payment, 10n ** 18n)).to.be.revertedWithCustomError(
      cafe.token,
      'QuotaExceeded',
    )
    await hub.connect(cafe.minter).refundPay(payment, 10n ** 17n)
    await expect(mint(cafe, [[stranger, points('1')]])).to.be.revertedWithCustomError(cafe.token, 'QuotaExceeded')
    await hub.connect(stranger).swap(cafe.id, airline.id, points('200'), 1n, FAR_FUTURE)

    expect((await worthOf(world, stranger)) <= usd('30')).to.equal(true)
    expect(reserve - (await clearingOf(world, cafe.id)).reserve).to.equal(usd('30'))
    expect(await worthOf(world, alice, bob)).to.equal(others)
  })

  it('stops at the promise, and reaches no other brand', async () => {
    const world = await freshWorld()
    const { cafe, airline, bookshop, gym, stranger } = world
    const others = await Promise.all([airline, bookshop, gym].map(({ id }) => clearingOf(world, id)))

    await expect(mint(cafe, [[stranger, points('8500.01')]])).to.be.revertedWithCustomError(
      cafe.token,
      'CoverBelowPromise',
    )
    await expect(mint({ ...airline, minter: cafe.minter }, [[stranger, 1n]])).to.be.revertedWithCustomError(
      airline.token,
      'MissingRole',
    )

    expect(await Promise.all([airline, bookshop, gym].map(({ id }) => clearingOf(world, id)))).to.deep.equal(others)
  })
})
