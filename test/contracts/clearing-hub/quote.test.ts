import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { fund } from '../helpers/brands.ts'
import { pointsIn } from '../helpers/clearing.ts'
import { mint } from '../helpers/minting.ts'
import { FAR_FUTURE, goToEpochAhead } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'

describe('ClearingHub.quote', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  describe('when a member asks before acting', () => {
    it('names what a swap will give and what it is worth', async () => {
      const { hub, cafe, airline, alice, ethers } = world
      const out = pointsIn(usd('10'), { rate: usdPerPoint('0.01'), spreadBps: 200n })

      expect(await hub.quote(cafe.id, airline.id, points('100'), alice)).to.deep.equal([out, usd('10')])
      await expect(hub.connect(alice).swap(cafe.id, airline.id, points('100'), out, FAR_FUTURE)).to.changeTokenBalance(
        ethers,
        airline.token,
        alice,
        out,
      )
    })

    it('names what leaving pays at a half-covered brand', async () => {
      const { hub, gym, carol } = world
      expect(await hub.quoteValue(gym.id, points('1000'), carol)).to.equal(usd('25'))
    })

    it("counts the member's expired points as burnt, as the action will", async () => {
      const { hub, gym, carol, dave, reef, ethers } = world
      await gym.token.connect(carol).transfer(dave, points('1000'))
      await goToEpochAhead(world, 2n)
      await fund(world, gym, usd('100'))
      await mint(gym, [[carol, points('400')]])
      // Carol's and Dave's old points are dead; hers were burnt by the mint, his still count.
      const quoted = await hub.quoteValue(gym.id, points('100'), carol)

      const sent = hub.connect(carol).donate(gym.id, reef, points('100'), quoted, FAR_FUTURE)

      await expect(sent).to.changeTokenBalance(ethers, gym.token, carol, -points('100'))
      const [credit] = await hub.causeCredit(reef)
      expect(credit).to.equal(quoted)
    })

    it('is nothing for nothing', async () => {
      const { hub, cafe, airline, alice } = world
      expect(await hub.quote(cafe.id, airline.id, 0n, alice)).to.deep.equal([0n, 0n])
    })
  })

  describe('rejects', () => {
    it('the same brand, an unknown brand', async () => {
      const { hub, cafe, alice } = world
      await expect(hub.quote(cafe.id, cafe.id, 1n, alice))
        .to.be.revertedWithCustomError(hub, 'SameBrand')
        .withArgs(cafe.id)
      await expect(hub.quote(cafe.id, 9n, 1n, alice))
        .to.be.revertedWithCustomError(hub, 'UnknownBrand')
        .withArgs(9n)
      await expect(hub.quoteValue(0n, 1n, alice))
        .to.be.revertedWithCustomError(hub, 'UnknownBrand')
        .withArgs(0n)
    })

    it('more points than exist', async () => {
      const { hub, cafe, alice } = world
      await expect(hub.quoteValue(cafe.id, points('1500.01'), alice)).to.be.revertedWithCustomError(
        cafe.token,
        'ERC20InsufficientBalance',
      )
    })

    it('more value than fits', async () => {
      const { cafe } = world
      await expect(cafe.token.quoteIn(2n ** 53n))
        .to.be.revertedWithCustomError(cafe.token, 'AmountTooLarge')
        .withArgs(2n ** 53n, 2n ** 53n - 1n)
    })
  })
})
