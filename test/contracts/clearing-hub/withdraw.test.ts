import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { ROLES } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { DAY, FAR_FUTURE, HOUR, nextBlockAt, NOTICE, now, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

const WINDOW = 3n * DAY

describe('ClearingHub.withdraw', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function request(amount: bigint) {
    return world.hub.connect(world.cafe.treasurer).requestWithdrawal(world.cafe.id, amount)
  }

  function withdraw() {
    return world.hub.connect(world.cafe.treasurer).withdraw(world.cafe.id)
  }

  describe('when a request is made', () => {
    it('moves nothing and opens after the notice', async () => {
      const { hub, cafe } = world
      const accounted = await hub.accounted()
      const sent = request(usd('100'))
      await sent
      const opensAt = (await now(world)) + NOTICE

      await expect(sent)
        .to.emit(hub, 'WithdrawalRequested')
        .withArgs(cafe.id, cafe.treasurer, usd('100'), opensAt, opensAt + WINDOW)
      expect(await hub.withdrawalOf(cafe.id)).to.deep.equal([usd('100'), opensAt, opensAt + WINDOW])
      expect(await hub.accounted()).to.equal(accounted)
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1000'))
    })

    it('allows one at a time', async () => {
      const { hub, cafe } = world
      await request(usd('100'))
      const { closesAt } = await hub.withdrawalOf(cafe.id)

      await expect(request(usd('1')))
        .to.be.revertedWithCustomError(hub, 'WithdrawalPending')
        .withArgs(cafe.id, closesAt)
      await nextBlockAt(world, closesAt)
      await expect(request(usd('1'))).to.be.revertedWithCustomError(hub, 'WithdrawalPending')
    })

    it('allows a new one once it lapsed', async () => {
      const { hub, cafe } = world
      await request(usd('100'))
      await wait(world, NOTICE + WINDOW + HOUR)

      await expect(request(usd('7'))).to.emit(hub, 'WithdrawalRequested')
      expect((await hub.withdrawalOf(cafe.id)).amount).to.equal(usd('7'))
    })

    it('can be cancelled', async () => {
      const { hub, cafe } = world
      await request(usd('100'))

      await expect(hub.connect(cafe.treasurer).cancelWithdrawal(cafe.id))
        .to.emit(hub, 'WithdrawalCancelled')
        .withArgs(cafe.id, cafe.treasurer, usd('100'))
      expect(await hub.withdrawalOf(cafe.id)).to.deep.equal([0n, 0n, 0n])
      await expect(request(usd('7'))).to.emit(hub, 'WithdrawalRequested')
    })
  })

  describe('when the notice is over', () => {
    it('pays what was asked', async () => {
      const { hub, cafe, stablecoin, ethers } = world
      await request(usd('100'))
      await wait(world, NOTICE)

      const sent = withdraw()

      await expect(sent).to.emit(hub, 'Withdrawn').withArgs(cafe.id, cafe.treasurer, usd('100'), false)
      await expect(sent).to.changeTokenBalances(ethers, stablecoin, [hub, cafe.treasurer], [-usd('100'), usd('100')])
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('900'))
      expect(await hub.accounted()).to.equal(usd('2500'))
    })

    it('pays only what is free above the promise (invariants 4, 9)', async () => {
      const { stablecoin, cafe, ethers, dave } = world
      await request(usd('1000'))
      await wait(world, NOTICE)
      await mint(cafe, [[dave, points('7000')]])

      await expect(withdraw()).to.changeTokenBalance(ethers, stablecoin, cafe.treasurer, usd('150'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('850'))
    })

    it('holds the promise at a rate that is announced', async () => {
      const { stablecoin, cafe, ethers } = world
      await request(usd('1000'))
      await wait(world, NOTICE - DAY)
      const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }
      await cafe.token.connect(cafe.rateSetter).announceTerms(risen, points('10000'))
      await wait(world, DAY)

      await expect(withdraw()).to.changeTokenBalance(ethers, stablecoin, cafe.treasurer, usd('812.5'))
    })

    it('opens and closes to the second', async () => {
      const { hub, cafe } = world
      await request(usd('100'))
      const { opensAt, closesAt } = await hub.withdrawalOf(cafe.id)

      await nextBlockAt(world, opensAt - 1n)
      await expect(withdraw())
        .to.be.revertedWithCustomError(hub, 'WithdrawalNotOpen')
        .withArgs(cafe.id, opensAt, closesAt)
      await nextBlockAt(world, closesAt)
      await expect(withdraw()).to.emit(hub, 'Withdrawn')
    })

    it('reverts at zero and keeps the request', async () => {
      const { hub, cafe, dave } = world
      await request(usd('100'))
      await wait(world, NOTICE)
      await mint(cafe, [[dave, points('8500')]])

      await expect(withdraw()).to.be.revertedWithCustomError(cafe.token, 'NothingToWithdraw').withArgs(cafe.id)
      await hub.connect(dave).donate(cafe.id, world.reef, points('10'), 1n, FAR_FUTURE)
      expect((await hub.withdrawalOf(cafe.id)).amount).to.equal(usd('100'))
    })
  })

  describe('when the network was paused meanwhile', () => {
    it('stays open as much longer', async () => {
      const { hub, cafe, guardian } = world
      await request(usd('100'))
      const { opensAt, closesAt } = await hub.withdrawalOf(cafe.id)
      await nextBlockAt(world, opensAt + HOUR)
      await hub.connect(guardian).pause(2n * DAY)
      await nextBlockAt(world, closesAt + 2n * DAY)

      await expect(withdraw()).to.emit(hub, 'Withdrawn')
    })

    it('does not count a pause before it opened', async () => {
      const { hub, cafe, guardian } = world
      await request(usd('100'))
      await hub.connect(guardian).pause(2n * DAY)
      const { opensAt, closesAt } = await hub.withdrawalOf(cafe.id)
      await nextBlockAt(world, closesAt + 1n)

      await expect(withdraw())
        .to.be.revertedWithCustomError(hub, 'WithdrawalNotOpen')
        .withArgs(cafe.id, opensAt, closesAt)
    })
  })

  describe('rejects', () => {
    it('anyone but the treasurer', async () => {
      const { hub, cafe, operator, guardian, airline } = world
      await request(usd('100'))
      await wait(world, NOTICE)
      for (const caller of [cafe.owner, cafe.minter, cafe.rateSetter, operator, guardian, airline.treasurer]) {
        const desk = hub.connect(caller)
        for (const attempt of [
          () => desk.requestWithdrawal(cafe.id, 1n),
          () => desk.withdraw(cafe.id),
          () => desk.cancelWithdrawal(cafe.id),
        ]) {
          await expect(attempt())
            .to.be.revertedWithCustomError(hub, 'MissingRole')
            .withArgs(cafe.id, caller, ROLES.TREASURER)
        }
      }
    })

    for (const amount of [0n, 2n ** 53n]) {
      it(`a request of ${amount}`, async () => {
        await expect(request(amount))
          .to.be.revertedWithCustomError(world.hub, 'AmountTooLarge')
          .withArgs(amount, 2n ** 53n - 1n)
      })
    }

    it('an unknown brand', async () => {
      const { hub, stranger } = world
      await expect(hub.connect(stranger).withdraw(9n)).to.be.revertedWithCustomError(hub, 'UnknownBrand').withArgs(9n)
    })

    it('a withdrawal without a request, and a second one', async () => {
      const { hub, cafe } = world
      await expect(withdraw()).to.be.revertedWithCustomError(hub, 'NoWithdrawal').withArgs(cafe.id)
      await expect(hub.connect(cafe.treasurer).cancelWithdrawal(cafe.id))
        .to.be.revertedWithCustomError(hub, 'NoWithdrawal')
        .withArgs(cafe.id)
      await request(usd('100'))
      await wait(world, NOTICE)
      await withdraw()
      await expect(withdraw()).to.be.revertedWithCustomError(hub, 'NoWithdrawal').withArgs(cafe.id)
    })

    for (const [what, changed] of [
      ['rate', { rate: usdPerPoint('0.09') }],
      ['promise', { promisePercent: 50n }],
    ] as const) {
      it(`while a cut of the ${what} is pending`, async () => {
        const { cafe, hub } = world
        await request(usd('100'))
        await wait(world, NOTICE - DAY)
        const terms = { rate: usdPerPoint('0.1'), spreadBps: 0n, promisePercent: 100n, life: 2n, ...changed }
        await cafe.token.connect(cafe.rateSetter).announceTerms(terms, points('10000'))
        await wait(world, DAY)

        await expect(withdraw()).to.be.revertedWithCustomError(cafe.token, 'CutPending').withArgs(cafe.id)
        await cafe.token.connect(cafe.rateSetter).cancelTerms()
        await expect(withdraw()).to.emit(hub, 'Withdrawn')
      })
    }

    it('while the network is paused', async () => {
      const { hub, guardian } = world
      await request(usd('100'))
      await wait(world, NOTICE)
      await hub.connect(guardian).pause(DAY)
      await expect(withdraw())
        .to.be.revertedWithCustomError(hub, 'NetworkPaused')
        .withArgs((await now(world)) + DAY)
    })

    it('while the brand winds down', async () => {
      const { hub, cafe } = world
      await request(usd('100'))
      await hub.connect(cafe.owner).windDown(cafe.id)
      await wait(world, NOTICE)
      await expect(withdraw()).to.be.revertedWithCustomError(hub, 'NoWithdrawal').withArgs(cafe.id)
      await expect(request(1n)).to.be.revertedWithCustomError(hub, 'AlreadyWindingDown').withArgs(cafe.id)
    })
  })
})
