//! `/products/{slug}`

use app::pages::{Choice, Notes};
use axum::response::IntoResponse;
use commerce::{
    Cx,
    bus::Tag,
    catalog, drops, extras,
    flags::{self, Audience, Flag},
    fulfilment, reviews,
};
use http::{StatusCode, header::LOCATION};
use serde::Deserialize;
use types::{ErrorCode, VariantId};

use crate::{
    extract::{Name, Query},
    page_cache::showing,
    visitor::{Answer, Visitor},
};

/// Which variant a link points at.
#[derive(Debug, Deserialize)]
pub struct Params {
    variant: Option<VariantId>,
}

pub async fn show(visitor: Visitor, Name(slug): Name, Query(params): Query<Params>) -> Answer {
    let mut view = match catalog::product(&visitor.cx, &slug).await {
        Ok(view) => view,
        Err(error) if error.code() == ErrorCode::NotFound => return moved(&visitor, &slug, error).await,
        Err(error) => return Err(error.into()),
    };
    view.drop = drops::selling(&visitor.cx, &view).await?;
    view.reviews = reviews::shown(&visitor.cx, view.id).await;
    let choice = Choice { variant: params.variant, ..Choice::default() };
    let promise = promise(&visitor.cx).await;
    let related = match flags::audience(&visitor.cx, Flag::RelatedProducts) {
        Audience::Everyone => catalog::related(&visitor.cx, view.id).await,
        // The browser asks for it, or nobody does.
        Audience::Some | Audience::Nobody => Vec::new(),
    };
    let shown = related.iter().map(|card| Tag::Product(card.id));
    let tags: Vec<_> = [Tag::Chrome, Tag::Product(view.id), Tag::Stock(view.id)].into_iter().chain(shown).collect();
    let page =
        visitor.page(|shell| app::pages::product(shell, view, promise, related, choice, Notes::default())).await?;
    Ok(showing(page, tags))
}

/// Links to a name of before lead on. Browsers ask again each time, since another product may take the name.
async fn moved(visitor: &Visitor, slug: &str, error: commerce::Error) -> Answer {
    match catalog::moved(&visitor.cx, slug).await? {
        Some(now) => Ok((StatusCode::MOVED_PERMANENTLY, [(LOCATION, format!("/products/{now}"))]).into_response()),
        None => Err(error.into()),
    }
}

/// When an order placed now would leave, where that is later than usual. A page goes on without.
async fn promise(cx: &Cx) -> Option<String> {
    let asking = cx.clone();
    let promise = extras::within_budget(cx, async move { fulfilment::promise(&asking).await }).await?;
    let by = fulfilment::day(promise.hand_over_by?, cx.clock.now());
    Some(format!("Ordered now, it leaves our warehouse by {by}."))
}
