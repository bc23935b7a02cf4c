//! What search engines are told of products: all that can be seen, in parts, each found by where the one before it ended. So a part is
//! read from the index wherever it stands, and one that was read stays true while new products come at the end.

use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use types::{Millis, ProductId};

use super::store;
use crate::{
    Cx, Result,
    cache::{get_or_load, keys},
};

/// Parts of a sitemap; a limit of the protocol is 50,000.
const MOST_PARTS: usize = 10_000;

/// A product in a sitemap.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Listed {
    /// Which product.
    pub id: ProductId,
    /// Its name in addresses.
    pub slug: String,
    /// When it was written last.
    pub updated_at: Millis,
}

/// A part of the products' sitemap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitemapPart {
    /// It begins behind this product; the first part at the beginning.
    pub after: Option<ProductId>,
    /// Products in it.
    pub count: i64,
    /// When one of them was written last.
    pub updated_at: Millis,
}

/// How the products are cut into parts of at most `most`. As it was up to a minute ago. None at all where there is no product.
///
/// # Errors
/// When the database does not answer.
pub async fn sitemap_parts(cx: &Cx, most: u64) -> Result<Vec<SitemapPart>> {
    let load = move |cx: Cx| async move { cut(&cx, most).await.map(|parts| Some(keys::SitemapParts(parts))) };
    let parts = get_or_load(cx, keys::sitemap_parts(most), load).await?;
    Ok(parts.map(|parts| parts.0.clone()).unwrap_or_default())
}

async fn cut(cx: &Cx, most: u64) -> Result<Vec<SitemapPart>> {
    let (db, mut parts, mut after) = (cx.db.read(), Vec::new(), None);
    while parts.len() < MOST_PARTS {
        let Some(part) = store::part_ahead(db, after, most).await? else { break };
        parts.push(part);
        let Some(end) = store::end_of_part(db, after, most).await? else { break };
        after = Some(end);
    }
    Ok(parts)
}

/// At most `limit` products behind `after`, in the order of their ids.
///
/// # Errors
/// When the database does not answer.
pub async fn sitemap_products(cx: &Cx, after: Option<ProductId>, limit: u64) -> Result<Vec<Listed>> {
    store::listed_after(cx.db.read(), after, limit).await
}
