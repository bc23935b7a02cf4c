//! Addresses that asked for the newsletter, and whether their owners have confirmed it.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261123_000019_subscriber", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &["CREATE TABLE subscriber (
        id uuid PRIMARY KEY,
        email text NOT NULL UNIQUE,
        asked_at bigint NOT NULL,
        mailed_at bigint,
        confirmed_at bigint
    )"];
