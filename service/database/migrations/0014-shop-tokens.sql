-- Whether a shop was connected with a token for its provider's API. Where it was, its deliveries wait while the token is gone:
-- one who disconnects a shop may connect it again. Null: connected before this was kept.
alter table shops add column has_token boolean;
