import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { decodeLots } from '../helpers/lots.ts'
import { eventsOf } from '../helpers/logs.ts'
import { mint } from '../helpers/minting.ts'
import { currentEpoch, EPOCH, goToEpochAhead, nextBlockAt, now } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'
import { clearingOf } from '../helpers/worth.ts'

describe('Expiry', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  async function mineAt(timestamp: bigint) {
    await nextBlockAt(world, timestamp)
    await world.connection.networkHelpers.mine()
  }

  describe('when epochs pass', () => {
    for (const [name, life] of [
      ['gym', 1n],
      ['cafe', 2n],
      ['airline', 3n],
    ] as const) {
      it(`keeps points of life ${life} through their last epoch and drops them when the next begins`, async () => {
        const { alice, carol } = world
        const { token } = world[name]
        const member = name === 'gym' ? carol : alice
        const held = await token.balanceOf(member)
        const end = ((await currentEpoch(world)) + life + 1n) * EPOCH

        await mineAt(end - 1n)
        expect(await token.balanceOf(member)).to.equal(held)
        await mineAt(end)
        expect(await token.balanceOf(member)).to.equal(0n)
        expect(held).to.be.greaterThan(0n)
      })
    }

    it('leaves them in the supply until somebody touches the account', async () => {
      const { cafe, alice, bob } = world
      await goToEpochAhead(world, 3n)
      expect(await cafe.token.totalSupply()).to.equal(points('1500'))

      await mint(cafe, [[bob, 1n]])
      expect(await cafe.token.totalSupply()).to.equal(points('1000') + 1n)
      await mint(cafe, [[alice, 1n]])
      expect(await cafe.token.totalSupply()).to.equal(2n)
    })

    it('never raises a balance (invariant 11)', async () => {
      const { airline, alice } = world
      let before = await airline.token.balanceOf(alice)
      for (let step = 0; step < 8; step++) {
        await goToEpochAhead(world, 1n)
        const after = await airline.token.balanceOf(alice)
        expect(after <= before).to.equal(true)
        before = after
      }
      expect(before).to.equal(0n)
    })

    it('drops lot by lot', async () => {
      const { cafe, dave } = world
      const epoch = await currentEpoch(world)
      for (const amount of [1n, 20n, 300n]) {
        await mint(cafe, [[dave, amount]])
        await goToEpochAhead(world, 1n)
      }

      expect(await cafe.token.balanceOf(dave)).to.equal(320n)
      await goToEpochAhead(world, 1n)
      expect(await cafe.token.balanceOf(dave)).to.equal(300n)
      await goToEpochAhead(world, 1n)
      expect(await cafe.token.balanceOf(dave)).to.equal(0n)
      expect(await currentEpoch(world)).to.equal(epoch + 5n)
    })
  })

  describe('when somebody sweeps', () => {
    it('burns what expired, of many accounts, with an event each, once', async () => {
      const { cafe, alice, bob, carol, stranger } = world
      await goToEpochAhead(world, 3n)
      const token = cafe.token.connect(stranger)
      const before = await clearingOf(world, cafe.id)

      const events = await eventsOf(token.sweep([alice, bob, carol, alice]), cafe.token, 'Expired')

      expect(events.map(({ args }) => args.toArray())).to.deep.equal([
        [cafe.id, alice.address, points('1000')],
        [cafe.id, bob.address, points('500')],
      ])
      expect(await cafe.token.totalSupply()).to.equal(0n)
      expect((await clearingOf(world, cafe.id)).reserve).to.equal(before.reserve)
      expect(await eventsOf(token.sweep([alice, bob]), cafe.token, 'Expired')).to.deep.equal([])
    })

    it('leaves what lives', async () => {
      const { cafe, alice, bob, stranger } = world
      await goToEpochAhead(world, 2n)
      await mint(cafe, [[alice, points('2')]])
      await goToEpochAhead(world, 1n)

      await cafe.token.connect(stranger).sweep([alice, bob])

      expect(await cafe.token.balanceOf(alice)).to.equal(points('2'))
      expect(await cafe.token.totalSupply()).to.equal(points('2'))
    })
  })

  describe('when points never expire', () => {
    it('keeps what was minted there for ever', async () => {
      const { bookshop, alice, bob } = world
      await goToEpochAhead(world, 300n)

      expect(await bookshop.token.balanceOf(alice)).to.equal(points('1000'))
      await bookshop.token.connect(alice).transfer(bob, points('400'))
      await goToEpochAhead(world, 300n)
      expect(await bookshop.token.balanceOf(bob)).to.equal(points('400'))
      expect((await bookshop.token.brand()).neverExpires).to.equal(true)
      expect(await bookshop.token.neverExpires()).to.equal(true)
      expect(await world.cafe.token.neverExpires()).to.equal(false)
    })
  })

  describe('when an account is touched after a long time', () => {
    it('drops everything at once', async () => {
      const { cafe, alice, bob } = world
      await goToEpochAhead(world, 1_000n)

      await expect(cafe.token.connect(bob).transfer(alice, 0n))
        .to.emit(cafe.token, 'Expired')
        .withArgs(cafe.id, alice, points('1000'))
      expect(decodeLots(await cafe.token.lotsOf(alice))).to.deep.equal([])
      expect(await now(world)).to.be.greaterThan(0n)
    })
  })

  describe('when a transfer reaches an account with older and younger lots', () => {
    it('keeps every lot in its own epoch', async () => {
      const { cafe, alice, bob } = world
      await goToEpochAhead(world, 1n)
      await mint(cafe, [[bob, points('7')]])
      const epoch = await currentEpoch(world)

      await cafe.token.connect(alice).transfer(bob, points('10'))

      expect(decodeLots(await cafe.token.lotsOf(bob))).to.deep.equal([
        { lastEpoch: epoch + 1n, points: points('510') },
        { lastEpoch: epoch + 2n, points: points('7') },
      ])
    })
  })
})
