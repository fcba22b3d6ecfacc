import type { Command } from 'commander'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getNetwork } from '../../chain/actions/getNetwork.ts'
import { pauseNetwork } from '../../chain/actions/pauseNetwork.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { hubEventsOf } from '../../chain/events/events-of.ts'
import { parseDuration } from '../cli/arguments.ts'
import { carryOut } from '../cli/carry-out.ts'
import { formatDuration } from '../cli/duration.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerPause(network: Command, io: Io): void {
  const command = network
    .command('pause')
    .description(
      'Pause swap, donate, pay, mint, claim and withdraw for a time; at most 72 hours in any 14 days. It ends by itself.',
    )
    .argument('<duration>', '90s, 30m, 12h or 2d', parseDuration)
  withSendOptions(command, { signer: 'the guardian' })
  withExample(command, 'points network pause 12h --as guardian')
  command.action(async (seconds: bigint, options: SendOptions) => {
    const client = await openSigner(await openSession(io, options), options.as)
    const { now } = await getChainTime(client)
    const { pauseAvailable } = await getNetwork(client, { now })
    const plan = {
      title: `Pause the network for ${formatDuration(seconds)}`,
      facts: { duration: formatDuration(seconds), availableNow: formatDuration(pauseAvailable) },
      steps: [{ what: 'pause', call: pauseNetwork(client, { seconds }) }],
      outcome: (receipts: Parameters<typeof hubEventsOf>[0]) => {
        const [paused] = hubEventsOf(receipts, 'Paused')
        return { pausedUntil: paused ? formatTime(paused.args.until) : null }
      },
    }
    await carryOut(io, client, plan, options)
  })
}
