//! `/products`, `/collections/{slug}`, `/search`

use app::pages::ListedAt;
use axum::{extract::RawQuery, response::IntoResponse};
use commerce::{
    bus::Tag,
    catalog::{self, Choice, ListQuery, Narrowing, PriceRange, Renamed},
    prices,
};
use http::StatusCode;
use serde::Deserialize;
use types::catalog::{Listing, Sort};

use crate::{
    extract::{Name, Query},
    moved,
    page_cache::showing,
    visitor::{Answer, Visitor},
};

/// What a list's address says once. What it may say several times is in [`choices`].
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
    collection: Option<String>,
    #[serde(default)]
    sort: Sort,
    page: Option<u64>,
    /// The lowest price, as typed.
    #[serde(default)]
    min: String,
    /// The highest price, as typed.
    #[serde(default)]
    max: String,
    /// `1`: only what can be bought now.
    available: Option<String>,
}

/// `facet=colour.moss&facet=colour.clay&facet=size.l`
fn choices(query: Option<&str>) -> Vec<Choice> {
    let pairs: Vec<_> = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).collect();
    Choice::read(pairs.iter().filter(|(name, _)| name == "facet").map(|(_, value)| value.as_ref()))
}

pub async fn products(visitor: Visitor, RawQuery(raw): RawQuery, Query(params): Query<Params>) -> Answer {
    list(visitor, ListedAt::Products, params, raw.as_deref()).await
}

pub async fn collection(
    visitor: Visitor,
    Name(slug): Name,
    RawQuery(raw): RawQuery,
    Query(params): Query<Params>,
) -> Answer {
    let params = Params { collection: Some(slug), ..params };
    list(visitor, ListedAt::Collection, params, raw.as_deref()).await
}

pub async fn search(visitor: Visitor, RawQuery(raw): RawQuery, Query(params): Query<Params>) -> Answer {
    list(visitor, ListedAt::Search, params, raw.as_deref()).await
}

async fn list(visitor: Visitor, at: ListedAt, params: Params, asked_with: Option<&str>) -> Answer {
    let Params { q, collection, sort, page, min, max, available } = params;
    let (choices, named) = (choices(asked_with), collection.clone().unwrap_or_default());
    let (price, error) = match PriceRange::read(&min, &max, prices::selling(&visitor.cx).await?.currency()) {
        Ok(price) => (price, None),
        Err(words) => (PriceRange::default(), Some(words)),
    };
    let asked: usize = choices.iter().map(|choice| choice.values.len()).sum();
    let narrowing = Narrowing { available: available.as_deref() == Some("1"), price, choices };
    let query = ListQuery { q, collection, sort, page: page.unwrap_or(1), narrowing };
    let mut view = match catalog::list(&visitor.cx, query).await {
        Ok(view) => view,
        Err(error) => {
            let address = |now: &str| renamed(at, now, asked_with);
            return moved::lead_on(&visitor.cx, Renamed::Collection, &named, error, address).await;
        }
    };
    let is_known = view.facets.choices() == asked;
    if let Some(error) = error {
        let price = &mut view.facets.price;
        (price.lowest, price.highest, price.error) = (clipped(min), clipped(max), Some(error));
        let page = visitor.page(|shell| app::pages::listing(shell, at, view)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let tags = tags(&view);
    let page = visitor.page(|shell| app::pages::listing(shell, at, view)).await?;
    // Made-up values have addresses without end: what they lead to is the list without them, and kept under its own.
    Ok(if is_known { showing(page, tags) } else { page })
}

/// Where a list is, narrowed as it was, whose collection is called otherwise now.
fn renamed(at: ListedAt, now: &str, asked_with: Option<&str>) -> String {
    match at {
        ListedAt::Collection => moved::with_query(format!("/collections/{now}"), asked_with),
        ListedAt::Products => format!("/products?{}", moved::of_collection(asked_with, now)),
        ListedAt::Search => format!("/search?{}", moved::of_collection(asked_with, now)),
    }
}

/// As much of what was typed as a field takes.
fn clipped(typed: String) -> String {
    typed.chars().take(app::pages::PRICE_LENGTH).collect()
}

fn tags(view: &Listing) -> Vec<Tag> {
    let collection = view.collection.iter().map(|collection| Tag::Collection(collection.id));
    let products = view.items.iter().map(|card| Tag::Product(card.id));
    [Tag::Chrome, Tag::Listings].into_iter().chain(collection).chain(products).collect()
}
