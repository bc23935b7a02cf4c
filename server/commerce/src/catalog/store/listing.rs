//! The products of a list in their order: one statement for pages and cursors, search and collections.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, Serialize};
use types::catalog::Sort;
use uuid::Uuid;

use super::filter::{Filter, Source};
use crate::{Error, Result, cursor::Page, db::sql};

/// A product's place in an order.
#[derive(Clone, Debug)]
pub(in crate::catalog) struct Placed {
    pub id: Uuid,
    key: Key,
}

/// What a list is ordered by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Key {
    Int(i64),
    Text(String),
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
    fn ordered(&self, sort: Sort, after: Option<Cursor>) -> (String, Source) {
        let mut source = self.in_order(sort);
        let (id, (key, descending)) = (source.id, self.order(sort));
        let beyond = match after {
            Some(cursor) => {
                let key_of = match cursor.key {
                    Key::Int(number) => source.value(number),
                    Key::Text(text) => source.value(text),
                };
                let sign = if descending { "<" } else { ">" };
                // SQLite finds its place in an index by an expression, but not by a row that begins with one.
                let from = if sort == Sort::Title { format!("AND {key} >= {key_of} ") } else { String::new() };
                format!("{from}AND ({key}, {id}) {sign} ({key_of}, {})", source.value(cursor.id))
            }
            None => String::new(),
        };
        let (text, direction) = (&source.text, if descending { "DESC" } else { "ASC" });
        let text = format!(
            "SELECT {id} AS id, {key} AS sort_key {text} {beyond} ORDER BY {key} {direction}, {id} {direction}"
        );
        (text, source)
    }
}

impl Placed {
    fn read(sort: Sort, row: &QueryResult) -> Result<Self> {
        let key = match sort {
            Sort::Title => Key::Text(row.try_get("", "sort_key")?),
            _ => Key::Int(row.try_get("", "sort_key")?),
        };
        Ok(Self { id: row.try_get("", "id")?, key })
    }

    pub(in crate::catalog) fn cursor(self, sort: Sort) -> Cursor {
        Cursor { sort, key: self.key, id: self.id }
    }
}

impl Cursor {
    /// A cursor is the caller's word: its key must be of the kind the order has.
    fn is_of(&self, sort: Sort) -> bool {
        let fits = match sort {
            Sort::Title => matches!(&self.key, Key::Text(text) if !text.contains('\0')),
            _ => matches!(self.key, Key::Int(_)),
        };
        fits && self.sort == sort
    }

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
    if let (Some(found), Sort::Featured) = (filter.found_alone(), sort) {
        let page = found.iter().skip(usize::try_from(offset).unwrap_or(usize::MAX));
        return Ok(page.take(usize::try_from(limit).unwrap_or(usize::MAX)).map(|hit| hit.product_id).collect());
    }
    let (text, source) = filter.ordered(sort, None);
    let text = format!("{text} LIMIT {limit} OFFSET {offset}");
    let placed = placed(connection, sort, &text, source).await?;
    Ok(placed.into_iter().map(|hit| hit.id).collect())
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
) -> Result<Vec<Placed>> {
    if after.as_ref().is_some_and(|cursor| !cursor.is_of(sort)) {
        return Err(bad_cursor());
    }
    let (text, source) = filter.ordered(sort, after);
    placed(connection, sort, &format!("{text} LIMIT {limit}"), source).await
}

async fn placed(connection: &impl ConnectionTrait, sort: Sort, text: &str, source: Source) -> Result<Vec<Placed>> {
    let rows = connection.query_all_raw(source.statement(connection, text)?).await?;
    rows.iter().map(|row| Placed::read(sort, row)).collect()
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
    use types::Locale;

    use super::*;
    use crate::test_shop::TestShop;

    #[tokio::test]
    async fn a_list_by_title_walks_an_index_in_every_language() {
        let shop = TestShop::open().await;
        let db = shop.cx.db.read();
        let explained = async |filter: &Filter, after| {
            let (text, source) = filter.ordered(Sort::Title, after);
            let explain = source.statement(db, &format!("EXPLAIN QUERY PLAN {text} LIMIT 24")).unwrap();
            let rows = db.query_all_raw(explain).await.unwrap();
            rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect::<Vec<String>>()
        };
        for locale in Locale::ALL {
            let filter = Filter::default().read_in(locale);
            let index = match locale {
                Locale::En => "product_listed_by_title".to_owned(),
                _ => format!("product_listed_by_title_{locale}"),
            };
            assert_eq!(explained(&filter, None).await, [format!("SCAN p USING INDEX {index}")]);
            let cursor = Cursor { sort: Sort::Title, key: Key::Text("m".into()), id: Uuid::nil() };
            assert_eq!(explained(&filter, Some(cursor)).await, [format!("SEARCH p USING INDEX {index} (<expr>>?)")]);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_cursor_or_refused(text in any::<String>()) {
            if let Err(error) = Cursor::decode(&text) {
                prop_assert_eq!(&error.problem().errors[0].field, "cursor");
            }
        }

        #[test]
        fn a_cursor_reads_back_as_itself(number in any::<i64>(), title in any::<String>(), is_text in any::<bool>()) {
            let key = if is_text { Key::Text(title) } else { Key::Int(number) };
            let cursor = Cursor { sort: Sort::Title, key, id: Uuid::now_v7() };
            prop_assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }
    }
}
