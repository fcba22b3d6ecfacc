import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { ROLES } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { DAY, FAR_FUTURE, nextBlockAt, NOTICE, now, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

const PERIOD = 90n * DAY
const TERMS = { rate: usdPerPoint('0.1'), spreadBps: 0n, promisePercent: 100n, life: 2n }

describe('ClearingHub.windDown', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function windDown() {
    return world.hub.connect(world.cafe.owner).windDown(world.cafe.id)
  }

  function withdrawRemainder() {
    return world.hub.connect(world.cafe.treasurer).withdrawRemainder(world.cafe.id)
  }

  function announce(changed: Partial<typeof TERMS>) {
    const { token, rateSetter } = world.cafe

    return token.connect(rateSetter).announceTerms({ ...TERMS, ...changed }, points('10000'))
  }

  describe('when the owner winds down', () => {
    it('says when the remainder is due', async () => {
      const { hub, cafe } = world
      expect(await hub.remainderAt(cafe.id)).to.equal(0n)

      const sent = windDown()
      await sent
      const due = (await now(world)) + PERIOD

      await expect(sent).to.emit(hub, 'WindDown').withArgs(cafe.id, cafe.owner, due)
      expect(await hub.remainderAt(cafe.id)).to.equal(due)
      expect((await cafe.token.brand()).windingDown).to.equal(true)
    })

    it('stops mint, entrance and announcement', async () => {
      const { hub, alice, cafe, airline, dave } = world
      await windDown()

      await expect(mint(cafe, [[dave, 1n]]))
        .to.be.revertedWithCustomError(cafe.token, 'BrandWindingDown')
        .withArgs(cafe.id)
      await expect(hub.connect(alice).swap(airline.id, cafe.id, points('100'), 1n, FAR_FUTURE))
        .to.be.revertedWithCustomError(cafe.token, 'BrandWindingDown')
        .withArgs(cafe.id)
      await expect(announce({ rate: usdPerPoint('0.12') }))
        .to.be.revertedWithCustomError(cafe.token, 'BrandWindingDown')
        .withArgs(cafe.id)
    })

    it('leaves swap out, donate, pay, redeem and transfer', async () => {
      const { hub, alice, bob, cafe, airline, reef, ethers } = world
      await windDown()
      const as = hub.connect(alice)
      const leg = [{ brandId: cafe.id, points: points('100') }]

      const exits = [
        () => as.swap(cafe.id, airline.id, points('100'), 1n, FAR_FUTURE),
        () => as.donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE),
        () => as.pay(airline.id, hashOf('order'), leg, 1n, FAR_FUTURE),
        () => cafe.token.connect(alice).redeem(points('100'), hashOf('order')),
        () => cafe.token.connect(alice).transfer(bob, points('100')),
      ]
      for (const exit of exits) {
        await expect(exit()).to.changeTokenBalance(ethers, cafe.token, alice, -points('100'))
      }
    })

    it('lets a pending rise take effect', async () => {
      const { hub, alice, cafe, airline } = world
      await announce({ rate: usdPerPoint('0.125') })
      await windDown()
      await wait(world, NOTICE)

      await hub.connect(alice).swap(cafe.id, airline.id, points('100'), 1n, FAR_FUTURE)

      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('987.5'))
    })

    it('drops a pending cut', async () => {
      const { hub, alice, cafe, airline } = world
      await announce({ rate: usdPerPoint('0.08') })

      await expect(windDown())
        .to.emit(cafe.token, 'TermsCancelled')
        .withArgs(cafe.id, cafe.owner, Object.values(TERMS), Object.values({ ...TERMS, rate: usdPerPoint('0.08') }))
      await wait(world, NOTICE)
      await hub.connect(alice).swap(cafe.id, airline.id, points('100'), 1n, FAR_FUTURE)

      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('990'))
    })
  })

  describe('when 90 days are over', () => {
    beforeEach(async () => {
      await windDown()
    })

    it('pays what is left to the treasurer', async () => {
      const { hub, cafe, stablecoin, ethers } = world
      await nextBlockAt(world, await hub.remainderAt(cafe.id))

      const sent = withdrawRemainder()

      await expect(sent).to.emit(hub, 'Withdrawn').withArgs(cafe.id, cafe.treasurer, usd('1000'), true)
      await expect(sent).to.changeTokenBalances(ethers, stablecoin, [hub, cafe.treasurer], [-usd('1000'), usd('1000')])
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(0n)
      expect(await hub.accounted()).to.equal(usd('1600'))
    })

    it('pays later deposits too', async () => {
      const { hub, cafe, stablecoin, deployer, ethers } = world
      await wait(world, PERIOD)
      await withdrawRemainder()
      await stablecoin.mint(deployer, usd('3'))
      await stablecoin.connect(deployer).approve(hub, usd('3'))
      await hub.connect(deployer).deposit(cafe.id, usd('3'))

      await expect(withdrawRemainder()).to.changeTokenBalance(ethers, stablecoin, cafe.treasurer, usd('3'))
    })

    it('counts paused time on top', async () => {
      const { hub, cafe, guardian } = world
      const due = await hub.remainderAt(cafe.id)
      await hub.connect(guardian).pause(2n * DAY)
      await wait(world, 3n * DAY)
      expect(await hub.remainderAt(cafe.id)).to.equal(due + 2n * DAY)

      await nextBlockAt(world, due)
      await expect(withdrawRemainder())
        .to.be.revertedWithCustomError(hub, 'RemainderNotDue')
        .withArgs(cafe.id, due + 2n * DAY)
      await nextBlockAt(world, due + 2n * DAY)
      await expect(withdrawRemainder()).to.emit(hub, 'Withdrawn')
    })

    it('counts a pause that ended early only until then', async () => {
      const { hub, cafe, guardian } = world
      const due = await hub.remainderAt(cafe.id)
      await hub.connect(guardian).pause(2n * DAY)
      const start = await now(world)
      await nextBlockAt(world, start + DAY)
      await hub.connect(guardian).unpause()

      expect(await hub.remainderAt(cafe.id)).to.equal(due + DAY)
    })
  })

  describe('rejects', () => {
    it('anyone but the owner', async () => {
      const { hub, cafe, operator, airline } = world
      for (const caller of [cafe.treasurer, cafe.minter, cafe.rateSetter, operator, airline.owner]) {
        await expect(hub.connect(caller).windDown(cafe.id))
          .to.be.revertedWithCustomError(hub, 'MissingRole')
          .withArgs(cafe.id, caller, ROLES.OWNER)
      }
    })

    it('a second time', async () => {
      const { hub, cafe } = world
      await windDown()
      await expect(windDown()).to.be.revertedWithCustomError(hub, 'AlreadyWindingDown').withArgs(cafe.id)
    })

    it('the remainder a second too early', async () => {
      const { hub, cafe } = world
      await windDown()
      const due = await hub.remainderAt(cafe.id)
      await nextBlockAt(world, due - 1n)
      await expect(withdrawRemainder()).to.be.revertedWithCustomError(hub, 'RemainderNotDue').withArgs(cafe.id, due)
    })

    it('the remainder of a live brand', async () => {
      const { hub, cafe } = world
      await expect(withdrawRemainder()).to.be.revertedWithCustomError(hub, 'RemainderNotDue').withArgs(cafe.id, 0n)
    })

    it('the remainder to anyone but the treasurer', async () => {
      const { hub, cafe, operator } = world
      await windDown()
      await wait(world, PERIOD)
      for (const caller of [cafe.owner, cafe.minter, operator]) {
        await expect(hub.connect(caller).withdrawRemainder(cafe.id))
          .to.be.revertedWithCustomError(hub, 'MissingRole')
          .withArgs(cafe.id, caller, ROLES.TREASURER)
      }
    })

    it('the remainder while the network is paused', async () => {
      const { hub, guardian } = world
      await windDown()
      await wait(world, PERIOD)
      await hub.connect(guardian).pause(DAY)
      await expect(withdrawRemainder()).to.be.revertedWithCustomError(hub, 'NetworkPaused')
    })

    it('a remainder of nothing', async () => {
      const { cafe } = world
      await windDown()
      await wait(world, PERIOD)
      await withdrawRemainder()
      await expect(withdrawRemainder()).to.be.revertedWithCustomError(cafe.token, 'NothingToWithdraw').withArgs(cafe.id)
    })
  })
})
