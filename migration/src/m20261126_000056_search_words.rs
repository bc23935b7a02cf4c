//! Labels weigh more than descriptions in a search, and words typed wrongly find their like: `search_near` has each word the shop uses
//! under what is left of it when letters are left out, the same on both engines.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261126_000056_search_words", both: &[], sqlite: SQLITE, postgres: POSTGRES };

const SQLITE: &[&str] = &[
    "CREATE VIRTUAL TABLE product_words USING fts5 (
        product_id UNINDEXED, title, labels, body, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3 4 5 6'
    )",
    "INSERT INTO product_words (rowid, product_id, title, labels, body)
        SELECT rowid, product_id, title, '', body FROM product_search",
    "DROP TABLE product_search",
    "ALTER TABLE product_words RENAME TO product_search",
    "CREATE TABLE search_near (near text NOT NULL, word text NOT NULL, PRIMARY KEY (near, word)) WITHOUT ROWID",
];

const POSTGRES: &[&str] = &[
    "DROP INDEX product_search_document",
    "DROP INDEX product_search_title",
    "ALTER TABLE product_search DROP COLUMN document",
    "ALTER TABLE product_search ADD COLUMN labels text NOT NULL DEFAULT ''",
    "ALTER TABLE product_search ADD COLUMN document tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', labels), 'B') ||
        setweight(to_tsvector('english', body), 'C')
    ) STORED",
    "CREATE INDEX product_search_document ON product_search USING gin (document)",
    "CREATE TABLE search_near (
        near text COLLATE \"C\" NOT NULL, word text COLLATE \"C\" NOT NULL, PRIMARY KEY (near, word)
    )",
];
