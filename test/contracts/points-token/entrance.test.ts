import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { FAR_FUTURE, nextBlockAt, NOTICE, now, wait } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

describe('PointsToken.setEntrance', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  /** Alice swaps into the airline. */
  function enter(from = world.cafe.id) {
    return world.hub.connect(world.alice).swap(from, world.airline.id, points('1'), 1n, FAR_FUTURE)
  }

  describe('when the owner closes to all', () => {
    it('is instant, and so is opening again', async () => {
      const { hub, airline, cafe } = world
      await expect(airline.token.setEntrance(false))
        .to.emit(airline.token, 'EntranceChanged')
        .withArgs(airline.id, false)
      expect((await airline.token.brand()).entranceClosed).to.equal(true)
      await expect(enter()).to.be.revertedWithCustomError(airline.token, 'EntranceClosed').withArgs(airline.id, cafe.id)

      await expect(airline.token.setEntrance(true)).to.emit(airline.token, 'EntranceChanged').withArgs(airline.id, true)
      await expect(enter()).to.emit(hub, 'Swapped')
    })

    it('touches no exit', async () => {
      const { hub, airline, cafe, alice } = world
      await airline.token.setEntrance(false)

      await expect(hub.connect(alice).swap(airline.id, cafe.id, points('100'), 1n, FAR_FUTURE)).to.emit(hub, 'Swapped')
    })
  })

  describe('when the owner closes to one brand', () => {
    it('takes the notice, to the second, and touches no other', async () => {
      const { hub, airline, cafe, bookshop } = world
      const sent = airline.token.setEntranceFor(cafe.id, false)
      await sent
      const at = (await now(world)) + NOTICE
      await expect(sent).to.emit(airline.token, 'EntranceForChanged').withArgs(airline.id, cafe.id, false, at)
      expect(await airline.token.closedFrom(cafe.id)).to.equal(at)
      expect((await airline.token.brand()).pairRules).to.equal(true)

      await nextBlockAt(world, at - 1n)
      await expect(enter()).to.emit(hub, 'Swapped')
      await nextBlockAt(world, at)
      await expect(enter()).to.be.revertedWithCustomError(airline.token, 'EntranceClosed').withArgs(airline.id, cafe.id)
      await expect(enter(bookshop.id)).to.emit(hub, 'Swapped')
    })

    it('does not move a closing that is under way', async () => {
      const { airline, cafe } = world
      await airline.token.setEntranceFor(cafe.id, false)
      const at = await airline.token.closedFrom(cafe.id)
      await wait(world, NOTICE / 2n)
      await airline.token.setEntranceFor(cafe.id, false)

      expect(await airline.token.closedFrom(cafe.id)).to.equal(at)
    })

    it('opens again at once', async () => {
      const { hub, airline, cafe } = world
      await airline.token.setEntranceFor(cafe.id, false)
      await wait(world, NOTICE)
      const sent = airline.token.setEntranceFor(cafe.id, true)
      await sent

      await expect(sent)
        .to.emit(airline.token, 'EntranceForChanged')
        .withArgs(airline.id, cafe.id, true, await now(world))
      expect(await airline.token.closedFrom(cafe.id)).to.equal(0n)
      await expect(enter()).to.emit(hub, 'Swapped')
    })
  })
})
