import { randomUUID } from 'node:crypto'
import { readNetwork, writeNetwork } from '../../../chain/network.ts'
import { loadPayCodeKey, sealPayCode } from '../../../chain/pay-code.ts'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import type { Service } from '../../../service/http/serve.ts'
import { ensureBrand } from '../../../service/import/minter.ts'
import { addRules, DEFAULT_RULES, type NewRules } from '../../../service/ledger/brand-rules.ts'
import { addDevice } from '../../../service/till/add-device.ts'
import type { Device } from '../../../service/till/device.ts'
import { openService, type RelayStage, startRelayStage, until } from '../relay/relay-stage.ts'

export const PORTAL = 'https://portal.example'

/** Tills here ask for points in USD, too: what was paid with them is told in the sale's currency. */
const CURRENCIES = { currency: 'GBP', otherRates: { USD: '1' } }

export type Till = {
  device: Device
  key: string
  post: (path: string, body: unknown, key?: string) => Promise<Told>
  get: (path: string) => Promise<Told>
}

/** An answer of the service; `text` is what came, byte by byte. */
export type Told = { status: number; text: string; body: Answer; headers: Headers }

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked at field by field
export type Answer = any

export type TillStage = RelayStage & {
  service: Service & { databaseUrl: string; logged: string[] }
  database: Database
  /** Adds a till to the first or the second brand. */
  till: (brand?: 'first' | 'second', options?: { location?: string; mode?: 'live' | 'test' }) => Promise<Till>
  /** A code as the portal shows it. */
  codeOf: (account: string, at?: Date) => Promise<string>
  rules: (brandId: number, rules?: Partial<NewRules>) => Promise<void>
  /** Waits until all that came is booked. */
  booked: () => Promise<void>
  /** What nobody foresaw, for whoever looks why a test failed. */
  troubles: () => string
}

export async function startTillStage(): Promise<TillStage> {
  const stage = await startRelayStage()
  const { network, client, brands } = stage
  const known = await readNetwork(network.home)
  if (!known) throw new Error('There is no network.')
  await writeNetwork(network.home, { ...known, portalUrl: PORTAL })
  const service = await openService(stage, { env: { SHOP_BATCH_MS: '100' } })
  const database = await openDatabase(service.databaseUrl)
  await ensureBrand(database, client, { brandId: brands.first, code: 'tea-house' })
  await ensureBrand(database, client, { brandId: brands.second, code: 'book-shop' })
  return {
    ...stage,
    service,
    database,
    till: async (brand = 'first', { location = 'high-street', mode = 'live' } = {}) => {
      const device = { brandId: brands[brand], name: 'counter-1', location, mode }
      return tillOf(service.url, await addDevice(database, device))
    },
    codeOf: async (account, at = new Date()) => {
      const shown = { account: account as `0x${string}`, until: Math.floor(at.getTime() / 1_000) + 60 }
      const code = sealPayCode(await loadPayCodeKey(network.home), shown)
      return `${PORTAL}/api/pay-codes/${code}`
    },
    rules: async (brandId, rules = {}) => {
      const given = { ...DEFAULT_RULES, ...CURRENCIES, ...rules, fromAt: new Date(0) }
      await database.begin((sql) => addRules(sql, brandId, given))
    },
    booked: () => until(async () => (await database`select 1 from inbox where status = 'received'`).length === 0),
    troubles: () => service.logged.filter((line) => /"what":"(error|trouble)"/.test(line)).join('\n'),
    stop: async () => {
      await service.stop()
      await database.end()
      await stage.stop()
    },
  }
}

export function tillOf(url: string, { device, key }: { device: Device; key: string }): Till {
  const authorization = `Bearer ${key}`
  const tell = async (response: Response): Promise<Told> => {
    const text = await response.text()
    return { status: response.status, text, body: JSON.parse(text) as Answer, headers: response.headers }
  }
  return {
    ...{ device, key },
    get: async (path) => tell(await fetch(`${url}/v1/till${path}`, { headers: { authorization } })),
    post: async (path, body, idempotencyKey = randomUUID()) => {
      const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': idempotencyKey }
      const init = { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) }
      return tell(await fetch(`${url}/v1/till${path}`, init))
    },
  }
}

export const TERMS = [{ purpose: 'terms', granted: true, textVersion: '2026-11' }]

let phones = 0
/** Numbers nobody has. */
export const freshPhone = (): string => `+4479460${String(++phones).padStart(5, '0')}`

/** A sale of one line. */
export const saleOf = (net: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  sale: randomUUID(),
  order: `HS-${randomUUID().slice(0, 8)}`,
  currency: 'GBP',
  lines: [{ id: '1', net }],
  ...more,
})
