-- What WooCommerce delivered was known by its order, too; its body alone tells it from every other. What is still sealed says its
-- id to be opened, and is renamed when somebody it is about is erased.
update inbox set delivery_id = regexp_replace(delivery_id, '^.*:', 'sha256:')
where provider = 'woocommerce' and body is null and delivery_id ~ '^[0-9]+:';
