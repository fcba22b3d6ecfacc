import type { Command } from 'commander'
import { listDevices } from '../../service/till/list-devices.ts'
import { parseCode } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'
import { describeDevice } from './describe-device.ts'

export function registerTillList(till: Command, io: Io): void {
  const command = withAnswerOptions(
    till
      .command('list')
      .description('List the tills that have or had a key.')
      .option('--brand <code>', 'only those of this brand', parseCode),
  )
  withExample(command, 'points till list --brand cafe')
  command.action(async (options: AnswerOptions & { brand?: string }) => {
    const devices = await withBooks(io, async (books) => {
      const brandId = options.brand === undefined ? undefined : await brandInBooks(books, options.brand)
      return (await listDevices(books.database, { brandId })).map(describeDevice)
    })
    printAnswer(io, options, devices, () => {
      if (devices.length === 0) return 'There is no till. Add one: points till add\n'
      const rows = devices.map(({ till: number, revokedAt, ...rest }) => {
        return { till: String(number), ...rest, revokedAt: revokedAt ?? '–' }
      })
      return formatTable(rows, { right: ['till'] })
    })
  })
}
