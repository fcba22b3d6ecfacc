// Makes a fresh clone runnable with nothing but Node >= 20 and npm, then runs one command under the project's Node 24.
// Plain JavaScript on purpose: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => join(root, ...parts)
const node24 = at('node_modules', 'node', 'bin', 'node')
const installStamp = at('node_modules', '.openpoints-stamp')
const buildStamp = at('artifacts', '.openpoints-stamp')
const lock = at('.bootstrap-lock')

/** What each npm script runs, whether it needs compiled contracts, and ABIs made anew where those changed. */
const commands = {
  up: { run: ['scripts/points.ts', 'up'], contracts: true, generate: true },
  // A small nursery: an import or audit of any length keeps to a few hundred MB, at no loss of speed.
  points: { node: ['--max-semi-space-size=8'], run: ['scripts/points.ts'] },
  // It compiles the contracts itself, beside what can do without them.
  test: { run: ['scripts/check/test.ts'] },
  build: { contracts: true },
  'test:long': { run: ['scripts/test-long.ts'], contracts: true },
  e2e: { run: ['node_modules/mocha/bin/mocha.js', '--config', 'e2e/.mocharc.json'], contracts: true },
  check: { run: ['scripts/check/check.ts'], contracts: true },
  bench: { run: ['bench/run.ts'], contracts: true },
  coverage: { run: ['scripts/check/coverage.ts'], contracts: true },
  mutation: { run: ['scripts/mutation.ts'], contracts: true },
  generate: { run: ['scripts/generate-abis.ts'], contracts: true },
  format: { run: ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', '.'] },
}

/** A failure a person can act on: printed as its sentence, without a stack. */
class Refusal extends Error {}

/** We were told to stop during the set-up. */
class Stopped extends Error {}

// Standard output belongs to the command (it may be JSON), so everything said here goes to standard error.
const say = (line) => process.stderr.write(`${line}\n`)

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')

function installKey() {
  return sha256(readFileSync(at('package-lock.json')), `node24 ${process.platform}-${process.arch}`)
}

function buildKey() {
  const sources = readdirSync(at('contracts'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sol'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
  const files = [at('hardhat.config.ts'), at('package-lock.json'), ...sources]
  return sha256(...files.flatMap((file) => [file.slice(root.length), readFileSync(file)]))
}

const installed = () => existsSync(node24) && read(installStamp) === installKey()
const built = () => read(buildStamp) === buildKey()

/** The variables npm sets for a script would steer the npm we start ourselves; settings of the user stay. */
function cleanEnv() {
  const ours =
    /^npm_(lifecycle|package|command|execpath|node_execpath|config_(local_prefix|global_prefix|user_agent|noproxy|node_gyp))/
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name) && name !== 'INIT_CWD')
  return { ...Object.fromEntries(kept), npm_config_update_notifier: 'false' }
}

/** Sends a signal to whatever runs for us at the moment. */
let passOn = () => {}
/** The signal that told us to stop, or the loss of the npm that started us. */
let stopping

function onStop(signal) {
  stopping ??= signal
  passOn(signal)
}

function listenForStop() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => onStop(signal))
  if (process.env.npm_lifecycle_event === undefined) return
  // npm passes a signal to its shell, and the shell keeps it to itself: when npm or its shell is gone, so are we.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    onStop('SIGTERM')
  }, 500)
  watch.unref()
}

const exitCode = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0)

/** Runs a set-up step without standard input, its output on standard error; gives its exit code. */
async function step(command, args, options = {}) {
  // In a group of its own, so that stopping reaches everything the step has started.
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 2, 2], detached: true, ...options })
  passOn = (signal) => process.kill(-child.pid, signal)
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (status, signal) => resolve(exitCode(status, signal)))
  }).finally(() => (passOn = () => {}))
  if (stopping) throw new Stopped()
  return code
}

async function install() {
  say('openpoints: installing the locked dependencies (once, about a minute) …')
  const started = Date.now()
  const ci = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const major = Number(process.versions.node.split('.')[0])
  // Below Node 22 npm would silently skip Hardhat's native part, so npm itself has to run on Node 24.
  const [command, args] = major >= 22 ? ['npm', ci] : ['npx', ['-y', '-p', 'node@24', '--', 'npm', ...ci]]
  rmSync(installStamp, { force: true })
  const code = await step(command, args, { env: cleanEnv() }).catch((error) => {
    if (error.code !== 'ENOENT') throw error
    throw new Refusal(`${command} was not found. Install npm and run this again.`)
  })
  if (code !== 0) {
    throw new Refusal(
      'The dependencies could not be installed; npm says why above. ' +
        'Usually the package registry cannot be reached or the disk is full. Run the same command again after that.',
    )
  }
  if (spawnSync(node24, ['--version']).status !== 0) {
    throw new Refusal(
      'The packages are there but their install steps did not run, so Node 24 is missing. ' +
        'If npm is set to ignore-scripts, run: npm_config_ignore_scripts=false npm start',
    )
  }
  linkPoints()
  writeFileSync(installStamp, installKey())
  say(`openpoints: dependencies installed in ${Math.round((Date.now() - started) / 1000)} s`)
}

