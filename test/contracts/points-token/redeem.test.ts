import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { wordOf } from '../helpers/lots.ts'
import { currentEpoch, DAY, goToEpochAhead, NEVER } from '../helpers/times.ts'
import { points, usd } from '../helpers/units.ts'
import { accountedFor, clearingOf } from '../helpers/worth.ts'

const ORDER = hashOf('order 1')

describe('PointsToken.redeem', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function redeem(amount: bigint) {
    return world.cafe.token.connect(world.alice).redeem(amount, ORDER)
  }

  describe('when a member spends points where they were issued', () => {
    it('burns them, says which lots, leaves the reserve', async () => {
      const { hub, alice, cafe, ethers } = world
      const epoch = await currentEpoch(world)
      const total = await accountedFor(world)
      const lots = wordOf(epoch, [{ lastEpoch: epoch + 2n, points: points('60') }])

      const sent = redeem(points('60'))

      await expect(sent).to.emit(cafe.token, 'Redeemed').withArgs(cafe.id, alice, ORDER, points('60'), lots)
      await expect(sent).to.changeTokenBalance(ethers, cafe.token, alice, -points('60'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1000'))
      expect((await clearingOf(world, cafe.id)).supply).to.equal(points('1440'))
      expect(await accountedFor(world)).to.equal(total)
      expect(await hub.accounted()).to.equal(total)
    })

    it('works while the network is paused and while the brand winds down', async () => {
      const { hub, guardian, cafe } = world
      await hub.connect(guardian).pause(DAY)
      await hub.connect(cafe.owner).windDown(cafe.id)

      await expect(redeem(points('1000'))).to.emit(cafe.token, 'Redeemed')
    })

    it('takes the same reference again, as the till decides what it means', async () => {
      await redeem(1n)
      await expect(redeem(1n)).to.emit(world.cafe.token, 'Redeemed')
    })
  })

  describe('rejects', () => {
    it('more than the balance', async () => {
      const { alice, cafe } = world
      await expect(redeem(points('1000') + 1n))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InsufficientBalance')
        .withArgs(alice, points('1000'), points('1000') + 1n)
    })

    it('points that expired', async () => {
      const { alice, cafe } = world
      await goToEpochAhead(world, 3n)
      await expect(redeem(1n))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InsufficientBalance')
        .withArgs(alice, 0n, 1n)
    })

    it('nothing', async () => {
      await expect(redeem(0n)).to.be.revertedWithCustomError(world.cafe.token, 'ZeroPoints')
    })

    it('a locked member', async () => {
      const { hub, alice } = world
      await hub.connect(alice).lock(DAY)
      await expect(redeem(1n)).to.be.revertedWithCustomError(hub, 'SpendLocked').withArgs(alice, NEVER)
    })
  })
})
