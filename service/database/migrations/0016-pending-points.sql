-- Whether orders of a member have points still to come, without reading the sales: most have none.
create index sales_pending on sales (brand_id, order_number) where kept - given > 0;
