import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { createBrand } from '../helpers/brands.ts'
import { pointsIn } from '../helpers/clearing.ts'
import { convertLots, decodeLots, sumLots, wordOf } from '../helpers/lots.ts'
import { mint } from '../helpers/minting.ts'
import { currentEpoch, FAR_FUTURE, goToEpochAhead } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('ClearingHub.swap and the life of points', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  /** Alice swaps from the café to the airline unless told otherwise. */
  function swap(amount: bigint, options: Partial<{ from: bigint; to: bigint; min: bigint; deadline: bigint }> = {}) {
    const { from = world.cafe.id, to = world.airline.id, min = 1n, deadline = FAR_FUTURE } = options

    return world.hub.connect(world.alice).swap(from, to, amount, min, deadline)
  }

  describe('when the member holds lots of different age', () => {
    beforeEach(async () => {
      const { cafe, alice } = world
      await goToEpochAhead(world, 1n)
      await mint(cafe, [[alice, points('300')]])
    })

    it('spends the oldest first and keeps their lives', async () => {
      const { hub, cafe, airline, alice } = world
      const epoch = await currentEpoch(world)
      const spent = [
        { lastEpoch: epoch + 1n, points: points('1000') },
        { lastEpoch: epoch + 2n, points: points('50') },
      ]
      const out = pointsIn(usd('105'), { rate: usdPerPoint('0.01'), spreadBps: 200n })
      const given = convertLots(spent, out, epoch + 3n)

      await expect(swap(points('1050')))
        .to.emit(hub, 'Swapped')
        .withArgs(
          alice,
          cafe.id,
          airline.id,
          points('1050'),
          out,
          usd('105'),
          wordOf(epoch, spent),
          wordOf(epoch, given),
        )

      expect(decodeLots(await cafe.token.lotsOf(alice))).to.deep.equal([
        { lastEpoch: epoch + 2n, points: points('250') },
      ])
    })

    it('gives the remainder of the split to the soonest-expiring lot', async () => {
      const { airline, alice } = world
      const epoch = await currentEpoch(world)
      const old = decodeLots(await airline.token.lotsOf(alice))

      await swap(points('1000.01'))

      const out = pointsIn(usd('100.001'), { rate: usdPerPoint('0.01'), spreadBps: 200n })
      const young = (1n * out) / points('1000.01')
      expect(decodeLots(await airline.token.lotsOf(alice))).to.deep.equal([
        { lastEpoch: epoch + 1n, points: out - young },
        { lastEpoch: epoch + 2n, points: young + sumLots(old) },
      ])
    })

    it("caps lives at the destination's life (invariant 11)", async () => {
      const { gym, alice } = world
      const epoch = await currentEpoch(world)

      await swap(points('1100'), { to: gym.id })

      const lots = decodeLots(await gym.token.lotsOf(alice))
      expect(lots).to.deep.equal([{ lastEpoch: epoch + 1n, points: points('2200') }])
    })

    it("burns the member's expired points before valuing", async () => {
      const { hub, cafe, alice } = world
      await goToEpochAhead(world, 2n)
      const before = await clearingOf(world, cafe.id)

      const sent = swap(points('100'))

      await expect(sent).to.emit(cafe.token, 'Expired').withArgs(cafe.id, alice, points('1000'))
      await expect(sent).to.emit(hub, 'Swapped')
      const after = await clearingOf(world, cafe.id)
      expect(after.supply).to.equal(before.supply - points('1100'))
      expect(after.reserve).to.equal(before.reserve - usd('10'))
    })
  })

  describe('when the member holds expired points of the destination', () => {
    it('burns those too', async () => {
      const { airline, bookshop, alice } = world
      await goToEpochAhead(world, 4n)

      const sent = swap(points('10'), { from: bookshop.id })

      await expect(sent).to.emit(airline.token, 'Expired').withArgs(airline.id, alice, points('10000'))
      const out = pointsIn(usd('0.2'), { rate: usdPerPoint('0.01'), spreadBps: 200n })
      expect(await airline.token.totalSupply()).to.equal(out)
      expect(await airline.token.balanceOf(alice)).to.equal(out)
    })
  })

  describe("when the destination's points never expire", () => {
    it('lets lots from an expiring brand keep expiring', async () => {
      const { bookshop, alice } = world
      const epoch = await currentEpoch(world)

      await swap(points('10'), { to: bookshop.id })

      const out = pointsIn(usd('1'), { rate: usdPerPoint('0.02'), spreadBps: 100n })
      expect(await bookshop.token.balanceOf(alice)).to.equal(points('1000') + out)
      await goToEpochAhead(world, 3n)
      expect(await bookshop.token.balanceOf(alice)).to.equal(points('1000'))
      expect(await currentEpoch(world)).to.equal(epoch + 3n)
    })

    it('does not make the longest lots of an expiring brand permanent', async () => {
      const { bookshop, alice, stranger } = world
      const terms = { rate: usdPerPoint('0.02'), spreadBps: 0n, promisePercent: 100n, life: 5n }
      const plan = { code: 'museum', name: 'Museum', symbol: 'MUS', terms }
      const museum = await createBrand(world, plan, { owner: stranger, reserve: usd('100') })
      await mint(museum, [[alice, points('100')]])

      await swap(points('100'), { from: museum.id, to: bookshop.id })
      await goToEpochAhead(world, 6n)

      expect(await bookshop.token.balanceOf(alice)).to.equal(points('1000'))
    })
  })

  describe("when the source's points never expire", () => {
    it("caps them at the destination's life", async () => {
      const { airline, bookshop, alice } = world
      const epoch = await currentEpoch(world)

      await swap(points('500'), { from: bookshop.id })

      const out = pointsIn(usd('10'), { rate: usdPerPoint('0.01'), spreadBps: 200n })
      expect(decodeLots(await airline.token.lotsOf(alice))).to.deep.equal([
        { lastEpoch: epoch + 3n, points: points('10000') + out },
      ])
    })

    it('keeps them permanent where they never expire either', async () => {
      const { bookshop, alice, stranger } = world
      const terms = { rate: usdPerPoint('0.02'), spreadBps: 0n, promisePercent: 100n, life: 5n }
      const plan = { code: 'library', name: 'Library', symbol: 'LIB', terms, neverExpires: true }
      const library = await createBrand(world, plan, { owner: stranger, reserve: usd('100') })

      await swap(points('500'), { from: bookshop.id, to: library.id })
      await goToEpochAhead(world, 40n)

      expect(await library.token.balanceOf(alice)).to.equal(points('500'))
    })
  })
})
