import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readNetwork } from '../../chain/network.ts'
import { knownDataFolder, removeDatabase } from '../../scripts/up/postgres-place.ts'
import { type Started, startUp } from './up-harness.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const run = promisify(execFile)
const BUILT = ['artifacts', 'cache', 'types']

/** Copies what git has of the checkout, and what was installed and built in it. */
async function cloneTo(checkout: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const file of stdout.split('\0').filter(Boolean)) {
    await cp(join(root, file), join(checkout, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  for (const folder of BUILT) await cp(join(root, folder), join(checkout, folder), { recursive: true })
  const [from, to] = [join(root, 'node_modules'), join(checkout, 'node_modules')]
  // Hard links: as good as installed anew, in seconds. Other file systems than Linux's get a copy.
  const linked = await run('cp', ['-al', from, to]).then(
    () => true,
    () => false,
  )
  if (!linked) await rm(to, { recursive: true, force: true }).then(() => cp(from, to, { recursive: true }))
}

describe('a clone under a private home, in a folder with a space', function () {
  this.timeout(240_000)
  let home: string
  let checkout: string
  let up: Started | undefined
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'private home '))
    await chmod(home, 0o700)
    checkout = join(home, 'a folder with a space', 'open points')
    await mkdir(checkout, { recursive: true })
    await cloneTo(checkout)
  })
  after(async () => {
    await up?.kill('SIGTERM')
    await removeDatabase(join(checkout, '.points'))
    await rm(home, { recursive: true, force: true })
  })

  /** Compiled code is kept by path: this one is never seen again. */
  const cache = () => ({ NODE_COMPILE_CACHE: join(home, 'compiled') })

  const points = async (...args: string[]): Promise<Record<string, unknown>> => {
    const env = { ...process.env, ...cache(), POINTS_HOME: '' }
    const script = join(checkout, 'scripts', 'points.ts')
    const { stdout } = await run(process.execPath, [script, ...args, '--json'], { cwd: checkout, env })
    return JSON.parse(stdout) as Record<string, unknown>
  }

  it('starts, imports, is audited, stops, and starts again with all balances', async () => {
    const pointsHome = join(checkout, '.points')
    up = startUp({ checkout, home: pointsHome, env: cache() })
    await up.prints('\nready\n')
    expect((await stat(home)).mode & 0o777).to.equal(0o700)
    expect((await readNetwork(pointsHome))?.chainId).to.equal(31337)
    const data = await knownDataFolder(pointsHome)
    if (process.getuid?.() === 0) expect(data.startsWith(home), `database in ${data}`).to.equal(false)

    const operator = ['--as', 'operator', '--yes']
    await points('network', 'admit', 'tea-room', 'operator', ...operator)
    await points('brand', 'create', 'tea-room', '--name', 'Tea room', '--rate', '0.01', ...operator)
    await points('brand', 'fund', 'tea-room', '1000', '--mint-dev', ...operator)
    await points('key', 'new', 'tea-room-minter', '--gas')
    await points('brand', 'roles', 'tea-room', 'tea-room-minter', '--set', 'minter', ...operator)
    await points(
      'brand',
      'quota',
      'tea-room',
      'tea-room-minter',
      '--mint',
      '100000',
      '--clawback',
      '100000',
      ...operator,
    )
    const orders = join(checkout, 'samples', 'orders.csv')
    const report = await points('import', orders, '--brand', 'tea-room', '--format', 'csv', '--yes')
    expect(Number(report['orders'])).to.be.greaterThan(10)
    const { supply, reserve, batches } = await points('brand', 'show', 'tea-room')
    expect(Number(supply)).to.be.greaterThan(1_000)
    // It ends with another code where books and chain disagree.
    await points('audit')
    expect(await up.kill('SIGTERM'), up.output()).to.equal(0)

    up = startUp({ checkout, home: pointsHome, env: cache() })
    await up.prints('\nready\n')
    expect(await points('brand', 'show', 'tea-room')).to.include({ supply, reserve, batches })
    const repeated = await points('import', orders, '--brand', 'tea-room', '--format', 'csv', '--yes')
    expect(repeated['pointsCredited']).to.equal('0.00')
    await points('audit')
    expect(await up.kill('SIGTERM'), up.output()).to.equal(0)
  })
})
