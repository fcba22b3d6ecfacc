import type { Command } from 'commander'
import { getLock } from '../../chain/actions/getLock.ts'
import { unlockSpending } from '../../chain/actions/unlockSpending.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { carryOut } from '../cli/carry-out.ts'
import { formatDuration } from '../cli/duration.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerUnlock(program: Command, io: Io): void {
  const command = program
    .command('unlock')
    .summary('Start lifting your lock')
    .description('Start lifting your lock. Your points are free again after the delay you chose.')
  withSendOptions(command, { signer: 'the member' })
  withExample(command, 'points unlock --as ann')
  command.action(async (options: SendOptions) => {
    const client = await openSigner(await openSession(io, options), options.as)
    const member = client.account.address
    const before = await getLock(client, { member })
    const plan = {
      title: 'Unlock your points',
      facts: { member, unlockDelay: before ? formatDuration(before.unlockDelay) : null },
      steps: [{ what: 'unlock', call: unlockSpending(client) }],
      outcome: async () => {
        const after = await getLock(client, { member })
        return { unlockAt: after?.unlockAt === undefined ? null : formatTime(after.unlockAt) }
      },
    }
    await carryOut(io, client, plan, options)
  })
}
