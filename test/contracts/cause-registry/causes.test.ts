import { id as hashOf, ZeroAddress } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { DAY, FAR_FUTURE, nextBlockAt, now, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { creditOf } from '../helpers/worth.ts'

const META = hashOf('what the cause does')
const FORTNIGHT = 14n * DAY

describe('CauseRegistry', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function add(name = 'School', registration = 'DE-7', payout = world.stranger.address) {
    return world.causeRegistry.connect(world.operator).addCause(name, registration, payout, META)
  }

  function donate(cause = world.reef) {
    return world.hub.connect(world.alice).donate(world.cafe.id, cause, points('10'), 1n, FAR_FUTURE)
  }

  describe('when the operator lists a cause', () => {
    it('opens it to donations', async () => {
      const { causeRegistry, hub, stranger } = world

      const sent = add()

      await expect(sent).to.emit(causeRegistry, 'CauseAdded').withArgs(3n, stranger, 'School', 'DE-7', META)
      await expect(sent).to.emit(hub, 'CauseStatus').withArgs(3n, true)
      expect(await causeRegistry.cause(3n)).to.deep.equal([
        stranger.address,
        true,
        ZeroAddress,
        0n,
        META,
        'School',
        'DE-7',
      ])
      expect(await causeRegistry.causeCount()).to.equal(3n)
      expect(await causeRegistry.payoutOf(3n)).to.equal(stranger.address)
      expect(await causeRegistry.hub()).to.equal(await hub.getAddress())
      await expect(donate(3n)).to.emit(hub, 'Donated')
    })
  })

  describe('when the operator removes it', () => {
    it('refuses donations and keeps its credit, which it can still withdraw', async () => {
      const { causeRegistry, hub, operator, reef, reefPayout, stablecoin, ethers } = world
      await donate()
      const sent = causeRegistry.connect(operator).setActive(reef, false)
      await expect(sent).to.emit(causeRegistry, 'CauseActiveChanged').withArgs(reef, false)
      await expect(sent).to.emit(hub, 'CauseStatus').withArgs(reef, false)

      await expect(donate()).to.be.revertedWithCustomError(hub, 'CauseNotActive').withArgs(reef)
      expect(await hub.causeCredit(reef)).to.deep.equal([usd('1'), false])
      await expect(hub.connect(reefPayout).withdrawCause(reef)).to.changeTokenBalance(
        ethers,
        stablecoin,
        reefPayout,
        usd('1'),
      )
    })

    it('can list it again', async () => {
      const { causeRegistry, hub, operator, reef } = world
      await causeRegistry.connect(operator).setActive(reef, false)
      await causeRegistry.connect(operator).setActive(reef, true)
      await expect(donate()).to.emit(hub, 'Donated')
    })
  })

  describe('when the cause changes its payout', () => {
    it("holds at once and drops the operator's proposal", async () => {
      const { causeRegistry, hub, operator, reef, reefPayout, stranger, dave, stablecoin, ethers } = world
      await donate()
      await causeRegistry.connect(operator).proposePayout(reef, dave)

      await expect(causeRegistry.connect(reefPayout).changePayout(reef, stranger))
        .to.emit(causeRegistry, 'PayoutChanged')
        .withArgs(reef, reefPayout, stranger)

      await wait(world, FORTNIGHT)
      await expect(causeRegistry.connect(operator).applyPayout(reef))
        .to.be.revertedWithCustomError(causeRegistry, 'NoProposal')
        .withArgs(reef)
      await expect(hub.connect(stranger).withdrawCause(reef)).to.changeTokenBalance(
        ethers,
        stablecoin,
        stranger,
        usd('1'),
      )
    })
  })

  describe('when the operator proposes another payout', () => {
    it('holds after 14 days, to the second, and only when applied', async () => {
      const { causeRegistry, operator, reef, reefPayout, dave } = world
      const sent = causeRegistry.connect(operator).proposePayout(reef, dave)
      await sent
      const at = (await now(world)) + FORTNIGHT
      await expect(sent).to.emit(causeRegistry, 'PayoutProposed').withArgs(reef, dave, at)

      await nextBlockAt(world, at - 1n)
      await expect(causeRegistry.connect(operator).applyPayout(reef))
        .to.be.revertedWithCustomError(causeRegistry, 'ProposalNotDue')
        .withArgs(reef, at)
      expect(await causeRegistry.payoutOf(reef)).to.equal(reefPayout.address)
      await nextBlockAt(world, at)
      await expect(causeRegistry.connect(operator).applyPayout(reef))
        .to.emit(causeRegistry, 'PayoutChanged')
        .withArgs(reef, reefPayout, dave)
      expect(await causeRegistry.payoutOf(reef)).to.equal(dave.address)
    })

    it('lapses 14 days after it was due', async () => {
      const { causeRegistry, operator, reef, reefPayout, dave } = world
      await causeRegistry.connect(operator).proposePayout(reef, dave)
      const lapses = (await now(world)) + 2n * FORTNIGHT

      await nextBlockAt(world, lapses + 1n)
      await expect(causeRegistry.connect(operator).applyPayout(reef))
        .to.be.revertedWithCustomError(causeRegistry, 'ProposalLapsed')
        .withArgs(reef, lapses)
      expect(await causeRegistry.payoutOf(reef)).to.equal(reefPayout.address)
    })

    it('starts over when proposed again', async () => {
      const { causeRegistry, operator, reef, dave, stranger } = world
      await causeRegistry.connect(operator).proposePayout(reef, dave)
      await wait(world, FORTNIGHT)
      await causeRegistry.connect(operator).proposePayout(reef, stranger)

      await expect(causeRegistry.connect(operator).applyPayout(reef)).to.be.revertedWithCustomError(
        causeRegistry,
        'ProposalNotDue',
      )
    })

    it('can be cancelled by the cause', async () => {
      const { causeRegistry, operator, reef, reefPayout, dave } = world
      await causeRegistry.connect(operator).proposePayout(reef, dave)

      await expect(causeRegistry.connect(reefPayout).cancelPayoutProposal(reef))
        .to.emit(causeRegistry, 'PayoutProposalCancelled')
        .withArgs(reef, dave)

      await wait(world, FORTNIGHT)
      await expect(causeRegistry.connect(operator).applyPayout(reef))
        .to.be.revertedWithCustomError(causeRegistry, 'NoProposal')
        .withArgs(reef)
    })
  })

  describe('when a cause withdraws', () => {
    it('gets its whole credit and leaves the others', async () => {
      const { hub, reef, forest, reefPayout, stablecoin, ethers } = world
      await donate()
      await donate(forest)
      const accounted = await hub.accounted()

      const sent = hub.connect(reefPayout).withdrawCause(reef)

      await expect(sent).to.emit(hub, 'CausePaid').withArgs(reef, reefPayout, usd('1'))
      await expect(sent).to.changeTokenBalances(ethers, stablecoin, [hub, reefPayout], [-usd('1'), usd('1')])
      expect(await creditOf(world, reef)).to.equal(0n)
      expect(await creditOf(world, forest)).to.equal(usd('1'))
      expect(await hub.accounted()).to.equal(accounted - usd('1'))
    })
  })

  describe('rejects', () => {
    it('anyone but the operator', async () => {
      const { causeRegistry, reef, guardian, deployer, reefPayout, alice } = world
      for (const by of [guardian, deployer, reefPayout, alice]) {
        const as = causeRegistry.connect(by)
        for (const attempt of [
          () => as.addCause('School', 'DE-7', by, META),
          () => as.setActive(reef, false),
          () => as.proposePayout(reef, by),
          () => as.applyPayout(reef),
        ]) {
          await expect(attempt()).to.be.revertedWithCustomError(causeRegistry, 'AccessManagedUnauthorized').withArgs(by)
        }
      }
    })

    it('a payout changed, or a proposal cancelled, by anyone but the payout address', async () => {
      const { causeRegistry, operator, reef, forestPayout, alice } = world
      await causeRegistry.connect(operator).proposePayout(reef, alice)
      for (const by of [operator, forestPayout, alice]) {
        for (const attempt of [
          () => causeRegistry.connect(by).changePayout(reef, by),
          () => causeRegistry.connect(by).cancelPayoutProposal(reef),
        ]) {
          await expect(attempt()).to.be.revertedWithCustomError(causeRegistry, 'NotPayout').withArgs(reef, by)
        }
      }
    })

    it('no name, no registration, no payout', async () => {
      const { causeRegistry, operator, reef, reefPayout } = world
      await expect(add('')).to.be.revertedWithCustomError(causeRegistry, 'EmptyName')
      await expect(add('School', '')).to.be.revertedWithCustomError(causeRegistry, 'EmptyName')
      for (const attempt of [
        () => add('School', 'DE-7', ZeroAddress),
        () => causeRegistry.connect(reefPayout).changePayout(reef, ZeroAddress),
        () => causeRegistry.connect(operator).proposePayout(reef, ZeroAddress),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(causeRegistry, 'ZeroPayout')
      }
    })

    it('an unknown cause', async () => {
      const { causeRegistry, hub, operator } = world
      const as = causeRegistry.connect(operator)
      for (const attempt of [
        () => as.setActive(9n, true),
        () => as.proposePayout(9n, operator),
        () => as.applyPayout(9n),
        () => as.changePayout(9n, operator),
        () => as.cancelPayoutProposal(9n),
        () => hub.connect(operator).withdrawCause(9n),
        () => as.cause(9n),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(causeRegistry, 'UnknownCause').withArgs(9n)
      }
    })

    it('a change that is none', async () => {
      const { causeRegistry, operator, reef, reefPayout } = world
      await expect(causeRegistry.connect(operator).setActive(reef, true))
        .to.be.revertedWithCustomError(causeRegistry, 'AlreadySo')
        .withArgs(reef, true)
      await expect(causeRegistry.connect(reefPayout).cancelPayoutProposal(reef))
        .to.be.revertedWithCustomError(causeRegistry, 'NoProposal')
        .withArgs(reef)
    })

    it('a withdrawal by anyone but the payout address, and of nothing', async () => {
      const { hub, reef, reefPayout, operator, alice } = world
      await donate()
      for (const by of [operator, alice]) {
        await expect(hub.connect(by).withdrawCause(reef))
          .to.be.revertedWithCustomError(hub, 'NotPayout')
          .withArgs(reef, by)
      }
      await hub.connect(reefPayout).withdrawCause(reef)
      await expect(hub.connect(reefPayout).withdrawCause(reef))
        .to.be.revertedWithCustomError(hub, 'NoCauseCredit')
        .withArgs(reef)
    })

    it('a status from anyone but the registry', async () => {
      const { hub, operator } = world
      await expect(hub.connect(operator).setCauseActive(1n, true))
        .to.be.revertedWithCustomError(hub, 'NotCauseRegistry')
        .withArgs(operator)
    })

    it('a second connection, a stranger, a hub of another registry', async () => {
      const { causeRegistry, hub, deployer, stranger, manager, ethers } = world
      await expect(causeRegistry.connect(deployer).getFunction('connect')(hub))
        .to.be.revertedWithCustomError(causeRegistry, 'CannotConnect')
        .withArgs(hub)
      const fresh = await ethers.deployContract('CauseRegistry', [manager], deployer)
      for (const [by, target] of [
        [stranger, hub],
        [deployer, hub],
        [deployer, alicesAddress(world)],
      ] as const) {
        await expect(fresh.connect(by).getFunction('connect')(target))
          .to.be.revertedWithCustomError(fresh, 'CannotConnect')
          .withArgs(target)
      }
    })

    it('a cause before the registry is connected', async () => {
      const { manager, ethers, operator, deployer } = world
      const fresh = await ethers.deployContract('CauseRegistry', [manager], deployer)
      const selector = fresh.interface.getFunction('addCause').selector
      await manager.connect(deployer).setTargetFunctionRole(fresh, [selector], 1n)
      await expect(fresh.connect(operator).addCause('School', 'DE-7', operator, META)).to.be.revertedWithCustomError(
        fresh,
        'NotConnected',
      )
    })
  })
})

function alicesAddress(world: World): string {
  return world.alice.address
}
