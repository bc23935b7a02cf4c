//! Bytes of pictures, kept under the hash of what they are, so that every instance serves the same ones.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000002_media", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &["CREATE TABLE media (
        hash text PRIMARY KEY,
        media_type text NOT NULL,
        bytes bytea NOT NULL,
        created_at bigint NOT NULL
    )"];
