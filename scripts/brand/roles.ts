import { type Command, Option } from 'commander'
import { getRoles } from '../../chain/actions/getRoles.ts'
import { setRoles } from '../../chain/actions/setRoles.ts'
import type { Role } from '../../chain/codec/roles.ts'
import { parseCode, parseRoles } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { accountOf, brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'
import { formatRoles } from './format-brand.ts'
import { readRoleHolders } from './role-holders.ts'

interface RolesOptions extends Omit<SendOptions, 'as'> {
  as?: string
  set?: Role[]
}

export function registerRoles(brand: Command, io: Io): void {
  const command = brand
    .command('roles')
    .description('Show who holds which role in a brand, or set all roles of an account.')
    .argument('<code>', 'code of the brand', parseCode)
    .argument('[account]', 'address or key name')
    .addOption(
      new Option('--set <roles>', 'owner, minter, rate-setter, treasurer, comma-separated; or none').argParser(
        parseRoles,
      ),
    )
  withSendOptions(command, { signer: 'the owner (only with --set)' })
  optionalSigner(command)
  withExample(command, 'points brand roles cafe', 'points brand roles cafe cafe-minter --set minter --as cafe-owner')
  command.action(async (code: string, who: string | undefined, options: RolesOptions) => {
    const session = await openSession(io, options)
    const brandId = await brandIdOf(session, code)
    if (options.set === undefined) {
      const { roles } = await readRoleHolders(session, brandId)
      const account = who === undefined ? undefined : await accountOf(session, who)
      const shown = roles.filter((holder) => account === undefined || holder.account === account)
      return printAnswer(io, options, shown, () => (shown.length === 0 ? 'No roles.\n' : formatRoles(shown)))
    }
    if (who === undefined || options.as === undefined) throw new UsageError('--set needs the account and --as OWNER.')
    const account = await accountOf(session, who)
    const client = await openSigner(session, options.as)
    const before = await getRoles(client, { brandId, account })
    const call = await setRoles(client, { brandId, account, roles: options.set })
    const facts = { brand: code, account, rolesBefore: before, roles: options.set }
    const plan = { title: `Set roles in ${code}`, facts, steps: [{ what: `set roles of ${who}`, call }] }
    await carryOut(io, client, plan, { ...options, as: options.as })
  })
}

/** Makes --as optional: the command also only shows. */
export function optionalSigner(command: Command): void {
  for (const option of command.options) if (option.long === '--as') option.makeOptionMandatory(false)
}
