import type { TransactionReceipt } from 'viem'
import { formatPoints } from '../../chain/codec/points.ts'
import { tokenEventsOf } from '../../chain/events/events-of.ts'
import type { Transaction } from '../database/open-database.ts'
import type { OpenTransaction } from '../queue/transaction-row.ts'
import { emitEvents } from '../webhooks-out/emit-event.ts'

/** Tells a brand's own systems what a transaction did: which orders' points are there, and what was taken back. */
export async function tellBooked(
  sql: Transaction,
  brandId: number,
  { kind, sequence, hash }: OpenTransaction,
  receipt: TransactionReceipt,
): Promise<void> {
  if (!(await hasListeners(sql, brandId))) return
  if (kind === 'batch' && sequence !== null) await tellMinted(sql, brandId, { sequence, hash })
  const reversed = tokenEventsOf([receipt], 'Reversed').filter(({ args }) => args.brandId === brandId)
  await emitEvents(
    sql,
    brandId,
    reversed.map(({ args: { sequence: batch, member, total, short } }) => {
      const points = { reversed: formatPoints(total), short: formatPoints(short) }
      return {
        type: 'points.reversed',
        data: { batch: batch.toString(), account: member, ...points, transaction: hash },
      }
    }),
  )
}

async function hasListeners(sql: Transaction, brandId: number): Promise<boolean> {
  const rows = await sql`select 1 from webhook_targets where brand_id = ${brandId} and status = 'active' limit 1`
  return rows.length > 0
}

async function tellMinted(
  sql: Transaction,
  brandId: number,
  { sequence, hash }: { sequence: bigint; hash: string },
): Promise<void> {
  const rows = await sql`
    select o.provider, o.shop, o.order_id as order, m.external_id as member, c.points from order_credits c
    join orders o on o.brand_id = c.brand_id and o.number = c.order_number
    join members m on m.brand_id = o.brand_id and m.number = o.member
    where c.brand_id = ${brandId} and c.sequence = ${sequence} order by c.order_number`
  await emitEvents(
    sql,
    brandId,
    rows.map(({ points, ...data }) => {
      const minted = { points: formatPoints(points as bigint), batch: sequence.toString(), transaction: hash }
      return { type: 'points.minted', data: { ...data, ...minted } }
    }),
  )
}

/** Tells a brand's own systems what members owe now. */
export async function tellDebts(
  sql: Transaction,
  brandId: number,
  members: readonly { externalId: string; debt: bigint }[],
): Promise<void> {
  if (members.length === 0 || !(await hasListeners(sql, brandId))) return
  await emitEvents(
    sql,
    brandId,
    members.map(({ externalId: member, debt }) => ({
      type: 'debt.changed',
      data: { member, debt: formatPoints(debt) },
    })),
  )
}
