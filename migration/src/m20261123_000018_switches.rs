//! What staff have switched from its default, flags and the level of pressure, and the history of it.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261123_000018_switches", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE staff_switch (
        key text PRIMARY KEY,
        value text NOT NULL,
        changed_by text NOT NULL,
        changed_at bigint NOT NULL
    )",
    "CREATE TABLE staff_switch_change (
        id uuid PRIMARY KEY,
        key text NOT NULL,
        was text,
        became text,
        changed_by text NOT NULL,
        changed_at bigint NOT NULL
    )",
    "CREATE INDEX staff_switch_change_by_time ON staff_switch_change (changed_at)",
];
