import { type Command, Option } from 'commander'
import { getNetworkRoles } from '../../chain/actions/getNetworkRoles.ts'
import { grantNetworkRole } from '../../chain/actions/grantNetworkRole.ts'
import { revokeNetworkRole } from '../../chain/actions/revokeNetworkRole.ts'
import { optionalSigner } from '../brand/roles.ts'
import { carryOut } from '../cli/carry-out.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { accountOf } from '../cli/resolve.ts'
import { type Session, openSession, openSigner } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'

type NetworkRole = 'operator' | 'guardian'

interface RolesOptions extends Omit<SendOptions, 'as'> {
  as?: string
  grant?: NetworkRole
  revoke?: NetworkRole
}

/** The access manager is deployed a few blocks before the hub, in the same run. */
function beforeHub({ hubBlock }: Session): bigint {
  return hubBlock > 10_000n ? hubBlock - 10_000n : 0n
}

const ROLES: NetworkRole[] = ['operator', 'guardian']

export function registerNetworkRoles(network: Command, io: Io): void {
  const command = network
    .command('roles')
    .description('Show who runs the network, or give and take a role.')
    .argument('[account]', 'address or key name')
    .addOption(new Option('--grant <role>', 'make the account operator or guardian').choices(ROLES))
    .addOption(new Option('--revoke <role>', 'take that role from the account').choices(ROLES))
  withSendOptions(command, { signer: 'the admin (only to change)' })
  optionalSigner(command)
  withExample(command, 'points network roles', 'points network roles ben --grant guardian --as admin')
  command.action(async (who: string | undefined, options: RolesOptions) => {
    const session = await openSession(io, options)
    const { grant, revoke, as } = options
    const role = grant ?? revoke
    if (role === undefined) {
      const { manager, admin, operator, guardian } = await getNetworkRoles(session.client, {
        fromBlock: beforeHub(session),
      })
      const shown = { accessManager: manager, admin, operator, guardian }
      return printAnswer(io, options, shown, () => formatFacts(shown))
    }
    if (who === undefined || as === undefined || (grant && revoke)) {
      throw new UsageError('Give the account, one of --grant and --revoke, and --as ADMIN.')
    }
    const account = await accountOf(session, who)
    const client = await openSigner(session, as)
    const call = grant
      ? await grantNetworkRole(client, { role, account })
      : await revokeNetworkRole(client, { role, account })
    const what = `${grant ? 'grant' : 'revoke'} ${role}`
    const plan = {
      title: `${grant ? 'Make' : 'No longer'} ${who} ${role}`,
      facts: { role, account },
      steps: [{ what, call }],
    }
    await carryOut(io, client, plan, { ...options, as })
  })
}
