import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Child } from '../../../scripts/up/child.ts'
import { freePort } from '../../../scripts/up/free-port.ts'
import { readBlock, startIndexer } from '../../../scripts/up/indexer.ts'
import type { Chain } from '../audit/chain.ts'

const FIRST_PORT = 36_000 + (process.pid % 5_000)
const CHAIN_ID = 31_337
/** Where the tests' networks have their account factory: whatever a test puts there. */
export const FACTORY = '0x00000000000000000000000000000000000fac70'

export type Rows = Record<string, unknown>[]

export interface Indexed {
  url: string
  home: string
  /** Asks as anybody would; fails on an error in the answer. */
  ask: (query: string, variables?: Record<string, unknown>) => Promise<Record<string, unknown>>
  /** Sends a request as it is. */
  post: (body: unknown, headers?: Record<string, string>) => Promise<Response>
  /** Every row of a table, page by page. */
  all: (table: string, fields: string) => Promise<Rows>
  /** Waits until this block is in the read model. */
  until: (block: number) => Promise<void>
  /** Settles when the process that runs now is gone. */
  ended: () => Promise<string>
  kill: () => Promise<void>
  start: () => Promise<void>
  /** Ends, and starts with the same folder and database on another chain. */
  moveTo: (chain: Chain) => Promise<void>
  stop: () => Promise<void>
}

/** An indexer of its own for a chain, as `points up` starts it. */
export async function startIndexed(chain: Chain, databaseUrl: string): Promise<Indexed> {
  const home = await mkdtemp(join(tmpdir(), 'points-indexer-'))
  const port = await freePort(FIRST_PORT)
  const url = `http://127.0.0.1:${port}`
  const networkOf = ({ url: rpcUrl, hub, registry: causeRegistry }: Chain) => {
    return { chainId: CHAIN_ID, rpcUrl, hub, hubBlock: 0, causeRegistry, accountFactory: FACTORY, databaseUrl } as const
  }
  let network = networkOf(chain)
  const spawn = async (): Promise<Child> => {
    try {
      return await startIndexer({ home, port, network })
    } catch (error) {
      const log = await readFile(join(home, 'logs', 'indexer.log'), 'utf8')
      throw new Error(`${String(error)}\n${log.slice(-4_000)}`, { cause: error })
    }
  }
  let child = await spawn()

  const post: Indexed['post'] = (body, headers = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return fetch(`${url}/graphql`, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', ...headers },
    })
  }
  const ask: Indexed['ask'] = async (query, variables = {}) => {
    const answer = (await (await post({ query, variables })).json()) as { data?: Record<string, unknown> }
    if (!answer.data || 'errors' in answer) throw new Error(`${query} was answered: ${JSON.stringify(answer)}`)
    return answer.data
  }
  return {
    ...{ url, home, ask, post },
    all: (table, fields) => readAll(ask, table, fields),
    until: async (block) => {
      for (let waited = 0; (await readBlock(url)) < block; waited += 1) {
        if (waited > 600) throw new Error(`The indexer did not reach block ${block} within 30 s.`)
        await sleep(50)
      }
    },
    ended: () => child.ended,
    kill: () => child.stop('SIGKILL', 1_000),
    start: async () => {
      child = await spawn()
    },
    moveTo: async (other) => {
      await child.stop('SIGTERM', 10_000)
      network = networkOf(other)
      child = await spawn()
    },
    stop: async () => {
      await child.stop('SIGTERM', 10_000)
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function readAll(ask: Indexed['ask'], table: string, fields: string): Promise<Rows> {
  const rows: Rows = []
  for (let after: string | null = null; ;) {
    const page = `${table}(limit: 200, after: $after) { items { ${fields} } pageInfo { hasNextPage endCursor } }`
    const data = await ask(`query ($after: String) { ${page} }`, { after })
    const { items, pageInfo } = data[table] as { items: Rows; pageInfo: { hasNextPage: boolean; endCursor: string } }
    rows.push(...items)
    if (!pageInfo.hasNextPage) return rows
    after = pageInfo.endCursor
  }
}
