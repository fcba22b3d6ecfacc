import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { retryInboxBy } from '../../service/access/inbox-acts.ts'
import { parseCode, parseCount } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { type AnswerOptions, withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { UsageError } from '../cli/usage-error.ts'

type RetryOptions = AnswerOptions & { brand: string; all?: boolean }

export function registerRetry(inbox: Command, io: Io): void {
  const command = inbox
    .command('retry')
    .description('Put parked deliveries back into the queue, once what they lacked is mended.')
    .argument('[ids...]', 'their numbers: points inbox list --status parked', collectIds)
    .requiredOption('--brand <code>', 'brand whose shop delivered them', parseCode)
    .option('--all', 'all parked ones of the brand')
  withExample(withAnswerOptions(command), 'points inbox retry 17 --brand cafe', 'points inbox retry --all --brand cafe')
  command.action(async (given: bigint[] | undefined, options: RetryOptions) => {
    const ids = given ?? []
    if ((ids.length === 0) !== (options.all === true)) throw new UsageError('Give either numbers or --all.')
    const retried = await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      const by = { brandId, actor: CLI, at: new Date() }
      return retryInboxBy(books.database, by, options.all ? undefined : ids)
    })
    if (ids.length > retried) {
      io.err(`${ids.length - retried} of these are not parked deliveries of ${options.brand}.\n`)
      process.exitCode = 1
    }
    printFacts(io, options, { brand: options.brand, retried })
  })
}

const collectIds = (text: string, before: bigint[] | undefined): bigint[] => [...(before ?? []), parseCount(text)]
