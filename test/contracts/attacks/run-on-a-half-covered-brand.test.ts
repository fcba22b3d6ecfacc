import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('Attack: a run on a half-covered brand', () => {
  it('gives the fastest no more than the slowest', async () => {
    const world = await freshWorld()
    const { hub, gym, reef, forest, carol, dave, reefPayout, forestPayout, stablecoin } = world
    await gym.token.connect(carol).transfer(dave, points('2000'))

    // Dave runs at once, in many small steps; Carol comes last.
    for (let step = 0; step < 20; step++) {
      await hub.connect(dave).donate(gym.id, reef, points('100'), 1n, FAR_FUTURE)
    }
    await hub.connect(carol).donate(gym.id, forest, points('2000'), 1n, FAR_FUTURE)

    await hub.connect(reefPayout).withdrawCause(reef)
    await hub.connect(forestPayout).withdrawCause(forest)
    const [fast, slow] = [await stablecoin.balanceOf(reefPayout), await stablecoin.balanceOf(forestPayout)]
    expect(fast <= slow).to.equal(true)
    expect(fast + slow).to.equal(usd('100'))
    expect((await clearingOf(world, gym.id)).reserve).to.equal(0n)
  })
})
