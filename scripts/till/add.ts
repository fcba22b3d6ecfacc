import { type Command, InvalidArgumentError } from 'commander'
import { openDatabase } from '../../service/database/open-database.ts'
import { ensureBrand } from '../../service/import/minter.ts'
import type { ShopMode } from '../../service/intake/shop.ts'
import { addDevice } from '../../service/till/add-device.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { brandIdOf } from '../cli/resolve.ts'
import { openSession } from '../cli/session.ts'
import { databaseUrlOf } from '../import/database-url.ts'
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
    const { device, key } = await add(io, options)
    const facts = describeDevice(device)
    printAnswer(io, options, { ...facts, key }, () => {
      return `Added.\n${formatFacts(facts, '  ')}\nThe key, shown only now. Enter it on the device:\n  ${key}\n`
    })
  })
}

async function add(io: Io, options: AddOptions) {
  const { brand, name, location, mode } = options
  const session = await openSession(io, options)
  const brandId = await brandIdOf(session, brand)
  const database = await openDatabase(databaseUrlOf(io, session.network))
  try {
    await ensureBrand(database, session.client, { brandId, code: brand })
    return await addDevice(database, { brandId, name, location, mode })
  } finally {
    await database.end({ timeout: 5 })
  }
}

function parseName(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text)) return text
  throw new InvalidArgumentError('Use 1 to 40 letters, digits, dots and dashes, as counter-1.')
}
