import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startNetwork } from '../process/start-network.ts'
import { tableOf } from '../report/table.ts'
import { writeReport } from '../report/write-report.ts'

/** What `npm start` runs, with everything installed and compiled. */
const NPM_START = { script: ['scripts/bootstrap.mjs', 'up'] }
const WARM_STARTS = 3

interface Start {
  readonly ready: number
  readonly stopped: number
}

/** Measures `npm start` up to `ready` and its stop, with a new data folder and with the same one again. */
export async function runStart(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'openpoints-bench-'))
  try {
    const home = join(folder, 'home')
    const cold = await startOnce(home)
    const warm: Start[] = []
    for (let i = 0; i < WARM_STARTS; i++) warm.push(await startOnce(home))
    const empty = await startOnce(join(folder, 'empty'), ['--no-sample'])
    const body = [
      '`npm start` with dependencies installed and contracts compiled, from the start of its process to its line `ready`.',
      tableOf(
        ['start', 'seconds to ready', 'seconds to stop'],
        [
          ['cold: new data folder, with the sample history of 400 days', ...shown(cold)],
          [`warm: same data folder again, median of ${WARM_STARTS}`, ...shown(medianOf(warm))],
          ['cold, without sample', ...shown(empty)],
        ],
      ),
    ]
    console.log(body.join('\n\n'))
    await writeReport('start', 'Start-up', body)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function startOnce(home: string, args: readonly string[] = []): Promise<Start> {
  const { seconds, stop } = await startNetwork(home, { ...NPM_START, args })
  const stopping = performance.now()
  await stop()

  return { ready: seconds, stopped: (performance.now() - stopping) / 1_000 }
}

function shown({ ready, stopped }: Start): string[] {
  return [ready.toFixed(1), stopped.toFixed(1)]
}

function medianOf(starts: readonly Start[]): Start {
  const median = (pick: (start: Start) => number) =>
    starts.map(pick).toSorted((a, b) => a - b)[starts.length >> 1] ?? Number.NaN

  return { ready: median(({ ready }) => ready), stopped: median(({ stopped }) => stopped) }
}
