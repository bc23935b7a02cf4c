//! Full-text search over products: FTS5 on SQLite; a weighted tsvector and trigrams on PostgreSQL. The shop writes one row per
//! product it wants found; both tables have the same name and the columns `product_id`, `title`, `body`.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000010_search", both: &[], sqlite: SQLITE, postgres: POSTGRES };

const SQLITE: &[&str] = &["CREATE VIRTUAL TABLE product_search USING fts5 (
        product_id UNINDEXED, title, body, tokenize = 'porter unicode61 remove_diacritics 2'
    )"];

const POSTGRES: &[&str] = &[
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE TABLE product_search (
        product_id uuid PRIMARY KEY REFERENCES product (id) ON DELETE CASCADE,
        title text NOT NULL,
        body text NOT NULL,
        document tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
        ) STORED
    )",
    "CREATE INDEX product_search_document ON product_search USING gin (document)",
    "CREATE INDEX product_search_title ON product_search USING gin (title gin_trgm_ops)",
];
