-- What `rate` is for; null: the currency the brand first sold in. `other_rates` holds those of further currencies, by their code;
-- null: none.
alter table brand_rules add column currency text;
alter table brand_rules add column other_rates jsonb;

-- Orders of which something goes back whose payment with points nobody finds on chain: since when it is looked for, and at which
-- block that began.
create table sought_payments (
  brand_id bigint not null,
  order_number integer not null,
  since timestamptz not null,
  block bigint not null,
  primary key (brand_id, order_number)
);
