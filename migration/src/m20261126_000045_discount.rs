//! Discount codes, what they are limited to, and who has used them.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261126_000045_discount", both: UP, sqlite: &[], postgres: POSTGRES };

const UP: &[&str] = &[
    // `limited`: only for some goods, also once none of them is left.
    "CREATE TABLE discount (
        id uuid PRIMARY KEY,
        code text NOT NULL UNIQUE,
        kind text NOT NULL CHECK (kind IN ('percent', 'fixed', 'free_shipping')),
        amount bigint NOT NULL CHECK (amount >= 0 AND (kind <> 'percent' OR amount <= 10000)),
        minimum_subtotal bigint NOT NULL CHECK (minimum_subtotal >= 0),
        starts_at bigint,
        ends_at bigint,
        max_uses bigint CHECK (max_uses > 0),
        uses_per_person bigint CHECK (uses_per_person > 0),
        uses bigint NOT NULL CHECK (uses >= 0),
        limited boolean NOT NULL,
        active boolean NOT NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        CONSTRAINT discount_used_within_its_limit CHECK (max_uses IS NULL OR uses <= max_uses),
        CONSTRAINT discount_ends_after_its_start CHECK (starts_at IS NULL OR ends_at IS NULL OR ends_at > starts_at)
    )",
    "CREATE TABLE discount_product (
        discount_id uuid NOT NULL REFERENCES discount (id) ON DELETE CASCADE,
        product_id uuid NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        PRIMARY KEY (discount_id, product_id)
    )",
    "CREATE TABLE discount_collection (
        discount_id uuid NOT NULL REFERENCES discount (id) ON DELETE CASCADE,
        collection_id uuid NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
        PRIMARY KEY (discount_id, collection_id)
    )",
    // A person's first use has slot 1, and so on; none where a person may use the code as often as they like.
    "CREATE TABLE discount_use (
        order_id uuid NOT NULL,
        person text NOT NULL,
        discount_id uuid NOT NULL REFERENCES discount (id),
        slot bigint CHECK (slot > 0),
        PRIMARY KEY (order_id, person)
    )",
    "CREATE UNIQUE INDEX discount_use_by_person ON discount_use (discount_id, person, slot)",
];

const POSTGRES: &[&str] = &["ALTER TABLE discount_use ALTER COLUMN person TYPE text COLLATE \"C\""];
