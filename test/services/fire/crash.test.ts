import { strict as assert } from 'node:assert'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Replica } from '../../../bench/acceptance/replica.ts'
import { freePort } from '../cli-network.ts'
import {
  balanceOf,
  deliver,
  type FireStage,
  inboxOf,
  openShop,
  query,
  refundOf,
  saleOf,
  startFireStage,
  supplyOf,
  until,
} from './fire-stage.ts'

/** From the stored delivery to the booked reversal: every point that says a crash there must not matter. */
const EVERY_POINT = [
  ...['delivery stored', 'applied', 'planned', 'signed', 'committed', 'archived', 'before-send', 'sent'],
  ...['before-booking', 'booked', 'before-done', 'signed-reversals', 'before-send', 'sent', 'booked', 'before-done'],
]
/** 10 by `npm run test:long -- fire`; else once the points between which bytes are signed, stored, sent and booked. */
const ROUNDS = Number(process.env['POINTS_CRASH_ROUNDS'] ?? 0)
const POINTS = ROUNDS > 0 ? EVERY_POINT : ['applied', 'committed', 'sent']
const DEATHS = Math.max(1, ROUNDS) * POINTS.length

describe('a service that dies between two steps', function () {
  this.timeout(DEATHS * 30_000)
  let stage: FireStage
  before(async () => {
    stage = await startFireStage()
  })
  after(() => stage?.stop())

  it(`mints and takes back once, whichever step it dies after (${DEATHS} deaths)`, async () => {
    await openShop(stage, 'mortal-cafe')
    const file = join(stage.network.home, 'crashes')
    await writeFile(file, '0')
    const replica = new Replica({
      ...{ home: stage.network.home, databaseUrl: stage.databaseUrl, port: await freePort() },
      logFile: join(stage.network.home, 'crashing.log'),
      program: [join(import.meta.dirname, 'crashing-service.ts')],
      restartMs: 0,
      env: {
        CRASH_FILE: file,
        CRASH_POINTS: Array(Math.max(1, ROUNDS)).fill(POINTS).flat().join(','),
        SHOP_BATCH_MS: '0',
      },
    })
    replica.start()
    try {
      let expected = 0n
      for (let round = 0, done = 0; done < DEATHS; round += 1) {
        expected += await sellAndReturn(replica, round)
        // Each death needs something to do; where all was done before the next point came, more is sold.
        const end = Date.now() + 15_000
        while (Date.now() < end && done < DEATHS && !(await allDone(expected))) {
          done = Number(await readFile(file, 'utf8'))
          await sleep(50)
        }
        done = Number(await readFile(file, 'utf8'))
      }
      await until(() => supplyOf(stage, 'mortal-cafe'), expected, 60)
      await until(() => balanceOf(stage, 'mortal-cafe', 1), expected)
      await noGaps()
    } finally {
      await replica.stop('SIGKILL')
    }
  })

  const allDone = async (expected: bigint) => (await supplyOf(stage, 'mortal-cafe')) === expected

  /** Two sales, of one of which half comes back after it was minted. */
  const sellAndReturn = async (replica: Replica, round: number): Promise<bigint> => {
    const first = saleOf('mortal-cafe', 1, '10.00')
    const second = saleOf('mortal-cafe', 1, '20.00')
    for (const line of [first, second]) await untilTaken(replica, line)
    const minted = await supplyOf(stage, 'mortal-cafe')
    if (round > 0) await until(async () => (await supplyOf(stage, 'mortal-cafe')) > minted || minted > 0n, true, 60)
    await untilTaken(replica, refundOf(second, '10.00'))
    return 2_000n
  }

  /** As a shop does: again, until it is answered with 200. */
  const untilTaken = async (replica: Replica, line: Parameters<typeof deliver>[2]): Promise<void> => {
    await until(() => deliver(stage, replica, line).catch(() => 0), 200, 60)
  }

  const noGaps = async (): Promise<void> => {
    const brandId = stage.brandIds.get('mortal-cafe') ?? 0
    await until(async () => (await inboxOf(stage, 'mortal-cafe')).filter(({ status }) => status !== 'processed'), [])
    const read = () =>
      query<{ nonce: string; status: string }>(
        stage,
        (sql) => sql`
          select nonce::text, string_agg(status, ' ' order by attempt) as status from transactions
          where brand_id = ${brandId} group by nonce order by transactions.nonce`,
      )
    // What is in a block is booked a moment later.
    await until(async () => (await read()).filter(({ status }) => status.includes('signed')), [])
    const rows = await read()
    assert.deepEqual(
      rows.map(({ nonce, status }) => [nonce, /^(replaced )*confirmed$/.test(status)]),
      rows.map((_, i) => [String(i), true]),
      JSON.stringify(rows),
    )
  }
})
