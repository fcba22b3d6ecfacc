import type { Command } from 'commander'
import { formatPoints } from '../../chain/codec/points.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { checkLedger, type LedgerCheck } from '../../service/ledger/check-ledger.ts'
import { parseCode } from '../cli/arguments.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'
import { databaseUrlOf } from '../import/database-url.ts'

type CheckOptions = ReadOptions & { brand: string }

/** So many differences are shown one by one; --json has them all. */
const SHOWN = 20

export function registerLedgerCheck(ledger: Command, io: Io): void {
  const command = ledger
    .command('check')
    .description(
      'Work out all balances of a brand from the rows of its ledger alone, and compare them with members, orders and batches, with what shops told, and with the chain. Exit code 1 where anything differs.',
    )
    .requiredOption('--brand <code>', 'brand whose books are checked', parseCode)
  withReadOptions(command)
  withExample(command, 'points ledger check --brand cafe')
  command.action(async (options: CheckOptions) => {
    const session = await openSession(io, options)
    const brandId = await brandIdOf(session, options.brand)
    const database = await openDatabase(databaseUrlOf(io, session.network))
    try {
      const { client, hubBlock: fromBlock = 0n } = session
      const check = await checkLedger({ client, fromBlock, database, brandId, code: options.brand })
      printAnswer(io, options, describe(check), () => tell(check))
      if (check.differences.length > 0) process.exitCode = 1
    } finally {
      await database.end({ timeout: 5 })
    }
  })
}

function describe({ pending, debt, differences, ...counts }: LedgerCheck) {
  const points = { pending: formatPoints(pending), debt: formatPoints(debt) }
  return { agrees: differences.length === 0, ...counts, ...points, differences }
}

function tell(check: LedgerCheck): string {
  const { differences, ...facts } = describe(check)
  const more = differences.length - SHOWN
  const lines = differences.slice(0, SHOWN).map(({ what, of, expected, found }) => {
    return `  ${of}: ${what}: ${expected} expected, ${found} found\n`
  })
  return formatFacts(facts) + lines.join('') + (more > 0 ? `  and ${more} more: --json shows all\n` : '')
}
