import type { Transaction } from '../database/open-database.ts'
import { getAddress } from 'viem'
import type { Customer } from '../shops/shop-event.ts'
import type { Device } from './device.ts'
import { type FoundMember, tillIdentifier } from './find-member.ts'
import type { TillDesk } from './till-desk.ts'

/**
 * What a sale tells the ledger of its member, so that it finds this one: an account speaks for itself; one the ledger has
 * already learns the name that tills call it by. E-mail and phone stay with the tills: nobody proved at the counter that they
 * are theirs, and orders from elsewhere must not follow them.
 */
export async function customerOf(
  sql: Transaction,
  desk: TillDesk,
  { brandId, brand }: Device,
  { name, ledger }: FoundMember,
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
  return { ...own, id: externalId }
}