/** Lets `npx points …` find the command line of this checkout. */
function linkPoints() {
  const link = at('node_modules', '.bin', 'points')
  rmSync(link, { force: true })
  symlinkSync('../../scripts/points.mjs', link)
}

async function build(generate) {
  if (!readdirSync(at('contracts'), { recursive: true }).some((name) => String(name).endsWith('.sol'))) return
  say('openpoints: compiling the contracts …')
  const key = buildKey()
  const hardhat = at('node_modules', 'hardhat', 'dist', 'src', 'cli.js')
  const started = Date.now()
  const log = join(tmpdir(), `openpoints-build-${process.pid}.log`)
  const output = openSync(log, 'w', 0o600)
  const options = { env: projectEnv(), stdio: ['ignore', output, output] }
  try {
    if ((await step(node24, [hardhat, 'build', '--no-tests', '--quiet'], options)) !== 0) {
      say(readFileSync(log, 'utf8'))
      throw new Refusal('The contracts do not compile; the compiler says why above.')
    }
  } finally {
    closeSync(output)
    rmSync(log, { force: true })
  }
  say(`openpoints: contracts compiled in ${Math.round((Date.now() - started) / 1000)} s`)
  if (generate && (await step(node24, [at('scripts', 'generate-abis.ts')])) !== 0) {
    throw new Refusal('The ABIs could not be made from the compiled contracts; the reason stands above.')
  }
  writeFileSync(buildStamp, key)
}

/** Holds the lock directory while `work` runs; a lock whose owner is gone is taken over. */
async function withLock(work) {
  const owner = join(lock, 'pid')
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'EROFS') {
        throw new Refusal(`${root} cannot be written to. Use a checkout that belongs to you.`)
      }
      if (error.code !== 'EEXIST') throw error
    }
    const pid = Number(read(owner) ?? 0)
    if (pid > 0 ? !alive(pid) : waited > 10) rmSync(lock, { recursive: true, force: true })
    else if (waited === 2) say(`openpoints: waiting for the set-up that process ${pid} is doing …`)
    await sleep(500)
    if (stopping) throw new Stopped()
  }
  try {
    writeFileSync(owner, String(process.pid))
    await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  // A process that ended and that nobody has collected yet still has its number.
  return !read(`/proc/${pid}/stat`)?.includes(') Z ')
}

function projectEnv() {
  const path = `${dirname(node24)}:${at('node_modules', '.bin')}:${process.env.PATH ?? ''}`
  // Reading the same few hundred files takes most of what a short command takes; V8's code of them is kept.
  const cache = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? at('node_modules', '.cache', 'compiled') }
  // Nobody is there to answer Hardhat's question about telemetry.
  return { ...process.env, ...cache, PATH: path, HARDHAT_DISABLE_TELEMETRY: 'true' }
}

async function prepare({ contracts: needsContracts, generate }) {
  const ready = () => installed() && (!needsContracts || built())
  if (ready()) return
  await withLock(async () => {
    if (!installed()) await install()
    if (needsContracts && !built()) await build(generate)
  })
}

/** Runs the command in the caller's folder with its terminal, hands it our signals, and ends as it ended. */
function run(args) {
  const child = spawn(node24, args, { stdio: 'inherit', env: projectEnv() })
  passOn = (signal) => child.kill(signal)
  child.on('error', (error) => {
    say(`openpoints: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(exitCode(code, signal)))
}

export async function main(name, rest) {
  listenForStop()
  try {
    const command = commands[name]
    if (!command) {
      throw new Refusal(`There is no command "${name ?? ''}". There are: ${Object.keys(commands).join(', ')}.`)
    }
    if (Number(process.versions.node.split('.')[0]) < 20) {
      throw new Refusal(`This is Node ${process.versions.node}; openpoints needs Node 20 or newer to start.`)
    }
    if (process.platform === 'win32') throw new Refusal('openpoints runs on Linux and macOS; on Windows use WSL.')
    await prepare(name === 'points' && rest[0] === 'up' ? commands.up : command)
    if (!command.run) return
    const [script, ...fixed] = command.run
    if (!existsSync(at(script))) throw new Refusal(`${script} is missing from this checkout.`)
    run([...(command.node ?? []), at(script), ...fixed, ...rest])
  } catch (error) {
    if (error instanceof Stopped) process.exit(exitCode(null, stopping))
    if (!(error instanceof Refusal)) throw error
    say(`openpoints: ${error.message}`)
    process.exit(1)
  }
}

const startedHere = process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (startedHere) await main(process.argv[2], process.argv.slice(3))
