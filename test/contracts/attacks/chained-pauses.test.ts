import { expect } from 'chai'
import { freshWorld } from '../fixture.ts'
import { DAY, FAR_FUTURE, HOUR, now, wait } from '../helpers/times.ts'
import { points } from '../helpers/units.ts'

const BUDGET = 72n * HOUR
const WINDOW = 14n * DAY

describe('Attack: a guardian chains pauses', () => {
  it('stops the network 72 hours in any 14 days at most, however it splits them', async () => {
    const world = await freshWorld()
    const { hub, guardian, cafe, airline, alice } = world
    const pauses: { from: bigint; to: bigint }[] = []
    const lengths = [40n * HOUR, 1n, 3n * HOUR, 72n * HOUR, 20n * HOUR]
    let swaps = 0

    for (let step = 0; step < 120; step++) {
      const available = await hub.pauseAvailable()
      const wanted = lengths[step % lengths.length] ?? HOUR
      if (available >= HOUR) {
        const duration = wanted < available ? wanted : available
        await hub.connect(guardian).pause(duration)
        const from = await now(world)
        pauses.push({ from, to: from + duration })
        await wait(world, duration)
      } else {
        await expect(hub.connect(guardian).pause(HOUR)).to.be.revertedWithCustomError(hub, 'PauseTooLong')
        await hub.connect(alice).swap(cafe.id, airline.id, points('1'), 1n, FAR_FUTURE)
        swaps += 1
        await wait(world, 7n * HOUR)
      }
    }

    for (const { to } of pauses) {
      const used = pauses.reduce((sum, pause) => sum + overlap(pause, { from: to - WINDOW, to }), 0n)
      expect(used <= BUDGET).to.equal(true)
    }
    expect(pauses.length).to.be.greaterThan(10)
    expect(swaps).to.be.greaterThan(30)
  })
})

interface Span {
  readonly from: bigint
  readonly to: bigint
}

function overlap(a: Span, b: Span): bigint {
  const from = a.from > b.from ? a.from : b.from
  const to = a.to < b.to ? a.to : b.to

  return to > from ? to - from : 0n
}
