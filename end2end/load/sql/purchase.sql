-- One purchase, one at a time, as a careful author writes it without sharing anything between shoppers: the rows that the
-- shop itself writes for one order of one unit paid with tok_ok, read and written by single statements.
--
-- It is kind to this side: no HTTP, no JSON, nothing checked or rendered, and only the five commits that cannot be spared:
-- the cart, its line, the order (before the provider is asked), the provider's own books, the confirmation. The hot row is
-- locked as late in each transaction as can be. Variables: items (how many different things are bought).
\set n random(1, :items)
\set buyer random(1, 1000000000)

-- POST /carts
INSERT INTO cart (id, version, created_at, updated_at) VALUES (gen_random_uuid(), 1, bench_now(), bench_now())
    RETURNING id AS cart \gset

-- POST /carts/{id}/lines
BEGIN;
UPDATE cart SET version = version + 1, updated_at = bench_now() WHERE id = :cart;
SELECT v.id AS variant, v.price AS price FROM bench_item b JOIN variant v ON v.id = b.variant_id
    JOIN product p ON p.id = v.product_id
    WHERE b.n = :n AND v.deleted_at IS NULL AND p.status = 'active' \gset
INSERT INTO cart_line (cart_id, variant_id, quantity, price_seen, added_at) VALUES (:cart, :variant, 1, :price, bench_now())
    ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = cart_line.quantity + 1;
SELECT sum(on_hand - held) AS available FROM stock_item WHERE variant_id = :variant \gset
COMMIT;

-- POST /carts/{id}/checkout: the order
BEGIN;
INSERT INTO idempotency_key (key, fingerprint, owner, locked_until, created_at)
    VALUES (:cart, encode(sha256(:cart::text::bytea), 'hex'), gen_random_uuid(), bench_now() + 30000, bench_now());
UPDATE cart SET version = version + 1, updated_at = bench_now() WHERE id = :cart;
SELECT l.quantity AS quantity, v.price AS price, coalesce(v.sku, '') AS sku FROM cart_line l
    JOIN variant v ON v.id = l.variant_id JOIN product p ON p.id = v.product_id
    WHERE l.cart_id = :cart AND v.deleted_at IS NULL AND p.status = 'active' \gset
SELECT code AS method, name AS method_name FROM shipping_method ORDER BY position LIMIT 1 \gset
SELECT count(*) AS taxes FROM tax_rate WHERE country = 'US' AND region IN ('OR', '') \gset
INSERT INTO orders (id, number, token, idempotency_key, cart_id, status, email, currency, subtotal, discount, shipping, tax,
        tax_included, total, shipping_address, shipping_code, shipping_name, item_count, placed_at)
    VALUES (bench_id(), nextval('order_number'), encode(uuid_send(gen_random_uuid()), 'base64'), :cart, :cart, 'pending',
        'buyer-' || :buyer || '@example.com', 'USD', :price::bigint, 0, 600, 0, false, :price::bigint + 600,
        '{"name": "Ada Lovelace", "line1": "1 Engine Way", "line2": "", "city": "Portland", "region": "OR", "postal_code": "97201", "country": "US"}',
        :method, :method_name, 1, bench_now())
    RETURNING id AS order, total AS total, number AS number, token AS token \gset
INSERT INTO order_line (order_id, position, variant_id, sku, title, variant_title, unit_price, quantity, tax, refunded_quantity)
    VALUES (:order, 0, :variant, :sku, 'Kettle ' || :sku, '', :price, :quantity, 0, 0);
INSERT INTO order_event (id, order_id, message, actor, created_at)
    VALUES (bench_id(), :order, 'Order placed', 'customer', bench_now());
INSERT INTO payment (id, order_id, provider, token, amount, refunded, currency, state, asked_at, look_at, created_at, updated_at)
    VALUES (bench_id(), :order, 'sandbox', 'tok_ok', :total, 0, 'USD', 'pending', bench_now(), bench_now() + 12000, bench_now(),
        bench_now()) RETURNING id AS payment \gset
DELETE FROM cart_line WHERE cart_id = :cart;
UPDATE stock_item SET held = held + 1, updated_at = bench_now() WHERE variant_id = :variant AND on_hand - held >= 1
    RETURNING location_id AS location \gset
INSERT INTO hold (id, wanted_id, variant_id, location_id, quantity, returned, counted, order_id, state, created_at)
    VALUES (bench_id(), :variant, :variant, :location, :quantity, 0, true, :order, 'active', bench_now());
COMMIT;

-- the provider, which keeps books of its own
BEGIN;
INSERT INTO sandbox_charge (key, reference, token, amount, currency, state, attempts, refunded, created_at)
    VALUES (:payment, 'sbx_' || :payment, 'tok_ok', :total, 'USD', 'succeeded', 1, 0, bench_now());
INSERT INTO job (id, kind, payload, state, priority, run_at, attempts, max_attempts, created_at)
    VALUES (bench_id(), 'sandbox.event', jsonb_build_object('body', 'evt_' || :payment, 'signature',
        encode(sha256(:payment::text::bytea), 'hex')), 'ready', 100, bench_now() + 150, 0, 12, bench_now());
COMMIT;

-- the money is here
BEGIN;
UPDATE payment SET state = 'captured', reference = 'sbx_' || :payment::text, updated_at = bench_now()
    WHERE id = :payment AND state = 'pending';
UPDATE orders SET status = 'confirmed', settled_at = bench_now() WHERE id = :order AND status = 'pending';
UPDATE hold SET state = 'taken', settled_at = bench_now() WHERE order_id = :order AND state = 'active';
INSERT INTO order_event (id, order_id, message, actor, created_at)
    VALUES (bench_id(), :order, 'Payment received; the order is confirmed', 'shop', bench_now());
INSERT INTO job (id, kind, payload, state, priority, run_at, attempts, max_attempts, created_at)
    VALUES (bench_id(), 'order.mail', jsonb_build_object('order_id', :order::text, 'occasion', 'confirmed', 'detail', '',
        'note', ''), 'ready', 100, bench_now(), 0, 12, bench_now());
UPDATE idempotency_key SET status = 202, answer = json_build_object('order', json_build_object('number', :number::text,
        'token', :token::text, 'status', 'confirmed', 'total', :total::bigint))::text WHERE key = :cart AND answer IS NULL;
UPDATE stock_item SET on_hand = on_hand - 1, held = held - 1, sold = sold + 1, updated_at = bench_now()
    WHERE variant_id = :variant AND location_id = :location RETURNING on_hand AS left \gset
INSERT INTO stock_ledger (id, variant_id, location_id, delta, on_hand, cause, actor, reason, order_id, created_at)
    VALUES (bench_id(), :variant, :location, -1, :left, 'sold', 'shop', '', :order, bench_now());
COMMIT;
