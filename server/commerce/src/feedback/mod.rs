//! Questions the shop asks its visitors: after an order how it was, on the cart's page what stands in the way. One answer for an order,
//! one for a cart; kept for a year (`housekeeping`).

mod rules;
mod store;
#[cfg(test)]
mod tests;

use sea_orm::ConnectionTrait;
use types::{
    Millis,
    feedback::{FeedbackInput, FeedbackView, Question},
};

use crate::{Cx, Error, Result, Scope, cursor::Page};

/// Days on the chart.
const DAYS: i64 = 30;
const DAY: Millis = 24 * 60 * 60 * 1000;

/// Whether the owner of the order that `token` opens has answered; none where there is nothing to ask yet.
///
/// # Errors
/// When the database does not answer.
pub async fn has_answered(cx: &Cx, token: &str) -> Result<Option<bool>> {
    store::has_answered(cx.db.write(), token).await
}

/// How buying was, said by the owner of the order that `token` opens.
///
/// # Errors
/// `invalid`; `not_found` where no such order stands; `conflict` when they have said it already.
pub async fn about_order(cx: &Cx, token: &str, input: &FeedbackInput) -> Result<()> {
    let checked = rules::check(Question::Order, input)?;
    if store::insert_for_order(cx.db.write(), token, &checked, cx.clock.now()).await? {
        return Ok(());
    }
    answered(store::has_answered(cx.db.write(), token).await?, "order")
}

/// What stands in the way of buying, said by whoever looks at their cart.
///
/// # Errors
/// `invalid`; `not_found` where there is no cart; `conflict` when it has been said of this cart already.
pub async fn about_cart(cx: &Cx, input: &FeedbackInput) -> Result<()> {
    let checked = rules::check(Question::Cart, input)?;
    let cart = cx.cart_id.ok_or_else(|| Error::not_found("cart"))?;
    if store::insert_for_cart(cx.db.write(), cart, &checked, cx.clock.now()).await? {
        return Ok(());
    }
    answered(store::cart_has_answered(cx.db.write(), cart).await?, "cart")
}

fn answered(known: Option<bool>, what: &str) -> Result<()> {
    match known {
        None => Err(Error::not_found(what)),
        Some(_) => Err(Error::conflict(words::t!("refused-told-already"))),
    }
}

/// What was answered to a question: numbers, and remarks from `cursor` on, newest first.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn view(cx: &Cx, question: Question, cursor: Option<&str>, limit: u64) -> Result<FeedbackView> {
    cx.require(Scope::OrdersRead)?;
    let page = Page::read(cursor, limit)?;
    let (db, today) = (cx.db.read(), cx.clock.now().div_euclid(DAY));
    let counted = store::counts(db, question).await?;
    let by_day = store::by_day(db, question, (today - DAYS + 1) * DAY).await?;
    let mut rows = store::remarks(db, question, &page).await?;
    let next_cursor = page.cut(&mut rows, |row| row.id);
    Ok(FeedbackView {
        question,
        answers: rules::answers(question, &counted),
        days: rules::days(today - DAYS + 1..=today, &by_day),
        remarks: rows.into_iter().map(store::RemarkRow::view).collect(),
        next_cursor,
    })
}

/// Removes answers given before `before`.
pub(crate) async fn prune(connection: &impl ConnectionTrait, before: Millis) -> Result<()> {
    store::prune(connection, before).await
}
