import { id as hashOf, Wallet } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { reversalOf, type MintedBatch } from '../helpers/credits.ts'
import { domainOf, signIntent, typesOf } from '../helpers/intents.ts'
import { mint } from '../helpers/minting.ts'
import { paymentOf } from '../helpers/payments.ts'
import { DAY, FAR_FUTURE, HOUR, nextBlockAt, NOTICE, now, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'

describe('ClearingHub.pause', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function pause(duration: bigint) {
    return world.hub.connect(world.guardian).pause(duration)
  }

  describe('when the guardian pauses', () => {
    it('says until when', async () => {
      const { hub, guardian } = world
      const sent = pause(DAY)
      await sent
      const until = (await now(world)) + DAY

      await expect(sent).to.emit(hub, 'Paused').withArgs(guardian, until)
      expect(await hub.pausedUntil()).to.equal(until)
      await expect(hub.checkNotPaused()).to.be.revertedWithCustomError(hub, 'NetworkPaused').withArgs(until)
    })

    it('stops swap, donate, pay, mint, claim, withdraw', async () => {
      const { hub, alice, bob, cafe, airline, reef } = world
      const key = Wallet.createRandom()
      const signature = await key.signTypedData(await domainOf(world), typesOf('Claim'), {
        brandId: cafe.id,
        claimKey: key.address,
        to: bob.address,
      })
      await mint(cafe, [[await hub.claimAddressOf(cafe.id, key.address), points('1')]])
      await hub.connect(cafe.treasurer).requestWithdrawal(cafe.id, usd('1'))
      await wait(world, NOTICE)
      await pause(DAY)
      const until = await hub.pausedUntil()
      const as = hub.connect(alice)

      for (const attempt of [
        () => as.swap(cafe.id, airline.id, 1n, 1n, FAR_FUTURE),
        () => as.donate(cafe.id, reef, 1n, 1n, FAR_FUTURE),
        () => as.pay(airline.id, hashOf('o'), [{ brandId: cafe.id, points: 1n }], 1n, FAR_FUTURE),
        () => mint(cafe, [[bob, 1n]]),
        () => as.claim(cafe.id, key.address, bob, signature),
        () => hub.connect(cafe.treasurer).withdraw(cafe.id),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(hub, 'NetworkPaused').withArgs(until)
      }
    })

    it('leaves everything else', async () => {
      const { hub, alice, bob, cafe, airline, reef, bookshop, reefPayout } = world
      const batch: MintedBatch = await mint(cafe, [[bob, points('10')]])
      const legs = [{ brandId: cafe.id, points: points('1') }]
      const payment = await paymentOf(world, hub.connect(alice).pay(bookshop.id, hashOf('o'), legs, 1n, FAR_FUTURE))
      await hub.connect(alice).donate(cafe.id, reef, points('10'), 1n, FAR_FUTURE)
      await hub.connect(cafe.treasurer).requestWithdrawal(cafe.id, usd('1'))
      await pause(DAY)
      const as = hub.connect(alice)

      const { rate, spreadBps, promisePercent, life } = (await cafe.token.brand()).terms
      const cut = { rate: (rate * 9n) / 10n, spreadBps, promisePercent, life }
      const allowed = [
        () => cafe.token.connect(alice).redeem(1n, hashOf('o')),
        () => cafe.token.connect(alice).transfer(bob, 1n),
        () => cafe.token.connect(cafe.minter).reverse([reversalOf(batch, bob.address, 1n)]),
        () => hub.connect(bookshop.minter).refundPay(payment, 10n ** 18n),
        () => as.lock(DAY),
        () => as.unlock(),
        () => as.cancelNonces(1n),
        () => cafe.token.sweep([alice]),
        () => hub.connect(reefPayout).withdrawCause(reef),
        () => hub.connect(cafe.treasurer).cancelWithdrawal(cafe.id),
        () => hub.connect(cafe.treasurer).requestWithdrawal(cafe.id, 1n),
        () => cafe.token.connect(cafe.rateSetter).announceTerms(cut, points('10000')),
        () => cafe.token.connect(cafe.rateSetter).cancelTerms(),
        () => airline.token.connect(airline.owner).setEntrance(false),
        () => hub.connect(airline.owner).windDown(airline.id),
      ]
      for (const each of allowed) await (await each()).wait()
      expect(await hub.pausedUntil()).to.be.greaterThan(await now(world))
    })

    it('leaves intents that do not spend through the hub', async () => {
      const { hub, alice, bob, cafe, relay } = world
      await pause(DAY)
      const message = {
        member: alice.address,
        brandId: cafe.id,
        to: bob.address,
        points: 5n,
        nonce: 0n,
        deadline: FAR_FUTURE,
      }

      await expect(hub.connect(relay).execute([await signIntent(world, alice, 'Transfer', message)]))
        .to.emit(hub, 'IntentExecuted')
        .withArgs(alice, 0n, 4n)
    })

    it('ends by itself, to the second', async () => {
      const { hub, alice, cafe, airline } = world
      await pause(DAY)
      const until = await hub.pausedUntil()
      await nextBlockAt(world, until - 1n)
      await expect(hub.connect(alice).swap(cafe.id, airline.id, 100n, 1n, FAR_FUTURE))
        .to.be.revertedWithCustomError(hub, 'NetworkPaused')
        .withArgs(until)
      await nextBlockAt(world, until)
      await expect(hub.connect(alice).swap(cafe.id, airline.id, 100n, 1n, FAR_FUTURE)).to.emit(hub, 'Swapped')
    })

    it('uses up the 72 hours, which come back after 14 days', async () => {
      const { hub } = world
      expect(await hub.pauseAvailable()).to.equal(72n * HOUR)
      await pause(30n * HOUR)
      expect(await hub.pauseAvailable()).to.equal(42n * HOUR)
      await wait(world, 31n * HOUR)
      await pause(42n * HOUR)
      await wait(world, 43n * HOUR)
      expect(await hub.pauseAvailable()).to.equal(0n)

      await wait(world, 14n * DAY)
      expect(await hub.pauseAvailable()).to.equal(72n * HOUR)
    })
  })

  describe('when the guardian unpauses', () => {
    it('ends the pause and gives back what was not used', async () => {
      const { hub, guardian, alice, cafe, airline } = world
      await pause(72n * HOUR)
      const start = await now(world)
      await nextBlockAt(world, start + 10n * HOUR)

      await expect(hub.connect(guardian).unpause())
        .to.emit(hub, 'Paused')
        .withArgs(guardian, start + 10n * HOUR)

      expect(await hub.pauseAvailable()).to.equal(62n * HOUR)
      await expect(hub.connect(alice).swap(cafe.id, airline.id, 100n, 1n, FAR_FUTURE)).to.emit(hub, 'Swapped')
    })

    it('counts a pause as an hour at least', async () => {
      const { hub, guardian } = world
      await pause(72n * HOUR)
      await hub.connect(guardian).unpause()
      await wait(world, 2n * HOUR)

      expect(await hub.pauseAvailable()).to.equal(71n * HOUR)
    })
  })

  describe('rejects', () => {
    it('more than 72 hours', async () => {
      await expect(pause(72n * HOUR + 1n))
        .to.be.revertedWithCustomError(world.hub, 'PauseTooLong')
        .withArgs(72n * HOUR + 1n, 72n * HOUR)
      await expect(pause(2n ** 255n)).to.be.revertedWithCustomError(world.hub, 'PauseTooLong')
    })

    it('a second pause at a time', async () => {
      await pause(HOUR)
      const until = await world.hub.pausedUntil()
      await expect(pause(HOUR)).to.be.revertedWithCustomError(world.hub, 'NetworkPaused').withArgs(until)
    })

    it('an unpause without a pause', async () => {
      const { hub, guardian } = world
      await expect(hub.connect(guardian).unpause()).to.be.revertedWithCustomError(hub, 'NetworkNotPaused')
    })

    it('anyone but the guardian', async () => {
      const { hub, operator, deployer, cafe, alice } = world
      for (const caller of [operator, deployer, cafe.owner, alice]) {
        for (const attempt of [() => hub.connect(caller).pause(HOUR), () => hub.connect(caller).unpause()]) {
          await expect(attempt()).to.be.revertedWithCustomError(hub, 'AccessManagedUnauthorized').withArgs(caller)
        }
      }
    })
  })
})
