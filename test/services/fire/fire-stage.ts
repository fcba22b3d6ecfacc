import { setTimeout as sleep } from 'node:timers/promises'
import { type Address, parseEther } from 'viem'
import postgres from 'postgres'
import { startBreakableCluster, type BreakableCluster } from '../../../bench/acceptance/database.ts'
import { FaultProxy, type ProxyParameters } from '../../../bench/acceptance/fault-proxy.ts'
import { type Delivery, signBody, signDelivery } from '../../../bench/acceptance/sign-delivery.ts'
import { type InputLine, memberAddress } from '../../../bench/acceptance/write-input.ts'
import { giveDevGasMoney } from '../../../chain/actions/giveDevGasMoney.ts'
import { readNetwork, writeNetwork } from '../../../chain/network.ts'
import { readToken } from '../../../chain/read.ts'
import { rpc } from '../../../scripts/up/rpc.ts'
import { type ServeOptions, type Service, serveNetwork } from '../../../service/http/serve.ts'
import { createKey } from '../../../service/keys/stored-keys.ts'
import { RELAY_KEY } from '../../../service/relay/relay.ts'
import { type BrandOptions, type ImportFixture, newBrand, startImportFixture } from '../import-fixture.ts'

/** A chain, a proxy in front of it, a database that can be stopped, and shops that deliver. */
export type FireStage = Omit<ImportFixture, 'cluster'> & {
  cluster: BreakableCluster
  databaseUrl: string
  proxy: FaultProxy
  /** Codes of brands by name of a test's own choice. */
  secrets: Map<string, string>
  brandIds: Map<string, number>
}

const CALM: Omit<ProxyParameters, 'target'> = { seed: 1, perMille: 0 }

export async function startFireStage(): Promise<FireStage> {
  const breakable = await startBreakableCluster({ throwAway: true })
  const fixture = await startImportFixture(breakable)
  const { network, client } = fixture
  const databaseUrl = await breakable.create()
  const { address } = await createKey(network.home, { name: RELAY_KEY })
  await giveDevGasMoney(client, { account: address as Address, wei: parseEther('100') })
  const proxy = new FaultProxy({ ...CALM, target: network.rpcUrl })
  const known = await readNetwork(network.home)
  if (!known) throw new Error('There is no network.')
  await writeNetwork(network.home, { ...known, databaseUrl, rpcUrl: await proxy.start() })
  const stop = async () => {
    await proxy.stop()
    await fixture.stop()
  }
  const brands = { secrets: new Map<string, string>(), brandIds: new Map<string, number>() }
  return { ...fixture, cluster: breakable, databaseUrl, proxy, ...brands, stop }
}

/** A brand whose points come at once, with a shop of our own format. */
export async function openShop(stage: FireStage, code: string, options: BrandOptions = {}): Promise<number> {
  const brandId = await newBrand(stage, code, options)
  const { json } = stage.network
  await json('shop', 'rules', '--brand', code, '--rate', '1', '--pending', '0s', '--return-window', '90d')
  const shop = ['--brand', code, '--provider', 'generic', '--account', 'main', '--origin', 'http://127.0.0.1']
  const { secret } = await json<{ secret: string }>('shop', 'connect', ...shop)
  stage.secrets.set(code, secret)
  stage.brandIds.set(code, brandId)
  return brandId
}

export type Serving = Service & { logged: string[] }

/** A replica of the service in this process. */
export async function serve(
  stage: FireStage,
  options: Partial<Pick<ServeOptions, 'checkpoint' | 'network' | 'env'>> = {},
): Promise<Serving> {
  const network = await readNetwork(stage.network.home)
  if (!network) throw new Error('There is no network.')
  const logged: string[] = []
  const log: ServeOptions['log'] = (what, facts) => void logged.push(JSON.stringify({ what, ...facts }))
  const service = await serveNetwork({
    home: stage.network.home,
    network,
    env: { SHOP_BATCH_MS: '100' },
    port: 0,
    log,
    ...options,
  })
  return { ...service, logged }
}

