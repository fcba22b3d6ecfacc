import type { Command } from 'commander'
import { z } from 'zod'
import { readNetwork } from '../../chain/network.ts'
import { logToOutput } from '../../service/http/request-log.ts'
import { serveNetwork } from '../../service/http/serve.ts'
import { type Io, homeOf } from '../cli/io.ts'
import { databaseUrlOf } from '../import/database-url.ts'
import { stopSignal } from '../up/stop-signal.ts'

const summary = "Run the service: it carries members' signed intents into blocks"

const help = `
Environment:
  SERVICE_PORT              where it listens (default 4000)
  SERVICE_HOST              on which address (default 127.0.0.1)
  SERVICE_TRUSTED_PROXIES   addresses of proxies, by comma, whose X-Forwarded-For counts (this machine's always does)
  RELAY_ETHER_PER_DAY, RELAY_LEAST_ETHER, RELAY_INTENTS_PER_MEMBER_HOUR, RELAY_INTENTS_PER_ORIGIN_HOUR,
  RELAY_REQUESTS_PER_ORIGIN_MINUTE, RELAY_READS_PER_ORIGIN_MINUTE, RELAY_STREAMS_PER_ORIGIN,
  RELAY_ACCOUNTS_PER_ORIGIN_DAY, RELAY_BATCH_SIZE, RELAY_BATCH_WAIT_MS
                            what the relay gives; docs/relay.md explains each

Example:
  $ points serve
  $ SERVICE_PORT=4001 points serve`

const place = z.object({
  SERVICE_PORT: z.coerce.number().int().min(0).max(65_535).default(4_000),
  SERVICE_HOST: z.string().min(1).default('127.0.0.1'),
})

export function registerServe(program: Command, io: Io): void {
  program
    .command('serve')
    .summary(summary)
    .description(`${summary}. \`points up\` runs one; further ones on the same database take over when it ends.`)
    .addHelpText('after', help)
    .action(async () => {
      const home = homeOf(io)
      const network = await readNetwork(home)
      if (!network) throw new Error(`There is no network in ${home} yet. Start one with \`npm start\`.`)
      const { SERVICE_PORT: port, SERVICE_HOST: host } = place.parse(io.env)
      const databaseUrl = databaseUrlOf(io, network)
      const stopped = stopSignal()
      const waiting = new AbortController()
      void stopped.then(() => waiting.abort())
      const service = await serveNetwork({
        ...{ home, port, host, log: logToOutput, threaded: true, stopped: waiting.signal },
        network: { ...network, databaseUrl },
        env: io.env,
      })
      await stopped
      await service.stop()
    })
}
