//! Who wants to be told when something sold out is back.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000075_restock", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    // One row per variant anybody ever waited for. Its lock orders whatever happens to the list; `waiting` bounds it.
    "CREATE TABLE restock_list (
        variant_id uuid PRIMARY KEY REFERENCES variant (id) ON DELETE CASCADE,
        waiting bigint NOT NULL CHECK (waiting BETWEEN 0 AND 5000),
        looked_at bigint NOT NULL
    )",
    "CREATE INDEX restock_list_waiting ON restock_list (looked_at, variant_id) WHERE waiting > 0",
    // `called_at`: the mail to this address has been written as a job, in the same transaction.
    "CREATE TABLE restock_request (
        id uuid PRIMARY KEY,
        variant_id uuid NOT NULL REFERENCES restock_list (variant_id) ON DELETE CASCADE,
        email text NOT NULL,
        asked_at bigint NOT NULL,
        called_at bigint,
        UNIQUE (variant_id, email)
    )",
    "CREATE INDEX restock_request_waiting ON restock_request (variant_id, asked_at, id) WHERE called_at IS NULL",
    "CREATE INDEX restock_request_called ON restock_request (variant_id, called_at) WHERE called_at IS NOT NULL",
    "CREATE INDEX restock_request_by_age ON restock_request (asked_at)",
];
