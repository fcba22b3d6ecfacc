import type { Transaction } from '../database/open-database.ts'
import { getAddress } from 'viem'
import type { Customer } from '../shops/shop-event.ts'
import { openContact } from './contact.ts'
import type { Device } from './device.ts'
import { type FoundMember, tillIdentifier } from './find-member.ts'
import type { TillDesk } from './till-desk.ts'

/**
 * What a sale tells the ledger of its member, so that it finds this one: an account speaks for itself; one the ledger has
 * already learns the name that tills call it by; one it has not gets what was given at the enrolment.
 */
export async function customerOf(
  sql: Transaction,
  desk: TillDesk,
  { brandId, brand }: Device,
  { name, ledger, enrolled }: FoundMember,
): Promise<Customer> {
  const { externalId, account } = name
  const own = account === undefined ? {} : { account: getAddress(account) }
  if (externalId === undefined) return own
  if (ledger) {
    const { kind, hash } = await tillIdentifier(desk, brand, externalId)
    await sql`
      insert into identifiers (brand_id, kind, hash, member) values (${brandId}, ${kind}, ${hash}, ${ledger.number})
      on conflict do nothing`
    return { ...own, id: externalId }
  }
  const { email, phone } = enrolled ? openContact(desk.vault, brandId, enrolled) : {}
  return { ...own, id: externalId, email, phone }
}
