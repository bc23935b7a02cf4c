//! What buyers of the demo's goods say. It came with the goods, so no order stands behind it.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::Serialize;
use types::Millis;
use uuid::{NoContext, Timestamp, Uuid};

use crate::{
    Cx, Error, Result,
    bus::Tag,
    cache,
    db::{
        rows::{self, Column},
        sql,
    },
};

const HOUR: Millis = 60 * 60 * 1000;

#[derive(Serialize)]
struct Seeded {
    id: Uuid,
    slug: String,
    stars: u8,
    title: &'static str,
    body: &'static str,
    name: &'static str,
    reply: &'static str,
    written_at: Millis,
}

const COLUMNS: &[Column] = &[
    Column::id("id"),
    Column::text("slug"),
    Column::int("stars"),
    Column::text("title"),
    Column::text("body"),
    Column::text("name"),
    Column::text("reply"),
    Column::int("written_at"),
];

/// Writes the demo's reviews, unless the shop has reviews already.
pub(crate) async fn seed(cx: &Cx) -> Result<()> {
    if has_any(cx).await? {
        return Ok(());
    }
    let now = cx.clock.now();
    let products = demo::catalogue().products;
    let reviews = products
        .iter()
        .flat_map(|product| demo::reviews(product).into_iter().map(move |review| seeded(&product.slug, review, now)));
    let reviews = reviews.collect::<Result<Vec<_>>>()?;
    let insert = "INSERT INTO review (id, product_id, stars, title, body, name, state, reply, written_at, decided_at, decided_by)
        SELECT r.id, p.id, r.stars, r.title, r.body, r.name, 'published', r.reply, r.written_at, $2, $3
        FROM {rows} JOIN product p ON p.slug = r.slug";
    let db = cx.db.write();
    db.execute_raw(rows::with_rows(db, insert, COLUMNS, &reviews, [now.into(), cx.actor.label().into()])?).await?;
    cache::changed(cx, vec![Tag::Chrome]).await;
    Ok(())
}

async fn has_any(cx: &Cx) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Any {
        one: i64,
    }
    let db = cx.db.write();
    let select = "SELECT CAST(1 AS bigint) AS one FROM review LIMIT 1";
    let found = Any::find_by_statement(sql(db, select, Vec::<Value>::new())).one(db).await?;
    Ok(found.is_some_and(|row| row.one == 1))
}

/// Under an id of the time at which it was written.
fn seeded(slug: &str, review: demo::Review, now: Millis) -> Result<Seeded> {
    let written_at = now - Millis::from(review.hours_ago) * HOUR;
    let (seconds, millis) = (written_at.div_euclid(1000), written_at.rem_euclid(1000));
    let at = Timestamp::from_unix(
        NoContext,
        u64::try_from(seconds).map_err(Error::internal)?,
        u32::try_from(millis * 1_000_000).map_err(Error::internal)?,
    );
    let demo::Review { stars, title, text, name, reply, .. } = review;
    Ok(Seeded { id: Uuid::new_v7(at), slug: slug.to_owned(), stars, title, body: text, name, reply, written_at })
}
