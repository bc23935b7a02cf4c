//! Collections and the products that stand in them.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{LockType, OnConflict},
};
use types::{CollectionId, Locale, Millis, ProductId, catalog::CollectionView};
use uuid::Uuid;

use crate::{
    Error, Result,
    catalog::entity::{
        collection::{Column, Entity, Model},
        collection_product as member,
    },
    db::sql,
};

/// All collections in order.
pub(in crate::catalog) async fn collections(connection: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_asc(Column::Position).order_by_asc(Column::Title).all(connection).await?)
}

pub(in crate::catalog) async fn collection_by_slug(
    connection: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Slug.eq(slug)).one(connection).await?)
}

/// Slugs of the collections a product stands in and their titles in `locale`, in order.
pub(in crate::catalog) async fn collection_slugs(
    connection: &impl ConnectionTrait,
    product: ProductId,
    locale: Locale,
) -> Result<Vec<(String, String)>> {
    let text = "SELECT c.slug, COALESCE(NULLIF(t.title, ''), c.title) AS title
        FROM collection c JOIN collection_product cp ON cp.collection_id = c.id
            LEFT JOIN collection_translation t ON t.collection_id = c.id AND t.locale = $2
        WHERE cp.product_id = $1 ORDER BY c.position, c.title";
    let values = [product.0.into(), locale.code().into()];
    let rows = connection.query_all_raw(sql(connection, text, values)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "slug")?, row.try_get("", "title")?))).collect()
}

/// Collections as shoppers see them: how many products, and the first one's picture.
pub(in crate::catalog) async fn collection_views(
    connection: &impl ConnectionTrait,
    rows: Vec<Model>,
) -> Result<Vec<CollectionView>> {
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let counted = super::count(connection, &super::Filter::of(Some(row.id))).await?;
        let image = match first_product(connection, row.id).await? {
            Some(product) => super::images_of(connection, ProductId(product)).await?,
            None => Vec::new(),
        };
        views.push(CollectionView {
            id: CollectionId(row.id),
            product_count: counted.products + u64::from(counted.at_least),
            image: image.first().map(super::image_view),
            slug: row.slug,
            title: row.title,
            description_html: row.description_html,
        });
    }
    Ok(views)
}

async fn first_product(connection: &impl ConnectionTrait, collection: Uuid) -> Result<Option<Uuid>> {
    // Among the first few: in a collection without pictures nobody looks through all of it.
    let text = "SELECT p.id FROM (SELECT product_id, position FROM collection_product WHERE collection_id = $1
            ORDER BY position, product_id LIMIT 100) cp JOIN product p ON p.id = cp.product_id
        WHERE p.status = 'active' AND p.min_price IS NOT NULL
            AND EXISTS (SELECT 1 FROM image WHERE image.product_id = p.id)
        ORDER BY cp.position, p.id LIMIT 1";
    let row = connection.query_one_raw(sql(connection, text, [collection.into()])).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// The collection of that name, made at the end of the list when there is none.
pub(in crate::catalog) async fn find_or_create(
    connection: &impl ConnectionTrait,
    slug: &str,
    title: &str,
    now: Millis,
) -> Result<Model> {
    if let Some(found) = collection_by_slug(connection, slug).await? {
        return Ok(found);
    }
    let last = collections(connection).await?.last().map_or(0, |collection| collection.position);
    let new = Model {
        id: CollectionId::new().0,
        slug: slug.to_owned(),
        title: title.to_owned(),
        description_html: String::new(),
        position: last + 1,
        created_at: now,
    };
    insert_collection(connection, new).await?;
    collection_by_slug(connection, slug).await?.ok_or_else(|| Error::not_found("collection"))
}

/// Writes a new collection. Somebody else may make it at this moment; then theirs is the one.
pub(in crate::catalog) async fn insert_collection(connection: &impl ConnectionTrait, collection: Model) -> Result<()> {
    let keep_first = OnConflict::column(Column::Slug).do_nothing().to_owned();
    Entity::insert(collection.into_active_model()).on_conflict(keep_first).exec_without_returning(connection).await?;
    Ok(())
}

/// Makes the product stand in exactly these collections; where it is new, at the end.
///
/// # Errors
/// `invalid` on `collections` when one does not exist.
pub(in crate::catalog) async fn set_collections(
    connection: &impl ConnectionTrait,
    product: ProductId,
    slugs: &[String],
) -> Result<()> {
    // None of them is removed before the product stands in it.
    let wanted = Entity::find().filter(Column::Slug.is_in(slugs)).lock(LockType::KeyShare).all(connection).await?;
    if let Some(unknown) = slugs.iter().find(|slug| !wanted.iter().any(|row| row.slug == **slug)) {
        return Err(Error::invalid_field("collections", format!("There is no collection {unknown}.")));
    }
    let ids: Vec<Uuid> = wanted.iter().map(|row| row.id).collect();
    let gone = member::Entity::delete_many()
        .filter(member::Column::ProductId.eq(product.0))
        .filter(member::Column::CollectionId.is_not_in(ids.iter().copied()));
    gone.exec(connection).await?;
    for id in ids {
        join(connection, id, product).await?;
    }
    Ok(())
}

/// Puts the product at the end of the collection, unless it stands in it already.
pub(in crate::catalog) async fn join(
    connection: &impl ConnectionTrait,
    collection: Uuid,
    product: ProductId,
) -> Result<()> {
    let last = member::Entity::find()
        .select_only()
        .column_as(member::Column::Position.max(), "last")
        .filter(member::Column::CollectionId.eq(collection));
    let last: Option<Option<i64>> = last.into_tuple().one(connection).await?;
    place(connection, collection, product, last.flatten().unwrap_or_default() + 1).await
}

/// Puts the product at that place in the collection, unless it stands in it already.
pub(in crate::catalog) async fn place(
    connection: &impl ConnectionTrait,
    collection: Uuid,
    product: ProductId,
    position: i64,
) -> Result<()> {
    let text = "INSERT INTO collection_product (collection_id, product_id, position) VALUES ($1, $2, $3)
        ON CONFLICT (collection_id, product_id) DO NOTHING";
    connection.execute_raw(sql(connection, text, [collection.into(), product.0.into(), position.into()])).await?;
    Ok(())
}
