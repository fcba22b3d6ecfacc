import type { Transaction } from '../database/open-database.ts'
import { readRules, rulesAt } from '../ledger/brand-rules.ts'
import { tellChange } from '../relay/intent-row.ts'
import { accountOfTills, type Device } from './device.ts'
import type { Sql } from './find-member.ts'
import { type PaymentRow, unknownPayment, viewOfPayment } from './payment-row.ts'
import type { TillDesk } from './till-desk.ts'

/** A payment this device's brand asked for, as it stands at this moment. */
export async function readPayment(sql: Sql, { now }: TillDesk, device: Device, id: string): Promise<PaymentRow> {
  const [row] = await sql<PaymentRow[]>`
    select * from till_payments
    where id = ${id} and brand_id = ${device.brandId} and account = ${accountOfTills(device.mode)}`
  if (!row) throw unknownPayment()
  if (row.state !== 'requested' || row.expires_at > now()) return row
  await timeOut(sql, now(), id)
  const [late] = await sql<PaymentRow[]>`select * from till_payments where id = ${id}`
  return late ?? row
}

/** Ends the requests nobody confirmed in time, or the given one of them. */
export async function timeOut(sql: Sql, now: Date, id: string | null = null): Promise<void> {
  const rows = await sql`
    update till_payments set state = 'timedOut', version = version + 1, changed_at = now()
    where state = 'requested' and expires_at <= ${now.toISOString()} and (${id}::uuid is null or id = ${id}::uuid)
    returning id`
  await tellChange(
    sql,
    rows.map((row) => row['id'] as string),
  )
}

export async function floorLimitOf(sql: Sql, brandId: number, at: Date): Promise<bigint> {
  return rulesAt(await readRules(sql as Transaction, brandId), at).floorLimit
}

/** A payment as the till is told it. */
export async function describePayment(sql: Sql, desk: TillDesk, device: Device, row: PaymentRow) {
  const floorLimit = await floorLimitOf(sql, device.brandId, desk.now())
  return viewOfPayment(row, device, { portalUrl: await desk.portalUrl(), floorLimit })
}
