import type { Database } from '../../service/database/open-database.ts'
import { BACK_ROUND, BATCHES_PER_RUN, GROUP, ROUNDS } from './history.ts'
import type { Range } from './fill-people.ts'
import { TEMPLATES, type Template } from './templates.ts'

export interface Orders {
  readonly brandId: number
  readonly shop: number
  readonly templates: readonly Template[]
  /** The people of this fill; batches are made of groups of them. */
  readonly all: Range
  /** The first numbers that are free. */
  readonly member: number
  readonly order: number
  readonly sequence: bigint
  readonly run: number
}

/** How many batches a fill makes. */
export const batchesOf = ({ from, to }: Range): number => Math.ceil((to - from) / GROUP) * ROUNDS

/** Writes one round of orders of some people, whole groups of them, in one statement: every table that booking one touches. */
export async function fillOrders(
  database: Database,
  orders: Orders,
  { from, to }: Range,
  round: number,
): Promise<void> {
  const { all, brandId, shop } = orders
  await database.unsafe(FILL, [
    ...[brandId, shop, JSON.stringify(orders.templates), from, to, round, all.from, all.to],
    ...[orders.member, orders.order, String(orders.sequence), orders.run],
  ] as never[])
}

const BACK = `(person % 4 = 3 and ${BACK_ROUND} = $6::int)`

/** What code would have written, but for hashes of what is secret or signed: these are made up. */
const FILL = `
with made as materialized (
  select m.number as member, m.claim_address as address, p.person,
    $10::int + $6::int * ($8::int - $7::int) + p.person - $7::int as number,
    $11::bigint + $6::int * ceil(($8::int - $7::int) / ${GROUP}.0)::int + (p.person - $7::int) / ${GROUP} as sequence,
    (p.person * 7 + $6::int * 13) % ${TEMPLATES} as t
  from generate_series($4::int, $5::int - 1) as p (person)
  join members m on m.brand_id = $1::bigint and m.number = $9::int + p.person - $7::int
  where not (p.person % 4 = 3 and $6::int = ${ROUNDS - 1})
), o as materialized (
  select made.*, t.*, ${BACK} as back, 'load-' || number as order_id,
    timestamptz '2025-01-01' + number * interval '10 seconds' as paid_at,
    $12::int + (sequence - $11::bigint) / ${BATCHES_PER_RUN} as run
  from made join json_to_recordset($3::text::json) as t (t int, lines jsonb, breakdown jsonb, total bigint,
    original bigint, earned bigint, "earnDetail" jsonb, "backRemaining" bigint, "backTaken" bigint, "backKept" bigint,
    "backLines" jsonb, "backDetail" jsonb) using (t)
), b as materialized (
  select sequence, min(run) as run, sum(earned) as points, extract(epoch from max(paid_at))::bigint + 60 as minted_at
  from o group by sequence
), orders_in as (
  insert into orders (brand_id, number, provider, shop, order_id, member, reference, salt, date, original, remaining, earned,
    taken, positions, run, seen_run)
  select $1, number, 'generic', 'main', order_id, member, '0x' || encode(sha256(('reference ' || number)::bytea), 'hex'),
    '0x' || encode(sha256(('salt ' || number)::bytea), 'hex'), to_char(paid_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS".000Z"'),
    original, case when back then "backRemaining" else original end, earned, case when back then "backTaken" else 0 end,
    0, 0, 0
  from o order by number
), sales_in as (
  insert into sales (brand_id, order_number, digest, told_at, paid_at, currency, channel, total, lines, breakdown, rule_version,
    return_window, matures_at, cancelled, kept, given)
  select $1, number, encode(sha256(('digest ' || number)::bytea), 'hex'), paid_at, paid_at, 'EUR', 'web', total, lines,
    breakdown, 1, 7776000, paid_at, false, k.kept, k.kept
  from o cross join lateral (select case when back then "backKept" else earned end as kept) k order by number
), returns_in as (
  insert into returns (brand_id, provider, shop, refund_id, order_number, happened_at, known, amount, whole, lines, undone,
    unsaved)
  select $1, 'generic', 'main', 'back-' || number, number, paid_at + interval '1 day', true, 0, false, "backLines", false, false
  from o where back
), batches_in as (
  insert into batches (brand_id, sequence, run, root, return_window, points, minted_at, epoch, life)
  select $1, sequence, run, '0x' || encode(sha256(('root ' || sequence)::bytea), 'hex'), 7776000, points, minted_at,
    minted_at / 15552000, 3
  from b order by sequence
), runs_in as (
  insert into import_runs (brand_id, number, file, fingerprint, status, summary, kind, ended_at)
  select $1, run, 'shop', 'shop:' || run, 'done', '{}', 'shop', now() from b group by run
  on conflict do nothing
), credits_in as (
  insert into batch_credits (brand_id, sequence, position, address, points, asked, reversed, short)
  select $1, sequence, row_number() over (partition by sequence order by address) - 1, address, earned, r.taken, r.taken, 0
  from o cross join lateral (select case when back then "backTaken" else 0 end as taken) r order by sequence
), order_credits_in as (
  insert into order_credits (brand_id, order_number, sequence, address, points, reversed)
  select $1, number, sequence, address, earned, case when back then "backTaken" else 0 end from o order by number
), reversals_in as (
  insert into reversal_events (brand_id, sequence, address, total, short, block_number, block_hash)
  select $1, sequence, address, "backTaken", 0, 0, '0x' from o where back
), inbox_in as (
  insert into inbox (brand_id, shop, provider, account, delivery_id, topic, mode, received_at, happened_at, digest, status, detail,
    attempts, due_at, settled_at)
  select $1, $2, 'generic', 'main', 'msg_' || md5('load ' || number || kind), 'sale.' || kind, 'live', paid_at, paid_at,
    encode(sha256((kind || number)::bytea), 'hex'), 'processed', '{"events": ["sale"], "points": "12.00"}', 1, paid_at, paid_at
  from o cross join lateral (select 'paid' as kind union all select 'returned' where back) kinds order by number
)
insert into ledger (brand_id, member, kind, points, order_number, sequence, source, detail, happened_at)
select $1, member, e.kind, e.points, number, e.sequence, e.source, e.detail, paid_at + e.after
from o join b using (sequence) cross join lateral (values
  ('earn', earned, null::bigint, 'sale', "earnDetail", interval '0', true),
  ('mint', earned, o.sequence, 'run:' || o.run, null, interval '60 seconds', true),
  ('return', -"backTaken", null, 'refund:back-' || number, "backDetail", interval '1 day', back),
  ('reverse', "backTaken", o.sequence, 'run:' || o.run, null, interval '1 day', back)
) as e (kind, points, sequence, source, detail, after, written) where e.written
order by number`
