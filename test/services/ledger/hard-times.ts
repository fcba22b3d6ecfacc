import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { FaultProxy } from '../../../bench/acceptance/fault-proxy.ts'
import { getChainTime } from '../../../chain/actions/getChainTime.ts'
import { connect, type ReadClient } from '../../../chain/client.ts'
import { ChainError } from '../../../chain/errors/chain-error.ts'
import { ImportError } from '../../../service/import/import-error.ts'
import type { ImportFixture } from '../import-fixture.ts'

/** A process that dies. */
export class Crash extends Error {}

/** A node that fails, a chain that takes blocks back, a database that cuts connections; and how often each of it happened. */
export type HardTimes = {
  /** The fixture with the node behind the proxy. */
  fixture: ImportFixture
  proxy: FaultProxy
  met: Record<'crashes' | 'cuts' | 'reorgs' | 'restores', number>
  stop: () => Promise<void>
}

/** The longest a request hangs before it is cut. */
const HANG_MS = 60

export async function startHardTimes(fixture: ImportFixture): Promise<HardTimes> {
  const { rpcUrl, hub } = fixture.network
  const proxy = new FaultProxy({ target: rpcUrl, seed: 1, perMille: 0, hangMs: HANG_MS })
  const client = await connect({ rpcUrl: await proxy.start(), hub })
  const met = { crashes: 0, cuts: 0, reorgs: 0, restores: 0 }
  return { fixture: { ...fixture, client }, proxy, met, stop: () => proxy.stop() }
}

/** Takes the last blocks away, none from before `floor`; nobody sends again what was in them but its sender. */
export async function reorganise(client: ReadClient, { floor, depth }: { floor: bigint; depth: number }) {
  const { block } = await getChainTime(client)
  const room = Number(block - floor)
  const taken = Math.min(depth, room)
  if (taken > 0) await client.request({ method: 'anvil_reorg', params: [taken, []] } as never)
  return taken
}

/** Ends every connection to a database, as an operator or a failover does, and waits until their owners know. */
export async function cutConnections(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  await sql.end({ timeout: 1 })
  await sleep(50)
}

/** Points within a database transaction: the driver ends the whole process if its connection goes there. */
const WITHIN = new Set(['applied', 'planned', 'signed'])

export const isBetweenTransactions = (point: string): boolean => !WITHIN.has(point)

const OF_CONNECTIONS = new Set(['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'ECONNRESET', '57P01'])
const OF_THE_NODE = new Set(['ChainUnreachable', 'CallFailed'])

/** What a worker lives with: it tries again. Anything else is a fault of ours. */
export function passes(error: unknown): boolean {
  if (error instanceof Crash) return true
  if (error instanceof ImportError) return error.code === 'ChainBehind'
  if (error instanceof ChainError) return OF_THE_NODE.has(error.code)
  return OF_CONNECTIONS.has((error as { code?: string }).code ?? '')
}
