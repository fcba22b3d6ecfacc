import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { DAY, FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('Attack: cuts while winding down', () => {
  for (const [when, cutFirst] of [
    ['announced before', true],
    ['announced after', false],
  ] as const) {
    it(`pays members the old rate for 90 days, with a cut ${when}`, async () => {
      const world = await freshWorld()
      const { hub, cafe, airline, alice, bob, stablecoin } = world
      const cut = { rate: usdPerPoint('0.075'), spreadBps: 1_000n, promisePercent: 5n, life: 2n }
      const announce = () => cafe.token.connect(cafe.rateSetter).announceTerms(cut, points('10000'))
      await hub.connect(cafe.treasurer).requestWithdrawal(cafe.id, usd('850'))
      if (cutFirst) await announce()
      await hub.connect(cafe.owner).windDown(cafe.id)
      if (!cutFirst) {
        await expect(announce()).to.be.revertedWithCustomError(cafe.token, 'BrandWindingDown').withArgs(cafe.id)
      }
      await wait(world, NOTICE)
      await expect(hub.connect(cafe.treasurer).withdraw(cafe.id)).to.be.revertedWithCustomError(hub, 'NoWithdrawal')
      await wait(world, 79n * DAY)
      await expect(hub.connect(cafe.treasurer).withdrawRemainder(cafe.id)).to.be.revertedWithCustomError(
        hub,
        'RemainderNotDue',
      )

      await hub.connect(alice).swap(cafe.id, airline.id, points('1000'), 1n, FAR_FUTURE)
      await hub.connect(bob).swap(cafe.id, airline.id, points('500'), 1n, FAR_FUTURE)
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('850'))
      await wait(world, DAY)
      await hub.connect(cafe.treasurer).withdrawRemainder(cafe.id)
      expect(await stablecoin.balanceOf(cafe.treasurer)).to.equal(usd('850'))
    })
  }
})
