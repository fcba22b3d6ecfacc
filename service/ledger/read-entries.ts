import type { Database } from '../database/open-database.ts'

/** An entry of the ledger as people and programs are shown it; points in 0.01 point. */
export type ShownEntry = {
  entry: bigint
  member: number
  order: string | null
  kind: string
  points: bigint
  sequence: bigint | null
  source: string
  detail: Record<string, unknown> | null
  happenedAt: Date
}

export type EntryQuery = {
  /** Number, name in the books, account or claim address: whoever a person may mean by it. */
  member?: string | undefined
  /** Number of the one member. */
  number?: number | undefined
  /** The shop's own name of an order. */
  order?: string | undefined
  /** So many, the newest ones. */
  last: number
  /** Only older ones than this. */
  before?: bigint | undefined
}

/** Entries of a member or of an order, oldest first. */
export async function readEntries(
  database: Database,
  brandId: number,
  { member, number, order, last, before }: EntryQuery,
): Promise<ShownEntry[]> {
  const asked = [
    number === undefined ? [] : ofMembers(database, brandId, database`${number}::int`),
    member === undefined ? [] : ofMembers(database, brandId, membersCalled(database, brandId, member)),
    order === undefined
      ? []
      : database`and l.order_number in (
          select number from orders where brand_id = ${brandId} and order_id = ${order})`,
    before === undefined ? [] : database`and l.entry < ${before.toString()}::bigint`,
  ].flat()
  const entries = await database<ShownEntry[]>`
    select l.entry, l.member, o.order_id as order, l.kind, l.points, l.sequence, l.source, l.detail,
      l.happened_at as "happenedAt"
    from ledger l left join orders o on o.brand_id = l.brand_id and o.number = l.order_number
    where l.brand_id = ${brandId} ${asked}
    order by l.entry desc limit ${last}`
  return [...entries].toReversed()
}

/** Every entry is of an order, and of the order's member. */
const ofMembers = (database: Database, brandId: number, members: ReturnType<typeof membersCalled>) => database`
  and l.member in (${members})
  and l.order_number in (select number from orders where brand_id = ${brandId} and member in (${members}))`

const membersCalled = (database: Database, brandId: number, name: string) => database`
  select number from members where brand_id = ${brandId} and (number::text = ${name} or external_id = ${name}
    or account = ${name.toLowerCase()} or claim_address = ${name.toLowerCase()})`
