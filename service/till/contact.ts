import type { Database, Transaction } from '../database/open-database.ts'
import type { DataVault } from '../keys/data-vault.ts'
import type { MasterKeys } from '../keys/master-keys.ts'
import { type MemberKey, openForMember, SEALED_FOR_MEMBER, sealForMember } from '../keys/member-key.ts'
import { findMemberKey } from '../people/member-keys.ts'
import type { EnrolledRow } from './find-member.ts'

/** What a person gave at the till; kept sealed. */
export type Contact = {
  name?: string | undefined
  email?: string | undefined
  phone?: string | undefined
  card?: string | undefined
}

const contextOf = (externalId: string): string => JSON.stringify(['till contact', externalId])

export function sealContact(key: MemberKey, externalId: string, contact: Contact): Buffer {
  return sealForMember(key, contextOf(externalId), Buffer.from(JSON.stringify(contact)))
}

/** What opens contacts: members' own keys, and the vault for those from before there were any. */
export type ContactKeys = { masters: MasterKeys; vault: DataVault }

/** Nothing where nothing was given, or where it was erased. */
export async function openContact(
  sql: Database | Transaction,
  { masters, vault }: ContactKeys,
  brandId: number | bigint,
  { externalId, contact }: Pick<EnrolledRow, 'externalId' | 'contact'>,
): Promise<Contact> {
  if (contact === null) return {}
  if (contact[0] !== SEALED_FOR_MEMBER) return parse(vault.open(brandId, contextOf(externalId), contact))
  const key = await findMemberKey(sql, masters, { brandId, subject: externalId })
  return key ? parse(openForMember(key, contextOf(externalId), contact)) : {}
}

const parse = (bytes: Buffer): Contact => JSON.parse(bytes.toString('utf8')) as Contact
