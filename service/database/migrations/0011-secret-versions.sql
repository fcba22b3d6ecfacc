-- Which of a shop's secrets counts, so that a rotation counts in the moment its transaction does: the files lie there before.
alter table shops add column secret_version integer not null default 0;

-- Payments that came too late before the service gave such back: now it does. What was refunded by hand is found on chain.
update till_paid_events e set unasked = true
from till_payments p
where p.reference = e.reference and p.state = 'paidLate' and p.accepted_at is null;

-- Answers from before they said whom they are about could outlive the erasure of that person.
delete from till_answers where subject is null;

create index members_in_debt on members (brand_id) include (debt) where debt > 0;

-- Deliveries whose provider has to be asked, by the shop whose they are.
drop index inbox_to_fetch;
create index inbox_to_fetch on inbox (brand_id, shop, due_at, id) where status in ('received', 'waiting') and needs_fetch;

-- For books that were made while this column was still to come.
alter table privacy_requests add column if not exists hashes text[] not null default '{}';
