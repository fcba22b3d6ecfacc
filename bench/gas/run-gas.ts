import { writeReport } from '../report/write-report.ts'
import { describeGas } from './describe-gas.ts'
import { measureGas } from './measure-gas.ts'
import { writeSnapshot } from './snapshot.ts'

/** Measures all gas figures, prints and writes their table, and renews the snapshot that `npm test` compares with. */
export async function runGas(): Promise<void> {
  const figures = await measureGas()
  const body = describeGas(figures)
  console.log(body.join('\n\n'))
  await writeReport('gas', 'Gas', body)
  await writeSnapshot(figures.ours)
}
