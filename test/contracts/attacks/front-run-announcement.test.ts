import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf, parWorthOf } from '../helpers/worth.ts'

describe('Attack: somebody slips in before an announcement', () => {
  it('makes the announcement revert, and pays two spreads for nothing', async () => {
    const world = await freshWorld()
    const { hub, cafe, airline, dave } = world
    await mint(airline, [[dave, points('10000')]])
    const before = await parWorthOf(world, dave)
    const { supply } = await clearingOf(world, cafe.id)
    const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }

    // The announcement waits in the pool with what the rate setter saw; Dave pays for the place before it.
    await hub.connect(dave).swap(airline.id, cafe.id, points('10000'), 1n, FAR_FUTURE)
    await expect(cafe.token.connect(cafe.rateSetter).announceTerms(risen, supply))
      .to.be.revertedWithCustomError(cafe.token, 'SupplyAboveMaximum')
      .withArgs(cafe.id, supply + points('1000'), supply)
    await hub.connect(dave).swap(cafe.id, airline.id, points('1000'), 1n, FAR_FUTURE)

    expect(before).to.equal(usd('100'))
    expect((await parWorthOf(world, dave)) < usd('98.1')).to.equal(true)
    await cafe.token.connect(cafe.rateSetter).announceTerms(risen, supply)
  })
})
