import type { Command } from 'commander'
import { describeKeys } from '../key/list.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { openSession } from '../cli/session.ts'
import { formatTable } from '../cli/table.ts'
import { describeNetwork } from '../network/status.ts'
import { readBrandHealth } from './brand-health.ts'
import { checkDatabase } from './check-database.ts'
import { type RelayHealth, readRelayHealth } from './relay-health.ts'

const summary = 'Show how the network, its brands, the database, the relay and your keys stand'

export function registerStatus(program: Command, io: Io): void {
  const command = withReadOptions(program.command('status').summary(summary).description(`${summary}.`))
  withExample(command, 'points status')
  command.action(async (options: ReadOptions) => {
    const session = await openSession(io, options)
    const [network, brands, database, keys, relay] = await Promise.all([
      describeNetwork(session),
      readBrandHealth(session),
      checkDatabase(session.network?.databaseUrl),
      describeKeys(session.home, session),
      readRelayHealth(session, io.env),
    ])
    const { chainId, hub, block, time, epoch, accountedUsd, pausedUntil } = network
    printAnswer(io, options, { network, database, brands, keys, relay: relay ?? null }, () => {
      const databaseIs = database.reachable ? 'reachable' : `not reachable: ${database.problem}`
      const rpc = session.client.transport.url
      const head = formatFacts({
        rpc,
        chainId,
        hub,
        block,
        time,
        epoch,
        accountedUsd,
        pausedUntil,
        database: databaseIs,
      })
      const rows = brands.map(({ code, reserve, supply, cover, quotaLeft, daysOfReserve, state }) => {
        return {
          brand: code,
          reserve,
          supply,
          cover,
          'quota left today': quotaLeft,
          'days of reserve': daysOfReserve,
          state,
        }
      })
      const right = ['reserve', 'supply', 'cover', 'quota left today', 'days of reserve']
      const brandTable = rows.length === 0 ? 'No brands yet.\n' : formatTable(rows, { right })
      const keyRows = keys.map(({ name, address, gasEth }) => ({
        key: name,
        address: address ?? '(a seed)',
        'gas ETH': gasEth ?? '–',
      }))
      const keyTable = keyRows.length === 0 ? '' : `\n${formatTable(keyRows, { right: ['gas ETH'] })}`
      return `${head}\n${brandTable}${relayFacts(relay)}${keyTable}`
    })
  })
}

/** The relay's gas money in a few lines; an alarm stands out. */
function relayFacts(relay: RelayHealth | undefined): string {
  if (!relay) return ''
  const { relayer, state, gasEth, spentTodayEth, spentPerDayEth, daysLeft, alarm } = relay
  const facts = {
    relay: relayer,
    gasMoney: alarm === null ? state : `${state.toUpperCase()}: ${alarm}`,
    gasEth,
    spentInTheLastDay: spentTodayEth,
    spentPerDay: spentPerDayEth,
    daysLeft,
  }
  return `\n${formatFacts(facts)}`
}
