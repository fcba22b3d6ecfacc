import type { Command } from 'commander'
import { getLock } from '../../chain/actions/getLock.ts'
import { lockSpending } from '../../chain/actions/lockSpending.ts'
import { parseDuration } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import { formatDuration } from '../cli/duration.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerLock(program: Command, io: Io): void {
  const command = program
    .command('lock')
    .summary('Stop every way your points could leave')
    .description('Stop every way your points of all brands could leave: swap, transfer, donate, pay, redeem.')
    .argument('<delay>', 'how long lifting the lock will take: 90s, 30m, 12h or 7d', parseDuration)
  withSendOptions(command, { signer: 'the member' })
  withExample(command, 'points lock 7d --as ann')
  command.action(async (delay: bigint, options: SendOptions) => {
    const client = await openSigner(await openSession(io, options), options.as)
    const member = client.account.address
    const before = await getLock(client, { member })
    const plan = {
      title: 'Lock your points',
      facts: {
        member,
        unlockDelay: formatDuration(delay),
        unlockDelayBefore: before ? formatDuration(before.unlockDelay) : null,
      },
      steps: [{ what: 'lock', call: lockSpending(client, { unlockDelay: Number(delay) }) }],
    }
    await carryOut(io, client, plan, options)
  })
}
