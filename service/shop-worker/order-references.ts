import type { Hex } from 'viem'
import { orderReferenceOf } from '../../chain/codec/order-reference.ts'
import type { Minter } from '../import/minter.ts'

export type OrderName = { order_number: number; provider: string; shop: string; order_id: string }

/** What a payment for an order is called: `own` names this order and no other, `unclear` also one of another shop. */
export type References = { own: Set<Hex>; unclear: Set<Hex> }

/**
 * How a payment names the order it was made for. With its shop before it, `generic/main/A-1042`, it is that shop's order. By its
 * name alone it is the order of that name, as long as one shop of the brand alone had such an order paid with points. Tills
 * name each request at random.
 */
export async function referencesOf(minter: Minter, order: OrderName): Promise<References> {
  const { provider, shop, order_id: name } = order
  if (provider === 'till') return { own: await referencesOfTills(minter, order), unclear: new Set() }
  const [full, bare] = [orderReferenceOf(`${provider}/${shop}/${name}`), orderReferenceOf(name)]
  if (await hasNamesake(minter, order)) return { own: new Set([full]), unclear: new Set([bare]) }
  return { own: new Set([full, bare]), unclear: new Set() }
}

/** Those under which a till asked for what went into the order's sale. */
async function referencesOfTills({ database, brandId }: Minter, { shop, order_id }: OrderName): Promise<Set<Hex>> {
  const rows = await database<{ reference: Hex }[]>`
    select reference from till_payments
    where brand_id = ${brandId} and account = ${shop} and order_id = ${order_id} and sale is not null
    order by created_at, id`
  return new Set(rows.map(({ reference }) => reference))
}

/** Whether another shop of the brand has an order of this name that was paid with points. */
async function hasNamesake({ database, brandId }: Minter, { order_number, order_id }: OrderName): Promise<boolean> {
  const rows = await database`
    select 1 from (select distinct provider, account from shops where brand_id = ${brandId} and provider <> 'till') shop
    join orders o on o.brand_id = ${brandId} and o.provider = shop.provider and o.shop = shop.account
      and o.order_id = ${order_id} and o.number <> ${order_number}
    join sales s on s.brand_id = o.brand_id and s.order_number = o.number and s.tender > 0 limit 1`
  return rows.length > 0
}
