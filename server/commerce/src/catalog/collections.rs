//! What staff do to collections. Every page names them, so each change outdates all.

use sea_orm::DatabaseTransaction;
use types::{
    CollectionId,
    admin::{AdminCollection, CollectionInput, CollectionPage},
};

use super::{moved::Renamed, much_changed, rules::check_collection, store};
use crate::{Cx, Error, Result, Scope, Seen, cursor::Page};

/// Collections a shop can have: all of them are in its header.
const MOST_COLLECTIONS: i64 = 1_000;

/// Collections in the order the shop shows them; `limit` from 1 to 100.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn admin_collections(cx: &Cx, cursor: Option<&str>, limit: u64) -> Result<CollectionPage> {
    cx.require(Scope::CatalogRead)?;
    let page = Page::read(cursor, limit)?;
    let mut rows = store::collections_after(cx.db.read(), &page).await?;
    let next_cursor = page.cut(&mut rows, store::PlacedCollection::place);
    Ok(CollectionPage { items: rows.into_iter().map(store::PlacedCollection::row).collect(), next_cursor })
}

/// A collection as staff edit it.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn admin_collection(cx: &Cx, id: CollectionId) -> Result<AdminCollection> {
    cx.require(Scope::CatalogRead)?;
    let (row, product_count) = store::counted_collection(cx.db.write(), id).await?;
    Ok(AdminCollection { id, input: written(row), product_count })
}

/// What staff have written into a collection.
fn written(row: store::CollectionRow) -> CollectionInput {
    CollectionInput { title: row.title, slug: row.slug, description_html: row.description_html }
}

/// The same of a collection that nobody else changes until the transaction ends.
async fn locked(tx: &DatabaseTransaction, id: CollectionId) -> Result<CollectionInput> {
    store::lock_collection(tx, id).await.map(written)
}

/// Writes a new collection, last of all and with nothing in it.
///
/// # Errors
/// `invalid` with every wrong field, `slug` also when it is taken; `conflict` when there are too many; when the caller may not.
pub async fn create_collection(cx: &Cx, input: &CollectionInput) -> Result<CollectionId> {
    cx.require(Scope::CatalogWrite)?;
    let (checked, id, now) = (check_collection(input)?, CollectionId::new(), cx.clock.now());
    if !store::add_collection(cx.db.write(), id, &checked, MOST_COLLECTIONS, now).await? {
        return Err(Error::conflict(format!("A shop has at most {MOST_COLLECTIONS} collections. Delete one first.")));
    }
    much_changed(cx).await;
    Ok(id)
}

/// Writes a collection anew. What stands in it stays.
///
/// # Errors
/// `invalid` with every wrong field, `slug` also when it is taken; `not_found`; `precondition_failed`; when the caller may not.
pub async fn update_collection(cx: &Cx, id: CollectionId, seen: Seen, input: &CollectionInput) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let (checked, now) = (check_collection(input)?, cx.clock.now());
    seen.change(
        &cx.db,
        move |tx| Box::pin(locked(tx, id)),
        move |tx| {
            Box::pin(async move {
                store::leave_slug(tx, Renamed::Collection, id.0, &checked.slug, now).await?;
                store::write_collection(tx, id, &checked).await
            })
        },
    )
    .await?;
    much_changed(cx).await;
    Ok(())
}

/// Removes a collection. Its products stay in the shop.
///
/// # Errors
/// `conflict` while a discount code is limited to it, which would take off everything otherwise; `not_found`; `precondition_failed`;
/// when the caller may not.
pub async fn delete_collection(cx: &Cx, id: CollectionId, seen: Seen) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let gone = seen
        .change(&cx.db, move |tx| Box::pin(locked(tx, id)), move |tx| Box::pin(store::delete_collection(tx, id)))
        .await?;
    if !gone {
        return Err(Error::conflict("A discount code is limited to this collection. Change the code first."));
    }
    much_changed(cx).await;
    Ok(())
}
