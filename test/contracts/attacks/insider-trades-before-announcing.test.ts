import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf, parWorthOf } from '../helpers/worth.ts'

describe('Attack: an insider trades before its brand announces', () => {
  it('gains a quarter at most, out of money that brand had put up for it', async () => {
    const world = await freshWorld()
    const { hub, dave, cafe, airline } = world
    await mint(airline, [[dave, points('10000')]])
    const before = await parWorthOf(world, dave)
    const others = await clearingOf(world, airline.id)
    const free = (await clearingOf(world, cafe.id)).reserve - usd('150')

    await hub.connect(dave).swap(airline.id, cafe.id, points('10000'), 1n, FAR_FUTURE)
    const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }
    await cafe.token.connect(cafe.rateSetter).announceTerms(risen, points('100000'))
    await wait(world, NOTICE)

    const gain = (await parWorthOf(world, dave)) - before
    expect(before).to.equal(usd('100'))
    expect(gain).to.equal(usd('25'))
    expect(gain <= free).to.equal(true)
    await hub.connect(dave).swap(cafe.id, airline.id, points('1000'), 1n, FAR_FUTURE)
    // The airline is paid the rate for every mile it gives back.
    const { reserve, supply, rate } = await clearingOf(world, airline.id)
    expect(reserve - others.reserve >= ((supply - others.supply) * rate) / 1_000n).to.equal(true)
    expect((await parWorthOf(world, dave)) - before < usd('25')).to.equal(true)
  })
})
