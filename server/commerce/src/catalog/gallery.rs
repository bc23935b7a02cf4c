//! The pictures of a product: their order, what they say to those who cannot see them, and taking them away.

use sea_orm::DatabaseTransaction;
use types::{
    ImageId, ProductId,
    admin::{ImageInput, ImageOrder},
    catalog::ImageView,
};

use super::{
    change::{Of, change},
    entity::image,
    rules::{ALT_LIMIT, Check},
    store,
};
use crate::{Cx, Error, Result, Scope, Seen};

/// The pictures of a product, in order.
///
/// # Errors
/// `not_found` for the product; when the caller may not.
pub async fn images(cx: &Cx, product: ProductId) -> Result<Vec<ImageView>> {
    cx.require(Scope::CatalogRead)?;
    let db = cx.db.write();
    store::find_product(db, product).await?;
    let images = store::images_of(db, product).await?;
    Ok(images.iter().map(store::image_view).collect())
}

/// One picture.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn image(cx: &Cx, id: ImageId) -> Result<ImageView> {
    cx.require(Scope::CatalogRead)?;
    Ok(store::image_view(&store::find_image(cx.db.write(), id).await?))
}

/// Writes what a picture says to those who cannot see it.
///
/// # Errors
/// `invalid` on `alt`; `not_found`; `precondition_failed`; when the caller may not.
pub async fn describe_image(cx: &Cx, id: ImageId, seen: Seen, input: &ImageInput) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let mut check = Check::default();
    let alt = check.optional("alt", &input.alt, ALT_LIMIT);
    check.finish()?;
    change(cx, Of::Image(id), move |tx, _| {
        Box::pin(async move {
            let image = as_seen(tx, id, &seen).await?;
            store::update_image(tx, image::Model { alt, ..image }).await
        })
    })
    .await?;
    Ok(())
}

/// Puts a product's pictures in another order.
///
/// # Errors
/// `invalid` on `images` unless each of them is named once; `not_found` for the product; `precondition_failed`; when the caller may not.
pub async fn order_images(cx: &Cx, product: ProductId, seen: Seen, wanted: ImageOrder) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    change(cx, Of::Product(product), move |tx, _| {
        Box::pin(async move {
            let images = store::images_of(tx, product).await?;
            let stands = ImageOrder { images: images.iter().map(|image| ImageId(image.id)).collect() };
            seen.allows(&stands)?;
            if !is_reordered(&stands.images, &wanted.images) {
                return Err(Error::invalid_field("images", "Name each picture of the product once."));
            }
            store::place_images(tx, &wanted.images).await
        })
    })
    .await?;
    Ok(())
}

/// Takes a picture from its product, and answers with the product. The bytes stay: orders still show them.
///
/// # Errors
/// `not_found`; `precondition_failed`; when the caller may not.
pub async fn delete_image(cx: &Cx, id: ImageId, seen: Seen) -> Result<ProductId> {
    cx.require(Scope::CatalogWrite)?;
    change(cx, Of::Image(id), move |tx, _| {
        Box::pin(async move {
            as_seen(tx, id, &seen).await?;
            store::delete_image(tx, id).await
        })
    })
    .await
}

/// A picture of a locked product, which the author of the change has seen.
async fn as_seen(tx: &DatabaseTransaction, id: ImageId, seen: &Seen) -> Result<image::Model> {
    let image = store::find_image(tx, id).await?;
    seen.allows(&ImageInput { alt: image.alt.clone() })?;
    Ok(image)
}

/// The same, each once, in whatever order.
fn is_reordered<T: Ord + Copy>(stands: &[T], wanted: &[T]) -> bool {
    let sorted = |items: &[T]| {
        let mut items = items.to_vec();
        items.sort_unstable();
        items
    };
    stands.len() == wanted.len() && sorted(stands) == sorted(wanted)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_order_is_of_what_is_there_and_nothing_else(
            (stands, shuffled) in proptest::collection::hash_set(0..50u8, 0..9)
                .prop_map(|stands| stands.into_iter().collect::<Vec<_>>())
                .prop_flat_map(|stands| (Just(stands.clone()), Just(stands).prop_shuffle())),
            extra in 0..60u8,
        ) {
            prop_assert!(is_reordered(&stands, &shuffled));
            prop_assert!(!is_reordered(&stands, &[shuffled.clone(), vec![extra]].concat()));
            prop_assert!(shuffled.is_empty() || !is_reordered(&stands, &shuffled[1..]));
        }
    }
}
