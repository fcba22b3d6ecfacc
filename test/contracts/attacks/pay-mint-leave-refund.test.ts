import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { createBrand, fund, type Brand } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { paymentOf } from '../helpers/payments.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf, worthOf } from '../helpers/worth.ts'

const ALL = 10n ** 18n

describe('Attack: pay, mint, leave, refund', () => {
  let world: World
  let rogue: Brand
  let payment: Awaited<ReturnType<typeof paymentOf>>

  /** Dave owns a brand and 100 dollars of beans; he pays them at his own till and mints them out again. */
  beforeEach(async () => {
    world = await freshWorld()
    const { hub, cafe, airline, dave, stranger } = world
    const terms = { rate: usdPerPoint('1'), spreadBps: 0n, promisePercent: 100n, life: 1n }
    rogue = await createBrand(world, { code: 'rogue', name: 'Rogue', symbol: 'ROG', terms }, { owner: dave })
    await mint(cafe, [[dave, points('1000')]])
    const legs = [{ brandId: cafe.id, points: points('1000') }]
    payment = await paymentOf(world, hub.connect(dave).pay(rogue.id, hashOf('o'), legs, usd('100'), FAR_FUTURE))
    await mint(rogue, [[stranger, points('100')]])
    await hub.connect(stranger).swap(rogue.id, airline.id, points('100'), 1n, FAR_FUTURE)
  })

  it('gets no refund out of an empty reserve', async () => {
    const { hub, dave, stranger, cafe } = world
    expect((await clearingOf(world, rogue.id)).reserve).to.equal(0n)
    const before = await clearingOf(world, cafe.id)

    // A share too small for a hundredth of a point moves nothing.
    await hub.connect(dave).refundPay(payment, 1n)
    for (const share of [ALL / 1_000n, ALL]) {
      await expect(hub.connect(dave).refundPay(payment, share)).to.be.revertedWithCustomError(
        rogue.token,
        'CoverBelowPromise',
      )
    }

    expect(await worthOf(world, dave, stranger)).to.be.lessThan(usd('100'))
    expect(await clearingOf(world, cafe.id)).to.deep.equal(before)
  })

  it('gets no refund out of a reserve that covers points', async () => {
    const { hub, dave, alice } = world
    await fund(world, rogue, usd('50'))
    await mint(rogue, [[alice, points('50')]])
    const owed = await worthOf(world, alice)

    await expect(hub.connect(dave).refundPay(payment, ALL / 2n)).to.be.revertedWithCustomError(
      rogue.token,
      'CoverBelowPromise',
    )

    expect(await worthOf(world, alice)).to.equal(owed)
  })

  it('gains nothing where it deposits the refund first', async () => {
    const { hub, dave, stranger, cafe } = world
    const before = await worthOf(world, dave, stranger)
    await fund(world, rogue, usd('100'))
    await hub.connect(dave).refundPay(payment, ALL)

    expect((await worthOf(world, dave, stranger)) - before).to.equal(usd('100'))
    expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1000'))
    expect((await clearingOf(world, rogue.id)).reserve).to.equal(0n)
  })
})
