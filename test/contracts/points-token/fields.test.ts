import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { createBrand, fund, type Brand } from '../helpers/brands.ts'
import { decodeLots } from '../helpers/lots.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE, goToEpochAhead } from '../helpers/times.ts'
import { usd } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

const FULL = 2n ** 40n - 1n

describe('PointsToken at the edge of its fields (invariant 12)', () => {
  let world: World
  let crumbs: Brand

  beforeEach(async () => {
    world = await freshWorld()
    const { stranger } = world
    const terms = { rate: 1n, spreadBps: 0n, promisePercent: 5n, life: 2n }
    const plan = { code: 'crumbs', name: 'Crumbs', symbol: 'CRU', terms }
    crumbs = await createBrand(world, plan, { owner: stranger, reserve: usd('3000') })
    await crumbs.token.setRoles(world.dave, 2n)
    await crumbs.token.setQuotas(world.dave, 2n ** 48n - 1n, 0n)
    crumbs = { ...crumbs, minter: world.dave }
  })

  describe('when a lane is full', () => {
    beforeEach(async () => {
      const { alice, bob } = world
      await mint(crumbs, [
        [alice, FULL],
        [bob, FULL],
      ])
    })

    it('holds exactly that and nothing in its neighbours', async () => {
      const { alice } = world
      expect(await crumbs.token.balanceOf(alice)).to.equal(FULL)
      expect(decodeLots(await crumbs.token.lotsOf(alice)).map((lot) => lot.points)).to.deep.equal([FULL])
      expect((await clearingOf(world, crumbs.id)).supply).to.equal(2n * FULL)
      expect((await clearingOf(world, crumbs.id)).rate).to.equal(1n)
    })

    it('takes no point more, by mint, transfer or swap', async () => {
      const { hub, alice, bob, cafe } = world
      await expect(mint(crumbs, [[alice, 1n]])).to.be.revertedWithCustomError(crumbs.token, 'AmountTooLarge')
      await expect(crumbs.token.connect(bob).transfer(alice, 1n)).to.be.revertedWithCustomError(
        crumbs.token,
        'AmountTooLarge',
      )
      await expect(hub.connect(alice).swap(cafe.id, crumbs.id, 1n, 1n, FAR_FUTURE)).to.be.revertedWithCustomError(
        crumbs.token,
        'AmountTooLarge',
      )
      expect(await crumbs.token.balanceOf(alice)).to.equal(FULL)
    })

    it('lets everything out again', async () => {
      const { hub, alice, bob, cafe, ethers } = world
      await crumbs.token.connect(bob).transfer(world.carol, FULL)
      await fund(world, cafe, usd('2000'))
      const value = FULL / 1_000n

      await expect(hub.connect(alice).swap(crumbs.id, cafe.id, FULL, 1n, FAR_FUTURE)).to.changeTokenBalance(
        ethers,
        cafe.token,
        alice,
        value / 1_000n,
      )
      expect((await clearingOf(world, crumbs.id)).supply).to.equal(FULL)
    })
  })

  describe('when a swap would buy more than a lane holds', () => {
    it('reverts and leaves both brands as they were', async () => {
      const { hub, cafe, alice } = world
      const plan = { code: 'gold', name: 'Gold', symbol: 'GLD' }
      const terms = { rate: 2n ** 36n - 1n, spreadBps: 0n, promisePercent: 5n, life: 2n }
      const gold = await createBrand(world, { ...plan, terms }, { owner: world.operator, reserve: usd('1000000') })
      await mint(gold, [[alice, 100n]])
      const before = [await clearingOf(world, gold.id), await clearingOf(world, crumbs.id)]

      await expect(hub.connect(alice).swap(gold.id, crumbs.id, 100n, 1n, FAR_FUTURE)).to.be.revertedWithCustomError(
        crumbs.token,
        'AmountTooLarge',
      )

      expect([await clearingOf(world, gold.id), await clearingOf(world, crumbs.id)]).to.deep.equal(before)
      await expect(hub.connect(alice).swap(gold.id, cafe.id, 100n, 1n, FAR_FUTURE)).to.emit(hub, 'Swapped')
    })
  })

  describe('when lots of a swap fit their lanes but not the last one they are capped at', () => {
    it('reverts', async () => {
      const { hub, alice, operator, stranger } = world
      const terms = { rate: 1n, spreadBps: 0n, promisePercent: 100n, life: 5n }
      const plan = { code: 'sand', name: 'Sand', symbol: 'SND', terms }
      const sand = await createBrand(world, plan, { owner: operator, reserve: usd('2000') })
      await sand.token.setRoles(stranger, 2n)
      await sand.token.setQuotas(stranger, 2n ** 48n - 1n, 0n)
      const half = (FULL * 6n) / 10n
      for (let batch = 0; batch < 2; batch++) {
        await mint({ ...sand, minter: stranger }, [[alice, half]])
        await goToEpochAhead(world, 1n)
      }

      await expect(
        hub.connect(alice).swap(sand.id, crumbs.id, 2n * half, 1n, FAR_FUTURE),
      ).to.be.revertedWithCustomError(crumbs.token, 'AmountTooLarge')
    })
  })

  describe('when the reserve is full', () => {
    it('takes no µ more by deposit or settlement', async () => {
      const { hub, deployer, stablecoin, cafe, alice } = world
      const room = 2n ** 53n - 1n - usd('3000')
      await fund(world, crumbs, room)
      await stablecoin.mint(deployer, 1n)
      await stablecoin.connect(deployer).approve(hub, 1n)

      await expect(hub.connect(deployer).deposit(crumbs.id, 1n)).to.be.revertedWithCustomError(
        crumbs.token,
        'AmountTooLarge',
      )
      await expect(hub.connect(alice).swap(cafe.id, crumbs.id, 1n, 1n, FAR_FUTURE)).to.revert(world.ethers)
      expect((await clearingOf(world, crumbs.id)).reserve).to.equal(2n ** 53n - 1n)
      expect((await clearingOf(world, crumbs.id)).supply).to.equal(0n)
    })
  })
})
