//! What lists are narrowed and ordered by at any number of products: indexes over just what lists show, and a row for each thing a
//! product can be told by (`Colour: Moss`). `index_version` says with which rules a product's derived rows were written.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261126_000055_listing", both: BOTH, sqlite: SQLITE, postgres: POSTGRES };

const BOTH: &[&str] = &[
    "DROP INDEX product_by_position",
    "DROP INDEX product_by_age",
    "DROP INDEX product_by_price",
    "DROP INDEX product_by_title",
    "CREATE INDEX product_listed_by_position ON product (position, id) WHERE status = 'active' AND min_price IS NOT NULL",
    "CREATE INDEX product_listed_by_age ON product (created_at, id) WHERE status = 'active' AND min_price IS NOT NULL",
    "CREATE INDEX product_listed_by_price ON product (min_price, id) WHERE status = 'active' AND min_price IS NOT NULL",
    "CREATE INDEX product_listed_by_title ON product (lower(title), id) WHERE status = 'active' AND min_price IS NOT NULL",
    "CREATE INDEX product_last ON product (position)",
    "DROP INDEX collection_product_by_position",
    "CREATE INDEX collection_product_by_place ON collection_product (collection_id, position, product_id)",
    "ALTER TABLE product ADD COLUMN index_version bigint NOT NULL DEFAULT 0",
    "CREATE INDEX product_to_index ON product (index_version, id)",
];

// The rows of one product lie side by side.
const SQLITE: &[&str] = &[
    "CREATE TABLE product_term (
        product_id uuid NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        facet text NOT NULL,
        value text NOT NULL,
        facet_label text NOT NULL,
        label text NOT NULL,
        swatch text,
        PRIMARY KEY (product_id, facet, value)
    ) WITHOUT ROWID",
    "CREATE INDEX product_term_by_value ON product_term (facet, value, product_id)",
];

const POSTGRES: &[&str] = &[
    "CREATE TABLE product_term (
        product_id uuid NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        facet text COLLATE \"C\" NOT NULL,
        value text COLLATE \"C\" NOT NULL,
        facet_label text NOT NULL,
        label text NOT NULL,
        swatch text,
        PRIMARY KEY (product_id, facet, value)
    )",
    "CREATE INDEX product_term_by_value ON product_term (facet, value, product_id)",
];
