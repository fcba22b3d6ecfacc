import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { stopSignal } from './stop-signal.ts'
import { up } from './up.ts'

const summary = 'Start a whole network on this machine and keep it running'

const help = `
Environment:
  POINTS_HOME     data folder (default .points)
  CHAIN_PORT, POSTGRES_PORT, SERVICE_PORT, INDEXER_PORT, PORTAL_PORT
  PORTAL_ORIGIN   what people type to reach the portal (default http://localhost:PORTAL_PORT); needs https elsewhere
  DATABASE_URL    a PostgreSQL of your own instead of the embedded one
  RPC_URL         a chain of your own instead of the local one; with HUB to join the network there
                  (and ACCOUNT_FACTORY, to have passkey accounts),
                  or with STABLECOIN and DEPLOYER_KEY to make a new one

Example:
  $ points up
  $ POINTS_HOME=/srv/points points up --no-sample`

export function registerUp(program: Command, io: Io): void {
  program
    .command('up')
    .summary(summary)
    .description(`${summary}: database, chain, contracts, and on the first start a sample to look at.`)
    .option('--reset', 'delete everything in the data folder and begin anew', false)
    .option('--no-sample', 'leave a new network empty')
    .option('--no-portal', 'run without the portal')
    .option('--no-indexer', 'run without the indexer, which the portal reads')
    .addHelpText('after', help)
    .action(async (given: Record<'reset' | 'sample' | 'portal' | 'indexer', boolean>) => {
      const screen = { isTTY: process.stdout.isTTY === true, write: io.out }
      process.exitCode = await up({ ...given, env: io.env, screen, stopped: stopSignal() })
    })
}
