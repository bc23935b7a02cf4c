//! An account's cart and wishlist: one of each, the same in every browser.

use sea_orm::DatabaseTransaction;
use types::{CartId, CustomerId, Millis, WishlistId};

use super::store;
use crate::{Cx, Error, Result, cart, wishlist};

/// The account's cart, and what found no room in it.
pub(super) struct Brought {
    pub cart: CartId,
    /// Its wishlist and how many things are on it, where it has one.
    pub wishlist: Option<(WishlistId, i64)>,
    pub told: Vec<String>,
}

/// Brings what a visitor has gathered into the account's cart, and what they kept for later to its wishlist. Where the account has none
/// (any more), the visitor's becomes it.
pub(super) async fn bring(cx: &Cx, id: CustomerId) -> Result<Brought> {
    let (cart, wishes, now) = (cx.cart_id, cx.wishlist_id, cx.clock.now());
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                // Locks the account first.
                let brought = bring_in(tx, id, cart, now).await?;
                let wished = wishlist::bring(tx, id, wishes, now).await?;
                let told = brought.told.into_iter().chain(wished.told).collect();
                Ok(Brought { wishlist: wished.list, told, ..brought })
            })
        })
        .await
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
            Ok(Brought { told: cart::merge(tx, visitors, own, now).await?, ..with_cart(own) })
        }
        (Some(own), _) => Ok(with_cart(own)),
        (None, visitors) => {
            let cart = match visitors {
                Some(cart) if is_free(tx, id, cart).await? => cart,
                _ => fresh(tx, now).await?,
            };
            store::set_cart(tx, id, cart).await?;
            Ok(with_cart(cart))
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

fn with_cart(cart: CartId) -> Brought {
    Brought { cart, wishlist: None, told: Vec::new() }
}

/// The account's cart where it is still there. The account is locked.
async fn own_cart(tx: &DatabaseTransaction, id: CustomerId) -> Result<Option<CartId>> {
    let own = store::lock_cart(tx, id).await?.ok_or_else(|| Error::not_found("account"))?;
    match own {
        Some(cart) if cart::exists(tx, cart).await? => Ok(Some(cart)),
        _ => Ok(None),
    }
}

/// Moves the account's cart, with what it holds, to a new id, and its wishlist too: browsers that knew the old ones find them empty.
pub(super) async fn renew(tx: &DatabaseTransaction, id: CustomerId, now: Millis) -> Result<()> {
    if let Some(own) = own_cart(tx, id).await? {
        let cart = fresh(tx, now).await?;
        cart::merge(tx, own, cart, now).await?;
        store::set_cart(tx, id, cart).await?;
    }
    wishlist::renew(tx, id).await
}
