import { type Address, formatEther, getAddress } from 'viem'
import { DEV_CHAIN_ID } from '../../chain/client.ts'
import { type Database, openDatabase } from '../../service/database/open-database.ts'
import { listKeys } from '../../service/keys/stored-keys.ts'
import { type GasMoneyState, readGasMoney } from '../../service/relay/gas-money.ts'
import { readRules } from '../../service/relay/relay-rules.ts'
import { RELAY_KEY } from '../../service/relay/relay.ts'
import type { Session } from '../cli/session.ts'

export interface RelayHealth {
  relayer: Address
  state: GasMoneyState['state'] | 'unknown'
  gasEth: string | null
  spentTodayEth: string | null
  spentPerDayEth: string | null
  daysLeft: string | null
  /** What to do, where something is to be done. */
  alarm: string | null
}

/** Gas money of the relay's key: what it has, spends a day, and for how long that lasts. Undefined without such a key. */
export async function readRelayHealth(
  { client, home, network }: Session,
  env: NodeJS.ProcessEnv,
): Promise<RelayHealth | undefined> {
  const key = (await listKeys(home)).find(({ name }) => name === RELAY_KEY)
  if (key?.address === undefined) return undefined
  const relayer = getAddress(key.address)
  const database = await openBooks(env['DATABASE_URL'] || network?.databaseUrl)
  if (!database) {
    const nothing = { gasEth: null, spentTodayEth: null, spentPerDayEth: null, daysLeft: null }
    return { relayer, state: 'unknown', ...nothing, alarm: 'the database does not answer' }
  }
  try {
    const rules = readRules(env, { dev: client.chain.id === DEV_CHAIN_ID })
    const of = { chainId: client.chain.id, sender: relayer.toLowerCase(), brandId: null }
    return describe(relayer, await readGasMoney({ client, database, rules, key: of }))
  } finally {
    await database.end({ timeout: 1 })
  }
}

/** The status of a network whose database is away is a status, too; the line above says so. */
async function openBooks(url: string | undefined): Promise<Database | undefined> {
  return url === undefined ? undefined : openDatabase(url, { connections: 1 }).catch(() => undefined)
}

function describe(relayer: Address, { state, balance, floor, lastDay, perDay, daysLeft }: GasMoneyState): RelayHealth {
  return {
    relayer,
    state,
    gasEth: short(balance),
    spentTodayEth: short(lastDay),
    spentPerDayEth: short(perDay),
    daysLeft: daysLeft === undefined ? null : daysLeft.toString(),
    alarm: alarmOf(state, short(floor)),
  }
}

function alarmOf(state: GasMoneyState['state'], floor: string): string | null {
  if (state === 'good') return null
  if (state === 'day used up') return 'nothing new is taken today: RELAY_ETHER_PER_DAY is used up'
  if (state === 'low') return 'send its key some ETH soon'
  return `nothing new is taken below ${floor} ETH: send its key some ETH`
}

function short(wei: bigint): string {
  const eth = formatEther(wei)
  return /\.\d{7,}$/.test(eth) ? eth.slice(0, eth.indexOf('.') + 7) : eth
}
