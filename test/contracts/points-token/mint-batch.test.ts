import { id as hashOf, keccak256, toBeHex, ZeroAddress, ZeroHash } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { DAILY_QUOTA, ROLES } from '../helpers/brands.ts'
import { packCredits, unpackCredit } from '../helpers/credits.ts'
import { decodeLots } from '../helpers/lots.ts'
import { eventsOf } from '../helpers/logs.ts'
import { mint } from '../helpers/minting.ts'
import { currentEpoch, DAY, goToEpochAhead, now, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

const ROOT = hashOf('purchases')
const MAX_LANE = 2n ** 40n - 1n

describe('PointsToken.mintBatch', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  /** The café's second batch unless told otherwise. */
  function mintBatch(
    credits: string[],
    options: Partial<{ sequence: bigint; window: bigint; by: World['alice'] }> = {},
  ) {
    const { sequence = 2n, window = 90n * DAY, by = world.cafe.minter } = options

    return world.cafe.token.connect(by).mintBatch(sequence, credits, ROOT, window)
  }

  function credit(member: string, amount: bigint): string[] {
    return packCredits([{ member, points: amount }])
  }

  describe('when the minter sends the next batch', () => {
    it("credits every member in the lane of the brand's life and remembers the batch", async () => {
      const { cafe, carol, dave } = world
      const epoch = await currentEpoch(world)
      const credits = packCredits([
        { member: carol.address, points: points('12.34') },
        { member: dave.address, points: points('5') },
      ])
      expect(await cafe.token.batchHash(2n)).to.equal(ZeroHash)

      const sent = mintBatch(credits, { window: 30n * DAY })
      await sent

      await expect(sent)
        .to.emit(cafe.token, 'BatchMinted')
        .withArgs(cafe.id, 2n, ROOT, cafe.minter, 2n, points('17.34'), await now(world), epoch, 2n, 30n * DAY)
      await expect(sent).to.changeTokenBalance(world.ethers, cafe.token, carol, points('12.34'))
      await expect(sent).to.changeTokenBalance(world.ethers, cafe.token, dave, points('5'))
      expect(decodeLots(await cafe.token.lotsOf(dave))).to.deep.equal([{ lastEpoch: epoch + 2n, points: points('5') }])
      expect(await cafe.token.lastSequence()).to.equal(2n)
      expect(await cafe.token.batchHash(2n)).to.not.equal(ZeroHash)
      expect((await clearingOf(world, cafe.id)).supply).to.equal(points('1517.34'))
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(usd('1000'))
    })

    it('emits one Transfer per credit, in order', async () => {
      const { cafe, alice, bob, carol } = world
      const credits = packCredits(
        [alice, bob, carol].map(({ address }, i) => ({ member: address, points: BigInt(i) + 1n })),
      )

      const transfers = await eventsOf(mintBatch(credits), cafe.token, 'Transfer')

      expect(transfers.map(({ args }) => args.toArray())).to.deep.equal(
        credits.map(unpackCredit).map(({ member, points: amount }) => [ZeroAddress, member, amount]),
      )
    })

    it('burns points of a member that expired', async () => {
      const { cafe, alice, bob } = world
      await goToEpochAhead(world, 3n)

      const sent = mintBatch(credit(alice.address, points('1')))

      await expect(sent).to.emit(cafe.token, 'Expired').withArgs(cafe.id, alice, points('1000'))
      expect(await cafe.token.balanceOf(alice)).to.equal(points('1'))
      expect((await clearingOf(world, cafe.id)).supply).to.equal(points('501'))
      expect(await cafe.token.balanceOf(bob)).to.equal(0n)
    })

    it('mints up to the promise and not a hundredth more (invariant 4)', async () => {
      const { cafe, dave } = world
      await expect(mintBatch(credit(dave.address, points('8500') + 1n)))
        .to.be.revertedWithCustomError(cafe.token, 'CoverBelowPromise')
        .withArgs(cafe.id, usd('1000'), usd('1000.001'))
      await mintBatch(credit(dave.address, points('8500')))
      expect((await clearingOf(world, cafe.id)).supply).to.equal(points('10000'))
    })
  })

  describe('when the batch spans several runs of 32', () => {
    it('credits all of them', async () => {
      const { cafe } = world
      const members = Array.from({ length: 70 }, (_, i) => `0x${keccak256(toBeHex(i + 1)).slice(26)}`)

      await mintBatch(packCredits(members.map((member) => ({ member, points: 7n }))))

      for (const member of members) expect(await cafe.token.balanceOf(member)).to.equal(7n)
      expect((await clearingOf(world, cafe.id)).supply).to.equal(points('1500') + 490n)
    })
  })

  describe('rejects', () => {
    for (const sequence of [0n, 1n, 3n, 2n ** 255n]) {
      it(`sequence ${sequence} where 2 is next (invariant 10)`, async () => {
        const { cafe, dave } = world
        await expect(mintBatch(credit(dave.address, 1n), { sequence }))
          .to.be.revertedWithCustomError(cafe.token, 'BatchOutOfSequence')
          .withArgs(cafe.id, 2n, sequence)
      })
    }

    it('no credits', async () => {
      const { cafe } = world
      await expect(mintBatch([])).to.be.revertedWithCustomError(cafe.token, 'EmptyBatch').withArgs(cafe.id)
    })

    it('credits that do not ascend, and a member twice', async () => {
      const { cafe, alice, bob } = world
      const two = packCredits([
        { member: alice.address, points: 1n },
        { member: bob.address, points: 2n },
      ])
      for (const credits of [two.toReversed(), [...credit(alice.address, 1n), ...credit(alice.address, 2n)]]) {
        await expect(mintBatch(credits))
          .to.be.revertedWithCustomError(cafe.token, 'CreditsNotAscending')
          .withArgs(cafe.id, 1n)
      }
    })

    it('the zero address', async () => {
      const { cafe } = world
      await expect(mintBatch(credit(ZeroAddress, 1n)))
        .to.be.revertedWithCustomError(cafe.token, 'CreditsNotAscending')
        .withArgs(cafe.id, 0n)
    })

    it('a credit of nothing', async () => {
      const { cafe, dave } = world
      await expect(mintBatch(credit(dave.address, 0n))).to.be.revertedWithCustomError(cafe.token, 'ZeroPoints')
    })

    for (const amount of [MAX_LANE + 1n, 2n ** 96n - 1n]) {
      it(`a credit of ${amount}`, async () => {
        const { cafe, dave } = world
        await expect(mintBatch(credit(dave.address, amount)))
          .to.be.revertedWithCustomError(cafe.token, 'AmountTooLarge')
          .withArgs(amount, MAX_LANE)
      })
    }

    it('a return window above 90 days', async () => {
      const { cafe, dave } = world
      await expect(mintBatch(credit(dave.address, 1n), { window: 90n * DAY + 1n }))
        .to.be.revertedWithCustomError(cafe.token, 'ReturnWindowTooLong')
        .withArgs(90n * DAY + 1n, 90n * DAY)
    })

    it('more than the announced rate lets the promise hold', async () => {
      const { cafe, dave } = world
      const risen = { rate: usdPerPoint('0.125'), spreadBps: 0n, promisePercent: 100n, life: 2n }
      await cafe.token.connect(cafe.rateSetter).announceTerms(risen, points('1500'))
      await expect(mintBatch(credit(dave.address, points('6500.01'))))
        .to.be.revertedWithCustomError(cafe.token, 'CoverBelowPromise')
        .withArgs(cafe.id, usd('1000'), usd('1000.00125'))
      await mintBatch(credit(dave.address, points('6500')))
    })

    it('more than a promise that is about to fall still asks', async () => {
      const { cafe, dave } = world
      const lower = { rate: usdPerPoint('0.1'), spreadBps: 0n, promisePercent: 50n, life: 2n }
      await cafe.token.connect(cafe.rateSetter).announceTerms(lower, points('1500'))
      await expect(mintBatch(credit(dave.address, points('8500.01')))).to.be.revertedWithCustomError(
        cafe.token,
        'CoverBelowPromise',
      )
      await wait(world, 10n * DAY)
      await mintBatch(credit(dave.address, points('8500.01')))
    })

    it('more than the quota, with nothing minted', async () => {
      const { cafe, carol, dave } = world
      await cafe.token.setQuotas(cafe.minter, points('10'), DAILY_QUOTA)
      const credits = packCredits([
        { member: carol.address, points: points('6') },
        { member: dave.address, points: points('4.01') },
      ])
      await expect(mintBatch(credits))
        .to.be.revertedWithCustomError(cafe.token, 'QuotaExceeded')
        .withArgs(cafe.id, cafe.minter, 0n, points('10.01'), points('10'))
      expect(await cafe.token.balanceOf(carol)).to.equal(0n)
      expect(await cafe.token.lastSequence()).to.equal(1n)
    })

    it('a caller who is no minter', async () => {
      const { cafe, alice, airline, operator, gym } = world
      for (const by of [alice, cafe.owner, cafe.treasurer, cafe.rateSetter, airline.minter, gym.minter, operator]) {
        await expect(mintBatch(credit(alice.address, 1n), { by }))
          .to.be.revertedWithCustomError(cafe.token, 'MissingRole')
          .withArgs(cafe.id, by, ROLES.MINTER)
      }
    })

    it('a brand that winds down', async () => {
      const { hub, cafe, dave } = world
      await hub.connect(cafe.owner).windDown(cafe.id)
      await expect(mintBatch(credit(dave.address, 1n)))
        .to.be.revertedWithCustomError(cafe.token, 'BrandWindingDown')
        .withArgs(cafe.id)
    })

    it('a paused network', async () => {
      const { hub, guardian, dave } = world
      await hub.connect(guardian).pause(DAY)
      await expect(mintBatch(credit(dave.address, 1n)))
        .to.be.revertedWithCustomError(hub, 'NetworkPaused')
        .withArgs((await now(world)) + DAY)
    })
  })

  describe('when two batches meet in one lane', () => {
    it('adds them up', async () => {
      const { cafe, dave } = world
      await mint(cafe, [[dave, points('3')]])
      await mint(cafe, [[dave, points('4')]])

      expect(decodeLots(await cafe.token.lotsOf(dave)).map((lot) => lot.points)).to.deep.equal([points('7')])
    })
  })
})
