import { expect } from 'chai'
import { freshWorld, type Signer, type World } from '../fixture.ts'
import { fund, ROLES } from '../helpers/brands.ts'
import { decodeLots } from '../helpers/lots.ts'
import { mint } from '../helpers/minting.ts'
import { currentEpoch, nextBlockAt, NOTICE, now, wait } from '../helpers/times.ts'
import { points, usd, usdPerPoint } from '../helpers/units.ts'

const TERMS = { rate: usdPerPoint('0.1'), spreadBps: 0n, promisePercent: 100n, life: 2n }

describe('PointsToken.announceTerms', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  /** The café announces its terms with a change; 1,500 points are out, 1,000 dollars behind them. */
  function announce(changed: Partial<typeof TERMS>, maxSupply = points('1500'), by: Signer = world.cafe.rateSetter) {
    return world.cafe.token.connect(by).announceTerms({ ...TERMS, ...changed }, maxSupply)
  }

  function termsNow() {
    return world.cafe.token.brand()
  }

  describe('when the rate setter announces', () => {
    it('says what was and what will be', async () => {
      const { cafe } = world
      const next = { rate: usdPerPoint('0.12'), spreadBps: 50n, promisePercent: 95n, life: 3n }
      const sent = announce(next)
      await sent
      const at = (await now(world)) + NOTICE

      await expect(sent)
        .to.emit(cafe.token, 'TermsAnnounced')
        .withArgs(cafe.id, cafe.rateSetter, Object.values(TERMS), Object.values(next), at)
      const { terms, announced, effectiveAt } = await termsNow()
      expect(terms).to.deep.equal(Object.values(TERMS))
      expect(announced).to.deep.equal(Object.values(next))
      expect(effectiveAt).to.equal(at)
    })

    it('keeps the old terms until the notice is over, to the second (invariant 7)', async () => {
      const { cafe, alice, airline } = world
      await announce({ rate: usdPerPoint('0.08') })
      const at = (await now(world)) + NOTICE
      const value = async () => (await world.hub.quote(cafe.id, airline.id, points('100'), alice))[1]

      await nextBlockAt(world, at - 1n)
      await world.connection.networkHelpers.mine()
      expect(await value()).to.equal(usd('10'))
      await nextBlockAt(world, at)
      await world.connection.networkHelpers.mine()
      expect(await value()).to.equal(usd('8'))
    })
  })

  describe('when the announcement is due', () => {
    it("puts it in effect without anybody's call and allows the next", async () => {
      const { cafe } = world
      const next = { ...TERMS, rate: usdPerPoint('0.12') }
      await announce(next)
      await wait(world, NOTICE)

      const { terms, announced, effectiveAt } = await termsNow()
      expect(terms).to.deep.equal(Object.values(next))
      expect(announced).to.deep.equal(Object.values(next))
      expect(effectiveAt).to.equal(0n)
      await expect(announce({ rate: usdPerPoint('0.15') })).to.emit(cafe.token, 'TermsAnnounced')
    })
  })

  describe('when a longer life takes effect', () => {
    it('gives it to points minted afterwards only', async () => {
      const { cafe, dave } = world
      await announce({ life: 5n })
      await mint(cafe, [[dave, points('1')]])
      await wait(world, NOTICE)
      await mint(cafe, [[dave, points('2')]])
      const epoch = await currentEpoch(world)

      expect(decodeLots(await cafe.token.lotsOf(dave))).to.deep.equal([
        { lastEpoch: epoch + 2n, points: points('1') },
        { lastEpoch: epoch + 5n, points: points('2') },
      ])
    })
  })

  describe('takes every change at its edge', () => {
    for (const [what, changed] of [
      ['a rate a quarter up', { rate: usdPerPoint('0.125') }],
      ['a rate a quarter down', { rate: usdPerPoint('0.075') }],
      ['the largest spread', { spreadBps: 1_023n }],
      ['the lowest promise', { promisePercent: 5n }],
      ['the longest life', { life: 5n }],
    ] as const) {
      it(what, async () => {
        await expect(announce(changed)).to.emit(world.cafe.token, 'TermsAnnounced')
      })
    }
  })

  describe('rejects', () => {
    it('a second announcement before the first is in effect', async () => {
      const { cafe } = world
      await announce({ spreadBps: 10n })
      const { effectiveAt } = await termsNow()

      await nextBlockAt(world, effectiveAt - 1n)
      await expect(announce({ spreadBps: 20n }))
        .to.be.revertedWithCustomError(cafe.token, 'AnnouncementPending')
        .withArgs(cafe.id, effectiveAt)
    })

    for (const [what, changed] of [
      ['a rate beyond a quarter up', { rate: usdPerPoint('0.1250001') }],
      ['a rate beyond a quarter down', { rate: usdPerPoint('0.0749999') }],
      ['a rate of zero', { rate: 0n }],
      ['a shorter life', { life: 1n }],
      ['a life of six', { life: 6n }],
      ['a spread beyond its field', { spreadBps: 1_024n }],
      ['no promise', { promisePercent: 0n }],
      ['a promise between the steps', { promisePercent: 99n }],
      ['a promise above all', { promisePercent: 105n }],
    ] as const) {
      it(what, async () => {
        const { cafe } = world
        await expect(announce(changed))
          .to.be.revertedWithCustomError(cafe.token, 'TermsOutOfBounds')
          .withArgs(cafe.id, Object.values({ ...TERMS, ...changed }))
      })
    }

    it('unchanged terms', async () => {
      const { cafe } = world
      await expect(announce({})).to.be.revertedWithCustomError(cafe.token, 'TermsUnchanged').withArgs(cafe.id)
    })

    it('more supply than the announcer was prepared for', async () => {
      const { cafe } = world
      await expect(announce({ rate: usdPerPoint('0.12') }, points('1499.99')))
        .to.be.revertedWithCustomError(cafe.token, 'SupplyAboveMaximum')
        .withArgs(cafe.id, points('1500'), points('1499.99'))
    })

    it('a rise of the rate that the reserve does not cover', async () => {
      const { cafe, dave } = world
      await mint(cafe, [[dave, points('8500')]])
      await expect(announce({ rate: usdPerPoint('0.12') }, points('10000')))
        .to.be.revertedWithCustomError(cafe.token, 'CoverBelowPromise')
        .withArgs(cafe.id, usd('1000'), usd('1200'))
      await fund(world, cafe, usd('200'))
      await expect(announce({ rate: usdPerPoint('0.12') }, points('10000'))).to.emit(cafe.token, 'TermsAnnounced')
    })

    it('a rise of the promise that the reserve does not cover', async () => {
      const { gym } = world
      const terms = { rate: usdPerPoint('0.05'), spreadBps: 0n, promisePercent: 55n, life: 1n }
      await expect(gym.token.announceTerms(terms, points('4000')))
        .to.be.revertedWithCustomError(gym.token, 'CoverBelowPromise')
        .withArgs(gym.id, usd('100'), usd('110'))
    })

    it('a caller who is no rate setter', async () => {
      const { cafe, airline, operator, alice } = world
      for (const by of [cafe.owner, cafe.minter, cafe.treasurer, airline.rateSetter, operator, alice]) {
        await expect(announce({ spreadBps: 1n }, points('1500'), by))
          .to.be.revertedWithCustomError(cafe.token, 'MissingRole')
          .withArgs(cafe.id, by, ROLES.RATE_SETTER)
      }
    })

    it('a brand that winds down', async () => {
      const { hub, cafe } = world
      await hub.connect(cafe.owner).windDown(cafe.id)
      await expect(announce({ spreadBps: 1n }))
        .to.be.revertedWithCustomError(cafe.token, 'BrandWindingDown')
        .withArgs(cafe.id)
    })
  })
})

