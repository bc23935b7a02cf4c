//! The whole shop's queue opens by itself: until when, and why, for all instances alike.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration = SqlMigration {
    name: "m20261126_000030_shop_queue",
    both: &[
        "ALTER TABLE waiting_room ADD COLUMN opened_until bigint",
        "ALTER TABLE waiting_room ADD COLUMN opened_why text",
    ],
    sqlite: &[],
    postgres: &[],
};
