//! Answers to the questions the shop asks.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000071_feedback", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    // `about`: the order or the cart that was asked about. Carts come and go, answers stay.
    "CREATE TABLE feedback (
        id uuid PRIMARY KEY,
        question text NOT NULL CHECK (question IN ('order', 'cart')),
        about uuid NOT NULL,
        answer text NOT NULL,
        remark text NOT NULL,
        given_at bigint NOT NULL,
        CONSTRAINT feedback_once UNIQUE (question, about)
    )",
    "CREATE INDEX feedback_by_answer ON feedback (question, answer)",
    "CREATE INDEX feedback_by_time ON feedback (question, given_at, answer)",
    "CREATE INDEX feedback_remarks ON feedback (question, id) WHERE remark <> ''",
];
