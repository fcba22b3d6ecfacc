import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('Attack: a bank run on a pending cut', () => {
  it('pays the last as much as the first, down to the last cent', async () => {
    const world = await freshWorld()
    const { hub, cafe, airline, alice, bob, carol, dave } = world
    await mint(cafe, [
      [carol, points('4000')],
      [dave, points('4500')],
    ])
    expect((await clearingOf(world, cafe.id)).supply).to.equal(points('10000'))
    const cut = { rate: usdPerPoint('0.075'), spreadBps: 0n, promisePercent: 100n, life: 2n }
    await cafe.token.connect(cafe.rateSetter).announceTerms(cut, points('10000'))

    for (const member of [dave, carol, bob, alice]) {
      const held = await cafe.token.balanceOf(member)
      const { reserve } = await clearingOf(world, cafe.id)
      await hub.connect(member).swap(cafe.id, airline.id, held, 1n, FAR_FUTURE)
      expect(reserve - (await clearingOf(world, cafe.id)).reserve).to.equal((held * usd('0.1')) / 100n)
    }
    expect((await clearingOf(world, cafe.id)).reserve).to.equal(0n)
    expect((await clearingOf(world, cafe.id)).supply).to.equal(0n)
  })
})
