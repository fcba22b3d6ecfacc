import type { Command } from 'commander'
import { CLI } from '../../service/access/actor.ts'
import { addTillBy } from '../../service/access/till-acts.ts'
import type { ShopMode } from '../../service/intake/shop.ts'
import { parseName } from '../access/options.ts'
import { withBrandBooks } from '../access/with-brand-books.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { modeOption, withBrand } from '../shop/options.ts'
import { describeDevice } from './describe-device.ts'

type AddOptions = ReadOptions & { brand: string; name: string; location: string; mode: ShopMode }

export function registerTillAdd(till: Command, io: Io): void {
  const command = till
    .command('add')
    .description(
      'Add a till. Prints its key, once: whoever has it books sales and returns of this brand at this location, and nothing else.',
    )
    .requiredOption('--name <name>', 'what the brand calls the device', parseName)
    .requiredOption('--location <name>', 'where it stands', parseName)
    .addOption(modeOption())
  withReadOptions(withBrand(command))
  withExample(command, 'points till add --brand cafe --name counter-1 --location high-street')
  command.action(async (options: AddOptions) => {
    const { name, location, mode } = options
    const { device, key } = await withBrandBooks(io, options, ({ database, brandId }) =>
      addTillBy(database, { brandId, actor: CLI, at: new Date() }, { name, location, mode }),
    )
    const facts = describeDevice(device)
    printAnswer(io, options, { ...facts, key }, () => {
      return `Added.\n${formatFacts(facts, '  ')}\nThe key, shown only now. Enter it on the device:\n  ${key}\n`
    })
  })
}
