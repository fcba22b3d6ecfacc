import type { Transaction } from '../database/open-database.ts'
import { tellChange } from '../relay/intent-row.ts'
import type { PaymentRow } from './payment-row.ts'
import { tellFailed } from './tell-failed.ts'

/** After so long without an intent at the relay, what was confirmed was not: the relay refused it in the last moment. */
const LOST_MS = 10_000

type Followed = PaymentRow & {
  intent_status: string | null
  intent_problem: string | null
  intent_detail: string | null
}

/** Looks what became of the intents of confirmed payments. Only the chain says that one is done. */
export async function followIntents(sql: Transaction, now: Date): Promise<void> {
  const rows = await sql<Followed[]>`
    select p.*, i.status as intent_status, i.problem_code as intent_problem, i.problem_detail as intent_detail
    from till_payments p left join lateral (
      select status, problem_code, problem_detail from relay_intents
      where digest = p.intent_digest and member = p.intent_member order by place desc limit 1) i on true
    where p.state = 'confirmed' for update of p skip locked`
  for (const row of rows) {
    const lost = row.intent_status === null && now.getTime() - (row.confirmed_at?.getTime() ?? 0) > LOST_MS
    if (row.intent_status === 'failed' || lost) await unconfirm(sql, row, now)
    else if (row.problem_code !== row.intent_problem) await tellProblem(sql, row)
  }
}

/** Another try is possible as long as the request stands; who handed the goods over already waits for none. */
async function unconfirm(sql: Transaction, row: Followed, now: Date): Promise<void> {
  const again = row.accepted_at === null && row.expires_at > now
  await sql`
    update till_payments set state = ${again ? 'requested' : 'failed'}, version = version + 1, changed_at = now(),
      problem_code = ${row.intent_problem ?? 'IntentRefused'},
      problem_detail = ${row.intent_detail ?? 'The relay did not take what was signed.'}
    where id = ${row.id}`
  await tellChange(sql, [row.id])
  await tellFailed(sql, row, row.intent_problem ?? '')
}

async function tellProblem(sql: Transaction, { id, intent_problem, intent_detail }: Followed): Promise<void> {
  await sql`
    update till_payments set problem_code = ${intent_problem}, problem_detail = ${intent_detail}, version = version + 1,
      changed_at = now()
    where id = ${id}`
  await tellChange(sql, [id])
}
