import type { Command } from 'commander'
import { getChainTime } from '../../chain/actions/getChainTime.ts'
import { getNetwork } from '../../chain/actions/getNetwork.ts'
import { formatMoney } from '../../chain/codec/money.ts'
import { formatTime } from '../../chain/codec/time.ts'
import { formatDuration } from '../cli/duration.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { type Session, openSession } from '../cli/session.ts'

export function registerNetworkStatus(network: Command, io: Io): void {
  const command = withReadOptions(
    network.command('status').description('Show the fixed rules of the network and how it stands.'),
  )
  withExample(command, 'points network status')
  command.action(async (options: ReadOptions) =>
    printFacts(io, options, await describeNetwork(await openSession(io, options))),
  )
}

/** The network's rules and state at the latest block. */
export async function describeNetwork({ client }: Session) {
  const { block, now } = await getChainTime(client)
  const network = await getNetwork(client, { now })
  const epoch = (now - network.epochOrigin) / network.epochLength
  return {
    chainId: network.chainId,
    hub: client.contracts.hub,
    stablecoin: client.contracts.stablecoin,
    causeRegistry: client.contracts.causeRegistry,
    block: block.toString(),
    time: formatTime(now),
    epoch: epoch.toString(),
    nextEpochAt: formatTime(network.epochOrigin + (epoch + 1n) * network.epochLength),
    brands: network.brandCount,
    accountedUsd: formatMoney(network.accounted),
    pausedUntil: network.pausedUntil === undefined ? null : formatTime(network.pausedUntil),
    pauseAvailable: formatDuration(network.pauseAvailable),
    notice: formatDuration(network.notice),
    epochLength: formatDuration(network.epochLength),
    withdrawalWindow: formatDuration(network.withdrawalWindow),
    maxReturnWindow: formatDuration(network.maxReturnWindow),
    windDownPeriod: formatDuration(network.windDownPeriod),
  }
}
