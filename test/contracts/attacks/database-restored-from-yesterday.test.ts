import { id as hashOf, ZeroHash } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { reversalOf } from '../helpers/credits.ts'
import { mint } from '../helpers/minting.ts'
import { paymentOf } from '../helpers/payments.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'
import { clearingOf, worthOf } from '../helpers/worth.ts'

describe("Attack: everything of yesterday's database is sent again", () => {
  it('changes nothing', async () => {
    const world = await freshWorld()
    const { hub, cafe, bookshop, alice, carol, dave } = world
    const minter = cafe.token.connect(cafe.minter)
    // Today: a batch, two returns of it, a payment refunded in two parts.
    const batch = await mint(cafe, [
      [carol, points('30')],
      [dave, points('20')],
    ])
    await minter.reverse([reversalOf(batch, carol.address, points('5'))])
    await minter.reverse([reversalOf(batch, carol.address, points('12'))])
    const legs = [{ brandId: cafe.id, points: points('100') }]
    const payment = await paymentOf(world, hub.connect(alice).pay(bookshop.id, hashOf('o'), legs, 1n, FAR_FUTURE))
    await hub.connect(bookshop.minter).refundPay(payment, 10n ** 17n)
    await hub.connect(bookshop.minter).refundPay(payment, 10n ** 18n / 2n)
    const facts = async () => ({
      cafe: await clearingOf(world, cafe.id),
      bookshop: await clearingOf(world, bookshop.id),
      worth: await Promise.all([alice, carol, dave].map((member) => worthOf(world, member))),
    })
    const before = await facts()

    // Tomorrow's service knows none of it, and does it all again.
    await expect(minter.mintBatch(batch.sequence, [...batch.credits], ZeroHash, batch.returnWindow))
      .to.be.revertedWithCustomError(cafe.token, 'BatchOutOfSequence')
      .withArgs(cafe.id, batch.sequence + 1n, batch.sequence)
    for (const total of ['5', '12']) await minter.reverse([reversalOf(batch, carol.address, points(total))])
    for (const share of [10n ** 17n, 10n ** 18n / 2n]) await hub.connect(bookshop.minter).refundPay(payment, share)

    expect(await facts()).to.deep.equal(before)
  })
})
