//! What products can be told by, and the words that typing errors are looked for in.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use types::Locale;
use uuid::Uuid;

use crate::{
    Result,
    catalog::{
        entity::product,
        rules::{Term, beginning, left, terms, words},
        search::near_table,
    },
    db::{
        rows::{self, Column},
        sql,
    },
};

/// Words that could have been meant, looked at for one that was typed.
const CANDIDATES: u64 = 1_000;

#[derive(Serialize)]
struct TermRow {
    product_id: Uuid,
    facet: String,
    value: String,
    facet_label: String,
    label: String,
    swatch: Option<String>,
}

const TERM: &[Column] = &[
    Column::id("product_id"),
    Column::text("facet"),
    Column::text("value"),
    Column::text("facet_label"),
    Column::text("label"),
    Column::text("swatch").or_null(),
];

/// Writes the terms of a product anew; none of one that is in no list.
pub(super) async fn write(connection: &impl ConnectionTrait, product: &product::Model, is_listed: bool) -> Result<()> {
    let delete = "DELETE FROM product_term WHERE product_id = $1";
    connection.execute_raw(sql(connection, delete, [product.id.into()])).await?;
    if !is_listed {
        return Ok(());
    }
    let row = |term: Term| TermRow {
        product_id: product.id,
        facet: term.facet,
        value: term.value,
        facet_label: term.facet_label,
        label: term.label,
        swatch: term.swatch,
    };
    let terms: Vec<TermRow> = terms(&product.options.0, &product.vendor).into_iter().map(row).collect();
    let insert = "INSERT INTO product_term (product_id, facet, value, facet_label, label, swatch)
        SELECT r.product_id, r.facet, r.value, r.facet_label, r.label, r.swatch FROM {rows}";
    rows::execute(connection, insert, TERM, &terms, []).await?;
    learn(connection, product).await
}

#[derive(Serialize)]
struct Near<'a> {
    near: String,
    word: &'a str,
}

const NEAR: &[Column] = &[Column::text("near"), Column::text("word")];

#[derive(FromQueryResult)]
struct Word {
    word: String,
}

/// Keeps the words of a product that are not kept yet. They are never forgotten: a word that no product uses any more is looked for
/// and finds nothing.
async fn learn(connection: &impl ConnectionTrait, product: &product::Model) -> Result<()> {
    let values = product.options.0.iter().flat_map(|option| &option.values).map(|value| value.name.as_str());
    let named = [product.title.as_str(), product.kind.as_str(), product.vendor.as_str()];
    let words = words(named.into_iter().chain(product.tags.0.iter().map(String::as_str)).chain(values));
    learn_words(connection, Locale::En, &words).await
}

/// Keeps those of `words`, which are in `locale`, that are not kept yet.
pub(super) async fn learn_words(
    connection: &impl ConnectionTrait,
    locale: Locale,
    words: &BTreeSet<String>,
) -> Result<()> {
    let known = known(connection, locale, words).await?;
    // In the order of the words: two products that learn the same ones do not wait for each other in a circle.
    let new = words.iter().filter(|word| !known.contains(*word));
    let rows: Vec<Near<'_>> =
        new.flat_map(|word| left(word).into_iter().map(move |near| Near { near, word })).collect();
    let insert = format!(
        "INSERT INTO {} (near, word) SELECT r.near, r.word FROM {{rows}} WHERE true ON CONFLICT (near, word) DO NOTHING",
        near_table(locale)
    );
    rows::execute(connection, &insert, NEAR, &rows, []).await?;
    Ok(())
}

#[derive(Serialize)]
struct Key {
    near: String,
}

const KEY: &[Column] = &[Column::text("near")];

/// Those of `words` that are kept of `locale`.
pub(in crate::catalog) async fn known(
    connection: &impl ConnectionTrait,
    locale: Locale,
    words: &BTreeSet<String>,
) -> Result<BTreeSet<String>> {
    let keys: Vec<Near<'_>> = words.iter().map(|word| Near { near: beginning(word), word }).collect();
    let select = format!(
        "SELECT DISTINCT n.word FROM {} n
        WHERE n.near IN (SELECT near FROM {{rows}}) AND n.word IN (SELECT word FROM {{rows}})",
        near_table(locale)
    );
    let found: Vec<Word> = rows::query(connection, &select, NEAR, &keys, []).await?;
    Ok(found.into_iter().map(|row| row.word).collect())
}

/// Words of `locale` that share with `typed` what is left when letters are left out.
pub(in crate::catalog) async fn candidates(
    connection: &impl ConnectionTrait,
    locale: Locale,
    typed: &str,
) -> Result<Vec<String>> {
    let keys: Vec<Key> = left(typed).into_iter().map(|near| Key { near }).collect();
    let select = format!(
        "SELECT DISTINCT n.word FROM {} n WHERE n.near IN (SELECT near FROM {{rows}}) LIMIT {CANDIDATES}",
        near_table(locale)
    );
    let found: Vec<Word> = rows::query(connection, &select, KEY, &keys, []).await?;
    Ok(found.into_iter().map(|row| row.word).collect())
}
