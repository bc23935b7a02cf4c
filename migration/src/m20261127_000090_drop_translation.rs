//! What staff write of drops in other languages. An empty text, and a row that is missing, stand for the English one.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000090_drop_translation", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &["CREATE TABLE drop_translation (
        drop_id uuid NOT NULL REFERENCES drops (id) ON DELETE CASCADE,
        locale text NOT NULL CHECK (locale IN ('de', 'ar')),
        title text NOT NULL CHECK (length(title) <= 120),
        message_before text NOT NULL CHECK (length(message_before) <= 2000),
        message_live text NOT NULL CHECK (length(message_live) <= 2000),
        message_over text NOT NULL CHECK (length(message_over) <= 2000),
        PRIMARY KEY (drop_id, locale)
    )"];
