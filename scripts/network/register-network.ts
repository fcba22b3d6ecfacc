import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerAdmit } from './admit.ts'
import { registerPause } from './pause.ts'
import { registerNetworkRoles } from './roles.ts'
import { registerNetworkStatus } from './status.ts'
import { registerUnpause } from './unpause.ts'

export function registerNetwork(program: Command, io: Io): void {
  const summary = 'Admit brands, pause, see and set who runs the network'
  const network = program
    .command('network')
    .summary(summary)
    .description(`${summary}. No role of the network can mint points or touch a reserve.`)
  const parts = [registerAdmit, registerPause, registerUnpause, registerNetworkRoles, registerNetworkStatus]
  for (const register of parts) register(network, io)
}
