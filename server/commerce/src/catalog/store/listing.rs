//! The products of a list in their order: one statement for pages and cursors, search and collections.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use types::catalog::Sort;
use uuid::Uuid;

use super::filter::{Filter, Source};
use crate::{Error, Result, cursor::Page, db::sql};

/// A product's place in an order.
#[derive(Clone, Debug)]
pub(in crate::catalog) struct Hit {
    pub id: Uuid,
    key: Key,
}

/// What a list is ordered by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Key {
    Int(i64),
    Text(String),
    /// A rank's bits: decimals would lose some.
    Rank(u64),
}

/// Where a list goes on: after this product in this order. Opaque to everyone outside.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::catalog) struct Cursor {
    sort: Sort,
    key: Key,
    id: Uuid,
}

impl Filter {
    /// All hits in order from `after` on; the caller adds how many.
    fn ordered(&self, sort: Sort, after: Option<Cursor>) -> (String, Vec<Value>) {
        let Source { mut text, mut values, id } = self.in_order(sort);
        let (key, descending) = self.order(sort);
        if let Some(cursor) = after {
            let beyond = if descending { "<" } else { ">" };
            text.push_str(&format!(" AND ({key}, {id}) {beyond} (${}, ${})", values.len() + 1, values.len() + 2));
            values.push(match cursor.key {
                Key::Int(number) => number.into(),
                Key::Text(text) => text.into(),
                Key::Rank(bits) => f64::from_bits(bits).into(),
            });
            values.push(cursor.id.into());
        }
        let direction = if descending { "DESC" } else { "ASC" };
        (format!("SELECT {id} AS id, {key} AS sort_key {text} ORDER BY {key} {direction}, {id} {direction}"), values)
    }

    fn read(&self, sort: Sort, row: &QueryResult) -> Result<Hit> {
        let key = match sort {
            Sort::Title => Key::Text(row.try_get("", "sort_key")?),
            Sort::Featured if self.is_searched() => Key::Rank(row.try_get::<f64>("", "sort_key")?.to_bits()),
            _ => Key::Int(row.try_get("", "sort_key")?),
        };
        Ok(Hit { id: row.try_get("", "id")?, key })
    }

    /// A cursor is the caller's word: its key must be of the kind this order has.
    fn accepts(&self, sort: Sort, cursor: &Cursor) -> bool {
        let fits = match sort {
            Sort::Title => matches!(&cursor.key, Key::Text(text) if !text.contains('\0')),
            Sort::Featured if self.is_searched() => {
                matches!(cursor.key, Key::Rank(bits) if f64::from_bits(bits).is_finite())
            }
            _ => matches!(cursor.key, Key::Int(_)),
        };
        fits && cursor.sort == sort
    }
}

impl Hit {
    pub(in crate::catalog) fn cursor(self, sort: Sort) -> Cursor {
        Cursor { sort, key: self.key, id: self.id }
    }
}

impl Cursor {
    pub(in crate::catalog) fn encode(&self) -> String {
        // A derived serialisation of plain data does not fail; were it to, an empty cursor is refused like any other bad one.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// # Errors
    /// `invalid` on `cursor`.
    pub(in crate::catalog) fn decode(text: &str) -> Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad_cursor())?;
        serde_json::from_slice(&bytes).map_err(|_| bad_cursor())
    }
}

fn bad_cursor() -> Error {
    Error::invalid_field("cursor", "Use a next_cursor as it came, with the same q, collection and sort.")
}

/// A page by its offset.
pub(in crate::catalog) async fn ids_page(
    connection: &impl ConnectionTrait,
    filter: &Filter,
    sort: Sort,
    offset: u64,
    limit: u64,
) -> Result<Vec<Uuid>> {
    let (text, values) = filter.ordered(sort, None);
    let text = format!("{text} LIMIT {limit} OFFSET {offset}");
    let hits = hits(connection, filter, sort, &text, values).await?;
    Ok(hits.into_iter().map(|hit| hit.id).collect())
}

