import { strict as assert } from 'node:assert'
import { readToken } from '../../../chain/read.ts'
import { checkLedger } from '../../../service/ledger/check-ledger.ts'
import type { TestShop } from './ledger-fixture.ts'

/** What the books say of every order and member, by names that do not depend on the order things came in. */
export async function booksOf({ minter }: TestShop) {
  const { database, brandId } = minter
  const orders = await database`
    select o.order_id, o.original, o.remaining, o.earned, o.taken, s.kept, s.given, s.cancelled from orders o
    join sales s on s.brand_id = o.brand_id and s.order_number = o.number
    where o.brand_id = ${brandId} order by o.order_id`
  const members = await database`
    select coalesce(m.account, (select string_agg(i.hash, ',' order by i.hash) from identifiers i
      where i.brand_id = m.brand_id and i.member = m.number)) as known, m.debt, m.earned
    from members m where m.brand_id = ${brandId} order by 1`
  const open = await database`
    select status, count(*)::int as n from inbox where brand_id = ${brandId} group by 1 order by 1`
  const text = (rows: readonly Record<string, unknown>[]) => rows.map((row) => Object.values(row).join())
  return { orders: text(orders), members: text(members), open: text(open), held: await heldOf({ minter }) }
}

/** Points every member holds on chain, by what the member is known by. */
async function heldOf({ minter }: Pick<TestShop, 'minter'>): Promise<string[]> {
  const { database, brandId, client } = minter
  const rows = await database`
    select coalesce(m.account, (select string_agg(i.hash, ',' order by i.hash) from identifiers i
      where i.brand_id = m.brand_id and i.member = m.number)) as known,
      coalesce(account, claim_address) as address
    from members m where brand_id = ${brandId} order by 1`
  return Promise.all(
    rows.map(async ({ known, address }) => {
      const held = await readToken(client, brandId, 'balanceOf', [address as `0x${string}`])
      return `${String(known)} ${held}`
    }),
  )
}

/** Nothing in the books differs from what shops told, from the ledger or from the chain. */
export async function assertAgrees({ minter }: TestShop): Promise<void> {
  const { differences } = await checkLedger(minter)
  assert.deepEqual(differences, [])
}
