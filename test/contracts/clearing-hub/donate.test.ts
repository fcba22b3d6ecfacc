import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { wordOf } from '../helpers/lots.ts'
import { currentEpoch, DAY, FAR_FUTURE, NEVER, now } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { accountedFor, clearingOf, creditOf } from '../helpers/worth.ts'

describe('ClearingHub.donate', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  /** Alice gives café points to the reef unless told otherwise. */
  function donate(amount: bigint, options: Partial<{ cause: bigint; min: bigint; deadline: bigint }> = {}) {
    const { cause = world.reef, min = 1n, deadline = FAR_FUTURE } = options

    return world.hub.connect(world.alice).donate(world.cafe.id, cause, amount, min, deadline)
  }

  describe('when the cause is active', () => {
    it('burns the points and credits their value to the cause', async () => {
      const { hub, alice, cafe, reef, forest } = world
      const epoch = await currentEpoch(world)
      const lots = wordOf(epoch, [{ lastEpoch: epoch + 2n, points: points('25') }])

      const sent = donate(points('25'), { min: usd('2.5') })

      await expect(sent).to.emit(hub, 'Donated').withArgs(alice, cafe.id, reef, points('25'), usd('2.5'), lots)
      await expect(sent).to.changeTokenBalance(world.ethers, cafe.token, alice, -points('25'))
      expect(await hub.causeCredit(reef)).to.deep.equal([usd('2.5'), true])
      expect(await creditOf(world, forest)).to.equal(0n)
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('997.5'))
      expect((await clearingOf(world, cafe.id)).supply).to.equal(points('1475'))
    })

    it('keeps reserves and credits together what they were (invariant 1)', async () => {
      const { hub, stablecoin } = world
      const before = [await accountedFor(world), await hub.accounted(), await stablecoin.balanceOf(hub)]

      await donate(points('33.33'))

      expect([await accountedFor(world), await hub.accounted(), await stablecoin.balanceOf(hub)]).to.deep.equal(before)
    })

    it("needs nobody's consent", async () => {
      const { hub, cafe, alice } = world
      await cafe.token.connect(cafe.owner).setEntrance(false)
      await hub.connect(cafe.owner).windDown(cafe.id)

      await expect(donate(points('1000'))).to.changeTokenBalance(world.ethers, cafe.token, alice, -points('1000'))
    })
  })

  describe('when the brand is half covered', () => {
    it("credits the member's share", async () => {
      const { hub, gym, reef, carol } = world

      await hub.connect(carol).donate(gym.id, reef, points('1000'), usd('25'), FAR_FUTURE)

      expect(await creditOf(world, reef)).to.equal(usd('25'))
      expect((await clearingOf(world, gym.id)).reserve).to.equal(usd('75'))
    })
  })

  describe('rejects', () => {
    it('an unknown cause', async () => {
      await expect(donate(points('1'), { cause: 9n }))
        .to.be.revertedWithCustomError(world.hub, 'CauseNotActive')
        .withArgs(9n)
    })

    it('a removed cause', async () => {
      const { causeRegistry, operator, reef, hub } = world
      await causeRegistry.connect(operator).setActive(reef, false)
      await expect(donate(points('1')))
        .to.be.revertedWithCustomError(hub, 'CauseNotActive')
        .withArgs(reef)
    })

    it('a deadline that is over', async () => {
      const deadline = await now(world)
      await expect(donate(points('1'), { deadline }))
        .to.be.revertedWithCustomError(world.hub, 'DeadlineOver')
        .withArgs(deadline)
    })

    it('less than the minimum', async () => {
      await expect(donate(points('1'), { min: usd('0.100001') }))
        .to.be.revertedWithCustomError(world.hub, 'ValueBelowMinimum')
        .withArgs(usd('0.1'), usd('0.100001'))
    })

    it('no points', async () => {
      await expect(donate(0n)).to.be.revertedWithCustomError(world.cafe.token, 'ZeroPoints')
    })

    it('more than the balance', async () => {
      await expect(donate(points('1000.01')))
        .to.be.revertedWithCustomError(world.cafe.token, 'ERC20InsufficientBalance')
        .withArgs(world.alice, points('1000'), points('1000.01'))
    })

    it('a locked member', async () => {
      const { hub, alice } = world
      await hub.connect(alice).lock(DAY)
      await expect(donate(points('1')))
        .to.be.revertedWithCustomError(hub, 'SpendLocked')
        .withArgs(alice, NEVER)
    })

    it('a paused network', async () => {
      const { hub, guardian } = world
      await hub.connect(guardian).pause(DAY)
      await expect(donate(points('1')))
        .to.be.revertedWithCustomError(hub, 'NetworkPaused')
        .withArgs((await now(world)) + DAY)
    })
  })
})
