import { ZeroHash } from 'ethers'
import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { FAR_FUTURE } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { creditOf } from '../helpers/worth.ts'

describe('Attack: a fake cause as a cash-out', () => {
  it('gets no cause of its own and no coin out of another', async () => {
    const world = await freshWorld()
    const { hub, causeRegistry, alice, cafe, reef, stablecoin } = world

    await expect(causeRegistry.connect(alice).addCause('Mine', 'X', alice, ZeroHash))
      .to.be.revertedWithCustomError(causeRegistry, 'AccessManagedUnauthorized')
      .withArgs(alice)
    await expect(hub.connect(alice).setCauseActive(3n, true))
      .to.be.revertedWithCustomError(hub, 'NotCauseRegistry')
      .withArgs(alice)
    await expect(hub.connect(alice).donate(cafe.id, 3n, points('100'), 1n, FAR_FUTURE))
      .to.be.revertedWithCustomError(hub, 'CauseNotActive')
      .withArgs(3n)
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)
    await expect(causeRegistry.connect(alice).changePayout(reef, alice))
      .to.be.revertedWithCustomError(causeRegistry, 'NotPayout')
      .withArgs(reef, alice)
    await expect(hub.connect(alice).withdrawCause(reef))
      .to.be.revertedWithCustomError(hub, 'NotPayout')
      .withArgs(reef, alice)

    expect(await stablecoin.balanceOf(alice)).to.equal(0n)
    expect(await creditOf(world, reef)).to.equal(usd('10'))
  })
})
