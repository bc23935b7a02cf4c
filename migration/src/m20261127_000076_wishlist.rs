//! What visitors keep for later: a guest's list by a random id in a cookie, an account's one list besides by its owner.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000076_wishlist", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE wishlist (
        id uuid PRIMARY KEY,
        customer_id uuid UNIQUE REFERENCES customer (id) ON DELETE CASCADE,
        items bigint NOT NULL CHECK (items BETWEEN 0 AND 200),
        updated_at bigint NOT NULL
    )",
    "CREATE INDEX wishlist_of_guests ON wishlist (updated_at) WHERE customer_id IS NULL",
    // A list gets another id when its owner's sessions all end.
    "CREATE TABLE wishlist_item (
        wishlist_id uuid NOT NULL REFERENCES wishlist (id) ON DELETE CASCADE ON UPDATE CASCADE,
        variant_id uuid NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
        added_at bigint NOT NULL,
        PRIMARY KEY (wishlist_id, variant_id)
    )",
    "CREATE INDEX wishlist_item_by_variant ON wishlist_item (variant_id)",
];
