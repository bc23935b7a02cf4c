//! Pictures: their bytes, and their places at products.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use types::{ImageId, Millis, ProductId};

use crate::{
    Error, Result,
    catalog::entity::{
        image::{Column, Entity, Model},
        media,
    },
    db::rows,
};

/// Bytes to keep.
pub(in crate::catalog) struct NewMedia {
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
    pub now: Millis,
}

/// Keeps the bytes and answers with their hash. The same bytes are kept once, however many products show them.
pub(in crate::catalog) async fn put_media(connection: &impl ConnectionTrait, new: NewMedia) -> Result<String> {
    let hash = hex::encode(Sha256::digest(&new.bytes));
    let row = media::Model {
        hash: hash.clone(),
        media_type: new.media_type.to_owned(),
        bytes: new.bytes,
        created_at: new.now,
    };
    let keep_first = OnConflict::column(media::Column::Hash).do_nothing().to_owned();
    media::Entity::insert(row.into_active_model()).on_conflict(keep_first).exec_without_returning(connection).await?;
    Ok(hash)
}

pub(in crate::catalog) async fn load_media(
    connection: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<media::Model>> {
    Ok(media::Entity::find_by_id(hash.to_owned()).one(connection).await?)
}

pub(in crate::catalog) async fn has_media(connection: &impl ConnectionTrait, hash: &str) -> Result<bool> {
    let query = media::Entity::find_by_id(hash.to_owned()).select_only().column(media::Column::Hash);
    Ok(query.into_tuple::<String>().one(connection).await?.is_some())
}

/// The pictures of a product, in order.
pub(in crate::catalog) async fn images_of(connection: &impl ConnectionTrait, id: ProductId) -> Result<Vec<Model>> {
    let query =
        Entity::find().filter(Column::ProductId.eq(id.0)).order_by_asc(Column::Position).order_by_asc(Column::Id);
    Ok(query.all(connection).await?)
}

/// The place after the last picture.
pub(in crate::catalog) async fn next_image_position(connection: &impl ConnectionTrait, id: ProductId) -> Result<i64> {
    let last =
        Entity::find().select_only().column_as(Column::Position.max(), "last").filter(Column::ProductId.eq(id.0));
    let last: Option<Option<i64>> = last.into_tuple().one(connection).await?;
    Ok(last.flatten().unwrap_or_default() + 1)
}

pub(in crate::catalog) async fn insert_image(connection: &impl ConnectionTrait, image: Model) -> Result<()> {
    Entity::insert(image.into_active_model()).exec_without_returning(connection).await?;
    Ok(())
}

/// Writes all columns of `image`.
pub(in crate::catalog) async fn update_image(connection: &impl ConnectionTrait, image: Model) -> Result<()> {
    image.into_active_model().reset_all().update(connection).await?;
    Ok(())
}

/// # Errors
/// `not_found`.
pub(in crate::catalog) async fn find_image(connection: &impl ConnectionTrait, id: ImageId) -> Result<Model> {
    Entity::find_by_id(id.0).one(connection).await?.ok_or_else(|| Error::not_found("picture"))
}

pub(in crate::catalog) async fn delete_image(connection: &impl ConnectionTrait, id: ImageId) -> Result<()> {
    Entity::delete_by_id(id.0).exec(connection).await?;
    Ok(())
}

/// Puts pictures in this order.
pub(in crate::catalog) async fn place_images(connection: &impl ConnectionTrait, order: &[ImageId]) -> Result<()> {
    #[derive(Serialize)]
    struct Place {
        id: ImageId,
        position: i64,
    }
    let places: Vec<_> = order.iter().zip(1..).map(|(id, position)| Place { id: *id, position }).collect();
    let update = "UPDATE image SET position = r.position FROM {rows} WHERE image.id = r.id";
    rows::execute(connection, update, &[rows::Column::id("id"), rows::Column::int("position")], &places, []).await?;
    Ok(())
}
