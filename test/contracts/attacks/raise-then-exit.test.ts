import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { fund } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { parWorthOf } from '../helpers/worth.ts'

describe('Attack: enter on an announced rise, leave after it', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
    const { cafe, airline, dave } = world
    await fund(world, cafe, usd('1000'))
    await fund(world, airline, usd('1000'))
    await mint(airline, [[dave, points('20000')]])
    const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }
    await cafe.token.connect(cafe.rateSetter).announceTerms(risen, points('100000'))
  })

  for (const amount of ['0.13', '777.77', '20000']) {
    it(`gains nothing with ${amount} points`, async () => {
      const { hub, dave, cafe, airline } = world
      const before = await parWorthOf(world, dave)

      await hub.connect(dave).swap(airline.id, cafe.id, points(amount), 1n, FAR_FUTURE)
      await wait(world, NOTICE)
      expect((await parWorthOf(world, dave)) <= before).to.equal(true)
      await hub.connect(dave).swap(cafe.id, airline.id, await cafe.token.balanceOf(dave), 1n, FAR_FUTURE)

      expect((await parWorthOf(world, dave)) < before).to.equal(true)
    })
  }
})
