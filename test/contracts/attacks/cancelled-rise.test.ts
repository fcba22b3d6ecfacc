import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usdPerPoint } from '../helpers/units.ts'
import { clearingOf, parWorthOf } from '../helpers/worth.ts'

describe('Attack: a rise that lures members in and is cancelled', () => {
  it('cannot be taken back, neither by cancelling nor by announcing again nor by winding down', async () => {
    const world = await freshWorld()
    const { hub, cafe, airline, alice } = world
    const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }
    const token = cafe.token.connect(cafe.rateSetter)
    await token.announceTerms(risen, points('100000'))
    const paid = await clearingOf(world, airline.id)
    await hub.connect(alice).swap(airline.id, cafe.id, points('10000'), 1n, FAR_FUTURE)
    const brought = paid.reserve - (await clearingOf(world, airline.id)).reserve
    const before = await parWorthOf(world, alice)

    await expect(token.cancelTerms()).to.be.revertedWithCustomError(token, 'RiseCannotBeCancelled').withArgs(cafe.id)
    await expect(
      token.announceTerms({ ...risen, rate: usdPerPoint('0.1') }, points('100000')),
    ).to.be.revertedWithCustomError(token, 'AnnouncementPending')
    await hub.connect(cafe.owner).windDown(cafe.id)
    await wait(world, NOTICE)

    expect((await clearingOf(world, cafe.id)).rate).to.equal(usdPerPoint('0.125'))
    // 800 beans for 100 dollars are worth 100 dollars again, and the 1,000 she had are worth a quarter more.
    expect((await parWorthOf(world, alice)) - before).to.equal(brought / 5n + brought / 4n)
  })
})
