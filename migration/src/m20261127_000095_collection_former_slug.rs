//! Names in addresses that collections had before: links to them lead on, as those to products do.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000095_collection_former_slug", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE collection_former_slug (
        slug text PRIMARY KEY,
        collection_id uuid NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
        left_at bigint NOT NULL
    )",
    "CREATE INDEX collection_former_slug_by_collection ON collection_former_slug (collection_id)",
];
