import type { Command } from 'commander'
import { admitBrand } from '../../chain/actions/admitBrand.ts'
import { parseCode } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { accountOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerAdmit(network: Command, io: Io): void {
  const command = network
    .command('admit')
    .description('Let an account create the brand with this code. Again with another account before it is created.')
    .argument('<code>', 'code of the brand to come', parseCode)
    .argument('<owner>', 'address or key name of its owner')
  withSendOptions(command, { signer: 'the operator' })
  withExample(command, 'points network admit cafe cafe-owner --as operator')
  command.action(async (code: string, who: string, options: SendOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const owner = await accountOf(session, who)
    const steps = [{ what: `admit ${code}`, call: admitBrand(client, { code, owner }) }]
    await carryOut(io, client, { title: `Admit the brand "${code}"`, facts: { code, owner }, steps }, options)
  })
}
