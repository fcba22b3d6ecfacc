import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { DAY, NOTICE, wait } from '../helpers/times.ts'
import { usd } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('Attack: a withdrawal request kept for a bad day', () => {
  it('lapses after three days, and the next one takes the notice again', async () => {
    const world = await freshWorld()
    const { hub, cafe, stablecoin } = world
    const desk = hub.connect(cafe.treasurer)
    await desk.requestWithdrawal(cafe.id, usd('850'))
    const { opensAt, closesAt } = await hub.withdrawalOf(cafe.id)
    await wait(world, NOTICE + 4n * DAY)

    // The bad day is here.
    await expect(desk.withdraw(cafe.id))
      .to.be.revertedWithCustomError(hub, 'WithdrawalNotOpen')
      .withArgs(cafe.id, opensAt, closesAt)
    await desk.requestWithdrawal(cafe.id, usd('850'))
    await expect(desk.requestWithdrawal(cafe.id, usd('850'))).to.be.revertedWithCustomError(hub, 'WithdrawalPending')
    await wait(world, NOTICE - DAY)
    await expect(desk.withdraw(cafe.id)).to.be.revertedWithCustomError(hub, 'WithdrawalNotOpen')

    expect(await stablecoin.balanceOf(cafe.treasurer)).to.equal(0n)
    expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1000'))
  })

  it('cannot hold two requests by asking again inside the window', async () => {
    const world = await freshWorld()
    const { hub, cafe, stablecoin } = world
    const desk = hub.connect(cafe.treasurer)
    await desk.requestWithdrawal(cafe.id, usd('10'))
    await wait(world, NOTICE)
    await desk.withdraw(cafe.id)
    await expect(desk.withdraw(cafe.id)).to.be.revertedWithCustomError(hub, 'NoWithdrawal').withArgs(cafe.id)

    expect(await stablecoin.balanceOf(cafe.treasurer)).to.equal(usd('10'))
  })
})
