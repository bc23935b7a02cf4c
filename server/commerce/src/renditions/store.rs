use sea_orm::ConnectionTrait;
use types::{Millis, rendition::Rendition};

use crate::{Result, db::sql};

/// What was made of an original.
pub(super) struct Made {
    /// None where it could not be.
    pub bytes: Option<Vec<u8>>,
}

pub(super) async fn load(connection: &impl ConnectionTrait, hash: &str, rendition: Rendition) -> Result<Option<Made>> {
    let select = "SELECT bytes FROM rendition WHERE media_hash = $1 AND name = $2";
    let row = connection.query_one_raw(sql(connection, select, [hash.into(), rendition.name().into()])).await?;
    Ok(row.map(|row| row.try_get("", "bytes")).transpose()?.map(|bytes| Made { bytes }))
}

/// Which renditions of an original are there.
pub(super) async fn made(connection: &impl ConnectionTrait, hash: &str) -> Result<Vec<Rendition>> {
    let select = "SELECT name FROM rendition WHERE media_hash = $1 AND bytes IS NOT NULL";
    let rows = connection.query_all_raw(sql(connection, select, [hash.into()])).await?;
    let names = rows.iter().map(|row| row.try_get::<String>("", "name")).collect::<Result<Vec<_>, _>>()?;
    Ok(names.iter().filter_map(|name| Rendition::from_name(name)).collect())
}

/// Keeps a rendition, or that there can be none. What another process has kept meanwhile stays.
pub(super) async fn keep(
    connection: &impl ConnectionTrait,
    hash: &str,
    rendition: Rendition,
    bytes: Option<Vec<u8>>,
    now: Millis,
) -> Result<()> {
    let insert = "INSERT INTO rendition (media_hash, name, bytes, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (media_hash, name) DO NOTHING";
    let values = [hash.into(), rendition.name().into(), bytes.into(), now.into()];
    connection.execute_raw(sql(connection, insert, values)).await?;
    Ok(())
}

/// Originals of products on sale that lack a rendition, first pictures first; at most `limit`.
pub(super) async fn lacking(
    connection: &impl ConnectionTrait,
    rendition: Rendition,
    limit: i64,
) -> Result<Vec<String>> {
    let select = "SELECT i.media_hash FROM image i JOIN product p ON p.id = i.product_id
        WHERE p.status = 'active'
            AND NOT EXISTS (SELECT 1 FROM rendition r WHERE r.media_hash = i.media_hash AND r.name = $1)
        GROUP BY i.media_hash ORDER BY min(i.position), min(p.position), i.media_hash LIMIT $2";
    let rows = connection.query_all_raw(sql(connection, select, [rendition.name().into(), limit.into()])).await?;
    Ok(rows.iter().map(|row| row.try_get("", "media_hash")).collect::<Result<_, _>>()?)
}
