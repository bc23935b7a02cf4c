//! What drops say in other languages. English words stand in the drops themselves.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{DropId, Locale, admin::DropTranslation};

use super::{DropRow, run};
use crate::{
    Error, Result,
    db::{rows, sql},
    waiting_room::Title,
};

#[derive(FromQueryResult)]
struct Words {
    title: String,
    message_before: String,
    message_live: String,
    message_over: String,
}

/// The words of a drop in `locale`, where there are any.
pub(in crate::drops) async fn translation(
    connection: &impl ConnectionTrait,
    id: DropId,
    locale: Locale,
) -> Result<Option<DropTranslation>> {
    if locale == Locale::En {
        return Ok(None);
    }
    let select = "SELECT title, message_before, message_live, message_over FROM drop_translation
        WHERE drop_id = $1 AND locale = $2";
    let found = Words::find_by_statement(sql(connection, select, [id.0.into(), locale.code().into()]));
    let words = |Words { title, message_before, message_live, message_over }: Words| DropTranslation {
        title,
        message_before,
        message_live,
        message_over,
    };
    Ok(found.one(connection).await?.map(words))
}

/// Writes a drop's words in `locale`; none of them is no row.
pub(in crate::drops) async fn translate(
    connection: &impl ConnectionTrait,
    id: DropId,
    locale: Locale,
    words: &DropTranslation,
) -> Result<()> {
    if *words == DropTranslation::default() {
        let delete = "DELETE FROM drop_translation WHERE drop_id = $1 AND locale = $2";
        run(connection, delete, [id.0.into(), locale.code().into()]).await?;
        return Ok(());
    }
    let upsert = "INSERT INTO drop_translation (drop_id, locale, title, message_before, message_live, message_over)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (drop_id, locale) DO UPDATE SET title = excluded.title, message_before = excluded.message_before,
            message_live = excluded.message_live, message_over = excluded.message_over";
    let DropTranslation { title, message_before, message_live, message_over } = words;
    let values: [Value; 6] = [
        id.0.into(),
        locale.code().into(),
        title.into(),
        message_before.into(),
        message_live.into(),
        message_over.into(),
    ];
    run(connection, upsert, values).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Called {
    drop_id: DropId,
    locale: String,
    title: String,
}

/// What these drops are called, in every language.
pub(in crate::drops) async fn titles(
    connection: &impl ConnectionTrait,
    drops: &[DropRow],
) -> Result<HashMap<DropId, Title>> {
    let select =
        "SELECT drop_id, locale, title FROM drop_translation WHERE title <> '' AND drop_id IN (SELECT id FROM {rows})";
    let ids = rows::ids(drops.iter().map(|row| row.id.0));
    let found: Vec<Called> = rows::query(connection, select, rows::ID, &ids, []).await?;
    let mut said: HashMap<DropId, Vec<(Locale, String)>> = HashMap::new();
    for Called { drop_id, locale, title } in found {
        said.entry(drop_id).or_default().push((locale.parse().map_err(Error::internal)?, title));
    }
    let title = |row: &DropRow| (row.id, Title::new(row.terms.title.clone(), said.remove(&row.id).unwrap_or_default()));
    Ok(drops.iter().map(title).collect())
}