describe('PointsToken.cancelTerms', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function announce(changed: Partial<typeof TERMS>) {
    const { token, rateSetter } = world.cafe

    return token.connect(rateSetter).announceTerms({ ...TERMS, ...changed }, points('1500'))
  }

  function cancel(by: Signer = world.cafe.rateSetter) {
    return world.cafe.token.connect(by).cancelTerms()
  }

  describe('when the announcement raises neither rate, promise nor life', () => {
    for (const [what, changed] of [
      ['a cut of the rate', { rate: usdPerPoint('0.09') }],
      ['a cut of the promise', { promisePercent: 50n }],
      ['a higher spread', { spreadBps: 100n }],
      ['a cut of rate and promise', { rate: usdPerPoint('0.09'), promisePercent: 50n, spreadBps: 7n }],
    ] as const) {
      it(`drops ${what}`, async () => {
        const { cafe } = world
        await announce(changed)

        await expect(cancel())
          .to.emit(cafe.token, 'TermsCancelled')
          .withArgs(cafe.id, cafe.rateSetter, Object.values(TERMS), Object.values({ ...TERMS, ...changed }))

        const { terms, announced, effectiveAt } = await cafe.token.brand()
        expect([terms, announced]).to.deep.equal([Object.values(TERMS), Object.values(TERMS)])
        expect(effectiveAt).to.equal(0n)
        await wait(world, NOTICE)
        expect((await cafe.token.brand()).terms).to.deep.equal(Object.values(TERMS))
      })
    }
  })

  describe('rejects', () => {
    for (const [what, changed] of [
      ['a rise of the rate', { rate: usdPerPoint('0.11') }],
      ['a rise of the life', { life: 3n }],
      ['a rise of the rate beside a cut of the promise', { rate: usdPerPoint('0.11'), promisePercent: 50n }],
      ['a rise of the life beside a cut of the rate', { rate: usdPerPoint('0.09'), life: 3n }],
    ] as const) {
      it(what, async () => {
        const { cafe } = world
        await announce(changed)
        await expect(cancel()).to.be.revertedWithCustomError(cafe.token, 'RiseCannotBeCancelled').withArgs(cafe.id)
      })
    }

    it('a rise of the promise', async () => {
      const { gym } = world
      await fund(world, gym, usd('100'))
      const terms = { rate: usdPerPoint('0.04'), spreadBps: 0n, promisePercent: 55n, life: 1n }
      await gym.token.announceTerms(terms, points('4000'))
      await expect(gym.token.cancelTerms())
        .to.be.revertedWithCustomError(gym.token, 'RiseCannotBeCancelled')
        .withArgs(gym.id)
    })

    it('when nothing is announced, or it is in effect already', async () => {
      const { cafe } = world
      await expect(cancel()).to.be.revertedWithCustomError(cafe.token, 'NothingAnnounced').withArgs(cafe.id)
      await announce({ rate: usdPerPoint('0.09') })
      await wait(world, NOTICE)
      await expect(cancel()).to.be.revertedWithCustomError(cafe.token, 'NothingAnnounced').withArgs(cafe.id)
    })

    it('a caller who is no rate setter', async () => {
      const { cafe, alice, operator } = world
      await announce({ rate: usdPerPoint('0.09') })
      for (const by of [cafe.owner, cafe.treasurer, cafe.minter, alice, operator]) {
        await expect(cancel(by))
          .to.be.revertedWithCustomError(cafe.token, 'MissingRole')
          .withArgs(cafe.id, by, ROLES.RATE_SETTER)
      }
    })
  })
})
