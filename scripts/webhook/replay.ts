import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { replayWebhooksBy } from '../../service/access/webhook-acts.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { UsageError } from '../cli/usage-error.ts'
import { type BrandOptions, withBrand } from '../shop/options.ts'

export function registerReplay(webhook: Command, io: Io): void {
  const command = webhook
    .command('replay')
    .description('Send messages once more, under the same ids. They are kept for 30 days.')
    .argument('[ids...]', 'their ids: points webhook list')
    .option('--failed', 'all that were given up')
  withAnswerOptions(withBrand(command))
  withExample(
    command,
    'points webhook replay msg_5bOqHsfQPbkm1D8vxH3mAw_1 --brand cafe',
    'points webhook replay --failed --brand cafe',
  )
  command.action(async (ids: string[], options: BrandOptions & { failed?: boolean }) => {
    if ((ids.length === 0) !== (options.failed === true)) throw new UsageError('Give either ids or --failed.')
    const replayed = await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      const by = { brandId, actor: CLI, at: new Date() }
      return replayWebhooksBy(books.database, by, options.failed ? undefined : ids)
    })
    if (ids.length > replayed) {
      io.err(`${ids.length - replayed} of these are no messages of ${options.brand} that are still kept.\n`)
      process.exitCode = 1
    }
    printFacts(io, options, { brand: options.brand, replayed })
  })
}
