import type { Command } from 'commander'
import { listKeys } from '../../service/access/list-keys.ts'
import { listDevices } from '../../service/till/list-devices.ts'
import { parseCode } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { formatTable } from '../cli/table.ts'
import { describeDevice } from '../till/describe-device.ts'
import { describeKey } from './describe-key.ts'

export function registerAccessList(access: Command, io: Io): void {
  const command = withAnswerOptions(
    access
      .command('list')
      .description('List who has or had a key: people and programs, and the tills, which are the cashiers.')
      .option('--brand <code>', 'only those of this brand', parseCode),
  )
  withExample(command, 'points access list --brand cafe')
  command.action(async (options: AnswerOptions & { brand?: string }) => {
    const now = new Date()
    const { keys, tills } = await withBooks(io, async (books) => {
      const brandId = options.brand === undefined ? undefined : await brandInBooks(books, options.brand)
      const [known, devices] = await Promise.all([
        listKeys(books.database, { brandId }),
        listDevices(books.database, { brandId }),
      ])
      return { keys: known.map((each) => describeKey(each, now)), tills: devices.map(describeDevice) }
    })
    printAnswer(io, options, { keys, tills }, () => {
      const rows = [
        ...keys.map(({ brand, key, role, name, status, expiresAt, lastUsedAt }) => {
          return {
            brand,
            key: `key ${key}`,
            role,
            name,
            status,
            expires: expiresAt ?? '–',
            'last used': lastUsedAt ?? '–',
          }
        }),
        ...tills.map(({ brand, till, name, status }) => {
          return { brand, key: `till ${till}`, role: 'cashier', name, status, expires: '–', 'last used': '–' }
        }),
      ]
      return rows.length === 0 ? 'Nobody has a key. Make one: points access add\n' : formatTable(rows)
    })
  })
}
