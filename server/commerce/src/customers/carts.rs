//! An account's cart: one, the same in every browser.

use sea_orm::DatabaseTransaction;
use types::{CartId, CustomerId, Millis};

use super::store;
use crate::{Cx, Error, Result, cart};

/// The account's cart, and what found no room in it.
pub(super) struct Brought {
    pub cart: CartId,
    pub told: Vec<String>,
}

/// Brings what a visitor has gathered into the account's cart. Where the account has none (any more), the visitor's becomes it.
pub(super) async fn bring(cx: &Cx, id: CustomerId, visitors: Option<CartId>) -> Result<Brought> {
    let now = cx.clock.now();
    cx.db.transaction(|tx| Box::pin(async move { bring_in(tx, id, visitors, now).await })).await
}

async fn bring_in(tx: &DatabaseTransaction, id: CustomerId, visitors: Option<CartId>, now: Millis) -> Result<Brought> {
    let own = own_cart(tx, id).await?;
    let visitors = match visitors {
        // A browser may still name the cart of whoever sat at it before: that is theirs.
        Some(cart) if !store::is_someone_elses_cart(tx, id, cart).await? && cart::exists(tx, cart).await? => Some(cart),
        _ => None,
    };
    match (own, visitors) {
        (Some(own), Some(visitors)) if own != visitors => {
            Ok(Brought { told: cart::merge(tx, visitors, own, now).await?, cart: own })
        }
        (Some(own), _) => Ok(Brought { cart: own, told: Vec::new() }),
        (None, visitors) => {
            let cart = match visitors {
                Some(cart) if is_free(tx, id, cart).await? => cart,
                _ => fresh(tx, now).await?,
            };
            store::set_cart(tx, id, cart).await?;
            Ok(Brought { cart, told: Vec::new() })
        }
    }
}

/// Locks a cart and looks whether it may become this account's: of several accounts that are brought one cart at the same moment, the
/// first gets it.
async fn is_free(tx: &DatabaseTransaction, id: CustomerId, cart: CartId) -> Result<bool> {
    Ok(cart::lock(tx, cart).await? && !store::is_someone_elses_cart(tx, id, cart).await?)
}

async fn fresh(tx: &DatabaseTransaction, now: Millis) -> Result<CartId> {
    let cart = CartId::random();
    cart::insert_all(tx, [cart], now).await?;
    Ok(cart)
}

/// The account's cart where it is still there. The account is locked.
async fn own_cart(tx: &DatabaseTransaction, id: CustomerId) -> Result<Option<CartId>> {
    let own = store::lock_cart(tx, id).await?.ok_or_else(|| Error::not_found("account"))?;
    match own {
        Some(cart) if cart::exists(tx, cart).await? => Ok(Some(cart)),
        _ => Ok(None),
    }
}

/// Moves the account's cart, with what it holds, to a new id: browsers that knew the old one find it empty.
pub(super) async fn renew(tx: &DatabaseTransaction, id: CustomerId, now: Millis) -> Result<()> {
    let Some(own) = own_cart(tx, id).await? else { return Ok(()) };
    let cart = fresh(tx, now).await?;
    cart::merge(tx, own, cart, now).await?;
    store::set_cart(tx, id, cart).await
}
