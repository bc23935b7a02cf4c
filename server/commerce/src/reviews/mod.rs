//! What buyers say of products. Whoever bought a product may say it once per order; staff publish or reject it, and only what is
//! published shows. What all of it comes to is counted from an index each time it is made for a page, so it cannot be wrong.

mod rules;
pub(crate) mod seeding;
mod staff;
mod store;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use types::{
    ErrorCode, ProductId,
    review::{Rating, ReviewInput, ReviewPage, ReviewSpot, ReviewView, ReviewsView},
};

pub(crate) use staff::latest_of;
pub use staff::{ReviewFilter, decide, list};

use crate::{
    Cx, Error, Result,
    cache::{get_or_load, keys},
    cursor::Page,
    extras,
    flags::{self, Audience, Flag},
};

/// Reviews on a product's own page.
const NEWEST: u64 = 4;
/// Reviews on a page of all of them.
pub const PAGE_SIZE: u64 = 10;
/// Pages that can be turned to: whoever wants more has read enough, and a program has a cursor.
const MOST_PAGES: u64 = 100;
/// Seconds after which it is worth asking again for what was left out.
const LATER: u32 = 60;

/// What a product's page says of its reviews.
///
/// # Errors
/// When the database does not answer.
pub async fn of_product(cx: &Cx, product: ProductId) -> Result<ReviewsView> {
    let load = move |cx: Cx| async move {
        let (rating, newest) = first(&cx, product, NEWEST, 0).await?;
        Ok(Some(keys::Reviews { product, view: ReviewsView { rating, newest } }))
    };
    let found = get_or_load(cx, keys::reviews(product), load).await?;
    Ok(found.map(|kept| Arc::unwrap_or_clone(kept).view).unwrap_or_default())
}

/// The same where everyone sees it, and unless it takes too long: a page goes on without.
pub async fn shown(cx: &Cx, product: ProductId) -> Option<ReviewsView> {
    if flags::audience(cx, Flag::Reviews) != Audience::Everyone {
        return None;
    }
    let asking = cx.clone();
    extras::within_budget(cx, async move { of_product(&asking, product).await }).await
}

/// A page of a product's reviews, from 1, and how many pages there are.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &Cx, product: ProductId, page: u64) -> Result<(Rating, Vec<ReviewView>, u64)> {
    let page = page.clamp(1, MOST_PAGES);
    let (rating, items) = first(cx, product, PAGE_SIZE, (page - 1) * PAGE_SIZE).await?;
    Ok((rating, items, rating.count.div_ceil(PAGE_SIZE).clamp(1, MOST_PAGES)))
}

async fn first(cx: &Cx, product: ProductId, limit: u64, offset: u64) -> Result<(Rating, Vec<ReviewView>)> {
    let (rating, rows) = store::shown(cx.db.read(), product, limit, offset).await?;
    Ok((rating, rows.into_iter().map(store::ShownRow::view).collect()))
}

/// A product's reviews for programs, newest first; `limit` from 1 to 100.
///
/// # Errors
/// `invalid` for a cursor that is none; `unavailable` while reviews are left out.
pub async fn after(cx: &Cx, product: ProductId, cursor: Option<&str>, limit: u64) -> Result<ReviewPage> {
    open(cx)?;
    let (page, db) = (Page::read(cursor, limit)?, cx.db.read());
    let rating = store::rating(db, product).await?;
    let mut rows = store::before(db, product, &page).await?;
    let next_cursor = page.cut(&mut rows, |row| row.id);
    Ok(ReviewPage { rating, items: rows.into_iter().map(store::ShownRow::view).collect(), next_cursor })
}

/// The products of the order that `token` opens, with what its owner has said of them; none before the order stands.
///
/// # Errors
/// When the database does not answer.
pub async fn spots(cx: &Cx, token: &str) -> Result<Vec<ReviewSpot>> {
    store::spots(cx.db.write(), token).await
}

/// The owner of the order that `token` opens says something of a product in it. Staff look at it before it is shown.
///
/// # Errors
/// `invalid` with every wrong field; `not_found` when the product was not bought with that order; `conflict` when they have said
/// something already; `unavailable` while reviews are left out.
pub async fn write(cx: &Cx, token: &str, product: ProductId, input: &ReviewInput) -> Result<()> {
    open(cx)?;
    let checked = rules::check(input)?;
    if store::insert(cx.db.write(), token, product, &checked, cx.clock.now()).await? {
        return Ok(());
    }
    let spots = store::spots(cx.db.write(), token).await?;
    let was_bought = spots.iter().any(|spot| spot.product_id == product);
    Err(if was_bought { Error::conflict(words::t!("refused-reviewed")) } else { Error::not_found("purchase") })
}

/// # Errors
/// `unavailable` while nobody sees reviews.
fn open(cx: &Cx) -> Result<()> {
    match flags::audience(cx, Flag::Reviews) {
        Audience::Nobody => {
            Err(Error::new(ErrorCode::Unavailable, words::t!("refused-no-reviews")).with_retry_after(LATER))
        }
        Audience::Everyone | Audience::Some => Ok(()),
    }
}
