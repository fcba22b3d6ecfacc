import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import type { StoppableStablecoin } from '../../../types/ethers-contracts/index.ts'
import { otherWorld, type Connection } from '../fixture.ts'
import { openOver, type CoinWorld } from '../helpers/coins.ts'
import { mint } from '../helpers/minting.ts'
import { paymentOf } from '../helpers/payments.ts'
import { FAR_FUTURE, NOTICE, wait } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { accountedFor, creditOf } from '../helpers/worth.ts'

async function overStoppableCoin(connection: Connection) {
  const coin = await connection.ethers.deployContract('StoppableStablecoin')

  return { world: await openOver(connection, await coin.getAddress()), coin }
}

describe('A stablecoin that can be stopped', () => {
  let world: CoinWorld
  let coin: StoppableStablecoin

  beforeEach(async () => {
    ;({ world, coin } = await otherWorld(overStoppableCoin))
    const { hub, alice, cafe, reef, forest } = world
    await hub.connect(alice).donate(cafe.id, reef, points('100'), 1n, FAR_FUTURE)
    await hub.connect(alice).donate(cafe.id, forest, points('50'), 1n, FAR_FUTURE)
    await hub.connect(cafe.owner).requestWithdrawal(cafe.id, usd('100'))
    await wait(world, NOTICE)
  })

  /** Everything a member and a brand do with points; none of it moves a coin. */
  async function useEveryVerb() {
    const { hub, alice, bob, cafe, airline, reef } = world
    const as = hub.connect(alice)
    await as.swap(cafe.id, airline.id, points('10'), 1n, FAR_FUTURE)
    await as.donate(cafe.id, reef, points('10'), 1n, FAR_FUTURE)
    const legs = [{ brandId: cafe.id, points: points('10') }]
    const payment = await paymentOf(world, as.pay(airline.id, hashOf('order'), legs, 1n, FAR_FUTURE))
    await hub.connect(airline.minter).refundPay(payment, 10n ** 18n)
    await cafe.token.connect(alice).redeem(points('10'), hashOf('order'))
    await cafe.token.connect(alice).transfer(bob, points('10'))
    await mint(cafe, [[bob, points('1')]])
  }

  for (const [what, stop] of [
    ['its issuer pauses it', () => coin.setPaused(true)],
    ['its issuer blacklists the hub', () => world.hub.getAddress().then((hub) => coin.setBlacklisted(hub, true))],
  ] as const) {
    describe(`when ${what}`, () => {
      beforeEach(async () => {
        await stop()
      })

      it('lets points go on moving', async () => {
        await useEveryVerb()

        expect(await accountedFor(world)).to.equal(await world.hub.accounted())
      })

      it('makes money wait and loses none of it', async () => {
        const { hub, cafe, reef, reefPayout, stranger, ethers } = world
        for (const attempt of [
          () => hub.connect(cafe.owner).withdraw(cafe.id),
          () => hub.connect(reefPayout).withdrawCause(reef),
          () => hub.connect(stranger).deposit(cafe.id, 1n),
        ]) {
          await expect(attempt()).to.revert(ethers)
        }
        expect(await hub.accounted()).to.equal(usd('2000'))
        expect(await creditOf(world, reef)).to.equal(usd('10'))

        await coin.setPaused(false)
        await coin.setBlacklisted(hub, false)
        await hub.connect(cafe.owner).withdraw(cafe.id)
        await hub.connect(reefPayout).withdrawCause(reef)
        expect(await coin.balanceOf(reefPayout)).to.equal(usd('10'))
        expect(await coin.balanceOf(cafe.owner)).to.equal(usd('100'))
      })
    })
  }

  describe('when its issuer blacklists a payee', () => {
    it('blocks nobody else', async () => {
      const { hub, cafe, reef, forest, reefPayout, forestPayout } = world
      await coin.setBlacklisted(reefPayout, true)

      await expect(hub.connect(reefPayout).withdrawCause(reef))
        .to.be.revertedWithCustomError(coin, 'Blacklisted')
        .withArgs(reefPayout)

      await useEveryVerb()
      await hub.connect(forestPayout).withdrawCause(forest)
      await hub.connect(cafe.owner).withdraw(cafe.id)
      expect(await coin.balanceOf(forestPayout)).to.equal(usd('5'))
      expect(await creditOf(world, reef)).to.equal(usd('11'))
    })

    it('lets the cause take its credit through another payout address', async () => {
      const { hub, causeRegistry, reef, reefPayout, stranger } = world
      await coin.setBlacklisted(reefPayout, true)
      await causeRegistry.connect(reefPayout).changePayout(reef, stranger)

      await hub.connect(stranger).withdrawCause(reef)

      expect(await coin.balanceOf(stranger)).to.equal(usd('10'))
    })
  })
})
