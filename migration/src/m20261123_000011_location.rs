//! Where stock lies.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261123_000011_location", both: UP, sqlite: SQLITE, postgres: POSTGRES };

const UP: &[&str] = &["CREATE TABLE location (
        id uuid PRIMARY KEY,
        name text NOT NULL UNIQUE,
        priority bigint NOT NULL,
        active boolean NOT NULL,
        created_at bigint NOT NULL
    )"];

/// Every shop begins with one place.
const SQLITE: &[&str] = &["INSERT INTO location (id, name, priority, active, created_at)
        VALUES (x'00000000000070008000000000000001', 'Warehouse', 0, true, 0)"];

const POSTGRES: &[&str] = &["INSERT INTO location (id, name, priority, active, created_at)
        VALUES ('00000000-0000-7000-8000-000000000001', 'Warehouse', 0, true, 0)"];
