//! The statements behind reviews. Ids are made in order of time, so the newest have the highest.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::Deserialize;
use types::{
    CustomerId, Millis, ProductId, ReviewId,
    review::{
        AdminReview, MOST_STARS, Rating, ReviewDecision, ReviewInput, ReviewSpot, ReviewState, ReviewView,
        WrittenReview,
    },
};
use uuid::Uuid;

use crate::{
    Error, Result,
    cursor::Page,
    db::{
        rows::{Column, Nested, nested},
        sql,
    },
    rfc3339,
};

/// States of an order whose goods are its owner's.
const BOUGHT: &str = "o.status IN ('confirmed', 'fulfilled')";

#[derive(Debug, FromQueryResult, Deserialize)]
pub(super) struct ShownRow {
    pub id: ReviewId,
    stars: i64,
    title: String,
    body: String,
    name: String,
    reply: String,
    written_at: Millis,
}

impl ShownRow {
    pub(super) fn view(self) -> ReviewView {
        ReviewView {
            stars: stars(self.stars),
            title: self.title,
            text: self.body,
            name: self.name,
            written_at: rfc3339(self.written_at),
            reply: Some(self.reply).filter(|reply| !reply.is_empty()),
        }
    }
}

/// The database keeps one to five.
fn stars(kept: i64) -> u8 {
    u8::try_from(kept).unwrap_or(MOST_STARS)
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

const PUBLISHED: &str = "FROM review WHERE product_id = $1 AND state = 'published'";

const SHOWN: &[Column] = &[
    Column::id("id"),
    Column::int("stars"),
    Column::text("title"),
    Column::text("body"),
    Column::text("name"),
    Column::text("reply"),
    Column::int("written_at"),
];

/// What all published ones come to, and some of them, newest first.
pub(super) async fn shown(
    connection: &impl ConnectionTrait,
    product: ProductId,
    limit: u64,
    offset: u64,
) -> Result<(Rating, Vec<ShownRow>)> {
    #[derive(FromQueryResult)]
    struct Row {
        counted: Nested<Stars>,
        newest: Nested<ShownRow>,
    }
    let counted = format!("FROM (SELECT stars, count(*) AS reviews {PUBLISHED} GROUP BY stars) AS c");
    let counted = nested(connection, &[Column::int("stars"), Column::int("reviews")], &counted);
    let newest = nested(connection, SHOWN, &format!("{PUBLISHED} ORDER BY id DESC LIMIT $2 OFFSET $3"));
    let select = format!("SELECT {counted} AS counted, {newest} AS newest");
    let values = [product.0.into(), number(limit).into(), number(offset).into()];
    let row = Row::find_by_statement(sql(connection, &select, values)).one(connection).await?;
    Ok(row.map(|row| (rating_of(row.counted.0), row.newest.0)).unwrap_or_default())
}

/// Newest first, those on `page`.
pub(super) async fn before(
    connection: &impl ConnectionTrait,
    product: ProductId,
    page: &Page<Uuid>,
) -> Result<Vec<ShownRow>> {
    let select = format!(
        "SELECT id, stars, title, body, name, reply, written_at {PUBLISHED} AND id < $2 ORDER BY id DESC LIMIT $3"
    );
    let values = [product.0.into(), page.before().into(), page.to_ask().into()];
    Ok(ShownRow::find_by_statement(sql(connection, &select, values)).all(connection).await?)
}

#[derive(Debug, FromQueryResult, Deserialize)]
struct Stars {
    stars: i64,
    reviews: i64,
}

/// Counted from an index.
pub(super) async fn rating(connection: &impl ConnectionTrait, product: ProductId) -> Result<Rating> {
    let select = format!("SELECT stars, count(*) AS reviews {PUBLISHED} GROUP BY stars");
    let rows = Stars::find_by_statement(sql(connection, &select, [product.0.into()])).all(connection).await?;
    Ok(rating_of(rows))
}

fn rating_of(rows: Vec<Stars>) -> Rating {
    let mut counted = [0; MOST_STARS as usize];
    for row in rows {
        counted[usize::from(stars(row.stars)) - 1] = row.reviews.unsigned_abs();
    }
    Rating::of(counted)
}

#[derive(FromQueryResult)]
struct SpotRow {
    product_id: ProductId,
    title: String,
    stars: Option<i64>,
    review_title: Option<String>,
    state: Option<String>,
}

/// Products of an order that stands, in the order of its lines and under their names there: in the language of the till.
pub(super) async fn spots(connection: &impl ConnectionTrait, token: &str) -> Result<Vec<ReviewSpot>> {
    let select = format!(
        "SELECT p.id AS product_id, min(l.title) AS title, r.stars, r.title AS review_title, r.state
        FROM orders o JOIN order_line l ON l.order_id = o.id JOIN variant v ON v.id = l.variant_id
            JOIN product p ON p.id = v.product_id
            LEFT JOIN review r ON r.order_id = o.id AND r.product_id = p.id
        WHERE o.token = $1 AND {BOUGHT}
        GROUP BY p.id, r.stars, r.title, r.state ORDER BY min(l.position)"
    );
    let rows = SpotRow::find_by_statement(sql(connection, &select, [token.into()])).all(connection).await?;
    rows.into_iter().map(spot).collect()
}

fn spot(row: SpotRow) -> Result<ReviewSpot> {
    let written = match (row.stars, row.review_title, row.state) {
        (Some(given), Some(title), Some(kept)) => {
            Some(WrittenReview { stars: stars(given), title, state: state(&kept)? })
        }
        _ => None,
    };
    Ok(ReviewSpot { product_id: row.product_id, title: row.title, written })
}

fn state(kept: &str) -> Result<ReviewState> {
    kept.parse().map_err(|text: String| Error::internal(anyhow::anyhow!(text)))
}

/// Writes a review of a product that was bought with the order, unless there is one. False where nothing was written.
pub(super) async fn insert(
    connection: &impl ConnectionTrait,
    token: &str,
    product: ProductId,
    review: &ReviewInput,
    now: Millis,
) -> Result<bool> {
    let insert = format!(
        "INSERT INTO review (id, product_id, order_id, stars, title, body, name, state, reply, written_at)
        SELECT $1, v.product_id, o.id, $4, $5, $6, $7, 'waiting', '', $8
        FROM orders o JOIN order_line l ON l.order_id = o.id JOIN variant v ON v.id = l.variant_id
        WHERE o.token = $2 AND v.product_id = $3 AND {BOUGHT} LIMIT 1
        ON CONFLICT (order_id, product_id) DO NOTHING"
    );
    let ReviewInput { stars, title, text, name } = review;
    let values = [
        ReviewId::new().0.into(),
        token.into(),
        product.0.into(),
        (*stars).into(),
        title.into(),
        text.into(),
        name.into(),
        now.into(),
    ];
    Ok(connection.execute_raw(sql(connection, &insert, values)).await?.rows_affected() == 1)
}

#[derive(FromQueryResult)]
pub(super) struct AdminRow {
    pub id: ReviewId,
    state: String,
    product_slug: String,
    product_title: String,
    order_number: Option<i64>,
    stars: i64,
    title: String,
    body: String,
    name: String,
    reply: String,
    written_at: Millis,
    decided_by: Option<String>,
    decided_at: Option<Millis>,
}

impl AdminRow {
    pub(super) fn view(self) -> Result<AdminReview> {
        Ok(AdminReview {
            id: self.id,
            state: state(&self.state)?,
            product_slug: self.product_slug,
            product_title: self.product_title,
            order_number: self.order_number.map(|number| number.to_string()),
            stars: stars(self.stars),
            title: self.title,
            text: self.body,
            name: self.name,
            written_at: rfc3339(self.written_at),
            reply: self.reply,
            decided_by: self.decided_by,
            decided_at: self.decided_at.map(rfc3339),
        })
    }
}

const FOR_STAFF: &str =
    "SELECT r.id, r.state, p.slug AS product_slug, p.title AS product_title, o.number AS order_number,
        r.stars, r.title, r.body, r.name, r.reply, r.written_at, r.decided_by, r.decided_at
    FROM review r JOIN product p ON p.id = r.product_id LEFT JOIN orders o ON o.id = r.order_id";

/// Newest first, those on `page` that stand at `state`; all where none is given.
pub(super) async fn for_staff(
    connection: &impl ConnectionTrait,
    state: Option<ReviewState>,
    page: &Page<Uuid>,
) -> Result<Vec<AdminRow>> {
    let mut values: Vec<Value> = vec![page.before().into(), page.to_ask().into()];
    let filter = state.map(|state| {
        values.push(state.as_str().into());
        "AND r.state = $3"
    });
    let select = format!("{FOR_STAFF} WHERE r.id < $1 {} ORDER BY r.id DESC LIMIT $2", filter.unwrap_or_default());
    Ok(AdminRow::find_by_statement(sql(connection, &select, values)).all(connection).await?)
}

/// What was said with an account's orders, newest first.
pub(super) async fn of_customer(
    connection: &impl ConnectionTrait,
    customer: CustomerId,
    limit: i64,
) -> Result<Vec<AdminRow>> {
    let select = format!("{FOR_STAFF} WHERE o.customer_id = $1 ORDER BY r.id DESC LIMIT $2");
    let values = [customer.0.into(), limit.into()];
    Ok(AdminRow::find_by_statement(sql(connection, &select, values)).all(connection).await?)
}

pub(super) async fn one(connection: &impl ConnectionTrait, id: ReviewId) -> Result<Option<AdminRow>> {
    let select = format!("{FOR_STAFF} WHERE r.id = $1");
    Ok(AdminRow::find_by_statement(sql(connection, &select, [id.0.into()])).one(connection).await?)
}

#[derive(FromQueryResult)]
struct Decided {
    product_id: ProductId,
}

/// Keeps a decision, and tells which product it is about; none where the review is gone, or stands elsewhere than it was said to.
pub(super) async fn decide(
    connection: &impl ConnectionTrait,
    id: ReviewId,
    decision: &ReviewDecision,
    by: &str,
    now: Millis,
) -> Result<Option<ProductId>> {
    let update = "UPDATE review SET state = $2, reply = $3, decided_at = $4, decided_by = $5
        WHERE id = $1 AND ($6 = '' OR state = $6) RETURNING product_id";
    let ReviewDecision { state, reply, from } = decision;
    let from = from.map_or("", ReviewState::as_str);
    let values = [id.0.into(), state.as_str().into(), reply.into(), now.into(), by.into(), from.into()];
    let decided = Decided::find_by_statement(sql(connection, update, values)).one(connection).await?;
    Ok(decided.map(|row| row.product_id))
}
