//! What stands in a collection, and in what order.

use types::{
    CollectionId, ProductId,
    admin::{AdminProductPage, MemberOrder},
};

use super::{much_changed, store};
use crate::{Cx, Error, Result, Scope, cursor::Page};

/// Products that are brought to the front at once.
const MOST_ORDERED: usize = 500;

/// Products of a collection in its order, drafts too; `limit` from 1 to 100.
///
/// # Errors
/// `invalid` for a cursor that is none; `not_found`; when the caller may not.
pub async fn members(cx: &Cx, id: CollectionId, cursor: Option<&str>, limit: u64) -> Result<AdminProductPage> {
    cx.require(Scope::CatalogRead)?;
    let (page, db) = (Page::read(cursor, limit)?, cx.db.read());
    store::counted_collection(db, id).await?;
    let mut places = store::members_after(db, id, &page).await?;
    let next_cursor = page.cut(&mut places, |place| *place);
    let ids: Vec<_> = places.into_iter().map(|place| place.id).collect();
    Ok(AdminProductPage { items: store::product_rows(db, &ids, cx.clock.now()).await?, next_cursor })
}

/// Puts a product at the end of a collection, unless it stands in it already.
///
/// # Errors
/// `not_found` for either; when the caller may not.
pub async fn admit(cx: &Cx, id: CollectionId, product: ProductId) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let now = cx.clock.now();
    cx.db
        .transaction(move |tx| {
            Box::pin(async move {
                store::lock_product(tx, product, now).await?;
                store::lock_collection(tx, id).await?;
                store::join(tx, id.0, product).await
            })
        })
        .await?;
    much_changed(cx).await;
    Ok(())
}

/// Takes a product out of a collection.
///
/// # Errors
/// `not_found` where it does not stand in it; when the caller may not.
pub async fn dismiss(cx: &Cx, id: CollectionId, product: ProductId) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    if !store::leave(cx.db.write(), id, product).await? {
        return Err(Error::not_found("product in this collection"));
    }
    much_changed(cx).await;
    Ok(())
}

/// Brings products to the front of a collection, in the order named; all others follow as they stood.
///
/// # Errors
/// `invalid` on `products` for too many, for one named twice, and for one that does not stand in it; `not_found`; when the caller may
/// not.
pub async fn order_members(cx: &Cx, id: CollectionId, wanted: MemberOrder) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let MemberOrder { products } = wanted;
    if products.len() > MOST_ORDERED {
        return Err(Error::invalid_field("products", format!("At most {MOST_ORDERED} of them.")));
    }
    if !names_each_once(&products) {
        return Err(Error::invalid_field("products", "Each of them once."));
    }
    cx.db
        .transaction(move |tx| {
            Box::pin(async move {
                store::lock_collection(tx, id).await?;
                match store::bring_to_front(tx, id, &products).await? == products.len() as u64 {
                    true => Ok(()),
                    false => Err(Error::invalid_field("products", "Some of them do not stand in this collection.")),
                }
            })
        })
        .await?;
    much_changed(cx).await;
    Ok(())
}

fn names_each_once(products: &[ProductId]) -> bool {
    let mut sorted = products.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).all(|pair| pair[0] != pair[1])
}
