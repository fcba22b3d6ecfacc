import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { fund } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { NOTICE, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('Attack: raise the rate without backing', () => {
  it('needs the money before, and cannot take it out again', async () => {
    const world = await freshWorld()
    const { hub, cafe, dave, stablecoin } = world
    await mint(cafe, [[dave, points('8500')]])
    const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }
    const announce = () => cafe.token.connect(cafe.rateSetter).announceTerms(risen, points('10000'))
    await expect(announce())
      .to.be.revertedWithCustomError(cafe.token, 'CoverBelowPromise')
      .withArgs(cafe.id, usd('1000'), usd('1250'))

    // Borrow the money for a day: ask for it back before, pay it in, announce.
    await hub.connect(cafe.treasurer).requestWithdrawal(cafe.id, usd('250'))
    await wait(world, NOTICE)
    await fund(world, cafe, usd('250'))
    await announce()
    await expect(hub.connect(cafe.treasurer).withdraw(cafe.id))
      .to.be.revertedWithCustomError(cafe.token, 'NothingToWithdraw')
      .withArgs(cafe.id)
    await expect(mint(cafe, [[dave, 1n]])).to.be.revertedWithCustomError(cafe.token, 'CoverBelowPromise')

    await wait(world, NOTICE)
    expect(await clearingOf(world, cafe.id)).to.deep.include({ reserve: usd('1250'), rate: usdPerPoint('0.125') })
    expect(await stablecoin.balanceOf(cafe.treasurer)).to.equal(0n)
  })
})
