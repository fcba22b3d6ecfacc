import { strict as assert } from 'node:assert'
import { createReadStream, existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { privateKeyToAccount } from 'viem/accounts'
import { getBrand } from '../../chain/actions/getBrand.ts'
import { getEpochClock } from '../../chain/actions/getEpochClock.ts'
import { getLots } from '../../chain/actions/getLots.ts'
import { type ReadClient, connect } from '../../chain/client.ts'
import { epochAt } from '../../chain/codec/lots.ts'
import { parsePoints } from '../../chain/codec/points.ts'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { runPoints } from '../../scripts/cli/run-points.ts'
import { removeDatabase } from '../../scripts/up/postgres-place.ts'
import { claimPrivateKey, claimAddressOf } from '../../service/keys/claim-keys.ts'
import { claimSeedName, loadKey } from '../../service/keys/stored-keys.ts'
import { type Started, networkOf, newHome, startUp } from './up-harness.ts'

const REAL_FILE = fileURLToPath(new URL('../../../shared/data/online-retail/online_retail.csv.gz', import.meta.url))
const REAL_LINES = 1_000

/** The sample of a first start, and the way of the first milestone on it; in this order. */
describe('sample network', function () {
  this.timeout(300_000)

  let home: string
  let running: Started
  let client: ReadClient

  /** Runs a command with --json and gives what it printed; fails with its sentence. */
  const points = async (...args: string[]): Promise<Printed> => {
    const { code, out, err } = await run(home, args)
    assert.equal(code, 0, err)
    return JSON.parse(out) as Printed
  }

  before(async () => {
    home = await newHome()
    const env = { CHAIN_PORT: '38745', POSTGRES_PORT: '38632' }
    // With portal and indexer it starts for the tests in a browser.
    running = startUp({ home, args: ['--no-portal', '--no-indexer'], env })
    await untilReady(running)
    const { rpcUrl, hub } = await networkOf(home)
    client = await connect({ rpcUrl, hub })
  })

  after(async () => {
    await running.kill('SIGTERM')
    await removeDatabase(home)
    await rm(dirname(home), { recursive: true, force: true })
  })

  it('tells its story and names its five brands in network.json', async () => {
    assert.match(running.output(), /5 brands, 3 causes, 40 members, 400 days/)
    const codes = (await networkOf(home)).brands.map(({ code }) => code)
    assert.deepEqual(codes, ['moor-coffee', 'harbour-books', 'fernway', 'lumen-rail', 'saffron-house'])
  })

  it('sells something at the sample’s shop by one command, which mints at once', async () => {
    assert.match(running.output(), /npx points shop try --brand moor-coffee/)
    const tried = await points('shop', 'try', '--brand', 'moor-coffee', '--amount', '4.20')
    assert.deepEqual([tried.state, tried.points, tried.reason], ['minted', '21.00', null])
    assert.match(String(tried.transaction), /^0x[0-9a-f]{64}$/)
    assert.ok(Number(tried.ms) < 10_000, `it took ${String(tried.ms)} ms`)
    const account = '0x00000000000000000000000000000000000f00d1'
    const sold = await points('shop', 'try', '--brand', 'moor-coffee', '--amount', '2.00', '--account', account)
    assert.deepEqual([sold.state, sold.points, sold.link], ['minted', '10.00', undefined])
    const planned = await points('shop', 'try', '--brand', 'moor-coffee', '--dry-run')
    assert.deepEqual([planned.dryRun, planned.state], [true, undefined])
    const other = await run(home, ['shop', 'try', '--brand', 'fernway'])
    assert.equal(other.code, 2)
    assert.match(other.err, /has no shop that speaks generic. Connect one: points shop connect --brand fernway/)
  })

  it('has an announced cut that does not bite yet', async () => {
    const { terms, announced } = await getBrand(client, { brandId: 4 })
    const { now } = await getChainTime(client)
    assert.ok(announced && announced.terms.rate < terms.rate)
    assert.ok(announced.effectiveAt > now + 9n * 86_400n)
  })

  it('has expired points that were burnt, and keeps the half-covered brand above its promise', async () => {
    const { brands } = await points('audit')
    const coffee = brands.find(({ code }) => code === 'moor-coffee')
    assert.match(coffee?.points.expired ?? '', /^-[1-9]/)
    const { reserve, supply, terms } = await getBrand(client, { brandId: 5 })
    const par = (supply * terms.rate) / 1000n
    assert.ok(reserve * 2n >= par && reserve < par)
  })

  it('leaves mira unclaimed points of three brands, some of which expire with this epoch', async () => {
    const clock = await getEpochClock(client)
    const { now } = await getChainTime(client)
    for (const [brandId, code] of [
      [1, 'moor-coffee'],
      [3, 'fernway'],
      [4, 'lumen-rail'],
    ] as const) {
      const claimKey = privateKeyToAccount(claimPrivateKey(await loadKey(home, claimSeedName(code)), brandId, 'mira'))
      const { neverExpires } = await getBrand(client, { brandId })
      const lots = await getLots(client, {
        brandId,
        member: claimAddressOf(brandId, claimKey.address),
        clock,
        neverExpires,
      })
      assert.ok(lots.length > 0, code)
      if (code === 'moor-coffee') assert.equal(lots[0]?.lastEpoch, epochAt(now, clock))
    }
  })

  it('credits nothing when a file of the sample is imported again', async () => {
    const again = await points(
      'import',
      join(home, 'sample', 'moor-coffee-01.csv'),
      '--brand',
      'moor-coffee',
      '--rate',
      '5',
    )
    assert.equal(again.pointsCredited, '0.00')
    assert.equal(again.alreadyImported, again.lines)
  })

  it('imports 1,000 real lines, swaps, donates, and the audit agrees', async function () {
    // The data set may not be copied into the repository.
    if (!existsSync(REAL_FILE)) {
      console.log(`      skipped: ${REAL_FILE} is not there`)
      // Nothing to import without the data set beside the repository.
      return this.skip()
    }
    const file = join(home, 'first-lines.csv')
    await writeFile(file, await firstLines(REAL_FILE, REAL_LINES + 1))
    const imported = await points('import', file, '--brand', 'moor-coffee', '--format', 'online-retail', '--yes')
    assert.equal(imported.lines, REAL_LINES)
    assert.ok(parsePoints(imported.pointsCredited) > 0n)
    await points('swap', '10', 'harbour-books', 'moor-coffee', '--as', 'ada', '--yes')
    await points('swap', '5', 'moor-coffee', 'harbour-books', '--as', 'ada', '--yes')
    await points('donate', '5', 'moor-coffee', '1', '--as', 'ada', '--yes')
    assert.equal((await run(home, ['audit'])).code, 0)
  })

  it('pays a cause out in the stablecoin, and the audit still agrees', async () => {
    await points('cause', 'withdraw', '1', '--as', 'river-keepers', '--yes')
    assert.equal((await run(home, ['audit'])).code, 0)
  })
})

/** A first start with its whole sample; a busy machine may take minutes. */
async function untilReady(started: Started): Promise<void> {
  let over = false
  void started.ended.then(() => (over = true))
  while (!started.output().includes('\nready\n')) {
    assert.ok(!over, started.output())
    await sleep(200)
  }
}

/** What the commands of this test print, as far as it looks at it. */
interface Printed {
  lines: number
  alreadyImported: number
  pointsCredited: string
  brands: { code: string; points: { expired: string } }[]
  /** Of `points shop try`. */
  state?: string
  points?: string
  reason?: string | null
  transaction?: string
  ms?: number
  link?: string
  dryRun?: boolean
}

interface Ran {
  code: number
  out: string
  err: string
}

async function run(home: string, args: string[]): Promise<Ran> {
  const ran: Ran = { code: 0, out: '', err: '' }
  const io = {
    env: { ...process.env, POINTS_HOME: home },
    out: (text: string) => void (ran.out += text),
    err: (text: string) => void (ran.err += text),
    interactive: false,
    ask: () => Promise.resolve(''),
  }
  ran.code = await runPoints([...args, '--json'], io)
  return ran
}

async function firstLines(path: string, count: number): Promise<string> {
  const lines: string[] = []
  const input = createReadStream(path).pipe(createGunzip())
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    lines.push(line)
    if (lines.length === count) break
  }
  return `${lines.join('\n')}\n`
}
