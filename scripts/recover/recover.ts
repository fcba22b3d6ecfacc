import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { recordAct } from '../../service/access/record-act.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import { openMinter } from '../../service/import/minter.ts'
import { recoverBrand } from '../../service/recover/recover-brand.ts'
import { parseCode } from '../cli/arguments.ts'
import { type Io, homeOf } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { openSession } from '../cli/session.ts'
import { databaseUrlOf } from '../import/database-url.ts'

type RecoverOptions = ReadOptions & { brand: string; as?: string }

export function registerRecover(program: Command, io: Io): void {
  const command = program
    .command('recover')
    .summary('Bring a restored database back in line with the chain')
    .description(
      'Bring a database restored from a backup back in line with the chain: import runs, batches, reversals and refunds of payments. Sends nothing; running it again changes nothing.',
    )
    .requiredOption('--brand <code>', 'brand whose books are recovered', parseCode)
    .option('--as <key>', 'key that mints (default: BRAND-minter)')
  withReadOptions(command)
  withExample(command, 'points recover --brand cafe')
  command.action(async (options: RecoverOptions) => {
    const session = await openSession(io, options)
    const database = await openDatabase(databaseUrlOf(io, session.network))
    try {
      const { client, hubBlock: fromBlock } = session
      const scope = { client, fromBlock, database, home: homeOf(io), code: options.brand, keyName: options.as }
      const minter = await openMinter(scope)
      const { brandId } = minter
      const facts = { ...(await recoverBrand(minter)) }
      const act = {
        brandId,
        actor: CLI,
        act: 'books.recover',
        subject: 'chain',
        detail: facts,
        at: new Date(),
      } as const
      await database.begin((sql) => recordAct(sql, act))
      printFacts(io, options, facts)
    } finally {
      await database.end({ timeout: 5 })
    }
  })
}
