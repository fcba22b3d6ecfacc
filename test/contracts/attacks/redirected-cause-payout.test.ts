import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { DAY, FAR_FUTURE, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'

describe("Attack: the operator redirects a cause's payout", () => {
  it('leaves the cause 14 days to refuse, and to take what it has', async () => {
    const world = await freshWorld()
    const { hub, causeRegistry, operator, stranger, alice, cafe, reef, reefPayout, stablecoin } = world
    const registry = causeRegistry.connect(operator)
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)

    await registry.proposePayout(reef, stranger)
    await wait(world, 14n * DAY - 60n)
    await expect(registry.applyPayout(reef)).to.be.revertedWithCustomError(causeRegistry, 'ProposalNotDue')
    await causeRegistry.connect(reefPayout).cancelPayoutProposal(reef)
    await wait(world, DAY)
    await expect(registry.applyPayout(reef)).to.be.revertedWithCustomError(causeRegistry, 'NoProposal').withArgs(reef)

    // The second time the cause does not cancel but takes its money; removing the cause does not help either.
    await registry.proposePayout(reef, stranger)
    await registry.setActive(reef, false)
    await wait(world, 13n * DAY)
    await hub.connect(reefPayout).withdrawCause(reef)
    await wait(world, DAY)
    await registry.applyPayout(reef)
    await expect(hub.connect(stranger).withdrawCause(reef))
      .to.be.revertedWithCustomError(hub, 'NoCauseCredit')
      .withArgs(reef)

    expect(await stablecoin.balanceOf(reefPayout)).to.equal(usd('10'))
    expect(await stablecoin.balanceOf(stranger)).to.equal(0n)
  })
})
