import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { NOTICE, FAR_FUTURE, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('Attack: a brand disables its exits', () => {
  it('keeps nobody in, whatever its owner turns off', async () => {
    const world = await freshWorld()
    const { hub, cafe, airline, reef, alice, bob } = world
    for (const { id } of [airline, world.bookshop, world.gym]) await cafe.token.setEntranceFor(id, false)
    await cafe.token.setEntrance(false)
    await cafe.token.setQuotas(cafe.minter, 0n, 0n)
    await cafe.token.setClaimQuota(0n)
    await cafe.token.setRoles(cafe.minter, 0n)
    await cafe.token
      .connect(cafe.rateSetter)
      .announceTerms({ rate: 750_000n, spreadBps: 1_023n, promisePercent: 5n, life: 2n }, points('100000'))
    await cafe.token.setRoles(cafe.rateSetter, 0n)
    await cafe.token.setRoles(cafe.treasurer, 0n)
    await wait(world, NOTICE / 2n)
    await hub.connect(cafe.owner).windDown(cafe.id)
    await wait(world, NOTICE)

    const as = hub.connect(alice)
    await as.swap(cafe.id, airline.id, points('250'), 1n, FAR_FUTURE)
    await as.donate(cafe.id, reef, points('250'), 1n, FAR_FUTURE)
    await as.pay(airline.id, hashOf('o'), [{ brandId: cafe.id, points: points('250') }], 1n, FAR_FUTURE)
    await cafe.token.connect(alice).redeem(points('125'), hashOf('o'))
    await cafe.token.connect(alice).transfer(bob, points('125'))

    expect(await cafe.token.balanceOf(alice)).to.equal(0n)
    // Every exit at the old rate: winding down dropped the cut.
    expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('925'))
  })
})
