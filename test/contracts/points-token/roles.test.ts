import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { DAILY_QUOTA, ROLES } from '../helpers/brands.ts'
import { mint } from '../helpers/minting.ts'
import { DAY, HOUR, nextBlockAt, now, wait } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

const MAX_LIMIT = 2n ** 48n - 1n

describe('PointsToken.setRoles', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  describe('when an owner sets roles', () => {
    it('replaces all of them and says so', async () => {
      const { cafe, dave } = world

      await expect(cafe.token.setRoles(dave, ROLES.MINTER | ROLES.TREASURER))
        .to.emit(cafe.token, 'RoleChanged')
        .withArgs(cafe.id, dave, 0n, ROLES.MINTER | ROLES.TREASURER)
      await expect(cafe.token.setRoles(dave, ROLES.RATE_SETTER))
        .to.emit(cafe.token, 'RoleChanged')
        .withArgs(cafe.id, dave, ROLES.MINTER | ROLES.TREASURER, ROLES.RATE_SETTER)
      expect(await cafe.token.rolesOf(dave)).to.equal(ROLES.RATE_SETTER)
    })

    it('reaches no other brand', async () => {
      const { cafe, airline, dave } = world
      await cafe.token.setRoles(dave, ROLES.ALL)

      expect(await airline.token.rolesOf(dave)).to.equal(0n)
      await expect(airline.token.connect(dave).setEntrance(false))
        .to.be.revertedWithCustomError(airline.token, 'MissingRole')
        .withArgs(airline.id, dave, ROLES.OWNER)
    })

    it('lets another owner take over', async () => {
      const { cafe, dave } = world
      await cafe.token.setRoles(dave, ROLES.OWNER)
      await cafe.token.connect(dave).setRoles(cafe.owner, 0n)

      await expect(cafe.token.connect(cafe.owner).setRoles(cafe.owner, ROLES.ALL))
        .to.be.revertedWithCustomError(cafe.token, 'MissingRole')
        .withArgs(cafe.id, cafe.owner, ROLES.OWNER)
    })

    it('leaves a quota where the minter goes and comes back', async () => {
      const { cafe, dave } = world
      await cafe.token.setQuotas(cafe.minter, points('240'), DAILY_QUOTA)
      await mint(cafe, [[dave, points('100')]])
      await cafe.token.setRoles(cafe.minter, 0n)
      await expect(mint(cafe, [[dave, 1n]])).to.be.revertedWithCustomError(cafe.token, 'MissingRole')
      await cafe.token.setRoles(cafe.minter, ROLES.MINTER)

      const { limit, available } = await cafe.token.mintQuotaOf(cafe.minter)
      expect(limit).to.equal(points('240'))
      expect(available < points('141')).to.equal(true)
    })
  })

  describe('rejects', () => {
    it('unknown roles', async () => {
      const { cafe, dave } = world
      await expect(cafe.token.setRoles(dave, 16n))
        .to.be.revertedWithCustomError(cafe.token, 'UnknownRoles')
        .withArgs(16n)
    })

    it("dropping one's own ownership", async () => {
      const { cafe } = world
      await expect(cafe.token.setRoles(cafe.owner, ROLES.ALL - ROLES.OWNER))
        .to.be.revertedWithCustomError(cafe.token, 'OwnerCannotDropItself')
        .withArgs(cafe.id, cafe.owner)
      await expect(cafe.token.setRoles(cafe.owner, ROLES.ALL)).to.emit(cafe.token, 'RoleChanged')
    })

    it('callers who are no owner', async () => {
      const { cafe, alice, operator, airline } = world
      for (const by of [cafe.minter, cafe.treasurer, cafe.rateSetter, alice, operator, airline.owner]) {
        for (const attempt of [
          () => cafe.token.connect(by).setRoles(by, ROLES.ALL),
          () => cafe.token.connect(by).setQuotas(by, 1n, 1n),
          () => cafe.token.connect(by).setClaimQuota(1n),
          () => cafe.token.connect(by).setEntrance(false),
          () => cafe.token.connect(by).setEntranceFor(airline.id, false),
        ]) {
          await expect(attempt())
            .to.be.revertedWithCustomError(cafe.token, 'MissingRole')
            .withArgs(cafe.id, by, ROLES.OWNER)
        }
      }
    })
  })
})

