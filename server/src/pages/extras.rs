//! `/extras/…`: what the browser puts into the places a page has left, for a visitor. 204 where they see nothing.

use axum::{
    Json,
    response::{Html, IntoResponse, Response},
};
use commerce::{
    Cx, catalog, customers, extras,
    flags::{self, FLAGS, Flag},
    reviews,
};
use http::{HeaderValue, StatusCode, header::CACHE_CONTROL};
use serde::{Deserialize, Serialize};
use types::catalog::ProductCard;

use crate::{
    customer::Shopper,
    extract::{Name, Query},
    visitor::{Answer, Visitor, kept_from_caches},
};

/// The same suggestions serve whoever types the same.
const FOR_A_MINUTE: HeaderValue = HeaderValue::from_static("public, max-age=60");
/// Characters of a visitor's id that are looked at.
const LONGEST_VISITOR: usize = 100;

/// Who asks.
#[derive(Debug, Default, Deserialize)]
pub struct Params {
    /// The id the browser keeps.
    visitor: Option<String>,
    #[serde(default)]
    q: String,
    #[serde(default)]
    slugs: String,
}

impl Params {
    fn visitor(&self) -> Option<&str> {
        self.visitor.as_deref().filter(|id| !id.is_empty() && id.len() <= LONGEST_VISITOR)
    }
}

/// Keys of extras.
#[derive(Debug, Serialize)]
struct Mine {
    items: Vec<&'static str>,
}

/// Which extras the visitor sees.
pub async fn mine(visitor: Visitor, Query(params): Query<Params>) -> Response {
    let shown = FLAGS.iter().filter(|extra| flags::is_on(&visitor.cx, extra.flag, params.visitor()));
    Json(Mine { items: shown.map(|extra| extra.key).collect() }).into_response()
}

pub async fn related(visitor: Visitor, Name(slug): Name) -> Answer {
    if !could_be_on(&visitor.cx, Flag::RelatedProducts) {
        return Ok(nothing());
    }
    let product = catalog::product(&visitor.cx, &slug).await?;
    Ok(fragment(catalog::related(&visitor.cx, &product).await, app::pages::related_fragment))
}

pub async fn said(visitor: Visitor, Name(slug): Name) -> Answer {
    if !could_be_on(&visitor.cx, Flag::Reviews) {
        return Ok(nothing());
    }
    let product = catalog::product(&visitor.cx, &slug).await?;
    let view = reviews::of_product(&visitor.cx, product.id).await?;
    Ok(Html(app::pages::reviews_fragment(product.slug, view)).into_response())
}

pub async fn recent(visitor: Visitor, Query(params): Query<Params>) -> Answer {
    if !could_be_on(&visitor.cx, Flag::RecentlyViewed) {
        return Ok(nothing());
    }
    let slugs: Vec<_> = params.slugs.split(',').filter(|slug| !slug.is_empty()).map(str::to_owned).collect();
    Ok(fragment(catalog::recent(&visitor.cx, &slugs).await, app::pages::recent_fragment))
}

pub async fn suggest(visitor: Visitor, Query(params): Query<Params>) -> Response {
    if !could_be_on(&visitor.cx, Flag::SearchSuggestions) {
        return nothing();
    }
    // What came too late is not kept: typed again it may be found.
    let Some(found) = catalog::suggest(&visitor.cx, &params.q).await else {
        return kept_from_caches(nothing());
    };
    let answer = match found == catalog::Suggestions::default() {
        true => nothing(),
        false => {
            let catalog::Suggestions { products, corrected, collections } = found;
            Html(app::pages::suggestions_fragment(corrected, collections, products)).into_response()
        }
    };
    ([(CACHE_CONTROL, FOR_A_MINUTE)], answer).into_response()
}

pub async fn newsletter(visitor: Visitor) -> Response {
    match could_be_on(&visitor.cx, Flag::Newsletter) {
        true => Html(app::pages::newsletter_fragment()).into_response(),
        false => nothing(),
    }
}

/// Whoever has signed in is greeted; nothing for a guest.
pub async fn greeting(Shopper(visitor): Shopper) -> Response {
    if !could_be_on(&visitor.cx, Flag::PersonalGreeting) {
        return nothing();
    }
    let asking = visitor.cx.clone();
    let greeting = extras::within_budget(&visitor.cx, async move { customers::greeting(&asking).await }).await;
    kept_from_caches(match greeting.flatten() {
        Some(greeting) => Html(app::pages::greeting_fragment(greeting)).into_response(),
        None => nothing(),
    })
}

/// Somebody sees it. Who, the browser has asked for under `/extras/mine`.
fn could_be_on(cx: &Cx, flag: Flag) -> bool {
    flags::audience(cx, flag) != flags::Audience::Nobody
}

fn fragment(cards: Vec<ProductCard>, view: fn(Vec<ProductCard>) -> String) -> Response {
    if cards.is_empty() { nothing() } else { Html(view(cards)).into_response() }
}

fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
