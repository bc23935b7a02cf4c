//! Products, what they are shown with and where they stand: browsing, search, editing, import.
//!
//! Stock belongs to `inventory`; this slice only asks it. Price range, option values and the search row of a product are derived,
//! and brought in step by every transaction that changes what they come from.

mod browse;
mod change;
mod collections;
mod edit;
mod entity;
mod facets;
mod gallery;
pub mod import;
mod media;
mod members;
mod moved;
mod naming;
mod narrow;
mod reindex;
mod related;
mod rules;
mod search;
pub(crate) mod seeding;
mod sellable;
mod sitemap;
mod spelling;
mod store;
#[cfg(test)]
mod tests;
mod translate;
mod variants;

pub use browse::{ListQuery, collection_links, home, list, list_after, product, product_to_send, stock};
pub(crate) use change::change_of_variant;
pub use collections::{admin_collection, admin_collections, create_collection, delete_collection, update_collection};
pub use edit::{admin_product, admin_products, admin_products_after, create_product, update_product};
pub use gallery::{delete_image, describe_image, image, images, order_images};
pub use media::{Media, add_image, media};
pub(crate) use media::{decoded, has_media, is_hash};
pub use members::{admit, dismiss, members, order_members};
pub use moved::{Renamed, moved};
pub use naming::{VariantName, variant_names, variants_by_sku};
pub use narrow::{Choice, Narrowing, PriceRange};
pub use reindex::Reindex;
pub use related::{BestSellers, Suggestions, beside, recent, related, suggest};
pub(crate) use rules::{SLUG_LIMIT, TITLE_LIMIT, sanitise, slugify};
pub use sellable::{SellableVariant, sellable};
pub use sitemap::{Listed, SitemapPart, sitemap_parts, sitemap_products};
pub(crate) use store::TermCount;
pub use translate::{collection_translation, translate, translate_collection, translation};
pub(crate) use translate::{foreign, names, sellable_as_read};
pub use variants::{admin_variant, create_variant, delete_variant, product_of_variant, update_variant};
pub(crate) use variants::{price_of, reprice};

use types::ProductId;

use crate::{Cx, bus::Tag, cache};

/// After a product was written: whatever shows it, and every list it stands in or might, is outdated.
async fn product_changed(cx: &Cx, id: ProductId) {
    cache::changed(cx, vec![Tag::Product(id), Tag::Stock(id), Tag::Listings]).await;
}

/// After many products or collections were written: everything is outdated.
pub(crate) async fn much_changed(cx: &Cx) {
    cache::changed(cx, vec![Tag::Chrome]).await;
}
