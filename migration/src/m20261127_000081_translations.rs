//! What staff write in other languages beside what they have written in English. An empty text, and a row that is missing, stand for
//! the English one. `term_translation` is what facets are called: a dictionary of the whole shop, made from products' terms.
//! The search of each language has tables of its own, so that no word of another one stands in its way.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261127_000081_translations", both: BOTH, sqlite: SQLITE, postgres: POSTGRES };

const BOTH: &[&str] = &[
    // `terms` and `images` are JSON objects: an option's name, its value or a label in English, or a picture's id, to its words.
    "CREATE TABLE product_translation (
        product_id uuid NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        locale text NOT NULL CHECK (locale IN ('de', 'ar')),
        title text NOT NULL CHECK (length(title) <= 200),
        description_html text NOT NULL,
        seo_title text NOT NULL CHECK (length(seo_title) <= 320),
        seo_description text NOT NULL CHECK (length(seo_description) <= 320),
        terms text NOT NULL,
        images text NOT NULL,
        PRIMARY KEY (product_id, locale)
    )",
    "CREATE TABLE collection_translation (
        collection_id uuid NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
        locale text NOT NULL CHECK (locale IN ('de', 'ar')),
        title text NOT NULL CHECK (length(title) <= 200),
        description_html text NOT NULL,
        PRIMARY KEY (collection_id, locale)
    )",
    "CREATE TABLE content_translation (
        page_id uuid NOT NULL REFERENCES content_page (id) ON DELETE CASCADE,
        locale text NOT NULL CHECK (locale IN ('de', 'ar')),
        title text NOT NULL CHECK (length(title) <= 200),
        body_html text NOT NULL,
        PRIMARY KEY (page_id, locale)
    )",
    "CREATE TABLE term_translation (
        locale text NOT NULL CHECK (locale IN ('de', 'ar')),
        facet text NOT NULL,
        value text NOT NULL,
        facet_label text NOT NULL,
        label text NOT NULL,
        PRIMARY KEY (locale, facet, value)
    )",
];

// The shop writes words the way it looks for them (`catalog::rules::folded`), so neither engine's own rules of a language are needed.
const SQLITE: &[&str] = &[
    "CREATE VIRTUAL TABLE product_search_de USING fts5 (
        product_id UNINDEXED, title, labels, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4 5 6'
    )",
    "CREATE VIRTUAL TABLE product_search_ar USING fts5 (
        product_id UNINDEXED, title, labels, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4 5 6'
    )",
    "CREATE TABLE search_near_de (near text NOT NULL, word text NOT NULL, PRIMARY KEY (near, word)) WITHOUT ROWID",
    "CREATE TABLE search_near_ar (near text NOT NULL, word text NOT NULL, PRIMARY KEY (near, word)) WITHOUT ROWID",
];

const POSTGRES: &[&str] = &[
    "CREATE TABLE product_search_de (
        product_id uuid PRIMARY KEY REFERENCES product (id) ON DELETE CASCADE,
        title text NOT NULL,
        labels text NOT NULL,
        body text NOT NULL,
        document tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', labels), 'B') ||
            setweight(to_tsvector('simple', body), 'C')
        ) STORED
    )",
    "CREATE INDEX product_search_de_document ON product_search_de USING gin (document)",
    "CREATE TABLE product_search_ar (
        product_id uuid PRIMARY KEY REFERENCES product (id) ON DELETE CASCADE,
        title text NOT NULL,
        labels text NOT NULL,
        body text NOT NULL,
        document tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', labels), 'B') ||
            setweight(to_tsvector('simple', body), 'C')
        ) STORED
    )",
    "CREATE INDEX product_search_ar_document ON product_search_ar USING gin (document)",
    "CREATE TABLE search_near_de (
        near text COLLATE \"C\" NOT NULL, word text COLLATE \"C\" NOT NULL, PRIMARY KEY (near, word)
    )",
    "CREATE TABLE search_near_ar (
        near text COLLATE \"C\" NOT NULL, word text COLLATE \"C\" NOT NULL, PRIMARY KEY (near, word)
    )",
];
