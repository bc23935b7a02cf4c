//! Who may run the shop: people, keys and signed-in sessions.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000008_staff", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE staff (
        id uuid PRIMARY KEY,
        email text NOT NULL UNIQUE,
        name text NOT NULL,
        password_hash text NOT NULL,
        created_at bigint NOT NULL,
        signed_in_at bigint
    )",
    "CREATE TABLE api_key (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        digest text NOT NULL UNIQUE,
        scopes jsonb NOT NULL,
        created_at bigint NOT NULL,
        revoked_at bigint
    )",
    "CREATE TABLE session (
        id text PRIMARY KEY,
        data text NOT NULL,
        expires_at bigint NOT NULL
    )",
    "CREATE INDEX session_by_expiry ON session (expires_at)",
];
