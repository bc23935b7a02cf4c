//! Uses of caps lie in the order in which holds are made, so that writing one touches the end of its index instead of the middle; what a
//! person has is found by an index of its own, compared byte by byte.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261123_000024_cap_use_order", both: UP, sqlite: &[], postgres: POSTGRES };

const UP: &[&str] = &[
    "ALTER TABLE cap_use RENAME TO old_cap_use",
    "DROP INDEX cap_use_by_hold",
    "CREATE TABLE cap_use (
        hold_id uuid NOT NULL,
        variant_id uuid NOT NULL,
        person text NOT NULL,
        quantity bigint NOT NULL CHECK (quantity > 0),
        cap bigint,
        PRIMARY KEY (hold_id, variant_id, person)
    )",
    "INSERT INTO cap_use (hold_id, variant_id, person, quantity, cap)
        SELECT hold_id, variant_id, person, quantity, cap FROM old_cap_use",
    "DROP TABLE old_cap_use",
    "CREATE INDEX cap_use_by_person ON cap_use (person, variant_id)",
];

const POSTGRES: &[&str] = &["ALTER TABLE cap_use ALTER COLUMN person TYPE text COLLATE \"C\""];
