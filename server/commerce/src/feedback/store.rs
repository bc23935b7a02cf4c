//! The statements behind answers. That there is one for an order, and one for a cart, is the constraint's to judge.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{
    CartId, FeedbackId, Millis,
    feedback::{FeedbackInput, Question, Remark},
};
use uuid::Uuid;

use super::DAY;
use crate::{Result, cursor::Page, db::sql, rfc3339};

/// States of an order that can be asked about.
const STANDS: &str = "o.status IN ('confirmed', 'fulfilled')";

#[derive(FromQueryResult)]
struct Answered {
    answered: i64,
}

async fn answered(connection: &impl ConnectionTrait, select: &str, value: Value) -> Result<Option<bool>> {
    let found = Answered::find_by_statement(sql(connection, select, [value])).one(connection).await?;
    Ok(found.map(|row| row.answered > 0))
}

/// None where no such order stands.
pub(super) async fn has_answered(connection: &impl ConnectionTrait, token: &str) -> Result<Option<bool>> {
    let select = format!(
        "SELECT (SELECT count(*) FROM feedback f WHERE f.question = 'order' AND f.about = o.id) AS answered
        FROM orders o WHERE o.token = $1 AND {STANDS}"
    );
    answered(connection, &select, token.into()).await
}

/// None where there is no such cart.
pub(super) async fn cart_has_answered(connection: &impl ConnectionTrait, cart: CartId) -> Result<Option<bool>> {
    let select = "SELECT (SELECT count(*) FROM feedback f WHERE f.question = 'cart' AND f.about = c.id) AS answered
        FROM cart c WHERE c.id = $1";
    answered(connection, select, cart.0.into()).await
}

/// False where there is no such order, or an answer.
pub(super) async fn insert_for_order(
    connection: &impl ConnectionTrait,
    token: &str,
    input: &FeedbackInput,
    now: Millis,
) -> Result<bool> {
    let from = format!("'order', o.id, $3, $4, $5 FROM orders o WHERE o.token = $2 AND {STANDS}");
    insert(connection, &from, token.into(), input, now).await
}

/// False where there is no such cart, or an answer.
pub(super) async fn insert_for_cart(
    connection: &impl ConnectionTrait,
    cart: CartId,
    input: &FeedbackInput,
    now: Millis,
) -> Result<bool> {
    insert(connection, "'cart', c.id, $3, $4, $5 FROM cart c WHERE c.id = $2", cart.0.into(), input, now).await
}

async fn insert(
    connection: &impl ConnectionTrait,
    from: &str,
    about: Value,
    input: &FeedbackInput,
    now: Millis,
) -> Result<bool> {
    let insert = format!(
        "INSERT INTO feedback (id, question, about, answer, remark, given_at) SELECT $1, {from}
        ON CONFLICT (question, about) DO NOTHING"
    );
    let FeedbackInput { answer, remark } = input;
    let values = [FeedbackId::new().0.into(), about, answer.into(), remark.into(), now.into()];
    Ok(connection.execute_raw(sql(connection, &insert, values)).await?.rows_affected() == 1)
}

#[derive(FromQueryResult)]
struct Counted {
    answer: String,
    given: i64,
}

/// How often each answer was given.
pub(super) async fn counts(connection: &impl ConnectionTrait, question: Question) -> Result<Vec<(String, u64)>> {
    let select = "SELECT answer, count(*) AS given FROM feedback WHERE question = $1 GROUP BY answer ORDER BY answer";
    let rows = Counted::find_by_statement(sql(connection, select, [question.as_str().into()])).all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.answer, row.given.unsigned_abs())).collect())
}

/// An answer and how often it was given on a day since the epoch.
#[derive(Debug, FromQueryResult)]
pub(super) struct DayCount {
    pub day: i64,
    pub answer: String,
    pub given: i64,
}

pub(super) async fn by_day(
    connection: &impl ConnectionTrait,
    question: Question,
    since: Millis,
) -> Result<Vec<DayCount>> {
    let select = format!(
        "SELECT given_at / {DAY} AS day, answer, count(*) AS given FROM feedback
        WHERE question = $1 AND given_at >= $2 GROUP BY given_at / {DAY}, answer"
    );
    let values = [question.as_str().into(), since.into()];
    Ok(DayCount::find_by_statement(sql(connection, &select, values)).all(connection).await?)
}

#[derive(FromQueryResult)]
pub(super) struct RemarkRow {
    pub id: FeedbackId,
    answer: String,
    remark: String,
    given_at: Millis,
    order_number: Option<i64>,
}

impl RemarkRow {
    pub(super) fn view(self) -> Remark {
        Remark {
            answer: self.answer,
            text: self.remark,
            given_at: rfc3339(self.given_at),
            order_number: self.order_number.map(|number| number.to_string()),
        }
    }
}

/// Newest first, those on `page`.
pub(super) async fn remarks(
    connection: &impl ConnectionTrait,
    question: Question,
    page: &Page<Uuid>,
) -> Result<Vec<RemarkRow>> {
    let select = "SELECT f.id, f.answer, f.remark, f.given_at, o.number AS order_number
        FROM feedback f LEFT JOIN orders o ON f.question = 'order' AND o.id = f.about
        WHERE f.question = $1 AND f.remark <> '' AND f.id < $2 ORDER BY f.id DESC LIMIT $3";
    let values = [question.as_str().into(), page.before().into(), page.to_ask().into()];
    Ok(RemarkRow::find_by_statement(sql(connection, select, values)).all(connection).await?)
}

pub(super) async fn prune(connection: &impl ConnectionTrait, before: Millis) -> Result<()> {
    for question in Question::ALL {
        let delete = "DELETE FROM feedback WHERE question = $1 AND given_at < $2";
        connection.execute_raw(sql(connection, delete, [question.as_str().into(), before.into()])).await?;
    }
    Ok(())
}
