//! Names that products and collections had before. A row names the thing and not another name, so whatever it is called later is found in
//! one step, and no two names can lead to each other.

use sea_orm::ConnectionTrait;
use types::Millis;
use uuid::Uuid;

use crate::{Result, catalog::moved::Renamed, db::sql};

impl Renamed {
    fn table(self) -> &'static str {
        match self {
            Renamed::Product => "product",
            Renamed::Collection => "collection",
        }
    }

    /// Which of them shoppers can see.
    fn visible(self) -> &'static str {
        match self {
            Renamed::Product => "t.status = 'active' AND t.min_price IS NOT NULL",
            Renamed::Collection => "true",
        }
    }
}

/// Remembers the name of a locked thing that is about to be called `new`. Whoever had a name last is whom it leads to.
pub(in crate::catalog) async fn leave_slug(
    connection: &impl ConnectionTrait,
    thing: Renamed,
    id: Uuid,
    new: &str,
    now: Millis,
) -> Result<()> {
    let table = thing.table();
    let text = format!(
        "INSERT INTO {table}_former_slug (slug, {table}_id, left_at) SELECT slug, id, $3 FROM {table} WHERE id = $1 AND slug <> $2
        ON CONFLICT (slug) DO UPDATE SET {table}_id = excluded.{table}_id, left_at = excluded.left_at"
    );
    connection.execute_raw(sql(connection, &text, [id.into(), new.into(), now.into()])).await?;
    Ok(())
}

/// The name of now of what can be seen, by one of before. None while another of its kind has that name.
pub(in crate::catalog) async fn moved(
    connection: &impl ConnectionTrait,
    thing: Renamed,
    slug: &str,
) -> Result<Option<String>> {
    let (table, visible) = (thing.table(), thing.visible());
    let text = format!(
        "SELECT t.slug FROM {table}_former_slug f JOIN {table} t ON t.id = f.{table}_id
        WHERE f.slug = $1 AND {visible} AND NOT EXISTS (SELECT 1 FROM {table} taken WHERE taken.slug = f.slug)"
    );
    let row = connection.query_one_raw(sql(connection, &text, [slug.into()])).await?;
    Ok(row.map(|row| row.try_get("", "slug")).transpose()?)
}
