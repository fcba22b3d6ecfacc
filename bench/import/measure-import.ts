import { join } from 'node:path'
import { pointsTokenAbi } from '../../chain/generated/abis.ts'
import { getToken } from '../../chain/actions/getToken.ts'
import { collectEvents } from '../../chain/events/read-events.ts'
import { type BenchBrand, makeBrand } from '../network/make-brand.ts'
import { memberAddresses, mintLoop } from '../network/mint-loop.ts'
import type { ThrowAway } from '../network/throw-away.ts'
import { type Measured, runMeasured } from '../process/run-measured.ts'
import { firstLines, retailFile } from './retail-file.ts'

/** What `points import --json` says, as far as it is used here. */
interface ImportReport {
  readonly orders: number
  readonly lines: number
  readonly returns: number
  readonly members: number
  readonly pointsCredited: string
  readonly pointsReversed: string
  readonly batches: number
  readonly gasUsed: string
}

export interface ImportRun extends Measured {
  readonly file: string
  readonly report: ImportReport
}

export interface ImportFigures {
  readonly quarter: ImportRun
  readonly whole: ImportRun
  readonly again: ImportRun
  readonly credits: number
  readonly loopSeconds: number
  readonly loopCpuSeconds: number
}

/** A quarter of the file, the whole, the whole once more, and the bare loop over as many credits. */
export async function measureImport(throwAway: ThrowAway): Promise<ImportFigures> {
  const folder = join(throwAway.home, '..')
  const file = await retailFile(folder)
  const part = await firstLines(file, 1 / 4, join(folder, 'quarter.csv.gz'))
  const small = await makeBrand(throwAway, 'bench-quarter')
  const brand = await makeBrand(throwAway, 'bench-whole')
  const bare = await makeBrand(throwAway, 'bench-loop')
  const importInto = async ({ code }: BenchBrand, { path, name }: typeof file): Promise<ImportRun> => {
    const options = ['--brand', code, '--format', 'online-retail', '--yes', '--json']
    const measured = await runMeasured(['--max-semi-space-size=8', 'scripts/points.ts', 'import', path, ...options], {
      POINTS_HOME: throwAway.home,
    })

    return { ...measured, file: name, report: JSON.parse(measured.out) as ImportReport }
  }
  const quarter = await importInto(small, part)
  const whole = await importInto(brand, file)
  const again = await importInto(brand, file)
  const credits = await countCredits(brand)
  const members = memberAddresses('member', whole.report.members)
  const cpu = process.cpuUsage()
  const loopSeconds = await mintLoop(bare, { credits, members })
  const { user, system } = process.cpuUsage(cpu)

  return { quarter, whole, again, credits, loopSeconds, loopCpuSeconds: (user + system) / 1e6 }
}

/** How many credits the brand's batches held. */
async function countCredits({ client, brandId }: BenchBrand): Promise<number> {
  const address = await getToken(client, { brandId })
  const batches = await collectEvents(client, { abi: pointsTokenAbi, eventName: 'BatchMinted', address })

  return batches.reduce((sum, { args }) => sum + Number(args.count), 0)
}
