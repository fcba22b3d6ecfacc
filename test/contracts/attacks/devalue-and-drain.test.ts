import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { DAY, FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf, worthOf } from '../helpers/worth.ts'

describe('Attack: announce a cut and drain the reserve', () => {
  it('takes nothing before members could leave at the old rate, and nothing they are owed', async () => {
    const world = await freshWorld()
    const { hub, cafe, airline, alice, bob, stablecoin } = world
    const owed = await worthOf(world, alice, bob)
    await hub.connect(cafe.treasurer).requestWithdrawal(cafe.id, usd('1000'))
    const cut = { rate: usdPerPoint('0.075'), spreadBps: 0n, promisePercent: 100n, life: 2n }
    await cafe.token.connect(cafe.rateSetter).announceTerms(cut, points('100000'))

    await wait(world, NOTICE - DAY)
    await expect(hub.connect(cafe.treasurer).withdraw(cafe.id)).to.revert(world.ethers)
    expect(await worthOf(world, alice, bob)).to.equal(owed)
    // Alice leaves at the old rate; Bob sleeps.
    await hub.connect(alice).swap(cafe.id, airline.id, points('1000'), 1n, FAR_FUTURE)
    expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('900'))
    await wait(world, DAY)
    await hub.connect(cafe.treasurer).withdraw(cafe.id)

    // 500 points of Bob's at 0.075 stay covered in full.
    expect(await stablecoin.balanceOf(cafe.treasurer)).to.equal(usd('862.5'))
    expect(await worthOf(world, bob)).to.equal(usd('37.5'))
    expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('37.5'))
  })
})
