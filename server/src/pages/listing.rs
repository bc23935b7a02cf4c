//! `/products`, `/collections/{slug}`, `/search`

use app::pages::ListedAt;
use commerce::{
    bus::Tag,
    catalog::{self, ListQuery, PriceBand},
};
use serde::Deserialize;
use types::catalog::Sort;

use crate::{
    extract::{Name, Query},
    page_cache::showing,
    visitor::{Answer, Visitor},
};

/// What a list's address says.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
    collection: Option<String>,
    #[serde(default)]
    sort: Sort,
    page: Option<u64>,
    /// A band of prices, as the list offers them.
    price: Option<String>,
    /// `1`: only what can be bought now.
    available: Option<String>,
}

pub async fn products(visitor: Visitor, Query(params): Query<Params>) -> Answer {
    list(visitor, ListedAt::Products, params).await
}

pub async fn collection(visitor: Visitor, Name(slug): Name, Query(params): Query<Params>) -> Answer {
    list(visitor, ListedAt::Collection, Params { collection: Some(slug), ..params }).await
}

pub async fn search(visitor: Visitor, Query(params): Query<Params>) -> Answer {
    list(visitor, ListedAt::Search, params).await
}

async fn list(visitor: Visitor, at: ListedAt, params: Params) -> Answer {
    let Params { q, collection, sort, page, price, available } = params;
    let query = ListQuery {
        q,
        collection,
        sort,
        page: page.unwrap_or(1),
        // What no list of ours offers narrows nothing.
        price: price.as_deref().and_then(PriceBand::from_param),
        available: available.as_deref() == Some("1"),
    };
    let view = catalog::list(&visitor.cx, query).await?;
    let collection = view.collection.iter().map(|collection| Tag::Collection(collection.id));
    let products = view.items.iter().map(|card| Tag::Product(card.id));
    let tags: Vec<_> = [Tag::Chrome, Tag::Listings].into_iter().chain(collection).chain(products).collect();
    let page = visitor.page(|shell| app::pages::listing(shell, at, view)).await?;
    Ok(showing(page, tags))
}
