//! What a search finds: looked for once, then narrowed, counted and put in order as rows of the statements that follow.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Value};
use serde::Serialize;
use types::Locale;
use uuid::Uuid;

use crate::{
    Result,
    catalog::search::{Words, search_table},
    db::{contains, rows::Column, sql},
};

/// What is found at most: a word that very many products share is looked at so far.
pub(in crate::catalog) const FOUND: u64 = 1_000;
/// Products whose titles are looked at without the index: the merchant's first.
const READ: u64 = 20_000;

/// A product that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, FromQueryResult)]
pub(in crate::catalog) struct Hit {
    pub(super) product_id: Uuid,
    /// Lower is better.
    rank: i64,
}

/// What was found, the best first.
pub(in crate::catalog) type Hits = Arc<[Hit]>;

pub(super) const HIT: &[Column] = &[Column::id("product_id"), Column::int("rank")];

/// Looks for `words`. Titles come before labels, labels before everything else; of two alike the shorter title is more about what was
/// asked. Each part is bounded and ranked by what its rows say alone (`bm25` would go through all that match), so a word in every product
/// costs no more than one in a thousand. In another language what reads so in English is found too, after all else: not everything is
/// translated.
pub(in crate::catalog) async fn find(connection: &impl ConnectionTrait, words: &Words) -> Result<Hits> {
    let engine = connection.get_database_backend();
    let mut values = Vec::new();
    let mut languages = Vec::new();
    if words.locale() != Locale::En {
        languages.push(in_language(engine, &words.folded(words.locale()), &mut values));
    }
    languages.push(in_language(engine, &words.in_english(), &mut values));
    let text = format!(
        "SELECT product_id, min(rank) AS rank FROM ({}) AS hits GROUP BY product_id ORDER BY min(rank), product_id LIMIT {FOUND}",
        languages.join(" UNION ALL ")
    );
    Ok(Hit::find_by_statement(sql(connection, &text, values)).all(connection).await?.into())
}

/// Titles, labels and everything else of one language. Which row is in which of them is known before a title is read.
fn in_language(engine: DbBackend, words: &Words, values: &mut Vec<Value>) -> String {
    let table = search_table(words.locale());
    let (row, condition, close, wanted) = match engine {
        DbBackend::Sqlite => {
            let all = words.fts5();
            let within = |columns: &str| format!("{columns} : ({all})");
            ("rowid", format!("{table} MATCH"), "", [within("title"), within("{title labels}"), all.clone()])
        }
        _ => {
            let rules = if words.locale() == Locale::En { "english" } else { "simple" };
            let wanted = [words.tsquery("A"), words.tsquery("AB"), words.tsquery("")];
            ("product_id", format!("document @@ to_tsquery('{rules}',"), ")", wanted)
        }
    };
    // Three of each language.
    let first = values.len();
    values.extend(wanted.map(Value::from));
    let tiers: Vec<String> = (first..values.len())
        .map(|tier| {
            let asked = format!("{condition} ${}{close}", tier + 1);
            format!(
                "SELECT * FROM (SELECT {row} AS found, {tier} AS tier FROM {table} WHERE {asked} LIMIT {FOUND}) AS tier_{tier}"
            )
        })
        .collect();
    format!(
        "SELECT s.product_id, CAST(best.tier * 1000 + length(s.title) AS bigint) AS rank
        FROM (SELECT found, min(tier) AS tier FROM ({}) AS tiers GROUP BY found) AS best CROSS JOIN {table} s
        WHERE s.{row} = best.found",
        tiers.join(" UNION ALL ")
    )
}

/// Titles, as `locale` has them, in which a word begins like this: what can be found without the index, when the index does not answer.
pub(in crate::catalog) async fn find_by_title(
    connection: &impl ConnectionTrait,
    locale: Locale,
    searched: &str,
) -> Result<Hits> {
    let text = contains(searched);
    // Whatever comes before and after is added by the statement; the text's own signs stay.
    let beginning = text.strip_prefix('%').and_then(|text| text.strip_suffix('%')).unwrap_or_default();
    let select = format!(
        r"SELECT id AS product_id, position AS rank FROM (
            SELECT p.id, COALESCE(NULLIF(t.title, ''), p.title) AS title, p.position FROM product p
                LEFT JOIN product_translation t ON t.product_id = p.id AND t.locale = $2
            WHERE p.status = 'active' AND p.min_price IS NOT NULL ORDER BY p.position, p.id LIMIT {READ}) AS read
        WHERE lower(title) LIKE $1 || '%' ESCAPE '\' OR lower(title) LIKE '% ' || $1 || '%' ESCAPE '\'
        ORDER BY position, id LIMIT {FOUND}"
    );
    let statement = sql(connection, &select, [beginning.into(), locale.code().into()]);
    Ok(Hit::find_by_statement(statement).all(connection).await?.into())
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;
    use types::catalog::Sort;

    use crate::{
        catalog::{
            narrow::Narrowing,
            store::{Filter, count, count_available, ids_after, ids_page},
        },
        test_shop::TestShop,
    };

    #[tokio::test]
    async fn what_is_left_of_a_search_that_did_not_look_at_everything_is_at_least_so_much() {
        let shop = TestShop::open().await;
        shop.stocked("Lantern", 1).await;
        let db = shop.cx.db.read();
        let row = db.query_one_raw(sql(db, "SELECT id FROM product", [])).await.unwrap().unwrap();
        let mut hits = vec![Hit { product_id: row.try_get("", "id").unwrap(), rank: 0 }];
        for (looked_at, at_least) in [(FOUND - 1, false), (FOUND, true)] {
            hits.extend((hits.len() as u64..looked_at).map(|_| Hit { product_id: Uuid::now_v7(), rank: 1 }));
            let narrowing = Narrowing { available: true, ..Narrowing::default() };
            let filter = Filter::of(None).among(hits.clone().into()).narrowed(db, narrowing).await.unwrap();
            let counted = count(db, &filter).await.unwrap();
            assert_eq!((counted.products, counted.at_least), (1, at_least), "{looked_at}");
        }
    }

    #[tokio::test]
    async fn what_was_found_is_counted_and_ordered_as_the_database_would() {
        let shop = TestShop::open().await;
        for (title, units) in [("Storm lantern", 1), ("Lantern", 0), ("Lantern hook", 2), ("Tote", 1)] {
            shop.stocked(title, units).await;
        }
        let db = shop.cx.db.read();
        let words = Words::read(Locale::En, "lantern").unwrap();
        let filter = Filter::of(None).among(find(db, &words).await.unwrap());
        // A list that goes on after a cursor asks the database.
        let placed = ids_after(db, &filter, Sort::Featured, None, 10).await.unwrap();
        let ids: Vec<Uuid> = placed.iter().map(|placed| placed.id).collect();
        let page = async |offset, limit| ids_page(db, &filter, Sort::Featured, offset, limit).await.unwrap();
        assert_eq!((ids.len(), page(0, 2).await.as_slice(), page(2, 2).await.as_slice()), (3, &ids[..2], &ids[2..]));
        let counted = count(db, &filter).await.unwrap();
        assert_eq!((counted.products, counted.at_least, count_available(db, &filter).await.unwrap()), (3, false, 2));
    }
}
