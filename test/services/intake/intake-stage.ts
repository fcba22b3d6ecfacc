import { serve } from '@hono/node-server'
import { createHmac, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { requestId } from 'hono/request-id'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import { problemOf, problemResponse } from '../../../service/http/problem.ts'
import { type Log, requestLog } from '../../../service/http/request-log.ts'
import { webhookRoutes } from '../../../service/http/webhook-routes.ts'
import { connectShop } from '../../../service/intake/connect-shop.ts'
import { ShopDirectory } from '../../../service/intake/shop-directory.ts'
import type { Shop, ShopMode } from '../../../service/intake/shop.ts'
import { freshSecret } from '../../../service/intake/webhook-secret.ts'
import { type DataVault, openVault } from '../../../service/keys/data-vault.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'

export const BRANDS = { cafe: 1, books: 2 } as const
export type Brand = keyof typeof BRANDS

/** The intake alone, on a database of its own: no chain, no relay. */
export type IntakeStage = {
  cluster: Cluster
  home: string
  database: Database
  vault: DataVault
  logged: string[]
  troubles: unknown[]
  /** Starts one more replica on the same database and folder. */
  replica: (options?: ReplicaOptions) => Promise<Replica>
  /** Connects a shop of the generic kind. */
  connect: (brand: Brand, account: string, more?: { mode?: ShopMode; secret?: string }) => Promise<Connected>
  stop: () => Promise<void>
}

export type Connected = { shop: Shop; secret: string }
export type ReplicaOptions = { now?: () => Date; checkpoint?: (point: string) => Promise<void> | void }
export type Replica = { url: string; stop: () => Promise<void> }

export async function startIntake(): Promise<IntakeStage> {
  const cluster = await startCluster()
  const home = await mkdtemp(join(tmpdir(), 'points-intake-'))
  const database = await openDatabase(await cluster.create())
  for (const [code, brandId] of Object.entries(BRANDS)) {
    await database`insert into brands (brand_id, code, token, chain_id) values (${brandId}, ${code}, '0x', 31337)`
  }
  const vault = await openVault(home)
  const logged: string[] = []
  const troubles: unknown[] = []
  const log: Log = (what, facts) => void logged.push(JSON.stringify({ what, ...facts }))
  const replicas: Replica[] = []
  return {
    ...{ cluster, home, database, vault, logged, troubles },
    replica: async ({ now, checkpoint } = {}) => {
      const directory = new ShopDirectory({ database, home, onTrouble: (error) => void troubles.push(error) })
      const app = new Hono().use(requestId()).use(requestLog(log))
      const intake = { database, vault, directory, checkpoint }
      app.route('/webhooks', webhookRoutes({ intake, trustedProxies: new Set(['127.0.0.1']), ...(now ? { now } : {}) }))
      app.onError((error, context) => {
        const problem = problemOf(error)
        if (problem.status === 500) troubles.push(error)
        return problemResponse(context, problem)
      })
      const replica = await listen(app)
      replicas.push(replica)
      return replica
    },
    connect: async (brand, account, { mode = 'live', secret = freshSecret('generic') } = {}) => {
      const [brandId, provider] = [BRANDS[brand], 'generic'] as const
      const url = `https://points.example/webhooks/${brand}/generic`
      const shop = await connectShop(database, { home, brandId, brand, provider, account, mode, url, secret })
      return { shop, secret }
    },
    stop: async () => {
      await Promise.all(replicas.map((replica) => replica.stop()))
      await database.end({ timeout: 1 })
      await cluster.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

function listen(app: Hono): Promise<Replica> {
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) => {
      const stop = (): Promise<void> =>
        new Promise((done) => {
          if ('closeAllConnections' in server) server.closeAllConnections()
          server.close(() => done())
        })
      resolve({ url: `http://127.0.0.1:${port}`, stop })
    })
  })
}

export type Signed = { body: string; headers: Record<string, string> }

/** A delivery in the generic format, signed independently of the service's own code. */
export function signed(
  secret: string,
  body: string,
  { id = `msg_${randomUUID()}`, at = new Date() }: { id?: string; at?: Date } = {},
): Signed {
  const time = String(Math.floor(at.getTime() / 1_000))
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': time,
      'webhook-signature': `v1,${mac}`,
    },
  }
}

export const sale = (order: string, net = '12.34'): string =>
  JSON.stringify({
    type: 'sale.paid',
    at: '2026-11-22T01:02:03Z',
    data: {
      order,
      currency: 'EUR',
      channel: 'web',
      customer: { email: 'private.person@example.org' },
      lines: [{ id: '1', quantity: '1', net, tax: '0.00', gift_card: false, categories: [] }],
    },
  })

export type Told = { status: number; body: Record<string, unknown>; headers: Headers }

export async function deliver(url: string, path: string, { body, headers }: Signed): Promise<Told> {
  const response = await fetch(`${url}/webhooks/${path}`, { method: 'POST', headers, body })
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  }
}

export async function rowsOf({ database }: IntakeStage): Promise<{ [column: string]: unknown }[]> {
  return [...(await database`select * from inbox order by id`)]
}
