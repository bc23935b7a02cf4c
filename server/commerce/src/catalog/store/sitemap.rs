//! Products in the order of their ids, for sitemaps: every statement goes along the primary key from where it begins.

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{Millis, ProductId};
use uuid::Uuid;

use crate::{
    Result,
    catalog::{Listed, SitemapPart},
    db::sql,
};

/// Those that can be seen behind `$1`.
const BEHIND: &str = "FROM product WHERE id > $1 AND status = 'active' AND min_price IS NOT NULL ORDER BY id";

fn values(after: Option<ProductId>, number: u64) -> [Value; 2] {
    [after.map_or(Uuid::nil(), |id| id.0).into(), i64::try_from(number).unwrap_or(i64::MAX).into()]
}

pub(in crate::catalog) async fn listed_after(
    connection: &impl ConnectionTrait,
    after: Option<ProductId>,
    limit: u64,
) -> Result<Vec<Listed>> {
    let text = format!("SELECT id, slug, updated_at {BEHIND} LIMIT $2");
    Ok(Listed::find_by_statement(sql(connection, &text, values(after, limit))).all(connection).await?)
}

#[derive(FromQueryResult)]
struct Ahead {
    products: i64,
    latest: Option<Millis>,
}

/// The next `most` products behind `after`; none where there are none.
pub(in crate::catalog) async fn part_ahead(
    connection: &impl ConnectionTrait,
    after: Option<ProductId>,
    most: u64,
) -> Result<Option<SitemapPart>> {
    let text = format!(
        "SELECT COUNT(*) AS products, MAX(updated_at) AS latest FROM (SELECT updated_at {BEHIND} LIMIT $2) AS part"
    );
    let ahead = Ahead::find_by_statement(sql(connection, &text, values(after, most))).one(connection).await?;
    Ok(ahead.and_then(|Ahead { products, latest }| Some(SitemapPart { after, count: products, updated_at: latest? })))
}

/// The last product of a part that is full.
pub(in crate::catalog) async fn end_of_part(
    connection: &impl ConnectionTrait,
    after: Option<ProductId>,
    most: u64,
) -> Result<Option<ProductId>> {
    let text = format!("SELECT id {BEHIND} LIMIT 1 OFFSET $2");
    let row = connection.query_one_raw(sql(connection, &text, values(after, most.saturating_sub(1)))).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}
