import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { fund } from '../helpers/brands.ts'
import { promised } from '../helpers/clearing.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { clearingOf, worthOf } from '../helpers/worth.ts'

describe('Attack: mint to the promise and leave', () => {
  it('takes out what it put in, and leaves members what was promised', async () => {
    const world = await freshWorld()
    const { hub, gym, airline, carol, stranger } = world
    const promise = promised(points('4000'), 500_000n, 50n)
    const invested = usd('100')
    await fund(world, gym, invested)

    // Full cover now: Carol's 4,000 points are worth 200. The owner mints itself all that the promise allows, and runs.
    expect(await worthOf(world, carol)).to.equal(usd('200'))
    await mint(gym, [[stranger, points('4000')]])
    for (let part = 0; part < 4; part++) {
      await hub.connect(stranger).swap(gym.id, airline.id, points('1000'), 1n, FAR_FUTURE)
    }

    expect(promise).to.equal(usd('100'))
    expect(await worthOf(world, carol)).to.equal(promise)
    expect((await worthOf(world, stranger)) <= invested).to.equal(true)
    const { reserve, supply, rate } = await clearingOf(world, gym.id)
    expect(reserve >= promised(supply, rate, 50n)).to.equal(true)
  })
})
