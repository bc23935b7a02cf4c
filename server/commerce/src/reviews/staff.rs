//! Reviews as staff see them, and what they decide.

use sea_orm::ConnectionTrait;
use types::{
    CustomerId, ReviewId,
    review::{AdminReview, AdminReviewPage, ReviewDecision, ReviewState},
};

use super::{rules, store};
use crate::{Cx, Error, Result, Scope, bus::Tag, cache, cursor::Page};

/// Which reviews, and how many of them.
#[derive(Clone, Debug, Default)]
pub struct ReviewFilter {
    /// Only those that stand here.
    pub state: Option<ReviewState>,
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 100.
    pub limit: u64,
}

/// Reviews, newest first.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn list(cx: &Cx, filter: ReviewFilter) -> Result<AdminReviewPage> {
    cx.require(Scope::CatalogRead)?;
    let page = Page::read(filter.cursor.as_deref(), filter.limit)?;
    // Staff have just decided on some of them.
    let mut rows = store::for_staff(cx.db.write(), filter.state, &page).await?;
    let next_cursor = page.cut(&mut rows, |row| row.id);
    let items = rows.into_iter().map(store::AdminRow::view).collect::<Result<Vec<_>>>()?;
    Ok(AdminReviewPage { items, next_cursor })
}

/// What was said with an account's orders, newest first.
pub(crate) async fn latest_of(
    connection: &impl ConnectionTrait,
    customer: CustomerId,
    limit: i64,
) -> Result<Vec<AdminReview>> {
    let rows = store::of_customer(connection, customer, limit).await?;
    rows.into_iter().map(store::AdminRow::view).collect()
}

/// Publishes a review or rejects it, with the shop's reply. Pages that show it are made anew at once.
///
/// # Errors
/// `invalid` with every wrong field; `not_found`; `conflict` when it has moved on from where it was said to stand; when the caller may
/// not.
pub async fn decide(cx: &Cx, id: ReviewId, decision: ReviewDecision) -> Result<AdminReview> {
    cx.require(Scope::CatalogWrite)?;
    let decision = rules::check_decision(decision)?;
    let product = store::decide(cx.db.write(), id, &decision, cx.actor.label(), cx.clock.now()).await?;
    if let Some(product) = product {
        cache::changed(cx, vec![Tag::Product(product)]).await;
    }
    let review = store::one(cx.db.write(), id).await?.ok_or_else(|| Error::not_found("review"))?.view()?;
    match product {
        Some(_) => Ok(review),
        None => Err(Error::conflict("Somebody has decided on this review meanwhile. Look at it again.")),
    }
}
