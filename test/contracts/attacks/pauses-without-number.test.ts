import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { DAY, HOUR, nextBlockAt, now, wait } from '../helpers/times.ts'

const PERIOD = 90n * DAY
const MINUTE = 60n

/** Pauses of changing length, each ended early or left to end by itself; gives what they paused in all. */
async function pauseOften({ hub, guardian, ...world }: World, count: number): Promise<bigint> {
  let paused = 0n
  for (let i = 1n; i <= count; i++) {
    await hub.connect(guardian).pause(HOUR)
    const length = i % 2n === 0n ? HOUR : i * MINUTE
    if (length < HOUR) {
      await nextBlockAt(world as World, (await now(world as World)) + length)
      await hub.connect(guardian).unpause()
    }
    paused += length
    await wait(world as World, 5n * HOUR)
  }

  return paused
}

describe('Attack: a guardian pauses so often that leaving becomes too dear', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  it('every pause counts to the second, and eight times as many cost a wind-down three more looks', async () => {
    const { hub, cafe } = world
    await hub.connect(cafe.owner).windDown(cafe.id)
    const due = await hub.remainderAt(cafe.id)
    expect(due).to.equal((await now(world)) + PERIOD)

    const few = await pauseOften(world, 5)
    expect(await hub.remainderAt(cafe.id)).to.equal(due + few)
    const cheap = await hub.remainderAt.estimateGas(cafe.id)

    const many = await pauseOften(world, 40)
    expect(await hub.remainderAt(cafe.id)).to.equal(due + few + many)
    expect((await hub.remainderAt.estimateGas(cafe.id)) - cheap).to.be.lessThan(12_000n)
  })

  it('pauses before a wind-down do not count, and one in mid-course only from then on', async () => {
    const { hub, cafe, guardian } = world
    await pauseOften(world, 3)
    await hub.connect(guardian).pause(DAY)
    const start = await now(world)
    await nextBlockAt(world, start + 6n * HOUR)
    await hub.connect(cafe.owner).windDown(cafe.id)

    await wait(world, 2n * HOUR)
    expect(await hub.remainderAt(cafe.id)).to.equal(start + 6n * HOUR + PERIOD + 2n * HOUR)
    await wait(world, 3n * DAY)
    expect(await hub.remainderAt(cafe.id)).to.equal(start + 6n * HOUR + PERIOD + 18n * HOUR)
  })
})
