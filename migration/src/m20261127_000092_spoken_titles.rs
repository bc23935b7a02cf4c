//! Lists in the order of titles as they are read: what a product is called in each language, as the search of that language writes it
//! down, and an index each. Nothing stands for the English title.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000092_spoken_titles", both: &[], sqlite: SQLITE, postgres: POSTGRES };

const GERMAN: &str = "CREATE INDEX product_listed_by_title_de ON product (COALESCE(title_de, lower(title)), id)
    WHERE status = 'active' AND min_price IS NOT NULL";
const ARABIC: &str = "CREATE INDEX product_listed_by_title_ar ON product (COALESCE(title_ar, lower(title)), id)
    WHERE status = 'active' AND min_price IS NOT NULL";
// What is translated already is gone through again by the job that keeps derived rows up to date.
const TO_INDEX: &str = "UPDATE product SET index_version = 0 WHERE id IN (SELECT product_id FROM product_translation)";

const SQLITE: &[&str] = &[
    "ALTER TABLE product ADD COLUMN title_de text",
    "ALTER TABLE product ADD COLUMN title_ar text",
    GERMAN,
    ARABIC,
    TO_INDEX,
];

// The same order on both engines, whatever the database's own is.
const POSTGRES: &[&str] = &[
    "ALTER TABLE product ADD COLUMN title_de text COLLATE \"C\"",
    "ALTER TABLE product ADD COLUMN title_ar text COLLATE \"C\"",
    GERMAN,
    ARABIC,
    TO_INDEX,
];
