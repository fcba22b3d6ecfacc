import { join } from 'node:path'
import { makeBrand } from '../network/make-brand.ts'
import { retailFile } from '../import/retail-file.ts'
import { startHeld } from './held-process.ts'
import { type CalmRun, calmestRun } from './calmest-run.ts'
import { type HttpRun, measureHttp } from './measure-http.ts'
import type { LoadStage } from './open-load.ts'

export interface TillFigures {
  readonly alone: CalmRun
  readonly besideImport: CalmRun<RunBesideImport>
}

export interface RunBesideImport extends HttpRun {
  readonly importCores: number
  /** Whether the import went on as long as the measurement did. */
  readonly importOutlasted: boolean
}

const RATES = { lookup: 100, preview: 100 }
const HALF = 0.5

/** Look-ups and previews a hundred a second each, alone and beside an import of another brand that has half a core. */
export async function measureTill(stage: LoadStage, seconds: number): Promise<TillFigures> {
  const alone = await calmestRun(() => measureHttp(stage, RATES, seconds))
  const file = await retailFile(join(stage.home, '..'))
  return { alone, besideImport: await calmestRun(() => measureBeside(stage, file.path, seconds)) }
}

async function measureBeside(stage: LoadStage, path: string, seconds: number): Promise<RunBesideImport> {
  const { home, network, points } = stage
  const { code } = await makeBrand({ home, network, points }, `import-${Date.now() % 1_000_000}`)
  const args = ['scripts/points.ts', 'import', path, '--brand', code, '--format', 'online-retail', '--yes', '--json']
  const held = startHeld(args, { env: { POINTS_HOME: home }, share: HALF })
  try {
    const run = await measureHttp(stage, RATES, seconds)
    return { ...run, importCores: held.cores(), importOutlasted: held.running() }
  } finally {
    await held.stop()
  }
}
