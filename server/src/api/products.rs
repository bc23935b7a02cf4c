//! `/products`, `/products/{slug}`, `/products/{slug}/stock`

use axum::{
    Json,
    extract::{RawQuery, State},
    response::{IntoResponse, Response, sse::Event},
};
use commerce::{
    Cx,
    catalog::{self, ListQuery, Renamed},
    drops, live_stock, reviews,
};
use futures::StreamExt;
use serde::{Deserialize, Serialize};
use types::{
    Locale,
    catalog::{ProductCard, ProductView, Sort, VariantStock},
};
use utoipa::{IntoParams, ToSchema};

use super::{
    PREFIX,
    caller::{Buyer, Caller, InCurrency},
};
use crate::{
    App,
    extract::{Name, Query},
    moved::{lead_on, of_collection, with_query},
    problem::Refused,
    streams,
};

/// Which products.
#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct Params {
    /// Words to look for.
    #[serde(default)]
    q: String,
    /// Slug of a collection.
    collection: Option<String>,
    /// The order.
    #[serde(default)]
    #[param(inline)]
    sort: Sort,
    /// `next_cursor` of the page before. It fits one `sort` only, in one language.
    cursor: Option<String>,
    /// How many.
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 100, default = 24)]
    limit: u64,
    /// In which language; the shop's own where none is named. Words that are missing in it are English.
    #[param(inline)]
    locale: Option<Locale>,
}

/// In which language.
#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct Spoken {
    /// The shop's own where none is named. Words that are missing in it are English.
    #[param(inline)]
    pub(super) locale: Option<Locale>,
}

/// The same request in the language that it names.
pub(super) fn speaking(mut cx: Cx, locale: Option<Locale>) -> Cx {
    cx.market.locale = locale.unwrap_or(cx.market.locale);
    cx
}

fn default_limit() -> u64 {
    24
}

/// Some products, and the way to the next ones.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProductList {
    items: Vec<ProductCard>,
    /// Hand it back to get the next page; null on the last.
    next_cursor: Option<String>,
}

/// List products
#[utoipa::path(
    get, path = "/products", tag = "catalogue", operation_id = "list_products",
    params(Params, InCurrency),
    responses(
        (status = OK, description = "Products for sale", body = ProductList),
        (status = MOVED_PERMANENTLY, description = "The collection has another name in addresses now: `Location` has it"),
        (status = NOT_FOUND, description = "`not_found`: there is no such collection"),
    )
)]
pub(super) async fn list(
    Buyer(cx): Buyer,
    Query(params): Query<Params>,
    RawQuery(asked): RawQuery,
) -> Result<Response, Refused> {
    let Params { q, collection, sort, cursor, limit, locale } = params;
    let cx = speaking(cx, locale);
    let named = collection.clone().unwrap_or_default();
    let query = ListQuery { q, collection, sort, ..ListQuery::default() };
    match catalog::list_after(&cx, query, cursor, limit).await {
        Ok((items, next_cursor)) => Ok(Json(ProductList { items, next_cursor }).into_response()),
        Err(error) => {
            let address = |now: &str| format!("{PREFIX}/products?{}", of_collection(asked.as_deref(), now));
            lead_on(&cx, Renamed::Collection, &named, error, address).await
        }
    }
}

/// Get a product
#[utoipa::path(
    get, path = "/products/{slug}", tag = "catalogue", operation_id = "get_product",
    params(
        ("slug" = String, Path, description = "The product's name in addresses"),
        InCurrency,
        Spoken,
    ),
    responses(
        (status = OK, description = "The product with its variants", body = ProductView),
        (status = MOVED_PERMANENTLY, description = "The product has another name in addresses now: `Location` is it"),
    )
)]
pub(super) async fn show(
    Buyer(cx): Buyer,
    Name(slug): Name,
    Query(Spoken { locale }): Query<Spoken>,
    RawQuery(query): RawQuery,
) -> Result<Response, Refused> {
    let cx = speaking(cx, locale);
    let mut view = match catalog::product(&cx, &slug).await {
        Ok(view) => view,
        Err(error) => {
            let again = with_query(String::new(), query.as_deref());
            return moved(&cx, &slug, &again, error).await;
        }
    };
    view.drop = drops::selling(&cx, &view).await?;
    view.reviews = reviews::shown(&cx, view.id).await;
    Ok(Json(view).into_response())
}

/// A name of before leads to the one of now.
pub(super) async fn moved(cx: &Cx, slug: &str, rest: &str, error: commerce::Error) -> Result<Response, Refused> {
    let address = |now: &str| format!("{PREFIX}/products/{now}{rest}");
    lead_on(cx, Renamed::Product, slug, error, address).await
}

/// Stock of a product's variants.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProductStock {
    variants: Vec<VariantStock>,
}

/// Get a product's stock
#[utoipa::path(
    get, path = "/products/{slug}/stock", tag = "catalogue", operation_id = "get_product_stock",
    params(("slug" = String, Path, description = "The product's name in addresses")),
    responses(
        (status = OK, description = "Units for sale, held and sold, by variant", body = ProductStock),
        (status = MOVED_PERMANENTLY, description = "The product has another name in addresses now: `Location` has it"),
    )
)]
pub(super) async fn stock(Caller(cx): Caller, Name(slug): Name) -> Result<Response, Refused> {
    match catalog::stock(&cx, &slug).await {
        Ok(variants) => Ok(Json(ProductStock { variants }).into_response()),
        Err(error) => moved(&cx, &slug, "/stock", error).await,
    }
}

/// Follow a product's stock
///
/// Server-sent events: `stock` with the same body as the call without `/events`, at once and then whenever it has changed, at most once a
/// second. Live updates are the first to be given up when the shop is pressed: then this is refused or ends, and the plain call serves.
#[utoipa::path(
    get, path = "/products/{slug}/stock/events", tag = "catalogue", operation_id = "follow_product_stock",
    params(("slug" = String, Path, description = "The product's name in addresses")),
    responses((status = OK, description = "Events", body = ProductStock, content_type = "text/event-stream"))
)]
pub(super) async fn stock_events(
    State(app): State<App>,
    Caller(cx): Caller,
    Name(slug): Name,
) -> Result<Response, Refused> {
    if live_stock::is_shed(&cx) {
        return Err(streams::later());
    }
    let place = app.streams.open()?;
    let changes = live_stock::follow(&cx, &slug).await?;
    let event = |variants: std::sync::Arc<Vec<VariantStock>>| async move {
        Event::default().event("stock").json_data(serde_json::json!({ "variants": *variants })).ok()
    };
    Ok(streams::answer(place, changes.filter_map(event)))
}
