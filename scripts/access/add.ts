import { type Command, Option } from 'commander'
import { addKey } from '../../service/access/add-key.ts'
import { CLI, ROLES, type Role } from '../../service/access/actor.ts'
import { addTillBy } from '../../service/access/till-acts.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { UsageError } from '../cli/usage-error.ts'
import { withBrand } from '../shop/options.ts'
import { describeDevice } from '../till/describe-device.ts'
import { describeKey } from './describe-key.ts'
import { expiresOption, later, parseName } from './options.ts'
import { withBrandBooks } from './with-brand-books.ts'

type AddOptions = ReadOptions & { brand: string; role: Role; name: string; location?: string; expires?: bigint }

export function registerAccessAdd(access: Command, io: Io): void {
  const command = access
    .command('add')
    .description(
      'Make a key for a person or program of a brand. Prints it, once: whoever has it may do what its role may.',
    )
    .addOption(new Option('--role <role>', 'what it may do: docs/access.md').choices(ROLES).makeOptionMandatory())
    .requiredOption('--name <name>', 'what the brand calls it; not who has it', parseName)
    .addOption(expiresOption())
    .option('--location <name>', "where a cashier's till stands", parseName)
  withReadOptions(withBrand(command))
  withExample(
    command,
    'points access add --brand cafe --role manager --name office --expires 90d',
    'points access add --brand cafe --role cashier --name counter-1 --location high-street',
  )
  command.action(async (options: AddOptions) => {
    const { facts, key } = await add(io, options)
    printAnswer(
      io,
      options,
      { ...facts, key },
      () => `Added.\n${formatFacts(facts, '  ')}\nThe key, shown only now:\n  ${key}\n`,
    )
  })
}

function add(io: Io, options: AddOptions) {
  const { role, name, location, expires } = options
  if ((role === 'cashier') !== (location !== undefined)) {
    throw new UsageError("A cashier's key is a till's: give --role cashier and --location together.")
  }
  if (role === 'cashier' && expires !== undefined) {
    throw new UsageError("A till's key does not expire. Take it back with `points till revoke`.")
  }
  return withBrandBooks(io, options, async ({ database, brandId }) => {
    const at = new Date()
    if (role === 'cashier') {
      const till = { name, location: location ?? '', mode: 'live' as const }
      const { device, key } = await addTillBy(database, { brandId, actor: CLI, at }, till)
      return { facts: { ...describeDevice(device), role }, key }
    }
    const expiresAt = expires === undefined ? undefined : later(at, expires)
    const { known, key } = await addKey(database, { brandId, role, name, expiresAt, actor: CLI, at })
    return { facts: describeKey(known, at), key }
  })
}
