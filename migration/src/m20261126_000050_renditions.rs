//! Pictures in the sizes and formats that browsers ask for, made from their originals. Where `bytes` is null the original cannot be drawn so.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261126_000050_renditions", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &["CREATE TABLE rendition (
        media_hash text NOT NULL REFERENCES media (hash) ON DELETE CASCADE,
        name text NOT NULL,
        bytes bytea,
        created_at bigint NOT NULL,
        PRIMARY KEY (media_hash, name)
    )"];
