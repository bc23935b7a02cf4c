//! `/products/{slug}`

use app::pages::{Choice, Delivery, Notes};
use axum::{
    extract::RawQuery,
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    Cx,
    bus::Tag,
    cache::keys::Product,
    catalog::{self, Renamed},
    checkout, drops, extras,
    flags::{self, Audience, Flag},
    fulfilment, reviews,
    shipping::Parcel,
};
use http::StatusCode;
use serde::Deserialize;
use types::VariantId;
use words::t;

use crate::{
    extract::{Name, Query},
    moved,
    page_cache::showing,
    problem::Refused,
    visitor::{Answer, Visitor, kept_from_caches},
};

/// Which variant a link points at.
#[derive(Debug, Deserialize)]
pub struct Params {
    variant: Option<VariantId>,
}

pub async fn show(
    visitor: Visitor,
    Name(slug): Name,
    RawQuery(asked_with): RawQuery,
    Query(params): Query<Params>,
) -> Answer {
    let product = match catalog::product_to_send(&visitor.cx, &slug).await {
        Ok(product) => product,
        Err(error) => {
            let address = |now: &str| moved::with_query(format!("/products/{now}"), asked_with.as_deref());
            return moved::lead_on(&visitor.cx, Renamed::Product, &slug, error, address).await;
        }
    };
    let choice = Choice { variant: params.variant, ..Choice::default() };
    let (page, tags) = page(&visitor, StatusCode::OK, product, choice, Notes::default()).await?;
    Ok(showing(page, tags))
}

/// The page with what came of a form on it, for whoever sent that.
pub async fn again(visitor: &Visitor, status: StatusCode, slug: &str, choice: Choice, notes: Notes) -> Answer {
    let product = catalog::product_to_send(&visitor.cx, slug).await?;
    let (page, _) = page(visitor, status, product, choice, notes).await?;
    Ok(kept_from_caches(page))
}

/// A form's own address, loaded again or looked at: on to the page it stands on.
pub async fn instead(visitor: Visitor, Name(slug): Name) -> Answer {
    let address = |now: &str| format!("/products/{now}");
    match catalog::product(&visitor.cx, &slug).await {
        Ok(view) => Ok(Redirect::to(&address(&view.slug)).into_response()),
        Err(error) => moved::lead_on(&visitor.cx, Renamed::Product, &slug, error, address).await,
    }
}

/// The page, and what it shows.
async fn page(
    visitor: &Visitor,
    status: StatusCode,
    product: Product,
    choice: Choice,
    notes: Notes,
) -> Result<(Response, Vec<Tag>), Refused> {
    let Product { mut view, parcel } = product;
    view.drop = drops::selling(&visitor.cx, &view).await?;
    view.reviews = reviews::shown(&visitor.cx, view.id).await;
    let delivery = delivery(&visitor.cx, parcel).await;
    let related = match flags::audience(&visitor.cx, Flag::RelatedProducts) {
        Audience::Everyone => catalog::related(&visitor.cx, &view).await,
        // The browser asks for it, or nobody does.
        Audience::Some | Audience::Nobody => Vec::new(),
    };
    let shown = related.iter().map(|card| Tag::Product(card.id));
    let own = [Tag::Chrome, Tag::Product(view.id), Tag::Stock(view.id), Tag::Tariffs];
    let tags: Vec<_> = own.into_iter().chain(shown).collect();
    let page = |shell| app::pages::product(shell, view, delivery, related, choice, notes);
    Ok((visitor.page_with(status, page).await?, tags))
}

/// How it is sent, as far as that can be told in time.
async fn delivery(cx: &Cx, parcel: Option<Parcel>) -> Delivery {
    let Some(parcel) = parcel else { return Delivery::default() };
    let asking = cx.clone();
    let terms = extras::within_budget(cx, async move { checkout::delivery(&asking, parcel).await }).await.flatten();
    Delivery { terms, late: promise(cx).await }
}

/// When an order placed now would leave, where that is later than usual. A page goes on without.
async fn promise(cx: &Cx) -> Option<String> {
    let asking = cx.clone();
    let promise = extras::within_budget(cx, async move { fulfilment::promise(&asking).await }).await?;
    let by = fulfilment::day(promise.hand_over_by?, cx.clock.now());
    Some(t!("product-promise", day = by))
}
