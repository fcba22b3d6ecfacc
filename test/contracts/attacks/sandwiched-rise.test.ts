import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { fund } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE, nextBlockAt } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { parWorthOf } from '../helpers/worth.ts'

describe('Attack: a rise is sandwiched', () => {
  it('gains nothing by entering a second before it takes effect and leaving with it', async () => {
    const world = await freshWorld()
    const { hub, cafe, airline, dave } = world
    await fund(world, airline, usd('1000'))
    await mint(airline, [[dave, points('20000')]])
    const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }
    await cafe.token.connect(cafe.rateSetter).announceTerms(risen, points('100000'))
    const { effectiveAt } = await cafe.token.brand()
    const before = await parWorthOf(world, dave)

    await nextBlockAt(world, effectiveAt - 1n)
    await hub.connect(dave).swap(airline.id, cafe.id, points('20000'), 1n, FAR_FUTURE)
    await nextBlockAt(world, effectiveAt)
    await hub.connect(dave).swap(cafe.id, airline.id, await cafe.token.balanceOf(dave), 1n, FAR_FUTURE)

    expect(before).to.equal(usd('200'))
    expect((await parWorthOf(world, dave)) < before).to.equal(true)
  })
})
