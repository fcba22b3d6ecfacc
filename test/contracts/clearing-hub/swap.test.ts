import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { createBrand, fund } from '../helpers/brands.ts'
import { pointsIn, valueOut } from '../helpers/clearing.ts'
import { wordOf } from '../helpers/lots.ts'
import { mint } from '../helpers/minting.ts'
import { currentEpoch, DAY, FAR_FUTURE, NEVER, NOTICE, now, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { accountedFor, clearingOf } from '../helpers/worth.ts'

describe('ClearingHub.swap', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  /** Alice swaps from the café to the airline unless told otherwise. */
  function swap(amount: bigint, options: Partial<{ from: bigint; to: bigint; min: bigint; deadline: bigint }> = {}) {
    const { from = world.cafe.id, to = world.airline.id, min = 1n, deadline = FAR_FUTURE } = options

    return world.hub.connect(world.alice).swap(from, to, amount, min, deadline)
  }

  describe('when both brands are fully covered', () => {
    it('burns one, moves the value and mints the other', async () => {
      const { hub, alice, cafe, airline } = world
      const epoch = await currentEpoch(world)
      const lots = wordOf(epoch, [{ lastEpoch: epoch + 2n, points: points('100') }])
      const lotsOut = wordOf(epoch, [{ lastEpoch: epoch + 2n, points: 98_039n }])

      const sent = swap(points('100'))

      await expect(sent)
        .to.emit(hub, 'Swapped')
        .withArgs(alice, cafe.id, airline.id, points('100'), 98_039n, usd('10'), lots, lotsOut)
      await expect(sent).to.changeTokenBalance(world.ethers, cafe.token, alice, -points('100'))
      await expect(sent).to.changeTokenBalance(world.ethers, airline.token, alice, 98_039n)
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('990'))
      expect((await clearingOf(world, airline.id)).reserve).to.equal(usd('1010'))
      expect((await clearingOf(world, cafe.id)).supply).to.equal(points('1400'))
      expect((await clearingOf(world, airline.id)).supply).to.equal(points('10000') + 98_039n)
    })

    it('leaves the sum of reserves, the accounted total and the stablecoin where they are (invariants 1, 2)', async () => {
      const { hub, stablecoin } = world
      const before = [await accountedFor(world), await hub.accounted(), await stablecoin.balanceOf(hub)]

      await swap(points('123.45'))

      expect([await accountedFor(world), await hub.accounted(), await stablecoin.balanceOf(hub)]).to.deep.equal(before)
    })

    it('pays exactly what the quote said', async () => {
      const { hub, alice, cafe, airline } = world
      const [quoted, value] = await hub.quote(cafe.id, airline.id, points('77.77'), alice)

      await expect(swap(points('77.77'), { min: quoted })).to.changeTokenBalance(
        world.ethers,
        airline.token,
        alice,
        quoted,
      )

      expect(value).to.equal(valueOut(points('77.77'), { rate: usdPerPoint('0.1'), reserve: 10n ** 12n, supply: 1n }))
    })

    it('favours the reserve with both floors (invariant 8)', async () => {
      const { alice, airline } = world
      const odd = 3n
      const value = (odd * usdPerPoint('0.1')) / 1_000n

      await swap(odd)

      expect(await airline.token.balanceOf(alice)).to.equal(
        points('10000') + pointsIn(value, { rate: usdPerPoint('0.01'), spreadBps: 200n }),
      )
      expect(pointsIn(value, { rate: usdPerPoint('0.01'), spreadBps: 200n })).to.equal(29n)
    })
  })

  describe('when the source is half covered', () => {
    it('pays everyone the same share, whoever comes first (invariant 4)', async () => {
      const { hub, gym, airline, carol, dave } = world
      await gym.token.connect(carol).transfer(dave, points('2000'))

      const first = hub.connect(carol).swap(gym.id, airline.id, points('2000'), 1n, FAR_FUTURE)
      await expect(first).to.changeTokenBalance(
        world.ethers,
        airline.token,
        carol,
        pointsIn(usd('50'), { rate: usdPerPoint('0.01'), spreadBps: 200n }),
      )
      const second = hub.connect(dave).swap(gym.id, airline.id, points('2000'), 1n, FAR_FUTURE)
      await expect(second).to.changeTokenBalance(
        world.ethers,
        airline.token,
        dave,
        pointsIn(usd('50'), { rate: usdPerPoint('0.01'), spreadBps: 200n }),
      )

      expect((await clearingOf(world, gym.id)).reserve).to.equal(0n)
      expect((await clearingOf(world, gym.id)).supply).to.equal(0n)
    })
  })

  describe('when the destination is half covered', () => {
    it('takes value at par and does not lower its cover (invariant 4)', async () => {
      const { gym, alice } = world
      const before = await clearingOf(world, gym.id)

      await expect(swap(points('100'), { to: gym.id })).to.changeTokenBalance(
        world.ethers,
        gym.token,
        alice,
        points('200'),
      )

      const after = await clearingOf(world, gym.id)
      expect(after.reserve * before.supply > before.reserve * after.supply).to.equal(true)
    })
  })

  describe('when a rise is announced', () => {
    it('leaves at the old rate, enters at the new one', async () => {
      const { cafe, airline, alice } = world
      const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }
      await cafe.token.connect(cafe.rateSetter).announceTerms(risen, points('10000'))

      await swap(points('100'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('990'))

      await expect(swap(points('1000'), { from: airline.id, to: cafe.id })).to.changeTokenBalance(
        world.ethers,
        cafe.token,
        alice,
        points('80'),
      )
    })
  })

  describe('when a cut is announced', () => {
    beforeEach(async () => {
      const { cafe } = world
      const cut = { rate: usdPerPoint('0.08'), spreadBps: 0n, promisePercent: 100n, life: 2n }
      await cafe.token.connect(cafe.rateSetter).announceTerms(cut, points('10000'))
    })

    it('leaves and enters at the old rate until it takes effect', async () => {
      const { cafe, airline, alice } = world
      await wait(world, NOTICE - DAY)

      await swap(points('100'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('990'))
      await expect(swap(points('1000'), { from: airline.id, to: cafe.id })).to.changeTokenBalance(
        world.ethers,
        cafe.token,
        alice,
        points('100'),
      )
    })

    it('leaves and enters at the new rate from then on', async () => {
      const { cafe, airline, alice } = world
      await wait(world, NOTICE)

      await swap(points('100'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('992'))
      await expect(swap(points('1000'), { from: airline.id, to: cafe.id })).to.changeTokenBalance(
        world.ethers,
        cafe.token,
        alice,
        points('125'),
      )
    })
  })

  describe('when another spread is announced', () => {
    for (const spreadBps of [0n, 1_000n]) {
      it(`enters at the higher of both until then (${spreadBps} bps announced)`, async () => {
        const { airline, alice } = world
        const terms = { rate: usdPerPoint('0.01'), spreadBps, promisePercent: 100n, life: 3n }
        await airline.token.connect(airline.rateSetter).announceTerms(terms, points('1000000'))
        const rate = usdPerPoint('0.01')
        const early = pointsIn(usd('1'), { rate, spreadBps: spreadBps > 200n ? spreadBps : 200n })
        const late = pointsIn(usd('1'), { rate, spreadBps })

        await expect(swap(points('10'))).to.changeTokenBalance(world.ethers, airline.token, alice, early)
        await wait(world, NOTICE)
        await expect(swap(points('10'))).to.changeTokenBalance(world.ethers, airline.token, alice, late)
      })
    }
  })

  describe('when the source winds down', () => {
    it('still lets members out', async () => {
      const { hub, cafe, airline, alice } = world
      await hub.connect(cafe.owner).windDown(cafe.id)

      await expect(swap(points('1000'))).to.changeTokenBalance(world.ethers, airline.token, alice, 980_392n)
    })
  })

  describe('rejects', () => {
    it('the same brand', async () => {
      await expect(swap(points('1'), { to: world.cafe.id }))
        .to.be.revertedWithCustomError(world.hub, 'SameBrand')
        .withArgs(world.cafe.id)
    })

    for (const unknown of [0n, 5n, 4_000_000_000n]) {
      it(`the unknown brand ${unknown}`, async () => {
        await expect(swap(points('1'), { to: unknown })).to.revert(world.ethers)
        await expect(swap(points('1'), { from: unknown })).to.revert(world.ethers)
      })
    }

    it('no points', async () => {
      await expect(swap(0n)).to.be.revertedWithCustomError(world.cafe.token, 'ZeroPoints')
    })

    it('more than the balance', async () => {
      const { alice, cafe } = world
      await expect(swap(points('1000.01')))
        .to.be.revertedWithCustomError(cafe.token, 'ERC20InsufficientBalance')
        .withArgs(alice, points('1000'), points('1000.01'))
    })

    it('more than fits any field', async () => {
      await expect(swap(2n ** 256n - 1n)).to.be.revertedWithCustomError(world.cafe.token, 'ERC20InsufficientBalance')
    })

    it('a deadline that is over', async () => {
      const deadline = await now(world)
      await expect(swap(points('1'), { deadline }))
        .to.be.revertedWithCustomError(world.hub, 'DeadlineOver')
        .withArgs(deadline)
    })

    it('less than the minimum', async () => {
      await expect(swap(points('100'), { min: 98_040n }))
        .to.be.revertedWithCustomError(world.hub, 'PointsBelowMinimum')
        .withArgs(98_039n, 98_040n)
    })

    it('a locked member', async () => {
      const { hub, alice } = world
      await hub.connect(alice).lock(DAY)
      await expect(swap(points('1')))
        .to.be.revertedWithCustomError(hub, 'SpendLocked')
        .withArgs(alice, NEVER)
    })

    it('a paused network', async () => {
      const { hub, guardian } = world
      await hub.connect(guardian).pause(DAY)
      await expect(swap(points('1')))
        .to.be.revertedWithCustomError(hub, 'NetworkPaused')
        .withArgs((await now(world)) + DAY)
    })

    it('a closed entrance', async () => {
      const { airline, cafe } = world
      await airline.token.connect(airline.owner).setEntrance(false)
      await expect(swap(points('1')))
        .to.be.revertedWithCustomError(airline.token, 'EntranceClosed')
        .withArgs(airline.id, cafe.id)
    })

    it('an entrance closed to the source, and no other', async () => {
      const { hub, airline, cafe, bookshop, alice } = world
      await airline.token.connect(airline.owner).setEntranceFor(cafe.id, false)
      await wait(world, NOTICE)
      await expect(swap(points('1')))
        .to.be.revertedWithCustomError(airline.token, 'EntranceClosed')
        .withArgs(airline.id, cafe.id)
      await expect(swap(points('1'), { from: bookshop.id })).to.emit(hub, 'Swapped')
      expect(await airline.token.balanceOf(alice)).to.be.greaterThan(points('10000'))
    })

    it('a destination that winds down', async () => {
      const { hub, airline } = world
      await hub.connect(airline.owner).windDown(airline.id)
      await expect(swap(points('1')))
        .to.be.revertedWithCustomError(airline.token, 'BrandWindingDown')
        .withArgs(airline.id)
    })

    it('points worth nothing', async () => {
      const { alice, cafe, stranger } = world
      const terms = { rate: 1n, spreadBps: 0n, promisePercent: 100n, life: 2n }
      const plan = { code: 'crumbs', name: 'Crumbs', symbol: 'CRU', terms }
      const crumbs = await createBrand(world, plan, { owner: stranger, reserve: usd('1') })
      await mint(crumbs, [[alice, 999n]])
      await expect(swap(999n, { from: crumbs.id, to: cafe.id }))
        .to.be.revertedWithCustomError(crumbs.token, 'ZeroValue')
        .withArgs(crumbs.id, 999n)
    })

    it('value that buys nothing', async () => {
      const { alice, cafe, stranger } = world
      const terms = { rate: 1n, spreadBps: 0n, promisePercent: 100n, life: 2n }
      const plan = { code: 'crumbs', name: 'Crumbs', symbol: 'CRU', terms }
      const crumbs = await createBrand(world, plan, { owner: stranger })
      await fund(world, crumbs, usd('1'))
      await mint(crumbs, [[alice, 1_000n]])
      await expect(swap(1_000n, { from: crumbs.id, to: cafe.id })).to.be.revertedWithCustomError(
        cafe.token,
        'ZeroPoints',
      )
    })
  })
})
