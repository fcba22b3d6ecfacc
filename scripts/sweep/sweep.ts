import type { Command } from 'commander'
import type { TransactionReceipt } from 'viem'
import { sweepExpired } from '../../chain/actions/sweepExpired.ts'
import { formatPoints } from '../../chain/codec/points.ts'
import { tokenEventsOf } from '../../chain/events/events-of.ts'
import { parseCode } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { accountOf, brandIdOf } from '../cli/resolve.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerSweep(program: Command, io: Io): void {
  const command = program
    .command('sweep')
    .summary('Burn expired points of accounts')
    .description(
      'Burn expired points of accounts, so that the supply counts live points only. Anyone may; live points stay.',
    )
    .argument('<brand>', 'code of the brand', parseCode)
    .argument('<accounts...>', 'addresses or key names')
  withSendOptions(command, { signer: 'anyone; pays the gas' })
  withExample(command, 'points sweep cafe ann ben --as cafe-owner')
  command.action(async (code: string, names: string[], options: SendOptions) => {
    const session = await openSession(io, options)
    const client = await openSigner(session, options.as)
    const brandId = await brandIdOf(session, code)
    const accounts = await Promise.all(names.map((name) => accountOf(session, name)))
    const plan = {
      title: `Sweep expired points of ${code}`,
      facts: { brand: code, accounts },
      steps: [{ what: `sweep ${code}`, call: await sweepExpired(client, { brandId, accounts }) }],
      outcome: (receipts: readonly TransactionReceipt[]) => {
        const expired = tokenEventsOf(receipts, 'Expired').map(({ args }) => args.points)
        return { swept: formatPoints(expired.reduce((sum, points) => sum + points, 0n)) }
      },
    }
    await carryOut(io, client, plan, options)
  })
}
