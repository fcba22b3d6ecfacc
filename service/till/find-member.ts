import type { Database, Transaction } from '../database/open-database.ts'
import { type Identifier, identifierOf } from '../ledger/identify.ts'
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

/** Whoever is known by an e-mail, a phone number, a card or an account: to the ledger first, else to the tills. */
export async function findByIdentifier(
  desk: TillDesk,
  { brandId, brand }: Pick<Device, 'brandId' | 'brand'>,
  { kind, hash }: Identifier,
  sql: Sql = desk.database,
): Promise<FoundMember | undefined> {
  const [known] = await sql<LedgerRow[]>`
    select m.number, m.external_id as "externalId", m.account, m.claim_address as "claimAddress", m.debt
    from identifiers i join members m on m.brand_id = i.brand_id and m.number = i.member
    where i.brand_id = ${brandId} and i.kind = ${kind} and i.hash = ${hash}`
  if (known) return foundOf(known, await readEnrolled(sql, brandId, known.externalId))
  const [enrolled] = await sql<{ externalId: string }[]>`
    select external_id as "externalId" from till_identifiers
    where brand_id = ${brandId} and kind = ${kind} and hash = ${hash}`
  return enrolled && findByExternalId(desk, { brandId, brand }, enrolled.externalId, sql)
}

/** By the books' own name; one that a till gave may stand for a member the ledger knew already. */
export async function findByExternalId(
  desk: TillDesk,
  { brandId, brand }: Pick<Device, 'brandId' | 'brand'>,
  externalId: string,
  sql: Sql = desk.database,
): Promise<FoundMember | undefined> {
  const { hash } = await tillIdentifier(desk, brand, externalId)
  const [known] = await sql<LedgerRow[]>`
    select number, external_id as "externalId", account, claim_address as "claimAddress", debt from members
    where brand_id = ${brandId} and number = coalesce(
      (select member from identifiers where brand_id = ${brandId} and kind = 'id' and hash = ${hash}),
      (select number from members where brand_id = ${brandId} and external_id = ${externalId}))`
  const enrolled = await readEnrolled(sql, brandId, externalId)
  if (known) return foundOf(known, enrolled)
  return enrolled && foundOf(undefined, enrolled)
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

async function readEnrolled(sql: Sql, brandId: number, externalId: string): Promise<EnrolledRow | undefined> {
  const [row] = await sql<EnrolledRow[]>`
    select external_id as "externalId", account, contact from till_members
    where brand_id = ${brandId} and external_id = ${externalId}`
  return row
}
