-- The same uniqueness with the order first: entries of new orders then come at the end of the index, where before every one of
-- them touched a page somewhere in it, by its member. It finds the entries of an order, too.
create unique index ledger_of_order on ledger (brand_id, order_number, kind, source, member, sequence) nulls not distinct;
drop index ledger_once;
drop index ledger_by_order;
