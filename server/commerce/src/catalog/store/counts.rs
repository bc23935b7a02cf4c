//! How many products there are, as far as it is worth counting: a page never pays for more than [`MOST`].

use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Value};
use serde::{Deserialize, Serialize};
use types::Locale;
use uuid::Uuid;

use super::{
    filter::{Filter, Source, available},
    found::FOUND,
};
use crate::{Result, catalog::narrow::Choice, db::sql};

/// Products that are counted; where there are more, a number says "at least".
const MOST: u64 = FOUND;
/// Values of all facets that are told of one list.
const VALUES: u64 = 300;

/// A number of products.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::catalog) struct Counted {
    pub products: u64,
    /// There are more; nobody counted how many.
    pub at_least: bool,
}

/// A value of a facet and how many products have it.
#[derive(Clone, Debug, FromQueryResult, Serialize, Deserialize)]
pub(crate) struct TermCount {
    /// As written in addresses.
    pub facet: String,
    /// As written in addresses.
    pub value: String,
    /// As people read it.
    pub facet_label: String,
    /// As people read it.
    pub label: String,
    /// CSS hex colour.
    pub swatch: Option<String>,
    /// Products that have it.
    pub products: i64,
}

/// How many products there are.
pub(in crate::catalog) async fn count(connection: &impl ConnectionTrait, filter: &Filter) -> Result<Counted> {
    if let Some(found) = filter.found_alone() {
        return Ok(Counted { products: found.len() as u64, at_least: filter.is_cut() });
    }
    if filter.finds_nothing() {
        return Ok(Counted::default());
    }
    let source = filter.in_no_order();
    let text = format!("SELECT count(*) AS total FROM (SELECT 1 AS one {} LIMIT {}) AS listed", source.text, MOST + 1);
    let row = connection.query_one_raw(source.statement(connection, &text)?).await?;
    let total: i64 = row.map(|row| row.try_get("", "total")).transpose()?.unwrap_or_default();
    let products = total.unsigned_abs();
    // What a search did not look at may be meant too, however few of the others a choice leaves.
    let at_least = products > MOST || filter.is_cut();
    Ok(Counted { products: products.min(MOST), at_least })
}

/// `(SELECT id …) AS listed`: the first products, in any order. Of all products those the merchant has put first, always the same: what
/// is asked of them lies together and is in memory already.
fn first(source: &Source) -> String {
    let order = if source.is_all { "ORDER BY p.position, p.id" } else { "" };
    format!("(SELECT {} AS id {} {order} LIMIT {MOST}) AS listed", source.id, source.text)
}

/// How many of the products can be bought now.
pub(in crate::catalog) async fn count_available(connection: &impl ConnectionTrait, filter: &Filter) -> Result<u64> {
    let source = filter.in_no_order();
    let text = format!("SELECT count(*) AS total FROM {} WHERE {}", first(&source), available("listed.id"));
    let row = connection.query_one_raw(source.statement(connection, &text)?).await?;
    let total: i64 = row.map(|row| row.try_get("", "total")).transpose()?.unwrap_or_default();
    Ok(total.unsigned_abs())
}

/// How many of the products stand in each collection; a collection without any is missing.
pub(in crate::catalog) async fn count_collections(
    connection: &impl ConnectionTrait,
    filter: &Filter,
) -> Result<Vec<(Uuid, u64)>> {
    let source = filter.in_no_order();
    let text = format!(
        "SELECT m.collection_id, count(*) AS products FROM {} CROSS JOIN collection_product m
        WHERE m.product_id = listed.id GROUP BY m.collection_id",
        first(&source)
    );
    let rows = connection.query_all_raw(source.statement(connection, &text)?).await?;
    let read =
        |row: &QueryResult| Ok((row.try_get("", "collection_id")?, row.try_get::<i64>("", "products")?.unsigned_abs()));
    rows.iter().map(read).collect()
}

/// How many of the products have each value of `facet`, as they are called in `locale`; of all facets when none is named. The most
/// frequent first.
pub(in crate::catalog) async fn count_terms(
    connection: &impl ConnectionTrait,
    locale: Locale,
    filter: &Filter,
    facet: Option<&str>,
) -> Result<Vec<TermCount>> {
    let mut source = filter.in_no_order();
    let listed = first(&source);
    let only = match facet {
        Some(facet) => format!(" AND t.facet = {}", source.value(facet)),
        None => String::new(),
    };
    let text = format!(
        "SELECT t.facet, t.value, min(t.facet_label) AS facet_label, min(t.label) AS label, max(t.swatch) AS swatch,
            count(*) AS products
        FROM {listed} CROSS JOIN product_term t WHERE t.product_id = listed.id{only}
        GROUP BY t.facet, t.value ORDER BY products DESC, t.facet, t.value LIMIT {VALUES}"
    );
    let text = called_in(locale, text, |code| source.value(code));
    Ok(TermCount::find_by_statement(source.statement(connection, &text)?).all(connection).await?)
}

/// The same terms with what they are called in `locale`, where anybody has said.
fn called_in(locale: Locale, terms: String, value: impl FnOnce(&'static str) -> String) -> String {
    if locale == Locale::En {
        return terms;
    }
    let code = value(locale.code());
    format!(
        "SELECT c.facet, c.value, COALESCE(NULLIF(w.facet_label, ''), c.facet_label) AS facet_label,
            COALESCE(NULLIF(w.label, ''), c.label) AS label, c.swatch, c.products
        FROM ({terms}) AS c
            LEFT JOIN term_translation w ON w.locale = {code} AND w.facet = c.facet AND w.value = c.value
        ORDER BY c.products DESC, c.facet, c.value"
    )
}

/// What is chosen, as people read it in `locale`; what no product has is missing.
pub(in crate::catalog) async fn chosen_terms(
    connection: &impl ConnectionTrait,
    locale: Locale,
    choices: &[Choice],
) -> Result<Vec<TermCount>> {
    let mut found = Vec::new();
    for (facet, value) in choices.iter().flat_map(Choice::pairs) {
        let text = "SELECT facet, value, facet_label, label, swatch, CAST(0 AS bigint) AS products FROM product_term
            WHERE facet = $1 AND value = $2 LIMIT 1";
        let mut values: Vec<Value> = vec![facet.into(), value.into()];
        let text = called_in(locale, text.to_owned(), |code| {
            values.push(code.into());
            format!("${}", values.len())
        });
        let statement = sql(connection, &text, values);
        found.extend(TermCount::find_by_statement(statement).one(connection).await?);
    }
    Ok(found)
}
