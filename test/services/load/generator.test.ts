import { strict as assert } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Generated, Job } from '../../../bench/load/generator.ts'
import { openLoop, quantile } from '../../../bench/load/open-loop.ts'
import { runNode } from '../../../bench/process/run-measured.ts'
import { type IntakeStage, rowsOf, startIntake } from '../intake/intake-stage.ts'

describe('load: the generator', () => {
  let stage: IntakeStage
  before(async () => {
    process.env['POINTS_PASSPHRASE'] ??= 'only a test'
    stage = await startIntake()
  })
  after(() => stage.stop())

  it('sends signed deliveries at its rate from a process of its own, and tells what it used', async () => {
    const { url } = await stage.replica()
    const { secret } = await stage.connect('cafe', 'main')
    const job: Job = {
      url,
      code: 'cafe',
      secret,
      devices: [],
      people: 10,
      seconds: 1,
      rates: { webhook: 40, health: 20 },
    }
    const { code, out, err } = await runNode(['bench/load/generator.ts', JSON.stringify(job)], {})
    assert.equal(code, 0, err)
    const { kinds, cpuSeconds } = JSON.parse(out) as Generated
    assert.deepEqual([kinds.webhook?.sent, kinds.webhook?.failed], [40, 0])
    // The intake alone has no such address: what is answered otherwise than it should be counts as failed.
    assert.deepEqual([kinds.health?.sent, kinds.health?.failed], [20, 20])
    assert.ok(cpuSeconds > 0)
    assert.equal((await rowsOf(stage)).length, 40)
  })

  it('counts from when a request was due, so that a server that stands still cannot hide it', async () => {
    let line: Promise<void> = Promise.resolve()
    const oneByOne = async (): Promise<boolean> => {
      line = line.then(() => sleep(20))
      await line
      return true
    }
    const { latencies, failed } = await openLoop({ perSecond: 200, seconds: 0.1, send: oneByOne })
    assert.deepEqual([latencies.length, failed], [20, 0])
    // The last of 20 was due after 95 ms and answered after 400 ms at the earliest.
    assert.ok(quantile(latencies, 1) > 290, String(latencies))
  })

  it('knows quantiles', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i)
    assert.deepEqual(
      [0, 0.5, 0.95, 1].map((share) => quantile(hundred, share)),
      [1, 51, 96, 100],
    )
  })
})
