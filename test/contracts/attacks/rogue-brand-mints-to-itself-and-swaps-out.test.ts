import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { createBrand } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf, worthOf } from '../helpers/worth.ts'

describe('Attack: a rogue brand mints to itself and swaps out', () => {
  it('drains its own reserve and nothing else', async () => {
    const world = await freshWorld()
    const { hub, dave, stranger, alice, airline, cafe } = world
    const terms = { rate: usdPerPoint('1'), spreadBps: 0n, promisePercent: 5n, life: 5n }
    const plan = { code: 'rogue', name: 'Rogue', symbol: 'ROG', terms }
    const invested = usd('100')
    const rogue = await createBrand(world, plan, { owner: dave, reserve: invested })
    const honest = await worthOf(world, alice)
    const before = [await clearingOf(world, cafe.id), await clearingOf(world, airline.id)] as const

    // 2,000 dollars of points on 100 dollars of reserve, and out with them.
    await mint(rogue, [[stranger, points('2000')]])
    await hub.connect(stranger).swap(rogue.id, airline.id, points('2000'), 1n, FAR_FUTURE)

    expect((await worthOf(world, dave, stranger)) <= invested).to.equal(true)
    expect((await clearingOf(world, rogue.id)).reserve).to.equal(0n)
    expect(await clearingOf(world, cafe.id)).to.deep.equal(before[0])
    expect((await clearingOf(world, airline.id)).reserve).to.equal(before[1].reserve + invested)
    expect(await worthOf(world, alice)).to.equal(honest)
  })
})
