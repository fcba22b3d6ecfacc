import { withThrowAway } from '../network/throw-away.ts'
import { grouped, reached, tableOf } from '../report/table.ts'
import { writeReport } from '../report/write-report.ts'
import { type ImportFigures, type ImportRun, measureImport } from './measure-import.ts'

const REACH_SECONDS = 60
const REACH_MIB = 512
/** So much more memory than a quarter of the file still counts as flat. */
const FLAT = 1.25

/** Measures `points import` on a network of its own and writes its table. */
export async function runImport(): Promise<void> {
  const figures = await withThrowAway(measureImport)
  const body = describeImport(figures)
  console.log(body.join('\n\n'))
  await writeReport('import', 'Import', body)
}

function describeImport({ quarter, whole, again, credits, loopSeconds, loopCpuSeconds }: ImportFigures): string[] {
  const { report } = whole
  const flat = whole.peakMiB <= quarter.peakMiB * FLAT

  return [
    'From CSV to confirmed on chain: `points import`, from the start of its process to its end, on a local network of its ' +
      'own (anvil with a block a second, embedded PostgreSQL, both on the same machine). The bare loop encodes, signs and ' +
      'sends as many credits in batches of 500 and waits for the last block; it reads no file and remembers nothing.',
    tableOf(
      ['run', 'lines', 'orders', 'credited', 'batches', 'seconds', 'CPU s of the process', 'peak MiB'],
      [
        row('a quarter, first', quarter),
        row('whole, first', whole),
        row('whole, again', again),
        [
          'bare mint loop',
          '',
          '',
          grouped(credits) + ' credits',
          grouped(Math.ceil(credits / 500)),
          loopSeconds.toFixed(1),
          loopCpuSeconds.toFixed(1),
          '',
        ],
      ],
    ),
    tableOf(
      ['figure', 'measured', 'reach', 'reached'],
      [
        ['whole file, seconds', whole.seconds.toFixed(1), `≤ ${REACH_SECONDS}`, reached(whole.seconds, REACH_SECONDS)],
        ['peak memory, MiB', whole.peakMiB.toFixed(0), `≤ ${REACH_MIB}`, reached(whole.peakMiB, REACH_MIB)],
        [
          'memory, whole ÷ quarter',
          (whole.peakMiB / quarter.peakMiB).toFixed(2),
          `≤ ${FLAT} (flat)`,
          flat ? 'yes' : '**no**',
        ],
        ['credited by the second run', again.report.pointsCredited, '0', nothing(again) ? 'yes' : '**no**'],
        ['seconds ÷ bare loop', (whole.seconds / loopSeconds).toFixed(1), '', ''],
      ],
    ),
    `File: ${whole.file}. Members ${grouped(report.members)}, returned lines ${grouped(report.returns)}, reversed ` +
      `${report.pointsReversed} points, gas ${grouped(BigInt(report.gasUsed))}.`,
  ]
}

function row(name: string, { report, seconds, cpuSeconds, peakMiB }: ImportRun): string[] {
  return [
    name,
    grouped(report.lines),
    grouped(report.orders),
    report.pointsCredited,
    grouped(report.batches),
    seconds.toFixed(1),
    cpuSeconds.toFixed(1),
    peakMiB.toFixed(0),
  ]
}

function nothing({ report }: ImportRun): boolean {
  return /^0(\.0+)?$/.test(report.pointsCredited) && /^0(\.0+)?$/.test(report.pointsReversed)
}
