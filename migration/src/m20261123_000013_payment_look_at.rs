//! When the reconciler looks at a payment next. It took a job with every order before.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261123_000013_payment_look_at", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "ALTER TABLE payment ADD COLUMN look_at bigint",
    "UPDATE payment SET look_at = created_at WHERE state IN ('pending', 'uncertain', 'action_required')",
    "CREATE INDEX payment_to_look_at ON payment (look_at) WHERE state IN ('pending', 'uncertain', 'action_required')",
    "DELETE FROM job WHERE kind = 'payment.settle'",
];
