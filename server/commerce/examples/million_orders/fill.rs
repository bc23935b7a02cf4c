//! A shop's history, written with a handful of statements that both engines read: `n` counts orders, everything else follows from it.
//!
//! The last thirty days of a shop with two locations, bundles and a cap: of a hundred orders two were never paid, one was paid back,
//! the others are confirmed or fulfilled. Every invariant holds.

use std::time::{SystemTime, UNIX_EPOCH};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr};

const DAY: i64 = 24 * 60 * 60 * 1000;
const SPAN: i64 = 30 * DAY;
/// Every fiftieth variant is a bundle of the two before it; every fiftieth is capped.
const PATTERN: i64 = 50;

/// Fills a migrated, empty database with `orders` orders.
///
/// # Errors
/// When the database refuses a statement.
pub async fn fill(db: &DatabaseConnection, orders: i64) -> Result<(), DbErr> {
    let history = History::new(db.get_database_backend(), orders);
    for statement in history.statements() {
        db.execute_unprepared(&statement).await?;
    }
    Ok(())
}

struct History {
    engine: DbBackend,
    orders: i64,
    variants: i64,
    now: i64,
}

impl History {
    fn new(engine: DbBackend, orders: i64) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_millis() as i64);
        let variants = (orders / 500 / PATTERN).max(1) * PATTERN;
        Self { engine, orders, variants, now }
    }

    fn statements(&self) -> Vec<String> {
        let (before, after): (&[&str], &[&str]) = match self.engine {
            DbBackend::Sqlite => (
                &["PRAGMA synchronous = OFF", "PRAGMA cache_size = -200000"],
                &["PRAGMA synchronous = FULL", "PRAGMA wal_checkpoint(TRUNCATE)"],
            ),
            _ => (&["SET statement_timeout = 0", "SET synchronous_commit = off"], &["VACUUM ANALYZE"]),
        };
        let mut all: Vec<String> = before.iter().map(|text| (*text).to_owned()).collect();
        all.extend(self.goods());
        all.extend(self.sales());
        all.extend(self.stock());
        all.extend(self.aftermath());
        all.extend(after.iter().map(|text| (*text).to_owned()));
        all
    }

    /// A UUID (version 7) of its own for each kind, moment and number.
    fn id(&self, kind: &str, at: &str, n: &str) -> String {
        match self.engine {
            DbBackend::Sqlite => format!("unhex(printf('%012x7{kind}8000%012x', {at}, {n}))"),
            _ => format!(
                "CAST(lpad(to_hex(CAST({at} AS bigint)), 12, '0') || '7{kind}8000' ||
                    lpad(to_hex(CAST({n} AS bigint)), 12, '0') AS uuid)"
            ),
        }
    }

    /// The numbers from `first` to `last` as `n`.
    fn series(&self, first: i64, last: i64) -> String {
        match self.engine {
            DbBackend::Sqlite => format!(
                "(WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {last}) SELECT n FROM s)"
            ),
            _ => format!("(SELECT generate_series(CAST({first} AS bigint), {last}) AS n)"),
        }
    }

    fn begin(&self) -> i64 {
        self.now - SPAN - DAY
    }

    fn variant(&self, v: &str) -> String {
        self.id("001", "0", v)
    }

    /// Odd variants lie at both locations, and every seventh order takes them from the second.
    fn location(&self, n: &str, v: &str) -> String {
        self.id("000", "0", &format!("CASE WHEN {v} % 2 = 1 AND {n} % 7 = 0 THEN 2 ELSE 1 END"))
    }

    fn goods(&self) -> Vec<String> {
        let (variants, begin) = (self.series(0, self.variants - 1), self.begin());
        let (product, variant, second) = (self.id("002", "0", "n"), self.variant("n"), self.id("000", "0", "2"));
        let (bundle, is_bundle) = (self.variant("n"), format!("n % {PATTERN} = {}", PATTERN - 1));
        let part = self.variant("n - 1 - c.c");
        vec![
            format!("INSERT INTO location (id, name, priority, active, created_at) VALUES ({second}, 'Annex', 1, true, 0)"),
            format!(
                "INSERT INTO product (id, slug, title, vendor, kind, description_html, tags, options, status, position,
                    seo_title, seo_description, min_price, max_price, created_at, updated_at)
                SELECT {product}, 'p-' || n, 'Product ' || n, '', '', '', '[]', '[]', 'active', n, '', '',
                    1000 + n % {PATTERN} * 10, 1000 + n % {PATTERN} * 10, {begin}, {begin} FROM {variants} AS s"
            ),
            format!(
                "INSERT INTO variant (id, product_id, position, sku, title, options, price, currency, weight_grams, barcode,
                    requires_shipping, taxable, created_at, updated_at)
                SELECT {variant}, {product}, 0, 'SKU-' || n, '', '[]', 1000 + n % {PATTERN} * 10, 'USD', 300, '', true, true,
                    {begin}, {begin} FROM {variants} AS s"
            ),
            format!(
                "INSERT INTO inventory_item (variant_id, tracked, cap_per_person, hold_in_cart)
                SELECT {variant}, true, CASE WHEN n % {PATTERN} = 0 THEN 2 END, false FROM {variants} AS s"
            ),
            format!(
                "INSERT INTO bundle_component (bundle_id, component_id, quantity)
                SELECT {bundle}, {part}, 1 + c.c FROM {variants} AS s CROSS JOIN {} AS c WHERE {is_bundle}",
                "(SELECT 0 AS c UNION ALL SELECT 1)"
            ),
        ]
    }

    /// Orders: `n`, `at` and `fate`.
    fn orders(&self) -> String {
        let (series, begin, step) = (self.series(1, self.orders), self.begin(), (SPAN / self.orders).max(1));
        format!(
            "(SELECT n, {begin} + n * {step} AS at, CASE WHEN n % 100 < 2 THEN 'cancelled' WHEN n % 100 = 2 THEN 'refunded'
                WHEN n % 2 = 0 THEN 'confirmed' ELSE 'fulfilled' END AS fate FROM {series} AS s)"
        )
    }

    /// Their lines, one or two each: also `k`, `v`, `quantity` and `price`.
    fn lines(&self) -> String {
        format!(
            "(SELECT l.*, 1000 + v % {PATTERN} * 10 AS price FROM (
                SELECT o.*, k, (n * 31 + k * 17) % {} AS v, CASE WHEN (n + k) % 3 = 0 THEN 2 ELSE 1 END AS quantity
                FROM {} AS o CROSS JOIN (SELECT 0 AS k UNION ALL SELECT 1) AS second WHERE k = 0 OR n % 2 = 0) AS l)",
            self.variants,
            self.orders()
        )
    }

    /// What the lines take from stock: also `part`, `units` and `h`, a number of its own.
    fn takes(&self) -> String {
        format!(
            "(SELECT l.*, n * 4 + k * 2 + c AS h, CASE WHEN v % {PATTERN} = {last} THEN v - 1 - c ELSE v END AS part,
                quantity * (1 + c) AS units
            FROM {} AS l CROSS JOIN (SELECT 0 AS c UNION ALL SELECT 1) AS parts WHERE c = 0 OR v % {PATTERN} = {last})",
            self.lines(),
            last = PATTERN - 1
        )
    }

    fn sales(&self) -> Vec<String> {
        let (order, cart, variant) = (self.id("010", "at", "n"), self.id("011", "at", "n"), self.variant("v"));
        let (hold, part, location) = (self.id("100", "at", "h"), self.variant("part"), self.location("n", "part"));
        let (lines, takes) = (self.lines(), self.takes());
        let address = r#"'{"name":"Ada Lovelace","line1":"1 Main Street","line2":"","city":"Springfield","region":"CA","postal_code":"90001","country":"US","phone":""}'"#;
        vec![
            format!(
                "INSERT INTO orders (id, number, token, idempotency_key, cart_id, status, email, currency, subtotal, discount,
                    shipping, tax, tax_included, total, shipping_address, shipping_code, shipping_name, item_count, placed_at,
                    settled_at, fulfilled_at)
                SELECT {order}, 1000 + n, 'token-' || n, 'key-' || n, {cart}, fate, 'buyer' || n % 100000 || '@example.com', 'USD',
                    CAST(sum(price * quantity) AS bigint), 0, 500, 0, true, CAST(sum(price * quantity) AS bigint) + 500,
                    {address}, 'standard', 'Standard', CAST(sum(quantity) AS bigint), at, at + 100,
                    CASE WHEN fate = 'fulfilled' THEN at + {DAY} END
                FROM {lines} AS l GROUP BY n, at, fate ORDER BY n"
            ),
            format!(
                "INSERT INTO order_line (order_id, position, variant_id, sku, title, variant_title, unit_price, quantity, tax,
                    refunded_quantity)
                SELECT {order}, k, {variant}, 'SKU-' || v, 'Product ' || v, '', price, quantity, 0,
                    CASE WHEN fate = 'refunded' THEN quantity ELSE 0 END FROM {lines} AS l"
            ),
            format!(
                "INSERT INTO hold (id, wanted_id, variant_id, location_id, quantity, returned, counted, order_id, state,
                    created_at, settled_at)
                SELECT {hold}, {variant}, {part}, {location}, units, CASE WHEN fate = 'refunded' THEN units ELSE 0 END, true,
                    {order}, CASE WHEN fate = 'cancelled' THEN 'released' ELSE 'taken' END, at, at + 100 FROM {takes} AS t"
            ),
            format!(
                "INSERT INTO cap_use (variant_id, person, hold_id, quantity, cap)
                SELECT {variant}, kind || n, {hold}, quantity, 2 FROM {takes} AS t
                CROSS JOIN (SELECT 'mail:' AS kind UNION ALL SELECT 'home:') AS persons
                WHERE v % {PATTERN} = 0 AND fate <> 'refunded'"
            ),
        ]
    }

    fn stock(&self) -> Vec<String> {
        let (begin, series, takes) = (self.begin(), self.series(0, self.variants - 1), self.takes());
        let (order, part, location) = (self.id("010", "at", "n"), self.variant("part"), self.location("n", "part"));
        let (received, place) = (self.id("200", &begin.to_string(), "n * 2 + l"), self.id("000", "0", "1 + l"));
        let (sold, returned) = (self.id("201", "at + 100", "h"), self.id("202", "at + 200", "h"));
        let item = self.variant("n");
        let (many, bundle) = (4 * self.orders, PATTERN - 1);
        vec![
            format!(
                "INSERT INTO stock_ledger (id, variant_id, location_id, delta, on_hand, cause, actor, reason, order_id, created_at)
                SELECT id, variant_id, location_id, delta,
                    CAST(sum(delta) OVER (PARTITION BY variant_id, location_id ORDER BY id) AS bigint),
                    cause, 'shop', '', order_id, at FROM (
                    SELECT {received} AS id, {item} AS variant_id, {place} AS location_id, {many} AS delta, 'received' AS cause,
                        NULL AS order_id, {begin} AS at
                    FROM {series} AS s CROSS JOIN (SELECT 0 AS l UNION ALL SELECT 1) AS places
                    WHERE n % {PATTERN} <> {bundle} AND (l = 0 OR n % 2 = 1)
                    UNION ALL SELECT {sold}, {part}, {location}, -units, 'sold', {order}, at + 100 FROM {takes} AS t
                    WHERE fate <> 'cancelled'
                    UNION ALL SELECT {returned}, {part}, {location}, units, 'returned', {order}, at + 200 FROM {takes} AS t
                    WHERE fate = 'refunded'
                ) AS moved ORDER BY id"
            ),
            format!(
                "INSERT INTO stock_item (variant_id, location_id, on_hand, held, sold, updated_at)
                SELECT variant_id, location_id, CAST(sum(delta) AS bigint), 0,
                    CAST(sum(CASE WHEN cause <> 'received' THEN -delta ELSE 0 END) AS bigint), {begin}
                FROM stock_ledger GROUP BY variant_id, location_id"
            ),
        ]
    }

    /// Everything that follows from orders as they stand; their `number` is as good as `n`.
    fn aftermath(&self) -> Vec<String> {
        let id = |kind, n| self.id(kind, "placed_at", n);
        let (payment, refund, job) = (id("110", "number"), id("111", "number"), id("120", "number"));
        let event = self.id("130", "placed_at + e", "number");
        let sequence = match self.engine {
            DbBackend::Sqlite => {
                format!("UPDATE sqlite_sequence SET seq = {} WHERE name = 'order_number'", 1001 + self.orders)
            }
            _ => format!("SELECT setval('order_number', {})", 1001 + self.orders),
        };
        let (now, day) = (self.now, self.now - DAY);
        vec![
            format!(
                "INSERT INTO payment (id, order_id, provider, token, amount, refunded, currency, state, reference, failure,
                    asked_at, created_at, updated_at)
                SELECT {payment}, id, 'sandbox', 'tok_ok', total, CASE WHEN status = 'refunded' THEN total ELSE 0 END, currency,
                    CASE status WHEN 'cancelled' THEN 'declined' WHEN 'refunded' THEN 'refunded' ELSE 'captured' END,
                    'sbx_' || number, CASE WHEN status = 'cancelled' THEN 'card_declined' END, placed_at + 10, placed_at,
                    placed_at + 100 FROM orders"
            ),
            format!(
                "INSERT INTO refund (id, order_id, payment_id, amount, reason, state, reference, actor, created_at)
                SELECT {refund}, id, {payment}, total, '', 'done', 'sbr_' || number, 'shop', placed_at + 200 FROM orders
                WHERE status = 'refunded'"
            ),
            format!(
                "INSERT INTO order_event (id, order_id, message, actor, created_at)
                SELECT {event}, id, CASE e WHEN 0 THEN 'Order placed' ELSE 'It ended: ' || status END, 'customer', placed_at + e
                FROM orders CROSS JOIN (SELECT 0 AS e UNION ALL SELECT 100) AS events"
            ),
            format!(
                "INSERT INTO job (id, kind, payload, state, priority, run_at, attempts, max_attempts, created_at, finished_at)
                SELECT {job}, 'order.mail', '{{}}', 'done', 100, placed_at + 100, 1, 12, placed_at + 100, placed_at + 300 FROM orders"
            ),
            format!(
                "INSERT INTO idempotency_key (key, fingerprint, owner, locked_until, status, answer, created_at)
                SELECT idempotency_key, 'f', 'o', placed_at, CASE WHEN status = 'cancelled' THEN 402 ELSE 202 END, '{{}}', {now}
                FROM orders WHERE placed_at > {day} OR number % 10 = 0"
            ),
            sequence,
        ]
    }
}
