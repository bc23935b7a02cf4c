//! Which products stand in a list, in which order: one statement for pages and cursors, search and collections.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde::{Deserialize, Serialize};
use types::catalog::Sort;
use uuid::Uuid;

use crate::{
    Error, Result,
    catalog::search::{Match, Words, by_title, matching},
    db::sql,
};

/// Only these products. Drafts, and products without a variant, are in no list.
#[derive(Clone, Debug, Default)]
pub(in crate::catalog) struct Filter {
    matching: Option<Match>,
    collection: Option<Uuid>,
    /// Lowest price, and the price that is too high.
    price: Option<(i64, Option<i64>)>,
    available: bool,
}

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
    /// Products that match `words` and stand in `collection`, where these are given. What matches nothing is looked for once
    /// more with an eye for typing errors, where the engine has one.
    pub(in crate::catalog) async fn new(
        connection: &impl ConnectionTrait,
        words: Option<&Words>,
        collection: Option<Uuid>,
    ) -> Result<Self> {
        let mut filter =
            Self { matching: words.map(|words| matching(connection, words)), collection, ..Self::default() };
        if let Some(otherwise) = filter.matching.as_ref().and_then(|first| first.otherwise.clone())
            && count(connection, &filter).await? == 0
        {
            filter.matching = Some(*otherwise);
        }
        Ok(filter)
    }

    /// Products in `collection`, where one is given, whose titles have a word that begins with `searched`.
    pub(in crate::catalog) fn by_title(searched: &str, collection: Option<Uuid>) -> Self {
        Self { matching: Some(by_title(searched)), collection, ..Self::default() }
    }

    /// The same, narrowed to what can be bought now and to prices from the first up to, but without, the second.
    pub(in crate::catalog) fn narrowed(self, available: bool, price: Option<(i64, Option<i64>)>) -> Self {
        Self { available, price, ..self }
    }

    /// The same in all collections.
    pub(in crate::catalog) fn anywhere(self) -> Self {
        Self { collection: None, ..self }
    }

    /// `FROM … WHERE …` and its values.
    fn source(&self) -> (String, Vec<Value>) {
        let mut values: Vec<Value> = self.matching.iter().map(|matching| matching.value.clone()).collect();
        let mut from = String::from("FROM product p");
        let mut condition = String::from("p.status = 'active' AND p.min_price IS NOT NULL");
        if let Some(matching) = &self.matching {
            if matching.indexed {
                from.push_str(" JOIN product_search ON product_search.product_id = p.id");
            }
            condition.push_str(&format!(" AND {}", matching.condition));
        }
        if let Some(collection) = self.collection {
            values.push(collection.into());
            let number = values.len();
            from.push_str(&format!(
                " JOIN collection_product cp ON cp.product_id = p.id AND cp.collection_id = ${number}"
            ));
        }
        if let Some((lowest, too_high)) = self.price {
            condition.push_str(&format!(" AND p.min_price >= {lowest}"));
            condition.push_str(&too_high.map(|price| format!(" AND p.min_price < {price}")).unwrap_or_default());
        }
        if self.available {
            condition.push_str(&format!(" AND {}", available()));
        }
        (format!("{from} WHERE {condition}"), values)
    }

    fn order(&self, sort: Sort) -> (&'static str, bool) {
        match sort {
            Sort::Featured => match (&self.matching, self.collection) {
                (Some(matching), _) => (matching.rank, false),
                (None, Some(_)) => ("cp.position", false),
                (None, None) => ("p.position", false),
            },
            Sort::Newest => ("p.created_at", true),
            Sort::PriceAsc => ("p.min_price", false),
            Sort::PriceDesc => ("p.min_price", true),
            Sort::Title => ("lower(p.title)", false),
        }
    }

    /// All hits in order; the caller adds where to start and how many.
    fn ordered(&self, sort: Sort) -> (String, &'static str, Vec<Value>) {
        let (source, values) = self.source();
        let (key, descending) = self.order(sort);
        let direction = if descending { "DESC" } else { "ASC" };
        (format!("SELECT id, sort_key FROM (SELECT p.id AS id, {key} AS sort_key {source}) AS hits"), direction, values)
    }

    fn read(&self, sort: Sort, row: &QueryResult) -> Result<Hit> {
        let key = match sort {
            Sort::Title => Key::Text(row.try_get("", "sort_key")?),
            Sort::Featured if self.matching.is_some() => Key::Rank(row.try_get::<f64>("", "sort_key")?.to_bits()),
            _ => Key::Int(row.try_get("", "sort_key")?),
        };
        Ok(Hit { id: row.try_get("", "id")?, key })
    }

    /// A cursor is the caller's word: its key must be of the kind this order has.
    fn accepts(&self, sort: Sort, cursor: &Cursor) -> bool {
        let fits = match sort {
            Sort::Title => matches!(&cursor.key, Key::Text(text) if !text.contains('\0')),
            Sort::Featured if self.matching.is_some() => {
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

/// Holds of a product `p` of which a variant can be bought.
fn available() -> String {
    format!(
        "EXISTS (SELECT 1 FROM variant v WHERE v.product_id = p.id AND v.deleted_at IS NULL AND {})",
        crate::inventory::available_condition("v.id")
    )
}

/// How many products there are in each of `bands`, by the same bounds as [`Filter::narrowed`].
pub(in crate::catalog) async fn count_prices(
    connection: &impl ConnectionTrait,
    filter: &Filter,
    bands: &[(i64, Option<i64>)],
) -> Result<Vec<u64>> {
    let (source, values) = filter.source();
    let column = |(index, (lowest, too_high)): (usize, &(i64, Option<i64>))| {
        let below = too_high.map(|price| format!(" AND p.min_price < {price}")).unwrap_or_default();
        format!("count(CASE WHEN p.min_price >= {lowest}{below} THEN 1 END) AS band_{index}")
    };
    let columns: Vec<_> = bands.iter().enumerate().map(column).collect();
    let text = format!("SELECT {} {source}", columns.join(", "));
    let Some(row) = connection.query_one_raw(sql(connection, &text, values)).await? else { return Ok(Vec::new()) };
    let read = |index: usize| Ok(row.try_get::<i64>("", &format!("band_{index}"))?.unsigned_abs());
    (0..bands.len()).map(read).collect()
}

/// How many products there are, by collection; a collection without any is missing.
pub(in crate::catalog) async fn count_collections(
    connection: &impl ConnectionTrait,
    filter: &Filter,
) -> Result<Vec<(Uuid, u64)>> {
    let (source, values) = filter.source();
    let text = format!(
        "SELECT m.collection_id, count(*) AS products FROM collection_product m
        WHERE m.product_id IN (SELECT p.id {source}) GROUP BY m.collection_id"
    );
    let rows = connection.query_all_raw(sql(connection, &text, values)).await?;
    let read =
        |row: &QueryResult| Ok((row.try_get("", "collection_id")?, row.try_get::<i64>("", "products")?.unsigned_abs()));
    rows.iter().map(read).collect()
}

/// How many products there are.
pub(in crate::catalog) async fn count(connection: &impl ConnectionTrait, filter: &Filter) -> Result<u64> {
    let (source, values) = filter.source();
    let row = connection.query_one_raw(sql(connection, &format!("SELECT COUNT(*) AS total {source}"), values)).await?;
    let total: i64 = row.map(|row| row.try_get("", "total")).transpose()?.unwrap_or_default();
    Ok(total.unsigned_abs())
}

/// A page by its offset.
pub(in crate::catalog) async fn ids_page(
    connection: &impl ConnectionTrait,
    filter: &Filter,
    sort: Sort,
    offset: u64,
    limit: u64,
) -> Result<Vec<Uuid>> {
    let (text, direction, values) = filter.ordered(sort);
    let text = format!("{text} ORDER BY sort_key {direction}, id {direction} LIMIT {limit} OFFSET {offset}");
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
    let (mut text, direction, mut values) = filter.ordered(sort);
    if let Some(cursor) = after {
        if !filter.accepts(sort, &cursor) {
            return Err(bad_cursor());
        }
        let (key, id) = (values.len() + 1, values.len() + 2);
        let beyond = if direction == "DESC" { "<" } else { ">" };
        text.push_str(&format!(" WHERE sort_key {beyond} ${key} OR (sort_key = ${key} AND id {beyond} ${id})"));
        values.push(match cursor.key {
            Key::Int(number) => number.into(),
            Key::Text(text) => text.into(),
            Key::Rank(bits) => f64::from_bits(bits).into(),
        });
        values.push(cursor.id.into());
    }
    let text = format!("{text} ORDER BY sort_key {direction}, id {direction} LIMIT {limit}");
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

/// A page of all products, drafts too, for staff: latest change first. `pattern` is for LIKE. Answers with the number on all pages.
pub(in crate::catalog) async fn admin_page(
    connection: &impl ConnectionTrait,
    pattern: &str,
    page_size: u64,
    page: u64,
) -> Result<(Vec<Uuid>, u64)> {
    const SOURCE: &str = r"FROM product p WHERE lower(p.title) LIKE $1 ESCAPE '\' OR p.slug LIKE $1 ESCAPE '\'
        OR lower(p.vendor) LIKE $1 ESCAPE '\' OR EXISTS (SELECT 1 FROM variant v
            WHERE v.product_id = p.id AND v.deleted_at IS NULL AND lower(v.sku) LIKE $1 ESCAPE '\')";
    let count = sql(connection, &format!("SELECT COUNT(*) AS total {SOURCE}"), [pattern.into()]);
    let total: i64 =
        connection.query_one_raw(count).await?.map(|row| row.try_get("", "total")).transpose()?.unwrap_or_default();
    let total = total.unsigned_abs();
    let offset = (page.clamp(1, total.div_ceil(page_size).max(1)) - 1) * page_size;
    let text = format!("SELECT p.id {SOURCE} ORDER BY p.updated_at DESC, p.id LIMIT {page_size} OFFSET {offset}");
    let rows = connection.query_all_raw(sql(connection, &text, [pattern.into()])).await?;
    let ids = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
    Ok((ids, total))
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
