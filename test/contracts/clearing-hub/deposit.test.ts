import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { DAY } from '../helpers/times.ts'
import { usd } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('ClearingHub.deposit', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
    const { stablecoin, stranger, hub } = world
    await stablecoin.mint(stranger, usd('100'))
    await stablecoin.connect(stranger).approve(hub, usd('100'))
  })

  function deposit(amount: bigint, brandId = world.cafe.id) {
    return world.hub.connect(world.stranger).deposit(brandId, amount)
  }

  describe('when anyone sends stablecoin', () => {
    it('credits the reserve with what arrived', async () => {
      const { hub, stablecoin, stranger, cafe, ethers } = world
      const before = await hub.accounted()

      const sent = deposit(usd('40'))

      await expect(sent).to.emit(hub, 'ReserveDeposited').withArgs(cafe.id, stranger, usd('40'))
      await expect(sent).to.changeTokenBalances(ethers, stablecoin, [stranger, hub], [-usd('40'), usd('40')])
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1040'))
      expect(await hub.accounted()).to.equal(before + usd('40'))
    })

    it('works while the network is paused and after a wind-down', async () => {
      const { hub, guardian, cafe } = world
      await hub.connect(guardian).pause(DAY)
      await hub.connect(cafe.owner).windDown(cafe.id)

      await expect(deposit(usd('1'))).to.emit(hub, 'ReserveDeposited')
    })

    it('leaves coins that were sent without a deposit out of the account', async () => {
      const { hub, stablecoin, stranger } = world
      const before = await hub.accounted()

      await stablecoin.connect(stranger).transfer(hub, usd('5'))
      await deposit(usd('1'))

      expect(await hub.accounted()).to.equal(before + usd('1'))
    })
  })

  describe('rejects', () => {
    it('an unknown brand', async () => {
      await expect(deposit(1n, 9n)).to.be.revertedWithCustomError(world.hub, 'UnknownBrand').withArgs(9n)
    })

    it('a missing allowance', async () => {
      const { stablecoin, hub } = world
      await expect(deposit(usd('101')))
        .to.be.revertedWithCustomError(stablecoin, 'ERC20InsufficientAllowance')
        .withArgs(hub, usd('100'), usd('101'))
    })

    it("more than the reserve's field holds", async () => {
      const { stablecoin, stranger, hub } = world
      await stablecoin.mint(stranger, 2n ** 60n)
      await stablecoin.connect(stranger).approve(hub, 2n ** 60n)
      await expect(deposit(2n ** 53n))
        .to.be.revertedWithCustomError(hub, 'AmountTooLarge')
        .withArgs(2n ** 53n, 2n ** 53n - 1n)
      await expect(deposit(2n ** 53n - 1n)).to.revert(world.ethers)
      await expect(deposit(2n ** 53n - 1n - usd('1000'))).to.emit(hub, 'ReserveDeposited')
      expect((await clearingOf(world, world.cafe.id)).reserve).to.equal(2n ** 53n - 1n)
      expect((await clearingOf(world, world.cafe.id)).supply).to.equal(150_000n)
    })
  })
})
