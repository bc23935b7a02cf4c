//! The frame of every change of a product that is there, of its variants and of its pictures.

use sea_orm::DatabaseTransaction;
use types::{ImageId, ProductId, VariantId};

use super::{entity::product, product_changed, store};
use crate::{Cx, Result, db::TxFuture};

/// Of which product something is changed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of {
    Product(ProductId),
    /// Of the one that the variant belongs to.
    Variant(VariantId),
    /// Of the one that shows the picture.
    Image(ImageId),
}

/// Changes something of a product in a transaction of its own, in which nobody else changes that product; `write` is handed it as it
/// stands. Then whatever shows it is outdated. Answers with the product.
///
/// # Errors
/// `not_found`; those of `write`. Then nothing was written.
pub(super) async fn change<W>(cx: &Cx, of: Of, write: W) -> Result<ProductId>
where
    W: for<'a> FnOnce(&'a DatabaseTransaction, product::Model) -> TxFuture<'a, ()> + Send + 'static,
{
    let now = cx.clock.now();
    let id = cx
        .db
        .transaction(move |tx| {
            Box::pin(async move {
                let id = match of {
                    Of::Product(id) => id,
                    Of::Variant(id) => ProductId(store::variant_by_id(tx, id).await?.product_id),
                    Of::Image(id) => ProductId(store::find_image(tx, id).await?.product_id),
                };
                let product = store::lock_product(tx, id, now).await?;
                write(tx, product).await?;
                Ok(id)
            })
        })
        .await?;
    product_changed(cx, id).await;
    Ok(id)
}

/// The same for what other slices keep of a variant.
///
/// # Errors
/// As [`change`].
pub(crate) async fn change_of_variant<W>(cx: &Cx, id: VariantId, write: W) -> Result<()>
where
    W: for<'a> FnOnce(&'a DatabaseTransaction) -> TxFuture<'a, ()> + Send + 'static,
{
    change(cx, Of::Variant(id), move |tx, _| write(tx)).await?;
    Ok(())
}
