import type { Command } from 'commander'
import { unpauseNetwork } from '../../chain/actions/unpauseNetwork.ts'
import { carryOut } from '../cli/carry-out.ts'
import type { Io } from '../cli/io.ts'
import { type SendOptions, withExample, withSendOptions } from '../cli/options.ts'
import { openSession, openSigner } from '../cli/session.ts'

export function registerUnpause(network: Command, io: Io): void {
  const command = network.command('unpause').description('End a pause early.')
  withSendOptions(command, { signer: 'the guardian' })
  withExample(command, 'points network unpause --as guardian')
  command.action(async (options: SendOptions) => {
    const client = await openSigner(await openSession(io, options), options.as)
    const steps = [{ what: 'lift the pause', call: unpauseNetwork(client) }]
    await carryOut(io, client, { title: 'End the pause', facts: {}, steps }, options)
  })
}