let numbers = 0

/** A sale of one line by a member of its own number. */
export function saleOf(brand: string, member: number, net = '10.00'): Extract<InputLine, { kind: 'sale' }> {
  numbers += 1
  const told = { id: `sale-${numbers}`, brand, at: new Date().toISOString(), order: `order-${numbers}` }
  return { ...told, kind: 'sale', member: memberAddress(1, member), taxed: false, lines: [net] }
}

export function refundOf(sale: InputLine, amount: string): Extract<InputLine, { kind: 'return' }> {
  numbers += 1
  const { brand, order } = sale
  const told = { id: `refund-${numbers}`, brand, at: new Date().toISOString(), order }
  return { ...told, kind: 'return', refund: `refund-${numbers}`, amount }
}

/** Posts a line as its shop would; gives the status. */
export function deliver({ secrets }: Pick<FireStage, 'secrets'>, { url }: { url: string }, line: InputLine) {
  return post(url, line.brand, signDelivery(line, secrets.get(line.brand) ?? '', new Date()))
}

/** Posts any body, signed by the brand's secret. */
export function deliverBody(
  { secrets }: Pick<FireStage, 'secrets'>,
  { url }: { url: string },
  { brand, id, body }: { brand: string; id: string; body: string },
): Promise<number> {
  return post(url, brand, signBody({ id, body, secret: secrets.get(brand) ?? '', sentAt: new Date() }))
}

export async function post(url: string, brand: string, delivery: Delivery): Promise<number> {
  const answer = await fetch(`${url}/webhooks/${brand}/generic`, { method: 'POST', ...delivery })
  await answer.arrayBuffer()
  return answer.status
}

/** What a member has of a brand, in 0.01 point. */
export const balanceOf = (stage: FireStage, code: string, member: number): Promise<bigint> =>
  readToken(stage.client, stage.brandIds.get(code) ?? 0, 'balanceOf', [memberAddress(1, member) as Address])

export const supplyOf = (stage: FireStage, code: string): Promise<bigint> =>
  readToken(stage.client, stage.brandIds.get(code) ?? 0, 'totalSupply', [])

/** Calls the node itself, past the proxy. */
export const node = ({ network }: Pick<FireStage, 'network'>, method: string, ...params: unknown[]) =>
  rpc(network.rpcUrl, method, params)

export type InboxRow = { delivery_id: string; status: string; reason: string | null; brand_id: bigint }

/** The inbox of a brand. */
export async function inboxOf(stage: FireStage, code: string): Promise<InboxRow[]> {
  const brandId = stage.brandIds.get(code) ?? 0
  return query(
    stage,
    (sql) => sql`select delivery_id, status, reason, brand_id from inbox where brand_id = ${brandId} order by id`,
  )
}

/** Open alerts of a brand, by kind. */
export async function alertsOf(stage: FireStage, code: string): Promise<string[]> {
  const brandId = stage.brandIds.get(code) ?? 0
  const rows = await query(
    stage,
    (sql) => sql`select kind from alerts where brand_id = ${brandId} and settled_at is null order by id`,
  )
  return rows.map((row) => (row as { kind: string }).kind)
}

/** Asks the books on a connection of its own. */
export async function query<Row>(
  { databaseUrl }: Pick<FireStage, 'databaseUrl'>,
  ask: (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>,
): Promise<Row[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  try {
    return [...(await ask(sql))] as Row[]
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** Waits until `read` gives this. */
export async function until<Value>(read: () => Promise<Value>, wanted: Value, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1_000
  let seen: Value | undefined
  while (Date.now() < end) {
    seen = await read()
    if (same(seen, wanted)) return
    await sleep(50)
  }
  throw new Error(`Within ${seconds} s it became ${shown(seen)}, not ${shown(wanted)}.`)
}

const shown = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each))
const same = (one: unknown, other: unknown): boolean => shown(one) === shown(other)
