//! Pages of words: contact, policies, imprint.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261126_000066_content", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &["CREATE TABLE content_page (
        id uuid PRIMARY KEY,
        slug text NOT NULL UNIQUE,
        title text NOT NULL,
        body_html text NOT NULL,
        position bigint NOT NULL,
        updated_at bigint NOT NULL
    )"];
