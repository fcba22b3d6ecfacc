import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { revokeTillBy } from '../../service/access/till-acts.ts'
import { parseId } from '../cli/arguments.ts'
import { brandInBooks, withBooks } from '../cli/books.ts'
import type { Io } from '../cli/io.ts'
import { withAnswerOptions, withExample } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { type BrandOptions, withBrand } from '../shop/options.ts'
import { describeDevice } from './describe-device.ts'

export function registerTillRevoke(till: Command, io: Io): void {
  const command = till
    .command('revoke')
    .description("Take a till's key away, at once. What it told stays.")
    .argument('<till>', 'its number: points till list', parseId)
  withAnswerOptions(withBrand(command))
  withExample(command, 'points till revoke 1 --brand cafe')
  command.action(async (number: number, options: BrandOptions) => {
    const device = await withBooks(io, async (books) => {
      const brandId = await brandInBooks(books, options.brand)
      return revokeTillBy(books.database, { brandId, actor: CLI, at: new Date() }, number)
    })
    printFacts(io, options, describeDevice(device))
  })
}
