import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { createBrand, type Brand } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { accountedFor, parWorthOf } from '../helpers/worth.ts'

describe('Attack: dust, round trips and zero out', () => {
  let world: World
  let odd: Brand

  beforeEach(async () => {
    world = await freshWorld()
    // A rate that divides nothing evenly.
    const terms = { rate: 333_337n, spreadBps: 0n, promisePercent: 100n, life: 2n }
    odd = await createBrand(
      world,
      { code: 'odd', name: 'Odd', symbol: 'ODD', terms },
      {
        owner: world.stranger,
        reserve: usd('100'),
      },
    )
    await mint(odd, [[world.dave, points('20')]])
  })

  it('never gains by A → B → A, however small the amounts', async () => {
    const { hub, dave, cafe } = world
    const as = hub.connect(dave)
    const total = await accountedFor(world)
    let worth = await parWorthOf(world, dave)

    for (const dust of [4n, 5n, 7n, 11n, 13n, 29n, 37n, 101n, 333n, 997n]) {
      await as.swap(odd.id, cafe.id, dust, 1n, FAR_FUTURE)
      const back = await cafe.token.balanceOf(dave)
      if ((await cafe.token.balanceOf(dave)) > 0n) await as.swap(cafe.id, odd.id, back, 1n, FAR_FUTURE)
      const now = await parWorthOf(world, dave)

      expect(now <= worth).to.equal(true)
      worth = now
    }
    expect(await accountedFor(world)).to.equal(total)
  })

  it('gets nothing for nothing, and gives nothing for nothing', async () => {
    const { hub, dave, cafe, airline, ethers } = world
    const as = hub.connect(dave)
    await expect(as.swap(odd.id, cafe.id, 0n, 0n, FAR_FUTURE)).to.be.revertedWithCustomError(odd.token, 'ZeroPoints')
    // 0.01 point is worth 333 µ: a third of what 0.01 bean costs.
    await expect(as.swap(odd.id, cafe.id, 1n, 0n, FAR_FUTURE)).to.be.revertedWithCustomError(cafe.token, 'ZeroPoints')
    await expect(as.swap(odd.id, airline.id, 1n, 0n, FAR_FUTURE)).to.changeTokenBalance(ethers, airline.token, dave, 3n)
  })

  it('loses less than a hundredth of a point to rounding', async () => {
    const { hub, dave, cafe } = world
    const before = await odd.token.balanceOf(dave)
    await hub.connect(dave).swap(odd.id, cafe.id, points('15'), 1n, FAR_FUTURE)
    await hub.connect(dave).swap(cafe.id, odd.id, await cafe.token.balanceOf(dave), 1n, FAR_FUTURE)

    // 1 bean unit is 1,000 µ or 3 odd units.
    expect(before - (await odd.token.balanceOf(dave)) <= 3n).to.equal(true)
  })
})
