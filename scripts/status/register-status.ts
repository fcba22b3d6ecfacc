import type { Command } from 'commander'
import { describeKeys } from '../key/list.ts'
import { formatFacts } from '../cli/facts.ts'
import type { Io } from '../cli/io.ts'
import { type ReadOptions, withExample, withReadOptions } from '../cli/options.ts'
import { printAnswer } from '../cli/print.ts'
import { openSession } from '../cli/session.ts'
import { formatTable } from '../cli/table.ts'
import { describeNetwork } from '../network/status.ts'
import { readAuditHeads } from './audit-heads.ts'
import { readBrandHealth } from './brand-health.ts'
import { checkDatabase } from './check-database.ts'
import { type AlertFacts, readOpenAlerts } from './open-alerts.ts'
import { type RelayHealth, readRelayHealth } from './relay-health.ts'
import { readShopHealth, type ShopHealth } from './shop-health.ts'

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
    const [alerts, shops, auditHeads] = await Promise.all([
      readOpenAlerts(session.network?.databaseUrl, database),
      readShopHealth(session.network?.databaseUrl, database),
      readAuditHeads(session.network?.databaseUrl, database),
    ])
    const { chainId, hub, block, time, epoch, accountedUsd, pausedUntil } = network
    printAnswer(
      io,
      options,
      { network, database, brands, keys, relay: relay ?? null, shops, alerts, auditHeads },
      () => {
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
        return `${head}\n${brandTable}${relayFacts(relay)}${shopTable(shops)}${alertTable(alerts)}${keyTable}`
      },
    )
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

/** How far the books are behind the shops. */
function shopTable(shops: readonly ShopHealth[]): string {
  if (shops.length === 0) return ''
  const rows = shops.map(({ brand, lagSeconds, open, waiting, parked, ...points }) => {
    const counts = { 'not booked': String(open), waiting: String(waiting), parked: String(parked) }
    return { 'shops of': brand, lag: `${lagSeconds} s`, ...counts, ...points }
  })
  return `\n${formatTable(rows, { right: ['lag', 'not booked', 'waiting', 'parked', 'pending', 'due', 'debt'] })}`
}

/** What somebody has to look at, the oldest first. */
function alertTable(alerts: readonly AlertFacts[]): string {
  if (alerts.length === 0) return ''
  const rows = alerts.map(({ brand, kind, subject, detail, firstAt, times }) => ({
    alert: subject === '' ? kind : `${kind} ${subject}`,
    brand: brand ?? '–',
    since: firstAt,
    times: String(times),
    detail: JSON.stringify(detail),
  }))
  return `\n${formatTable(rows, { right: ['times'] })}`
}
