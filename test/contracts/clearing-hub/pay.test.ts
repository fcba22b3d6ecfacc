import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { createBrand, fund } from '../helpers/brands.ts'
import { valueOut } from '../helpers/clearing.ts'
import { wordOf } from '../helpers/lots.ts'
import { mint } from '../helpers/minting.ts'
import { currentEpoch, DAY, FAR_FUTURE, NEVER, now } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { accountedFor, clearingOf } from '../helpers/worth.ts'

const ORDER = hashOf('order 1')
const UNKNOWN = `0x${'00'.repeat(24)}`

describe('ClearingHub.pay', () => {
  let world: World
  let legs: { brandId: bigint; points: bigint }[]

  beforeEach(async () => {
    world = await freshWorld()
    legs = [
      { brandId: world.cafe.id, points: points('100') },
      { brandId: world.airline.id, points: points('1000') },
      { brandId: world.bookshop.id, points: points('50') },
    ]
  })

  /** Alice pays at the bookshop unless told otherwise. */
  function pay(
    options: Partial<{ till: bigint; order: string; with: typeof legs; min: bigint; deadline: bigint }> = {},
  ) {
    const { till = world.bookshop.id, order = ORDER, min = 1n, deadline = FAR_FUTURE } = options

    return world.hub.connect(world.alice).pay(till, order, options.with ?? legs, min, deadline)
  }

  describe('when a member pays with points of several brands', () => {
    it("burns each, moves the value to the till's reserve, remembers the payment", async () => {
      const { hub, alice, cafe, airline, bookshop } = world
      const epoch = await currentEpoch(world)
      expect(await hub.paymentOf(bookshop.id, alice, ORDER)).to.deep.equal([UNKNOWN, 0n])

      const sent = pay({ min: usd('21') })

      await expect(sent)
        .to.emit(hub, 'Paid')
        .withArgs(bookshop.id, alice, ORDER, usd('21'), [
          [cafe.id, points('100'), usd('10'), wordOf(epoch, [{ lastEpoch: epoch + 2n, points: points('100') }])],
          [airline.id, points('1000'), usd('10'), wordOf(epoch, [{ lastEpoch: epoch + 3n, points: points('1000') }])],
          [bookshop.id, points('50'), usd('1'), wordOf(epoch, [{ lastEpoch: epoch + 5n, points: points('50') }])],
        ])
      await expect(sent).to.changeTokenBalance(world.ethers, cafe.token, alice, -points('100'))
      await expect(sent).to.changeTokenBalance(world.ethers, airline.token, alice, -points('1000'))
      await expect(sent).to.changeTokenBalance(world.ethers, bookshop.token, alice, -points('50'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('990'))
      expect((await clearingOf(world, airline.id)).reserve).to.equal(usd('990'))
      expect((await clearingOf(world, bookshop.id)).reserve).to.equal(usd('520'))
      const [hash] = await hub.paymentOf(bookshop.id, alice, ORDER)
      expect(hash).to.not.equal(UNKNOWN)
    })

    it("redeems the till's own points among them", async () => {
      const { alice, bookshop } = world
      const epoch = await currentEpoch(world)
      const lots = wordOf(epoch, [{ lastEpoch: epoch + 5n, points: points('50') }])

      await expect(pay()).to.emit(bookshop.token, 'Redeemed').withArgs(bookshop.id, alice, ORDER, points('50'), lots)
    })

    it('keeps the accounted total (invariants 1, 2)', async () => {
      const { hub, stablecoin } = world
      const before = [await accountedFor(world), await hub.accounted(), await stablecoin.balanceOf(hub)]

      await pay()

      expect([await accountedFor(world), await hub.accounted(), await stablecoin.balanceOf(hub)]).to.deep.equal(before)
    })

    it('takes eight brands at once', async () => {
      const { alice, stranger, cafe, gym } = world
      await fund(world, gym, usd('100'))
      await mint(gym, [[alice, points('2')]])
      const eight = [...legs, { brandId: gym.id, points: points('2') }]
      for (const code of ['fifth', 'sixth', 'seventh', 'eighth']) {
        const terms = { rate: usdPerPoint('1'), spreadBps: 0n, promisePercent: 100n, life: 1n }
        const brand = await createBrand(
          world,
          { code, name: code, symbol: code, terms },
          {
            owner: stranger,
            reserve: usd('1'),
          },
        )
        await mint(brand, [[alice, points('1')]])
        eight.push({ brandId: brand.id, points: points('1') })
      }
      const share = valueOut(points('2'), await clearingOf(world, gym.id))

      await expect(pay({ till: cafe.id, with: eight })).to.emit(world.hub, 'Paid')

      // Own points move nothing; the airline 10, the bookshop 1, the gym its share, the last four 1 each.
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1015') + share)
    })
  })

  describe("when a leg's brand is half covered", () => {
    it('moves its share only', async () => {
      const { hub, carol, gym, cafe } = world
      const leg = [{ brandId: gym.id, points: points('1000') }]

      await expect(hub.connect(carol).pay(cafe.id, ORDER, leg, usd('25.000001'), FAR_FUTURE))
        .to.be.revertedWithCustomError(hub, 'ValueBelowMinimum')
        .withArgs(usd('25'), usd('25.000001'))
      await hub.connect(carol).pay(cafe.id, ORDER, leg, usd('25'), FAR_FUTURE)

      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1025'))
    })
  })

  describe('when the till refuses entrances', () => {
    it('takes payments all the same', async () => {
      const { hub, bookshop } = world
      await bookshop.token.connect(bookshop.owner).setEntrance(false)

      await expect(pay()).to.emit(hub, 'Paid')
    })
  })

  describe('when two members use the same reference', () => {
    it('keeps both payments', async () => {
      const { hub, alice, bob, cafe, bookshop } = world
      await pay()

      await hub.connect(bob).pay(bookshop.id, ORDER, [{ brandId: cafe.id, points: points('1') }], 1n, FAR_FUTURE)

      const [first] = await hub.paymentOf(bookshop.id, alice, ORDER)
      const [second] = await hub.paymentOf(bookshop.id, bob, ORDER)
      expect(new Set([UNKNOWN, first, second]).size).to.equal(3)
    })
  })

  describe('rejects', () => {
    it('no legs', async () => {
      await expect(pay({ with: [] })).to.be.revertedWithCustomError(world.hub, 'BadLegs')
    })

    it('nine legs', async () => {
      const nine = Array.from({ length: 9 }, (_, i) => ({ brandId: BigInt(i) + 1n, points: 1n }))
      await expect(pay({ with: nine })).to.be.revertedWithCustomError(world.hub, 'BadLegs')
    })

    it('legs that do not ascend', async () => {
      await expect(pay({ with: legs.toReversed() })).to.be.revertedWithCustomError(world.hub, 'BadLegs')
    })

    it('a brand twice', async () => {
      const twice = [...legs.slice(0, 1), ...legs]
      await expect(pay({ with: twice })).to.be.revertedWithCustomError(world.hub, 'BadLegs')
    })

    it('a reference the member used at this till before (invariant 10)', async () => {
      const { hub, alice, bookshop } = world
      await pay()
      await expect(pay()).to.be.revertedWithCustomError(hub, 'OrderReferenceUsed').withArgs(bookshop.id, alice, ORDER)
      await expect(pay({ till: world.cafe.id })).to.emit(hub, 'Paid')
    })

    it('less than the minimum, with nothing burnt', async () => {
      const { hub, alice, cafe } = world
      await expect(pay({ min: usd('21.000001') }))
        .to.be.revertedWithCustomError(hub, 'ValueBelowMinimum')
        .withArgs(usd('21'), usd('21.000001'))
      expect(await cafe.token.balanceOf(alice)).to.equal(points('1000'))
    })

    it('an unknown till', async () => {
      await expect(pay({ till: 99n }))
        .to.be.revertedWithCustomError(world.hub, 'UnknownBrand')
        .withArgs(99n)
    })

    it('a deadline that is over', async () => {
      const deadline = await now(world)
      await expect(pay({ deadline })).to.be.revertedWithCustomError(world.hub, 'DeadlineOver').withArgs(deadline)
    })

    it('no points in a leg', async () => {
      const none = [{ brandId: world.cafe.id, points: 0n }]
      await expect(pay({ with: none })).to.be.revertedWithCustomError(world.cafe.token, 'ZeroPoints')
    })

    it('more than the balance in any leg, with nothing burnt', async () => {
      const { alice, cafe, airline } = world
      const greedy = [
        { brandId: cafe.id, points: points('100') },
        { brandId: airline.id, points: points('10000.01') },
      ]
      await expect(pay({ with: greedy }))
        .to.be.revertedWithCustomError(airline.token, 'ERC20InsufficientBalance')
        .withArgs(alice, points('10000'), points('10000.01'))
      expect(await cafe.token.balanceOf(alice)).to.equal(points('1000'))
    })

    it('a locked member', async () => {
      const { hub, alice } = world
      await hub.connect(alice).lock(DAY)
      await expect(pay()).to.be.revertedWithCustomError(hub, 'SpendLocked').withArgs(alice, NEVER)
    })

    it('a paused network', async () => {
      const { hub, guardian } = world
      await hub.connect(guardian).pause(DAY)
      await expect(pay())
        .to.be.revertedWithCustomError(hub, 'NetworkPaused')
        .withArgs((await now(world)) + DAY)
    })
  })
})
