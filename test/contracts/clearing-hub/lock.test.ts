import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { reversalOf } from '../helpers/credits.ts'
import { mint } from '../helpers/minting.ts'
import { DAY, FAR_FUTURE, nextBlockAt, NEVER, now, wait } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

const YEAR = 365n * DAY

describe('ClearingHub.lock', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function lock(delay: bigint) {
    return world.hub.connect(world.alice).lock(delay)
  }

  function unlock() {
    return world.hub.connect(world.alice).unlock()
  }

  describe('when a member locks', () => {
    it('says so', async () => {
      const { hub, alice, bob } = world

      await expect(lock(DAY)).to.emit(hub, 'Locked').withArgs(alice, DAY, NEVER)

      expect(await hub.lockedUntil(alice)).to.equal(NEVER)
      expect(await hub.unlockDelayOf(alice)).to.equal(DAY)
      expect(await hub.lockedUntil(bob)).to.equal(0n)
    })

    it('stops every way out, in every brand', async () => {
      const { hub, alice, bob, cafe, airline, bookshop, reef } = world
      await cafe.token.connect(alice).approve(bob, points('10'))
      await lock(DAY)
      const as = hub.connect(alice)

      for (const attempt of [
        () => as.swap(cafe.id, airline.id, 1n, 1n, FAR_FUTURE),
        () => as.swap(bookshop.id, airline.id, 1n, 1n, FAR_FUTURE),
        () => as.donate(airline.id, reef, 1n, 1n, FAR_FUTURE),
        () => as.pay(airline.id, hashOf('o'), [{ brandId: cafe.id, points: 1n }], 1n, FAR_FUTURE),
        () => cafe.token.connect(alice).redeem(1n, hashOf('o')),
        () => cafe.token.connect(alice).transfer(bob, 1n),
        () => cafe.token.connect(alice).transfer(alice, 0n),
        () => cafe.token.connect(bob).transferFrom(alice, bob, 1n),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(hub, 'SpendLocked').withArgs(alice, NEVER)
      }
    })

    it("leaves receiving and the brand's reversal", async () => {
      const { alice, bob, cafe, ethers } = world
      const batch = await mint(cafe, [[alice, points('5')]])
      await lock(DAY)

      await expect(cafe.token.connect(bob).transfer(alice, 7n)).to.changeTokenBalance(ethers, cafe.token, alice, 7n)
      await expect(
        cafe.token.connect(cafe.minter).reverse([reversalOf(batch, alice.address, points('5'))]),
      ).to.changeTokenBalance(ethers, cafe.token, alice, -points('5'))
    })

    it('renews with the same delay or a longer one', async () => {
      const { hub, alice } = world
      await lock(DAY)
      await lock(DAY)
      await expect(lock(YEAR)).to.emit(hub, 'Locked').withArgs(alice, YEAR, NEVER)
    })
  })

  describe('when the member unlocks', () => {
    it('stays locked for the delay it chose, to the second', async () => {
      const { hub, alice, bob, cafe } = world
      await lock(DAY)
      const sent = unlock()
      await sent
      const at = (await now(world)) + DAY

      await expect(sent).to.emit(hub, 'Locked').withArgs(alice, DAY, at)
      expect(await hub.lockedUntil(alice)).to.equal(at)
      await nextBlockAt(world, at - 1n)
      await expect(cafe.token.connect(alice).transfer(bob, 1n))
        .to.be.revertedWithCustomError(hub, 'SpendLocked')
        .withArgs(alice, at)
      await nextBlockAt(world, at)
      await expect(cafe.token.connect(alice).transfer(bob, 1n)).to.emit(cafe.token, 'Transfer')
      expect(await hub.lockedUntil(alice)).to.equal(0n)
    })

    it('does not restart the delay on a second unlock', async () => {
      const { hub, alice } = world
      await lock(DAY)
      await unlock()
      const at = await hub.lockedUntil(alice)
      await wait(world, 3_600n)

      await expect(unlock()).to.emit(hub, 'Locked').withArgs(alice, DAY, at)
    })

    it('can be locked again meanwhile, which stops the unlocking', async () => {
      const { hub, alice } = world
      await lock(DAY)
      await unlock()
      await lock(DAY)
      await wait(world, 2n * DAY)

      expect(await hub.lockedUntil(alice)).to.equal(NEVER)
    })

    it('is free to choose a shorter delay once it is over', async () => {
      const { hub, alice } = world
      await lock(DAY)
      await unlock()
      await wait(world, DAY)

      await expect(lock(0n)).to.emit(hub, 'Locked').withArgs(alice, 0n, NEVER)
      await unlock()
      expect(await hub.lockedUntil(alice)).to.equal(0n)
    })
  })

  describe('rejects', () => {
    it('a shorter delay while locked', async () => {
      await lock(DAY)
      await expect(lock(DAY - 1n))
        .to.be.revertedWithCustomError(world.hub, 'BadUnlockDelay')
        .withArgs(DAY - 1n, DAY, YEAR)
    })

    it('a delay above a year', async () => {
      await expect(lock(YEAR + 1n))
        .to.be.revertedWithCustomError(world.hub, 'BadUnlockDelay')
        .withArgs(YEAR + 1n, 0n, YEAR)
    })

    it('unlocking what is not locked', async () => {
      const { hub, alice } = world
      await expect(unlock()).to.be.revertedWithCustomError(hub, 'NotLocked').withArgs(alice)
    })
  })
})
