//! Schema of the shop: one aggregate per file, plain SQL that both engines read, and what only one of them reads marked as such.
//!
//! Conventions: ids are UUIDs, times are milliseconds since the epoch, money is minor units beside a currency, JSON is `jsonb`
//! (PostgreSQL) or text in a column of that name (SQLite). A migration that has shipped is never edited.

mod m20261122_000001_catalog;
mod m20261122_000002_media;
mod m20261122_000003_inventory;
mod m20261122_000004_cart;
mod m20261122_000005_order;
mod m20261122_000006_payment;
mod m20261122_000007_shipping_and_tax;
mod m20261122_000008_staff;
mod m20261122_000009_job;
mod m20261122_000010_search;
mod m20261123_000011_location;
mod m20261123_000012_stock_by_location;
mod m20261123_000013_payment_look_at;
mod m20261123_000014_jobs;
mod m20261123_000015_capacity;
mod m20261123_000016_units_accounted;
mod m20261123_000017_ended_holds;
mod m20261123_000018_switches;
mod m20261123_000019_subscriber;
mod m20261123_000024_cap_use_order;
mod m20261124_000020_drops;
mod m20261124_000021_waiting_room;
mod m20261124_000022_in_drop;
mod m20261126_000030_shop_queue;
mod m20261126_000040_customer;
mod m20261126_000041_order_customer;
mod m20261126_000045_discount;
mod m20261126_000046_discounted;
mod m20261126_000050_renditions;
mod m20261126_000055_listing;
mod m20261126_000056_search_words;
mod m20261126_000065_former_slug;
mod m20261126_000066_content;
mod m20261127_000070_review;
mod m20261127_000071_feedback;
mod m20261127_000075_restock;
mod m20261127_000076_wishlist;
mod m20261127_000080_locale;
mod m20261127_000081_translations;
mod m20261127_000085_currencies;
mod m20261127_000090_drop_translation;
mod m20261127_000091_compare_at;
mod m20261127_000092_spoken_titles;
mod m20261127_000095_collection_former_slug;
mod sql_migration;

pub use sea_orm_migration::prelude::MigratorTrait;
use sea_orm_migration::prelude::*;

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_catalog::MIGRATION),
            Box::new(m20261122_000002_media::MIGRATION),
            Box::new(m20261122_000003_inventory::MIGRATION),
            Box::new(m20261122_000004_cart::MIGRATION),
            Box::new(m20261122_000005_order::MIGRATION),
            Box::new(m20261122_000006_payment::MIGRATION),
            Box::new(m20261122_000007_shipping_and_tax::MIGRATION),
            Box::new(m20261122_000008_staff::MIGRATION),
            Box::new(m20261122_000009_job::MIGRATION),
            Box::new(m20261122_000010_search::MIGRATION),
            Box::new(m20261123_000011_location::MIGRATION),
            Box::new(m20261123_000012_stock_by_location::MIGRATION),
            Box::new(m20261123_000013_payment_look_at::MIGRATION),
            Box::new(m20261123_000014_jobs::MIGRATION),
            Box::new(m20261123_000015_capacity::MIGRATION),
            Box::new(m20261123_000016_units_accounted::MIGRATION),
            Box::new(m20261123_000017_ended_holds::MIGRATION),
            Box::new(m20261123_000018_switches::MIGRATION),
            Box::new(m20261123_000019_subscriber::MIGRATION),
            Box::new(m20261124_000020_drops::MIGRATION),
            Box::new(m20261124_000021_waiting_room::MIGRATION),
            Box::new(m20261124_000022_in_drop::MIGRATION),
            Box::new(m20261123_000024_cap_use_order::MIGRATION),
            Box::new(m20261126_000030_shop_queue::MIGRATION),
            Box::new(m20261126_000045_discount::MIGRATION),
            Box::new(m20261126_000046_discounted::MIGRATION),
            Box::new(m20261126_000040_customer::MIGRATION),
            Box::new(m20261126_000041_order_customer::MIGRATION),
            Box::new(m20261126_000055_listing::MIGRATION),
            Box::new(m20261126_000056_search_words::MIGRATION),
            Box::new(m20261126_000050_renditions::MIGRATION),
            Box::new(m20261126_000065_former_slug::MIGRATION),
            Box::new(m20261126_000066_content::MIGRATION),
            Box::new(m20261127_000070_review::MIGRATION),
            Box::new(m20261127_000071_feedback::MIGRATION),
            Box::new(m20261127_000075_restock::MIGRATION),
            Box::new(m20261127_000076_wishlist::MIGRATION),
            Box::new(m20261127_000081_translations::MIGRATION),
            Box::new(m20261127_000080_locale::MIGRATION),
            Box::new(m20261127_000085_currencies::MIGRATION),
            Box::new(m20261127_000090_drop_translation::MIGRATION),
            Box::new(m20261127_000091_compare_at::MIGRATION),
            Box::new(m20261127_000092_spoken_titles::MIGRATION),
            Box::new(m20261127_000095_collection_former_slug::MIGRATION),
        ]
    }
}