/// The next products after a cursor, or the first ones.
///
/// # Errors
/// `invalid` on `cursor` when it belongs to another order.
pub(in crate::catalog) async fn ids_after(
    connection: &impl ConnectionTrait,
    filter: &Filter,
    sort: Sort,
    after: Option<Cursor>,
    limit: u64,
) -> Result<Vec<Hit>> {
    if after.as_ref().is_some_and(|cursor| !filter.accepts(sort, cursor)) {
        return Err(bad_cursor());
    }
    let (text, values) = filter.ordered(sort, after);
    let text = format!("{text} LIMIT {limit}");
    hits(connection, filter, sort, &text, values).await
}

async fn hits(
    connection: &impl ConnectionTrait,
    filter: &Filter,
    sort: Sort,
    text: &str,
    values: Vec<Value>,
) -> Result<Vec<Hit>> {
    let rows = connection.query_all_raw(sql(connection, text, values)).await?;
    rows.iter().map(|row| filter.read(sort, row)).collect()
}

/// What staff look through: all products, drafts too. `$1` is for LIKE.
const FOR_STAFF: &str = r"FROM product p WHERE (lower(p.title) LIKE $1 ESCAPE '\' OR p.slug LIKE $1 ESCAPE '\'
    OR lower(p.vendor) LIKE $1 ESCAPE '\' OR EXISTS (SELECT 1 FROM variant v
        WHERE v.product_id = p.id AND v.deleted_at IS NULL AND lower(v.sku) LIKE $1 ESCAPE '\'))";

/// A page of all products, drafts too, for staff: latest change first. `pattern` is for LIKE. Answers with the number on all pages.
pub(in crate::catalog) async fn admin_page(
    connection: &impl ConnectionTrait,
    pattern: &str,
    page_size: u64,
    page: u64,
) -> Result<(Vec<Uuid>, u64)> {
    let count = sql(connection, &format!("SELECT COUNT(*) AS total {FOR_STAFF}"), [pattern.into()]);
    let total: i64 =
        connection.query_one_raw(count).await?.map(|row| row.try_get("", "total")).transpose()?.unwrap_or_default();
    let total = total.unsigned_abs();
    let offset = (page.clamp(1, total.div_ceil(page_size).max(1)) - 1) * page_size;
    let text = format!("SELECT p.id {FOR_STAFF} ORDER BY p.updated_at DESC, p.id LIMIT {page_size} OFFSET {offset}");
    let rows = connection.query_all_raw(sql(connection, &text, [pattern.into()])).await?;
    let ids = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
    Ok((ids, total))
}

/// The products on `page` of all of them, drafts too, for staff: newest first. `pattern` is for LIKE.
pub(in crate::catalog) async fn admin_after(
    connection: &impl ConnectionTrait,
    pattern: &str,
    page: &Page<Uuid>,
) -> Result<Vec<Uuid>> {
    let select = format!("SELECT p.id {FOR_STAFF} AND p.id < $2 ORDER BY p.id DESC LIMIT $3");
    let values = [pattern.into(), page.before().into(), page.to_ask().into()];
    let rows = connection.query_all_raw(sql(connection, &select, values)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "id")?)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_a_cursor_or_refused(text in any::<String>()) {
            if let Err(error) = Cursor::decode(&text) {
                prop_assert_eq!(&error.problem().errors[0].field, "cursor");
            }
        }

        #[test]
        fn a_cursor_reads_back_as_itself(number in any::<i64>(), title in any::<String>(), bits in any::<u64>(), kind in 0..3) {
            let key = match kind { 0 => Key::Int(number), 1 => Key::Text(title), _ => Key::Rank(bits) };
            let cursor = Cursor { sort: Sort::Title, key, id: Uuid::now_v7() };
            prop_assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }
    }
}
