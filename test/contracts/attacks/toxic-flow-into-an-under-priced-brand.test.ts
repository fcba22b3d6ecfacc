import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'
import { clearingOf, parWorthOf } from '../helpers/worth.ts'

describe('Attack: toxic flow into an under-priced brand', () => {
  it('pays the rate and the spread for every point, until the brand closes its door at once', async () => {
    const world = await freshWorld()
    const { hub, cafe, airline, alice } = world
    const before = await clearingOf(world, airline.id)
    const worth = await parWorthOf(world, alice)

    await hub.connect(alice).swap(cafe.id, airline.id, points('400'), 1n, FAR_FUTURE)

    const after = await clearingOf(world, airline.id)
    const brought = after.reserve - before.reserve
    const promised = ((after.supply - before.supply) * after.rate) / 1_000n
    expect((brought * 10_000n) / promised >= 10_199n).to.equal(true)
    expect((await parWorthOf(world, alice)) < worth).to.equal(true)

    await airline.token.setEntrance(false)
    await expect(hub.connect(alice).swap(cafe.id, airline.id, points('600'), 1n, FAR_FUTURE))
      .to.be.revertedWithCustomError(airline.token, 'EntranceClosed')
      .withArgs(airline.id, cafe.id)
    expect(await clearingOf(world, airline.id)).to.deep.equal(after)
  })
})
