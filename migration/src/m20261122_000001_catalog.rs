//! Products, their variants and pictures, and the collections they stand in.

use crate::sql_migration::SqlMigration;

pub(crate) const MIGRATION: SqlMigration =
    SqlMigration { name: "m20261122_000001_catalog", both: UP, sqlite: &[], postgres: &[] };

const UP: &[&str] = &[
    "CREATE TABLE product (
        id uuid PRIMARY KEY,
        slug text NOT NULL UNIQUE,
        title text NOT NULL,
        vendor text NOT NULL,
        kind text NOT NULL,
        description_html text NOT NULL,
        tags jsonb NOT NULL,
        options jsonb NOT NULL,
        status text NOT NULL CHECK (status IN ('active', 'draft', 'archived')),
        position bigint NOT NULL,
        seo_title text NOT NULL,
        seo_description text NOT NULL,
        min_price bigint,
        max_price bigint,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL
    )",
    "CREATE INDEX product_by_position ON product (status, position, id)",
    "CREATE INDEX product_by_age ON product (status, created_at, id)",
    "CREATE INDEX product_by_price ON product (status, min_price, id)",
    "CREATE INDEX product_by_title ON product (status, lower(title), id)",
    "CREATE TABLE image (
        id uuid PRIMARY KEY,
        product_id uuid NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        position bigint NOT NULL,
        media_hash text NOT NULL,
        media_type text NOT NULL,
        width bigint NOT NULL,
        height bigint NOT NULL,
        alt text NOT NULL,
        source text NOT NULL
    )",
    "CREATE INDEX image_by_product ON image (product_id, position)",
    "CREATE TABLE variant (
        id uuid PRIMARY KEY,
        product_id uuid NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        position bigint NOT NULL,
        sku text UNIQUE,
        title text NOT NULL,
        options jsonb NOT NULL,
        price bigint NOT NULL CHECK (price >= 0),
        compare_at bigint CHECK (compare_at > price),
        currency text NOT NULL,
        weight_grams bigint NOT NULL CHECK (weight_grams >= 0),
        barcode text NOT NULL,
        requires_shipping boolean NOT NULL,
        taxable boolean NOT NULL,
        image_id uuid REFERENCES image (id) ON DELETE SET NULL,
        created_at bigint NOT NULL,
        updated_at bigint NOT NULL,
        deleted_at bigint
    )",
    "CREATE INDEX variant_by_product ON variant (product_id, position)",
    "CREATE TABLE collection (
        id uuid PRIMARY KEY,
        slug text NOT NULL UNIQUE,
        title text NOT NULL,
        description_html text NOT NULL,
        position bigint NOT NULL,
        created_at bigint NOT NULL
    )",
    "CREATE TABLE collection_product (
        collection_id uuid NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
        product_id uuid NOT NULL REFERENCES product (id) ON DELETE CASCADE,
        position bigint NOT NULL,
        PRIMARY KEY (collection_id, product_id)
    )",
    "CREATE INDEX collection_product_by_product ON collection_product (product_id)",
    "CREATE INDEX collection_product_by_position ON collection_product (collection_id, position)",
];
