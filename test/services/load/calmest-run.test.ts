import { strict as assert } from 'node:assert'
import { calmestRun } from '../../../bench/load/calmest-run.ts'
import type { HttpRun } from '../../../bench/load/measure-http.ts'

describe('load: runs that the host of the machine disturbs', () => {
  const runsTaking = (...stolen: number[]) => {
    const runs = stolen.map((each, index) => {
      const cores = { service: 0, database: 0, chain: 0, generator: 0, stolen: each }
      return { kinds: {}, seconds: index, cpuSeconds: 0, cores, mostWaiting: 0, caughtUpSeconds: 0 } satisfies HttpRun
    })
    let next = 0
    const measure = async (): Promise<HttpRun> => runs[next++]!
    return { measure, made: () => next }
  }

  it('count once where it is calm', async () => {
    const { measure, made } = runsTaking(0.01, 0)
    const run = await calmestRun(measure)
    assert.deepEqual([made(), run.seconds, run.disturbed], [1, 0, []])
  })

  it('are made again until it is calm, and kept', async () => {
    const { measure, made } = runsTaking(0.3, 0.1, 0.019, 0)
    const run = await calmestRun(measure)
    assert.deepEqual([made(), run.seconds, run.disturbed?.map(({ seconds }) => seconds)], [3, 2, [1, 0]])
  })

  it('end after five, and the one counts from which least was taken', async () => {
    const { measure, made } = runsTaking(0.3, 0.1, 0.2, 0.05, 0.4, 0)
    const run = await calmestRun(measure)
    assert.deepEqual([made(), run.seconds, run.disturbed?.map(({ seconds }) => seconds)], [5, 3, [1, 2, 0, 4]])
  })
})
