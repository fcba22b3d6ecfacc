import type { DataVault } from '../keys/data-vault.ts'
import type { EnrolledRow } from './find-member.ts'

/** What a person gave at the till; kept sealed. */
export type Contact = {
  name?: string | undefined
  email?: string | undefined
  phone?: string | undefined
  card?: string | undefined
}

const contextOf = (externalId: string): string => JSON.stringify(['till contact', externalId])

export function sealContact(vault: DataVault, brandId: number, externalId: string, contact: Contact): Buffer {
  return vault.seal(brandId, contextOf(externalId), Buffer.from(JSON.stringify(contact)))
}

export function openContact(vault: DataVault, brandId: number, { externalId, contact }: EnrolledRow): Contact {
  if (contact === null) return {}
  return JSON.parse(vault.open(brandId, contextOf(externalId), contact).toString('utf8')) as Contact
}