describe('PointsToken quotas', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  function available() {
    return world.cafe.token.mintQuotaOf(world.cafe.minter).then((quota) => quota.available)
  }

  describe('when a quota is granted', () => {
    it('is full at once', async () => {
      const { cafe, dave } = world
      const sent = cafe.token.setQuotas(dave, points('50'), points('20'))
      await sent

      await expect(sent)
        .to.emit(cafe.token, 'QuotaChanged')
        .withArgs(cafe.id, dave, 0n, 0n, points('50'), await now(world))
      await expect(sent)
        .to.emit(cafe.token, 'QuotaChanged')
        .withArgs(cafe.id, dave, 1n, 0n, points('20'), await now(world))
      expect(await cafe.token.mintQuotaOf(dave)).to.deep.equal([points('50'), points('50'), points('50'), 0n])
      expect(await cafe.token.clawbackQuotaOf(dave)).to.deep.equal([points('20'), points('20'), points('20'), 0n])
    })

    it('says nothing of a quota that stays', async () => {
      const { cafe, dave } = world
      await cafe.token.setQuotas(dave, 5n, 5n)
      await expect(cafe.token.setQuotas(dave, 5n, 5n)).to.not.emit(cafe.token, 'QuotaChanged')
    })
  })

  describe('when it is lowered', () => {
    it('falls at once, and what is left with it', async () => {
      const { cafe } = world
      const sent = cafe.token.setQuotas(cafe.minter, points('30'), DAILY_QUOTA)
      await sent

      await expect(sent)
        .to.emit(cafe.token, 'QuotaChanged')
        .withArgs(cafe.id, cafe.minter, 0n, DAILY_QUOTA, points('30'), await now(world))
      expect(await cafe.token.mintQuotaOf(cafe.minter)).to.deep.equal([points('30'), points('30'), points('30'), 0n])
    })

    it('drops a rise under way', async () => {
      const { cafe } = world
      await cafe.token.setQuotas(cafe.minter, DAILY_QUOTA * 2n, DAILY_QUOTA)
      await cafe.token.setQuotas(cafe.minter, DAILY_QUOTA, DAILY_QUOTA)
      await wait(world, 2n * DAY)
      expect((await cafe.token.mintQuotaOf(cafe.minter)).limit).to.equal(DAILY_QUOTA)
    })
  })

  describe('when it is raised', () => {
    it('rises after 24 hours, to the second', async () => {
      const { cafe } = world
      await cafe.token.setQuotas(cafe.minter, points('100'), DAILY_QUOTA)
      await cafe.token.setQuotas(cafe.minter, points('300'), DAILY_QUOTA)
      const at = (await now(world)) + DAY

      expect(await cafe.token.mintQuotaOf(cafe.minter)).to.deep.equal([points('100'), points('100'), points('300'), at])
      await nextBlockAt(world, at)
      await world.connection.networkHelpers.mine()
      expect(await cafe.token.mintQuotaOf(cafe.minter)).to.deep.equal([points('300'), points('100'), points('300'), 0n])
      await wait(world, 16n * HOUR)
      expect(await available()).to.equal(points('300'))
    })
  })

  describe('when it is used', () => {
    it('refills evenly over 24 hours, and no further', async () => {
      const { cafe, dave } = world
      await cafe.token.setQuotas(cafe.minter, points('240'), DAILY_QUOTA)
      await mint(cafe, [[dave, points('240')]])
      expect(await available()).to.equal(0n)

      const start = await now(world)
      for (const hours of [1n, 4n, 23n]) {
        await nextBlockAt(world, start + hours * HOUR)
        await world.connection.networkHelpers.mine()
        expect(await available()).to.equal(points('10') * hours)
      }
      await wait(world, 3n * DAY)
      expect(await available()).to.equal(points('240'))
    })

    it('loses no refill to frequent use', async () => {
      const { cafe, dave } = world
      await cafe.token.setQuotas(cafe.minter, points('8.64'), DAILY_QUOTA)
      const start = await mint(cafe, [[dave, points('8.64')]])
      for (let second = 1n; second <= 40n; second++) {
        // One unit flows in every 100 seconds; every touch in between must not throw its part away.
        await nextBlockAt(world, start.mintedAt + second * 50n)
        if (second % 2n === 0n) await mint(cafe, [[dave, 1n]])
        else await world.connection.networkHelpers.mine()
      }
      expect(await available()).to.equal(0n)
    })
  })

  describe('when the owner sets it to 0', () => {
    it('stops the minter at once', async () => {
      const { cafe, dave } = world
      await cafe.token.setQuotas(cafe.minter, 0n, 0n)
      await expect(mint(cafe, [[dave, 1n]]))
        .to.be.revertedWithCustomError(cafe.token, 'QuotaExceeded')
        .withArgs(cafe.id, cafe.minter, 0n, 1n, 0n)
    })
  })

  describe('rejects', () => {
    it('limits beyond the field', async () => {
      const { cafe, dave } = world
      for (const attempt of [
        () => cafe.token.setQuotas(dave, MAX_LIMIT + 1n, 0n),
        () => cafe.token.setQuotas(dave, 0n, MAX_LIMIT + 1n),
        () => cafe.token.setClaimQuota(MAX_LIMIT + 1n),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(cafe.token, 'AmountTooLarge')
          .withArgs(MAX_LIMIT + 1n, MAX_LIMIT)
      }
      await cafe.token.setQuotas(dave, MAX_LIMIT, MAX_LIMIT)
    })
  })
})
