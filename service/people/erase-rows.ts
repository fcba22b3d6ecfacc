import type { Transaction } from '../database/open-database.ts'
import { lockBooks } from '../database/books-lock.ts'
import { changeUnsaved } from '../ledger/unsaved-rows.ts'
import type { ErasedNames } from './erased-names.ts'
import { erasedSource } from './erased-source.ts'
import type { Erasure } from './erasure.ts'
import { renameAlerts } from './rename-alerts.ts'
import { renamePayments } from './rename-payments.ts'
import { renameDeliveries } from './their-deliveries.ts'

export type TheirOrder = { number: number; provider: string; shop: string; order: string; reference: string }

/** Everything of a person that the tables hold: found before anything is changed. */
export type TheirRows = {
  erasure: Erasure
  /** All names the books have for the person. */
  subjects: readonly string[]
  orders: readonly TheirOrder[]
  names: ErasedNames
  /** Of a shop's redaction: keyed hashes of the numbers the shop has for the customer. */
  hashes: readonly string[]
  /** Of the whole person: the accounts that paid for them. */
  accounts: readonly string[]
}

/** Takes orders out of their names; of the whole person also everything that leads to them. */
export async function eraseRows(sql: Transaction, rows: TheirRows): Promise<{ payments: string[] }> {
  const { erasure, orders } = rows
  await lockBooks(sql, erasure.brandId)
  await sql`select set_config('points.erasing', 'yes', true)`
  if (orders.length > 0) {
    await renameOrders(sql, rows)
    await renameFacts(sql, rows)
    await renameAtTills(sql, rows)
    await renameDeliveries(sql, rows)
  }
  const payments = await renamePayments(sql, rows)
  await renameAlerts(sql, rows, payments)
  await forgetMessages(sql, rows, [...payments.keys()])
  if (erasure.provider === null) await forgetPerson(sql, rows)
  else await forgetCustomer(sql, rows)
  await sql`select set_config('points.erasing', '', true)`
  return { payments: [...payments.keys()] }
}

const jsonOf = (rows: readonly object[]): string => JSON.stringify(rows)

async function renameOrders(sql: Transaction, { erasure: { brandId }, orders, names }: TheirRows): Promise<void> {
  const renamed = orders.map(({ number, provider, shop, order, reference }) => {
    return { number, name: names.order(provider, shop, order), salt: names.salt(reference) }
  })
  const renaming = sql`
    update orders o set order_id = r.name, salt = r.salt
    from json_to_recordset(${jsonOf(renamed)}::text::json) as r(number int, name text, salt text)
    where o.brand_id = ${brandId} and o.number = r.number returning o.brand_id, o.number`
  await changeUnsaved(sql, 'orders', renaming)
  await sql`
    update order_lines set digest = 0
    where brand_id = ${brandId} and order_number = any(${orders.map(({ number }) => number)})`
  // What told one sale from another; empty, nothing that is told anew is taken for the one that counts.
  const emptied = sql`
    update sales set digest = case when digest is null then null else '' end, staff = null
    where brand_id = ${brandId} and order_number = any(${orders.map(({ number }) => number)})
    returning brand_id, order_number as number`
  await changeUnsaved(sql, 'sales', emptied)
}

type Fact = { number: number; id: string }

/** Refunds and payments are named by the shop, too. */
async function renameFacts(sql: Transaction, { erasure: { brandId }, orders, names }: TheirRows): Promise<void> {
  const numbers = orders.map(({ number }) => number)
  const shops = new Map(orders.map(({ number, provider, shop }) => [number, [provider, shop] as const]))
  const shopOf = (number: number) => shops.get(number) ?? (['', ''] as const)
  const refunds = await sql<(Fact & { payment: string | null })[]>`
    select order_number as number, refund_id as id, payment_id as payment from returns
    where brand_id = ${brandId} and order_number = any(${numbers})`
  const returned = refunds.map(({ number, id, payment }) => ({
    ...{ number, id, name: names.refund(...shopOf(number), id) },
    payment: payment === null ? null : names.payment(...shopOf(number), payment),
  }))
  await sql`
    update returns t set refund_id = r.name, payment_id = r.payment, staff = null, unsaved = true
    from json_to_recordset(${jsonOf(returned)}::text::json) as r(number int, id text, name text, payment text)
    where t.brand_id = ${brandId} and t.order_number = r.number and t.refund_id = r.id`
  const payments = await sql<Fact[]>`
    select order_number as number, payment_id as id from sale_payments
    where brand_id = ${brandId} and order_number = any(${numbers})`
  const paid = payments.map(({ number, id }) => ({ number, id, name: names.payment(...shopOf(number), id) }))
  await sql`
    update sale_payments p set payment_id = r.name, unsaved = true
    from json_to_recordset(${jsonOf(paid)}::text::json) as r(number int, id text, name text)
    where p.brand_id = ${brandId} and p.order_number = r.number and p.payment_id = r.id`
  await renameLists(sql, { brandId, numbers, rename: (number, id) => names.refund(...shopOf(number), id) })
  await renameSources(sql, {
    brandId,
    numbers,
    rename: (number, source) => erasedSource(names, shopOf(number), source),
  })
}

