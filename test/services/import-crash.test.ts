import { strict as assert } from 'node:assert'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { getBrand } from '../../chain/actions/getBrand.ts'
import type { Minter } from '../../service/import/minter.ts'
import { type ImportFixture, importFile, newBrand, newMinter, startImportFixture } from './import-fixture.ts'
import { booksOf, type Books } from './import-books.ts'
import { writeBusyFile } from './busy-file.ts'

/** Points at which a crash must not matter, see `checkpoint`. */
const POINTS = [
  'planned',
  'signed',
  'committed',
  'archived',
  'before-send',
  'sent',
  'before-booking',
  'booked',
  'signed-reversals',
  'before-done',
]
const KILLS = Number(process.env['POINTS_KILLS'] ?? 2)
const SEED = Number(process.env['POINTS_SEED'] ?? 20_261_121)
const NODE = process.execPath
const POINTS_SCRIPT = fileURLToPath(new URL('../../scripts/points.ts', import.meta.url))

class Crash extends Error {}

describe('an import that is interrupted', function () {
  this.timeout(KILLS * 60_000 + 240_000)
  let fixture: ImportFixture
  let path: string
  let undisturbed: Books
  before(async () => {
    fixture = await startImportFixture()
    path = await writeBusyFile(fixture.network.home, { orders: 700, members: 90, seed: 5 })
    undisturbed = await importUndisturbed()
  })
  after(() => fixture.stop())

  const importUndisturbed = async (): Promise<Books> => {
    await newBrand(fixture, 'calm-cafe')
    const minter = await newMinter(fixture, 'calm-cafe')
    const { report } = await importFile(minter, path, { limits: { members: 20, purchases: 10_000 } })
    assert.ok(report.batches > 8, `${report.batches} batches`)
    return finish(minter)
  }

  const finish = async (minter: Minter): Promise<Books> => {
    const books = await booksOf(minter)
    await minter.database.end()
    return books
  }

  it('ends with the same books wherever it crashes, once', async () => {
    await newBrand(fixture, 'crash-cafe')
    const first = await newMinter(fixture, 'crash-cafe')
    await first.database.end()
    for (const [round, point] of POINTS.entries()) {
      const minter = await newMinter(fixture, 'crash-cafe', first.url)
      let passes = round % 3
      const checkpoint = (reached: string) => {
        if (reached === point && passes-- === 0) throw new Crash(point)
      }
      const attempt = importFile({ ...minter, checkpoint }, path, { limits: { members: 20, purchases: 10_000 } })
      await attempt.catch((error: unknown) => {
        if (!(error instanceof Crash)) throw error
      })
      await minter.database.end()
    }
    const minter = await newMinter(fixture, 'crash-cafe', first.url)
    await importFile(minter, path, { limits: { members: 20, purchases: 10_000 } })
    assert.deepEqual(await finish(minter), undisturbed)
  })

  it(`ends with the same books after ${KILLS} kills at random moments`, async () => {
    const random = generator(SEED)
    console.log(`      seed ${SEED}`)
    let killed = 0
    for (let round = 1; killed < KILLS; round++) {
      const brand = `killed-cafe-${round}`
      const brandId = await newBrand(fixture, brand)
      const url = await fixture.cluster.create()
      const whole = await runPoints(fixture, url, { brand, path, dryRun: true })
      let last = await runPoints(fixture, url, { brand, path, killAfter: whole.ms * (0.4 + random()) })
      while (last.code === null) {
        killed += 1
        const spare = killed < KILLS ? { killAfter: whole.ms * (0.4 + random()) } : {}
        last = await runPoints(fixture, url, { brand, path, ...spare })
      }
      assert.equal(last.code, 0, last.err)
      const minter = await newMinter(fixture, brand, url)
      assert.deepEqual(await finish(minter), undisturbed)
      assert.equal((await getBrand(fixture.client, { brandId })).lastSequence, BigInt(undisturbed.batches.length))
    }
  })
})

type Run = { brand: string; path: string; killAfter?: number; dryRun?: boolean }

/** Runs the command line in a process of its own; a code of null means it was killed. */
function runPoints(
  fixture: ImportFixture,
  url: string,
  { brand, path, killAfter, dryRun }: Run,
): Promise<{ code: number | null; err: string; ms: number }> {
  const args = [POINTS_SCRIPT, 'import', path, '--brand', brand, '--batch-members', '20', '--yes', '--json']
  const env = { ...process.env, POINTS_HOME: fixture.network.home, DATABASE_URL: url }
  const started = performance.now()
  const child = spawn(NODE, dryRun ? [...args, '--dry-run'] : args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, err, ms: performance.now() - started })
    })
  })
}

function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
