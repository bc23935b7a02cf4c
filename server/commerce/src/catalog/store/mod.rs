//! The catalogue's SQL. Reads make wire types, writes keep what is derived (price range, option values, search row) in step.

mod collection_edits;
mod collections;
mod counts;
mod filter;
mod found;
mod goods;
mod listing;
mod media;
mod members;
mod moved;
mod products;
mod reindex;
mod related;
mod sellable;
mod sitemap;
mod spoken;
mod terms;
mod translations;
mod variants;
mod views;

pub(super) use super::entity::collection::Model as CollectionRow;
pub(super) use collection_edits::{
    PlacedCollection, add_collection, collections_after, counted_collection, delete_collection, lock_collection,
    write_collection,
};
pub(super) use collections::{
    collection_by_slug, collection_slugs, collection_views, collections, find_or_create, insert_collection, join,
    place, set_collections,
};
pub(crate) use counts::TermCount;
pub(super) use counts::{Counted, chosen_terms, count, count_available, count_collections, count_terms};
pub(super) use filter::Filter;
pub(super) use found::{find, find_by_title};
pub(super) use listing::{Cursor, admin_after, admin_page, ids_after, ids_page};
pub(super) use media::{
    NewMedia, delete_image, find_image, has_media, images_of, insert_image, load_media, next_image_position,
    place_images, put_media, update_image,
};
pub(super) use members::{bring_to_front, leave, members_after};
pub(super) use moved::{leave_slug, moved};
pub(super) use products::{
    find_product, insert_product, last_position, lock_product, on_sale, product_by_slug, update_product,
};
pub(super) use reindex::{outdated, reindex};
pub(super) use related::{Alike, best_sellers};
pub(super) use sellable::sellable;
pub(super) use sitemap::{end_of_part, listed_after, part_ahead};
pub(super) use spoken::forget_spoken;
pub(super) use terms::{candidates, known};
pub(super) use translations::{
    collection_translation, spoken_collections, translation, translations_of_variants, write_collection_translation,
    write_translation,
};
pub(super) use variants::{
    insert_variant, next_variant_position, sku_owners, update_variant, variant_by_id, variants_of,
};
pub(super) use views::{cards, cards_alike, image_view, is_on_sale, level_of, product_page, product_rows, with_stock};
