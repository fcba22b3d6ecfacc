import type { Database, Transaction } from '../database/open-database.ts'
import { changeUnsaved } from '../ledger/unsaved-rows.ts'
import { KEPT_DATA, type KeptKind } from './kept-data.ts'
import { unstaffJournals } from './unstaff-journals.ts'
import { forgetAccounts } from './forget-accounts.ts'
import type { BrandScope, PeopleDesk } from './people-desk.ts'

/** What was kept too long, by kind: how many rows lost what they need no more. */
export type Tidied = Partial<Record<KeptKind, number>>

const DAY_MS = 86_400_000

/** Thrown to undo what a dry run did. */
class DryRun extends Error {
  readonly counts: Tidied
  constructor(counts: Tidied) {
    super('dry run')
    this.counts = counts
  }
}

/** Forgets what was kept longer than its kind is kept (docs/privacy.md). A dry run counts and changes nothing. */
export async function tidyPeople(desk: PeopleDesk, { dryRun = false } = {}): Promise<Tidied> {
  // First: cut off, it is done again.
  if (!dryRun) await tidyJournals(desk)
  try {
    return (await desk.database.begin(async (sql) => {
      const counts = await tidyAll(sql, desk.now())
      const brands = await sql<
        BrandScope[]
      >`select brand_id::int as "brandId", code as brand from brands order by brand_id`
      for (const brand of brands) await forgetAccounts(sql, { home: desk.home, ...brand })
      if (dryRun) throw new DryRun(counts)
      await sql`
        insert into privacy_tidyings (at, counts)
        values (${desk.now().toISOString()}, ${JSON.stringify(counts)}::text::jsonb)`
      return counts
    })) as Tidied
  } catch (error) {
    if (error instanceof DryRun) return error.counts
    throw error
  }
}

/** Of runs that became too old since it was last done, a day before and after. */
async function tidyJournals({ database, home, now }: PeopleDesk): Promise<void> {
  const kept = KEPT_DATA.staff.days * DAY_MS
  const last = await lastTidied(database)
  const since = last && new Date(last.getTime() - kept - DAY_MS)
  const before = new Date(now().getTime() - kept)
  const brands = await database<
    BrandScope[]
  >`select brand_id::int as "brandId", code as brand from brands order by brand_id`
  for (const brand of brands) await unstaffJournals({ database, home }, brand, { before, since })
}

/** When it was last done; undefined before the first time. */
export async function lastTidied(database: Database): Promise<Date | undefined> {
  const [row] = await database<{ at: Date }[]>`select at from privacy_tidyings order by id desc limit 1`
  return row?.at
}

type Job = (sql: Transaction, before: string) => Promise<number>

async function tidyAll(sql: Transaction, now: Date): Promise<Tidied> {
  const counts: Tidied = {}
  for (const [kind, job] of Object.entries(JOBS) as [keyof typeof JOBS, Job][]) {
    const before = new Date(now.getTime() - KEPT_DATA[kind].days * DAY_MS).toISOString()
    counts[kind] = await job(sql, before)
  }
  await sql`delete from relay_quotas where expire is not null and expire < ${now.getTime()}`
  return counts
}

const JOBS = {
  /** Of members who did nothing for so long: what they gave goes, their points and how they are known stay. */
  contact: async (sql, before) => {
    const gone = await sql<{ brand: string; subject: string }[]>`
      update till_members t set contact = null
      where contact is not null and enrolled_at < ${before}
        and not exists (select 1 from consents c where c.brand_id = t.brand_id and c.subject = t.external_id
          and c.said_at >= ${before})
        and not exists (select 1 from members m join orders o on o.brand_id = m.brand_id and o.member = m.number
          join sales s on s.brand_id = o.brand_id and s.order_number = o.number
          where m.brand_id = t.brand_id and s.paid_at >= ${before}
            and (m.external_id = t.external_id or m.account = t.account))
      returning brand_id::text as brand, external_id as subject`
    await sql`
      delete from member_keys k using unnest(
        ${gone.map(({ brand }) => brand)}::bigint[], ${gone.map(({ subject }) => subject)}::text[]) as g(brand, subject)
      where k.brand_id = g.brand and k.subject = g.subject`
    return gone.length
  },
  staff: async (sql, before) => {
    const unstaffed = sql`
      update sales set staff = null where staff is not null and paid_at < ${before}
      returning brand_id, order_number as number`
    const sold = await changeUnsaved(sql, 'sales', unstaffed)
    const back =
      await sql`update returns set staff = null, unsaved = true where staff is not null and happened_at < ${before}`
    const tills = await sql`
      update till_entries set event = event #- '{0,staff}' where booked_at < ${before} and event #> '{0,staff}' is not null`
    return sold + back.count + tills.count
  },
  parkedDeliveries: async (sql, before) => {
    const { count } = await sql`
      update inbox set body = null, status = case when status = 'parked' then 'ignored' else status end,
        reason = case when status = 'parked' then 'nobody tried it again in time: ' || coalesce(reason, '') else reason end
      where body is not null and received_at < ${before} and status in ('parked', 'processed', 'ignored')`
    return count
  },
  answers: async (sql, before) => (await sql`delete from till_answers where answered_at < ${before}`).count,
  messages: async (sql, before) =>
    (await sql`update webhook_messages set body = null where body is not null and settled_at < ${before}`).count,
  origins: async (sql, before) =>
    (
      await sql`
      update relay_intents set origin = ''
      where origin <> '' and status in ('done', 'failed') and changed_at < ${before}`
    ).count,
  requests: async (sql, before) =>
    (await sql`delete from privacy_requests where status = 'done' and answered_at < ${before}`).count,
} as const satisfies Partial<Record<KeptKind, Job>>
