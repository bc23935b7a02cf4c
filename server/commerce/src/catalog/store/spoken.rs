//! What is derived from a product's words in other languages: its rows in their searches, and what facets are called.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DbBackend};
use serde::Serialize;
use types::{Locale, admin::ProductTranslation, catalog::ProductOption};
use uuid::Uuid;

use super::{reindex::BODY_LIMIT, terms::learn_words};
use crate::{
    Result,
    catalog::{
        entity::product,
        rules::{Term, folded, plain_text, term_words, translate_options, words},
        search::{row_number, search_table},
    },
    db::{
        rows::{self, Column},
        sql,
    },
};

/// What is said of a product, in each language.
pub(super) type Spoken = [(Locale, ProductTranslation)];

/// What a product is called in `locale`, as lists are ordered by it; none where it has its English title.
pub(super) fn title_in(locale: Locale, spoken: &Spoken) -> Option<String> {
    let said = spoken.iter().find(|(known, _)| *known == locale);
    said.map(|(_, words)| folded(locale, &words.title)).filter(|title| !title.is_empty())
}

/// Brings all of it in step with the product. The last statement of every change, with `super::reindex`.
pub(super) async fn reindex(
    connection: &impl ConnectionTrait,
    product: &product::Model,
    spoken: &Spoken,
    is_listed: bool,
) -> Result<()> {
    for (locale, words) in spoken {
        forget_spoken(connection, product.id, *locale).await?;
        // Only what shoppers may see can be found.
        if is_listed {
            let options = translate_options(&product.options.0, &words.terms);
            write_search_row(connection, product, *locale, words, &options).await?;
            write_terms(connection, *locale, &product.options.0, &options).await?;
        }
    }
    Ok(())
}

/// Takes a product out of the search of `locale`.
pub(in crate::catalog) async fn forget_spoken(
    connection: &impl ConnectionTrait,
    product: Uuid,
    locale: Locale,
) -> Result<()> {
    let table = search_table(locale);
    let delete = match connection.get_database_backend() {
        DbBackend::Sqlite => {
            sql(connection, &format!("DELETE FROM {table} WHERE rowid = $1"), [row_number(product).into()])
        }
        _ => sql(connection, &format!("DELETE FROM {table} WHERE product_id = $1"), [product.into()]),
    };
    connection.execute_raw(delete).await?;
    Ok(())
}

async fn write_search_row(
    connection: &impl ConnectionTrait,
    product: &product::Model,
    locale: Locale,
    spoken: &ProductTranslation,
    options: &[ProductOption],
) -> Result<()> {
    let title = if spoken.title.is_empty() { &product.title } else { &spoken.title };
    let called = |name: &String| spoken.terms.get(name).unwrap_or(name).clone();
    let labels = product.tags.0.iter().map(called).collect::<Vec<_>>().join(" ");
    let values = options.iter().flat_map(|option| &option.values).map(|value| value.name.as_str());
    let values = values.collect::<Vec<_>>().join(" ");
    let learnt: BTreeSet<String> = words([title.as_str(), labels.as_str(), values.as_str()]);
    learn_words(connection, locale, &learnt).await?;
    let body = format!("{} {values} {}", product.vendor, plain_text(&spoken.description_html));
    let body: String = folded(locale, &body).chars().take(BODY_LIMIT).collect();
    let values = [product.id.into(), folded(locale, title).into(), folded(locale, &labels).into(), body.into()];
    let table = search_table(locale);
    let insert = match connection.get_database_backend() {
        DbBackend::Sqlite => format!(
            "INSERT INTO {table} (rowid, product_id, title, labels, body) VALUES ({}, $1, $2, $3, $4)",
            row_number(product.id)
        ),
        _ => format!("INSERT INTO {table} (product_id, title, labels, body) VALUES ($1, $2, $3, $4)"),
    };
    connection.execute_raw(sql(connection, &insert, values)).await?;
    Ok(())
}

#[derive(Serialize)]
struct TermRow {
    facet: String,
    value: String,
    facet_label: String,
    label: String,
}

const TERM: &[Column] =
    &[Column::text("facet"), Column::text("value"), Column::text("facet_label"), Column::text("label")];

/// Notes what the terms of a product are called, for all that have the same ones: the latest word counts.
async fn write_terms(
    connection: &impl ConnectionTrait,
    locale: Locale,
    options: &[ProductOption],
    translated: &[ProductOption],
) -> Result<()> {
    let row =
        |term: Term| TermRow { facet: term.facet, value: term.value, facet_label: term.facet_label, label: term.label };
    let terms: Vec<TermRow> = term_words(options, translated).into_iter().map(row).collect();
    let upsert = "INSERT INTO term_translation (locale, facet, value, facet_label, label)
        SELECT $2, r.facet, r.value, r.facet_label, r.label FROM {rows} WHERE true
        ON CONFLICT (locale, facet, value) DO UPDATE SET
            facet_label = COALESCE(NULLIF(excluded.facet_label, ''), term_translation.facet_label),
            label = COALESCE(NULLIF(excluded.label, ''), term_translation.label)";
    rows::execute(connection, upsert, TERM, &terms, [locale.code().into()]).await?;
    Ok(())
}
