import type { Address, Hex } from 'viem'
import type { Database, Transaction } from '../database/open-database.ts'
import type { Relay } from './relay.ts'

export type IntentStatus = 'queued' | 'sent' | 'done' | 'failed'

/** An intent, or an operation of an account, as it is stored. */
export type IntentRow = {
  id: string
  place: bigint
  digest: Hex
  kind: 'intent' | 'operation'
  verb: string
  member: Address
  nonce: string | null
  deadline: bigint
  target: Address
  payload: Hex
  signature: Hex
  gas: bigint
  account_x: Hex | null
  account_y: Hex | null
  origin: string
  status: IntentStatus
  version: number
  failures: number
  problem_code: string | null
  problem_detail: string | null
  tx_nonce: bigint | null
  item: number | null
  tx_hash: Hex | null
  block_number: bigint | null
  created_at: Date
}

/** What everybody may see of an intent. */
export type IntentView = {
  id: string
  member: Address
  verb: string
  /** Of an intent at the hub; claims and operations of an account have none. */
  nonce?: string
  status: IntentStatus
  /** Grows with every change. */
  version: number
  createdAt: string
  transaction?: Hex
  block?: string
  problem?: { code: string; detail: string }
}

export function viewOf(row: IntentRow): IntentView {
  const { id, kind, member, verb, nonce, status, version, tx_hash, block_number, problem_code, problem_detail } = row
  return {
    id,
    member,
    verb,
    ...(nonce === null || kind !== 'intent' ? {} : { nonce }),
    status,
    version,
    createdAt: row.created_at.toISOString(),
    ...(tx_hash === null ? {} : { transaction: tx_hash }),
    ...(block_number === null ? {} : { block: block_number.toString() }),
    ...(problem_code === null ? {} : { problem: { code: problem_code, detail: problem_detail ?? '' } }),
  }
}

export const isOpen = ({ status }: Pick<IntentRow, 'status'>): boolean => status === 'queued' || status === 'sent'

export type NewIntent = Pick<
  IntentRow,
  'id' | 'digest' | 'kind' | 'verb' | 'member' | 'nonce' | 'deadline' | 'target' | 'payload' | 'signature' | 'gas'
> &
  Pick<IntentRow, 'account_x' | 'account_y' | 'origin'>

/** Stores an intent as queued; gives undefined where the same one is open already. */
export async function insertIntent({ database, client, hub }: Relay, row: NewIntent): Promise<IntentRow | undefined> {
  const stored = { ...row, chain_id: client.chain.id, hub: hub.toLowerCase() }
  const [inserted] = await database<IntentRow[]>`
    insert into relay_intents ${database(stored as Record<string, unknown> as never)}
    on conflict (chain_id, hub, digest) where status in ('queued', 'sent') do nothing returning *`
  return inserted
}

/** The newest of what was signed with this digest. */
export async function findByDigest({ database, client, hub }: Relay, digest: Hex): Promise<IntentRow | undefined> {
  const [row] = await database<IntentRow[]>`
    select * from relay_intents
    where chain_id = ${client.chain.id} and hub = ${hub.toLowerCase()} and digest = ${digest}
    order by place desc limit 1`
  return row
}

export async function readIntent({ database, client, hub }: Relay, id: string): Promise<IntentRow | undefined> {
  const [row] = await database<IntentRow[]>`
    select * from relay_intents
    where id = ${id} and chain_id = ${client.chain.id} and hub = ${hub.toLowerCase()}`
  return row
}

const RECENT = 50

/** What a member asked for lately, open ones first. */
export async function listIntents({ database, client, hub }: Relay, member: Address): Promise<IntentRow[]> {
  return database<IntentRow[]>`
    select * from relay_intents
    where chain_id = ${client.chain.id} and hub = ${hub.toLowerCase()} and member = ${member}
    order by status in ('queued', 'sent') desc, place desc limit ${RECENT}`
}

export async function openIntentsOf({ database, client, hub }: Relay, members: Address[]): Promise<IntentRow[]> {
  return database<IntentRow[]>`
    select * from relay_intents
    where chain_id = ${client.chain.id} and hub = ${hub.toLowerCase()} and member in ${database(members)}
      and status in ('queued', 'sent') order by place`
}

/** Channel on which every change of an intent is told to all replicas. */
export const CHANGES = 'relay_changes'

export async function tellChange(sql: Transaction | Database, ids: readonly string[]): Promise<void> {
  for (const id of ids) await sql`select pg_notify(${CHANGES}, ${id})`
}
