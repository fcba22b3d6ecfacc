import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { removeWebhookBy } from '../../service/access/webhook-acts.ts'
import { parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { type BrandOptions, withBrand } from '../shop/options.ts'

export function registerWebhookRemove(webhook: Command, io: Io): void {
  const command = webhook
    .command('remove')
    .description('Tell an address nothing more. What has not arrived there yet is given up.')
    .argument('<target>', 'its number: points webhook list', parseId)
  withAnswerOptions(withBrand(command))
  withExample(command, 'points webhook remove 1 --brand cafe')
  command.action(async (target: number, options: BrandOptions) => {
    const { brand } = options
    await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, brand)
      const by = { brandId, actor: CLI, at: new Date() }
      await removeWebhookBy(books.database, by, { home: books.home, brand, target })
    })
    printFacts(io, options, { brand, target, status: 'removed' })
  })
}
