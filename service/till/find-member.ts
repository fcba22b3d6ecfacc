import type { Database, Transaction } from '../database/open-database.ts'
import { type Identifier, identifierOf, type IdentifierKind } from '../ledger/identify.ts'
import type { Device } from './device.ts'
import type { MemberName } from './member-token.ts'
import type { TillDesk } from './till-desk.ts'

/** A member as the ledger has it; points in 0.01 point. */
export type LedgerRow = {
  number: number
  externalId: string
  account: string | null
  claimAddress: string
  debt: bigint
}

/** A member as a till enrolled it; `contact` is sealed. */
export type EnrolledRow = { externalId: string; account: string | null; contact: Buffer | null }

export type FoundMember = {
  name: MemberName
  ledger: LedgerRow | undefined
  enrolled: EnrolledRow | undefined
}

export type Sql = Database | Transaction

/** The shop of the books by whose customer numbers members of tills go, in whatever store and mode. */
export const TILL_SCOPE = { provider: 'till', shop: 'till' } as const

/** What the ledger calls a name that a till gave: the identifier it learns with the first sale. */
export async function tillIdentifier(desk: TillDesk, brand: string, externalId: string): Promise<Identifier> {
  const { pepper } = await desk.secrets.of(brand)
  const { provider, shop } = TILL_SCOPE
  const identifier = identifierOf(pepper, 'id', `${provider}\n${shop}\n${externalId}`)
  if (!identifier) throw new Error('A member without a name has no identifier.')
  return identifier
}

/** What the ledger knows of these was typed into a shop's order, by anybody: at a till nobody is found by it. */
const TYPED: readonly IdentifierKind[] = ['email', 'phone']

/** Whoever is known by a card or an account to the ledger, else to the tills; by an e-mail or a phone number to the tills alone. */
export async function findByIdentifier(
  desk: TillDesk,
  { brandId, brand }: Pick<Device, 'brandId' | 'brand'>,
  { kind, hash }: Identifier,
  sql: Sql = desk.database,
): Promise<FoundMember | undefined> {
  const vouched = !TYPED.includes(kind)
  const [row] = await sql<(FoundRow & { tillName: string | null })[]>`
    select ${ledgerColumns(sql)}, ${enrolledColumns(sql)}, t.external_id as "tillName"
    from (select 1) one
      left join identifiers i on ${vouched} and i.brand_id = ${brandId} and i.kind = ${kind} and i.hash = ${hash}
      left join members m on m.brand_id = i.brand_id and m.number = i.member
      left join till_members e on e.brand_id = m.brand_id and e.external_id = m.external_id
      left join till_identifiers t on t.brand_id = ${brandId} and t.kind = ${kind} and t.hash = ${hash}`
  const found = row && foundIn(row)
  if (found || !row?.tillName) return found
  return findByExternalId(desk, { brandId, brand }, row.tillName, sql)
}

/** By the books' own name; one that a till gave may stand for a member the ledger knew already. */
export async function findByExternalId(
  desk: TillDesk,
  { brandId, brand }: Pick<Device, 'brandId' | 'brand'>,
  externalId: string,
  sql: Sql = desk.database,
): Promise<FoundMember | undefined> {
  const { hash } = await tillIdentifier(desk, brand, externalId)
  const [row] = await sql<FoundRow[]>`
    select ${ledgerColumns(sql)}, ${enrolledColumns(sql)}
    from (select 1) one
      left join members m on m.brand_id = ${brandId} and m.number = coalesce(
        (select member from identifiers where brand_id = ${brandId} and kind = 'id' and hash = ${hash}),
        (select number from members where brand_id = ${brandId} and external_id = ${externalId}))
      left join till_members e on e.brand_id = ${brandId} and e.external_id = ${externalId}`
  return row && foundIn(row)
}

/** The member that a name out of a handle stands for; undefined where nobody is left of it. */
export async function findByName(
  desk: TillDesk,
  device: Pick<Device, 'brandId' | 'brand'>,
  { externalId, account }: MemberName,
  sql: Sql = desk.database,
): Promise<FoundMember | undefined> {
  if (externalId !== undefined) {
    const found = await findByExternalId(desk, device, externalId, sql)
    return found && { ...found, name: { externalId, account: account ?? found.name.account } }
  }
  return account === undefined ? undefined : findByAccount(desk, device, account, sql)
}

/** An account is somebody even where the brand has never met it. */
export async function findByAccount(
  desk: TillDesk,
  device: Pick<Device, 'brandId' | 'brand'>,
  account: string,
  sql: Sql = desk.database,
): Promise<FoundMember> {
  const { pepper } = await desk.secrets.of(device.brand)
  const identifier = identifierOf(pepper, 'account', account)
  const found = identifier && (await findByIdentifier(desk, device, identifier, sql))
  return found
    ? { ...found, name: { ...found.name, account } }
    : { name: { account }, ledger: undefined, enrolled: undefined }
}

function foundOf(ledger: LedgerRow | undefined, enrolled: EnrolledRow | undefined): FoundMember {
  const account = ledger?.account ?? enrolled?.account ?? undefined
  return { name: { externalId: ledger?.externalId ?? enrolled?.externalId, account }, ledger, enrolled }
}

/** What one question tells of a member: of either side nothing, where it knows nobody. */
type FoundRow = { [column in keyof LedgerRow]: LedgerRow[column] | null } & {
  enrolledId: string | null
  enrolledAccount: string | null
  contact: Buffer | null
}

const ledgerColumns = (sql: Sql) =>
  sql`m.number, m.external_id as "externalId", m.account, m.claim_address as "claimAddress", m.debt`

const enrolledColumns = (sql: Sql) => sql`e.external_id as "enrolledId", e.account as "enrolledAccount", e.contact`

function foundIn(row: FoundRow): FoundMember | undefined {
  const { number, externalId, account, claimAddress, debt, enrolledId, enrolledAccount, contact } = row
  const enrolled = enrolledId === null ? undefined : { externalId: enrolledId, account: enrolledAccount, contact }
  if (number === null || externalId === null || claimAddress === null || debt === null) {
    return enrolled && foundOf(undefined, enrolled)
  }
  return foundOf({ number, externalId, account, claimAddress, debt }, enrolled)
}
