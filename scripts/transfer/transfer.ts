import type { Command } from 'commander'
import { transferPoints } from '../../chain/actions/transferPoints.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { parseCode, parsePoints } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { accountOf, brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerTransfer(program: Command, io: Io): void {
  const command = program
    .command('transfer')
    .summary('Move points to another account')
    .description('Move points to another account. They keep the life they have.')
    .argument('<points>', 'how many', parsePoints)
    .argument('<brand>', 'code of the brand they are of', parseCode)
    .argument('<to>', 'address or key name of the receiver')
  withSendOptions(command, { signer: 'the member' })
  withExample(command, 'points transfer 10 cafe ben --as ann')
  command.action(async (points: bigint, code: string, receiver: string, options: SendOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const [brandId, to] = await Promise.all([brandIdOf(session, code), accountOf(session, receiver)])
    const plan = {
      title: `Transfer ${formatPoints(points)} points of ${code}`,
      facts: { from: client.account.address, to, brand: code, points: formatPoints(points) },
      steps: [{ what: `transfer to ${receiver}`, call: await transferPoints(client, { brandId, to, points }) }],
    }
    await carryOut(io, client, plan, options)
  })
}