type Renaming = { brandId: number; numbers: number[]; rename: (number: number, name: string) => string }

async function renameLists(sql: Transaction, { brandId, numbers, rename }: Renaming): Promise<void> {
  const lists = await sql<{ number: number; list: string[] }[]>`
    select order_number as number, refund_list as list from sales
    where brand_id = ${brandId} and order_number = any(${numbers}) and refund_list is not null`
  const renamed = lists.map(({ number, list }) => ({ number, list: list.map((id) => rename(number, id)) }))
  await sql`
    update sales s set refund_list = r.list
    from json_to_recordset(${jsonOf(renamed)}::text::json) as r(number int, list jsonb)
    where s.brand_id = ${brandId} and s.order_number = r.number`
}

async function renameSources(sql: Transaction, { brandId, numbers, rename }: Renaming): Promise<void> {
  const entries = await sql<{ entry: bigint; number: number; source: string }[]>`
    select entry, order_number as number, source from ledger
    where brand_id = ${brandId} and order_number = any(${numbers}) and source ~ '^(refund|undone):'`
  const renamed = entries.map(({ entry, number, source }) => ({ entry: String(entry), source: rename(number, source) }))
  await sql`
    update ledger l set source = r.source
    from json_to_recordset(${jsonOf(renamed)}::text::json) as r(entry bigint, source text)
    where l.brand_id = ${brandId} and l.entry = r.entry and l.source <> r.source`
}

/** What tills remember of the orders: an answer to the same entry sent again still is the same. */
async function renameAtTills(sql: Transaction, { erasure: { brandId }, orders, names }: TheirRows): Promise<void> {
  for (const { provider, shop, order } of orders) {
    if (provider !== 'till') continue
    const name = names.order(provider, shop, order)
    const entries = await sql<{ id: string; event: Record<string, unknown>[] }[]>`
      select entry_id as id, event from till_entries
      where brand_id = ${brandId} and account = ${shop} and order_id = ${order}`
    for (const { id, event } of entries) {
      const renamed = event.map(({ staff: _staff, refundId, ...each }) => ({
        ...{ ...each, orderId: name },
        ...(typeof refundId === 'string' ? { refundId: names.refund(provider, shop, refundId) } : {}),
      }))
      await sql`
        update till_entries set order_id = ${name}, event = ${JSON.stringify(renamed)}::text::jsonb
        where brand_id = ${brandId} and account = ${shop} and entry_id = ${id}`
    }
  }
}

/** Messages to the brand's own systems name orders and the member. */
async function forgetMessages(
  sql: Transaction,
  { erasure, orders, subjects }: TheirRows,
  payments: readonly string[],
): Promise<void> {
  const raw = orders.map(({ provider, shop, order }) => JSON.stringify([provider, shop, order]))
  const whole = erasure.provider === null ? subjects : []
  await sql`
    update webhook_messages set body = null,
      status = case when status = 'pending' then 'failed' else status end,
      answer = case when status = 'pending' then 'erased' else answer end,
      settled_at = coalesce(settled_at, now())
    where brand_id = ${erasure.brandId} and body is not null and (
      body::jsonb #>> '{data,member}' = any(${[...whole]}) or body::jsonb #>> '{data,payment}' = any(${[...payments]})
      or jsonb_build_array(body::jsonb #> '{data,provider}', body::jsonb #> '{data,shop}',
        body::jsonb #> '{data,order}') = any(${raw}::jsonb[]))`
}

/** The number the shop has for the customer, where its request named it. */
async function forgetCustomer(sql: Transaction, { erasure, hashes }: TheirRows): Promise<void> {
  await sql`
    delete from identifiers where brand_id = ${erasure.brandId} and member = ${erasure.member ?? 0} and kind = 'id'
      and hash = any(${[...hashes]})`
}

async function forgetPerson(sql: Transaction, { erasure, subjects }: TheirRows): Promise<void> {
  const { brandId, member, pseudonym } = erasure
  const all = [...subjects]
  await sql`delete from identifiers where brand_id = ${brandId} and member = ${member ?? 0}`
  await sql`delete from till_identifiers where brand_id = ${brandId} and external_id = any(${all})`
  await sql`delete from till_members where brand_id = ${brandId} and external_id = any(${all})`
  await sql`delete from member_keys where brand_id = ${brandId} and subject = any(${all})`
  await sql`update till_answers set body = null where brand_id = ${brandId} and subject = any(${all})`
  await sql`update till_answers set subject = null where brand_id = ${brandId} and subject = any(${all})`
  await sql`update consents set subject = ${pseudonym} where brand_id = ${brandId} and subject = any(${all})`
  const renamed = sql`
    update members set external_id = ${pseudonym}
    where brand_id = ${brandId} and number = ${member ?? 0} returning brand_id, number`
  await changeUnsaved(sql, 'members', renamed)
}
