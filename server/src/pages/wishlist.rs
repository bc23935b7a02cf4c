//! `/wishlist`, `/wishlist/remove`, `/products/{slug}/wish`

use app::pages::{Choice, Notes};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::CookieJar;
use commerce::wishlist::{self, Kept};
use http::StatusCode;
use serde::Deserialize;
use types::{ErrorCode, VariantId};
use words::t;

use super::product;
use crate::{
    extract::{Form, Name},
    problem::{self, Refused},
    visitor::{Answer, Visitor, kept_from_caches},
    wishlist_cookie,
};

/// What its forms send.
#[derive(Debug, Deserialize)]
pub struct Wish {
    variant_id: VariantId,
}

pub async fn show(visitor: Visitor) -> Answer {
    let view = wishlist::current(&visitor.cx).await?;
    let known = visitor.cx.wishlist_id.map(|list| wishlist_cookie::remember(&visitor.app, list, view.count()));
    let page = kept_from_caches(visitor.page(|shell| app::pages::wishlist(shell, view)).await?);
    // Another browser of theirs may have changed it: this one is told how many there are.
    let jar = known.into_iter().flatten().fold(CookieJar::new(), CookieJar::add);
    Ok((jar, page).into_response())
}

/// A form's own address, looked at: on to the page it stands on.
pub async fn instead() -> Redirect {
    Redirect::to("/wishlist")
}

pub async fn remove(visitor: Visitor, Form(wish): Form<Wish>) -> Answer {
    let kept = wishlist::remove(&visitor.cx, wish.variant_id).await?;
    let jar = kept.map(|kept| told(&visitor, kept)).unwrap_or_default();
    Ok((jar, Redirect::to("/wishlist")).into_response())
}

/// The heart on a product's page. Whoever presses it stays there.
pub async fn save(visitor: Visitor, Name(slug): Name, Form(wish): Form<Wish>) -> Answer {
    let choice = Choice { variant: Some(wish.variant_id), ..Choice::default() };
    match wishlist::add(&visitor.cx, wish.variant_id).await {
        Ok(kept) => {
            let words = if kept.is_new { t!("wishlist-saved") } else { t!("wishlist-saved-before") };
            let notes = Notes { notice: Some(words), ..Notes::default() };
            let page = product::again(&visitor, StatusCode::OK, &slug, choice, notes).await?;
            Ok((told(&visitor, kept), page).into_response())
        }
        Err(error) if error.code() == ErrorCode::Conflict => {
            let refused = Refused::from(error);
            let notes = Notes { error: Some(refused.problem().detail.clone()), ..Notes::default() };
            product::again(&visitor, problem::status(refused.problem()), &slug, choice, notes).await
        }
        Err(error) => Err(error.into()),
    }
}

fn told(visitor: &Visitor, kept: Kept) -> CookieJar {
    wishlist_cookie::remember(&visitor.app, kept.list, kept.items).into_iter().fold(CookieJar::new(), CookieJar::add)
}
