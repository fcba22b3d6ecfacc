-- Which rows changed since the last run stands beside them. A flag within the row, with an index of its own, made two more
-- versions of every row that an order touched, and of each an entry in all indexes of its table: no update could stay in its page.
create table unsaved_rows (
  brand_id bigint not null,
  kind text not null check (kind in ('members', 'orders', 'sales')),
  number integer not null,
  primary key (brand_id, kind, number)
);
insert into unsaved_rows (brand_id, kind, number)
  select brand_id, 'members', number from members where unsaved
  union all select brand_id, 'orders', number from orders where unsaved
  union all select brand_id, 'sales', order_number from sales where unsaved;
alter table members drop column unsaved;
alter table orders drop column unsaved;
alter table sales drop column unsaved;

-- A member's counters change with every order: room for the next version in the same page.
alter table members set (fillfactor = 80);

-- Entries of a member are those of the member's orders, found by `orders_by_member`; of none there is no entry. An index of its own
-- was one more page, somewhere in the books, that every order touched.
drop index ledger_by_member;

-- Differences instead of comparisons: of these the planner has statistics. It took comparisons of two columns to be true for every
-- third row, and read whole tables to find the first.
drop index sales_to_refund;
drop index sales_to_give;
drop index sales_to_take_back;
drop index batch_credits_to_reverse;
create index sales_to_refund on sales (brand_id, order_number) where refund_share - refund_done > 0;
create index sales_to_give on sales (brand_id, matures_at, order_number) where kept - given > 0;
create index sales_to_take_back on sales (brand_id, order_number) where kept - given < 0;
create index batch_credits_to_reverse on batch_credits (brand_id, sequence, position) where asked - reversed > 0;
create statistics sales_open on (kept - given) from sales;
create statistics sales_refund on (refund_share - refund_done) from sales;
create statistics batch_credits_open on (asked - reversed) from batch_credits;
analyze sales;
analyze batch_credits;
