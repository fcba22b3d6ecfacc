import type { Command } from 'commander'
import { DEV_CHAIN_ID } from '../../chain/client.ts'
import { readNetwork } from '../../chain/network.ts'
import { type Io, homeOf } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printFacts } from '../cli/print.ts'
import { makeKey } from '../key/new.ts'

export function registerMemberNew(member: Command, io: Io): void {
  const command = member
    .command('new')
    .description(
      'Make an account for a member: a key of its own in the data folder. On the local chain it gets gas money.',
    )
    .argument('<name>', 'a name of its own: a-z, 0-9 and "-"')
    .option('--no-gas', 'without gas money')
  withReadOptions(command)
  withExample(command, 'points member new ann')
  command.action(async (name: string, options: ReadOptions & { gas: boolean }) => {
    const network = await readNetwork(homeOf(io))
    const gas = options.gas && network?.chainId === DEV_CHAIN_ID
    printFacts(io, options, await makeKey(io, name, { ...options, gas }))
  })
}
