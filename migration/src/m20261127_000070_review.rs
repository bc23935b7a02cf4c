//! What buyers say of products, and what staff decided on it.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000070_review", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    // Without an order: brought from elsewhere. An order has one review of each of its products.
    "CREATE TABLE review (
        id uuid PRIMARY KEY,
        product_id uuid NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        order_id uuid REFERENCES orders (id) ON DELETE CASCADE,
        stars bigint NOT NULL CHECK (stars BETWEEN 1 AND 5),
        title text NOT NULL,
        body text NOT NULL,
        name text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'published', 'rejected')),
        reply text NOT NULL,
        written_at bigint NOT NULL,
        decided_at bigint,
        decided_by text,
        CONSTRAINT review_once_per_purchase UNIQUE (order_id, product_id)
    )",
    // Newest first, and how many give how many stars: both by index alone.
    "CREATE INDEX review_of_product ON review (product_id, state, id)",
    "CREATE INDEX review_stars_of_product ON review (product_id, state, stars)",
    "CREATE INDEX review_by_state ON review (state, id)",
];
