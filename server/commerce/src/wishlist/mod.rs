//! What visitors keep for later. A guest's list is named by a random id in a cookie, as their cart is; an account has one list, named in
//! each of its browsers by the same cookie. Whoever signs in brings what they kept as a guest.

mod rules;
mod store;
#[cfg(test)]
mod tests;
mod view;

use sea_orm::DatabaseTransaction;
use types::{
    CustomerId, Millis, VariantId, WishlistId,
    wishlist::{MAX_WISHES, WishlistView},
};

pub(crate) use store::{prune, renew};

use self::store::List;
use crate::{
    Cx, Error, Result, catalog, inventory,
    prices::{self, SetPrices},
};

/// A list after something was kept on it, or taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which list: the visitor's, or a new one.
    pub list: WishlistId,
    /// Things on it now.
    pub items: i64,
    /// It was not on it before.
    pub is_new: bool,
}

/// Keeps a variant on the visitor's list, which is made where they have none. What is on it already stays where it is.
///
/// # Errors
/// `not_found` for what is not sold, `conflict` when the list is full.
pub async fn add(cx: &Cx, variant: VariantId) -> Result<Kept> {
    if !catalog::sellable(cx.db.read(), &[variant]).await?.contains_key(&variant) {
        return Err(Error::not_found("product"));
    }
    let (named, now) = (cx.wishlist_id, cx.clock.now());
    cx.db.transaction(|tx| Box::pin(async move { add_in(tx, named, variant, now).await })).await
}

async fn add_in(tx: &DatabaseTransaction, named: Option<WishlistId>, variant: VariantId, now: Millis) -> Result<Kept> {
    // A cookie may have outlived its list.
    let List { id: list, items, .. } = match store::lock(tx, named).await?.pop() {
        Some(list) => list,
        None => store::insert(tx, WishlistId::random(), now).await?,
    };
    if !store::add(tx, list, variant, now).await? {
        return Ok(Kept { list, items, is_new: false });
    }
    let items = store::grow(tx, list, now).await?.ok_or_else(full)?;
    Ok(Kept { list, items, is_new: true })
}

fn full() -> Error {
    Error::conflict(words::t!("refused-wishlist-full", count = MAX_WISHES))
}

/// Takes a variant off the visitor's list. What is not on it is gone already; none where there is no list.
///
/// # Errors
/// When the database does not answer.
pub async fn remove(cx: &Cx, variant: VariantId) -> Result<Option<Kept>> {
    let (named, now) = (cx.wishlist_id, cx.clock.now());
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                let Some(List { id: list, items, .. }) = store::lock(tx, named).await?.pop() else { return Ok(None) };
                let items = match store::take_off(tx, list, variant).await? {
                    true => store::shrink(tx, list, now).await?,
                    false => items,
                };
                Ok(Some(Kept { list, items, is_new: false }))
            })
        })
        .await
}

/// The visitor's list at today's prices; an empty one when they have none. Read from the primary: they may just have changed it.
///
/// # Errors
/// When the database does not answer.
pub async fn current(cx: &Cx) -> Result<WishlistView> {
    let Some(list) = cx.wishlist_id else { return Ok(WishlistView::default()) };
    let wishes = store::wishes(cx.db.write(), &[list]).await?;
    let ids: Vec<VariantId> = wishes.iter().map(|wish| wish.variant_id).collect();
    let goods = catalog::sellable(cx.db.read(), &ids).await?;
    let levels = inventory::levels(cx.db.read(), &ids, cx.clock.now()).await?;
    let selling = prices::selling(cx).await?;
    let set = SetPrices::of(cx.db.read(), &ids, &[selling]).await?;
    let mut list = view::assemble(&wishes, goods, &levels, |goods| set.price(selling, goods.id, goods.price))?;
    let names = catalog::names(cx.db.read(), cx.market.locale, &ids).await?;
    for wish in &mut list.items {
        if let Some(goods) = &mut wish.goods {
            names.say(wish.variant_id, &mut goods.title, Some(&mut goods.variant_title), goods.image.as_mut());
        }
    }
    Ok(list)
}

/// An account's list after its owner has come in.
#[derive(Debug, Default)]
pub(crate) struct Brought {
    /// The list and how many things are on it; none where nobody has kept anything.
    pub list: Option<(WishlistId, i64)>,
    /// What found no room, in a sentence.
    pub told: Option<String>,
}

/// Brings what a visitor kept to the account's list, in the transaction that has locked the account. Where it has none, the visitor's
/// becomes it.
pub(crate) async fn bring(
    tx: &DatabaseTransaction,
    customer: CustomerId,
    visitors: Option<WishlistId>,
    now: Millis,
) -> Result<Brought> {
    let own = store::of_customer(tx, customer).await?;
    let lists = store::lock(tx, own.into_iter().chain(visitors)).await?;
    let find = |id: Option<WishlistId>| lists.iter().find(|list| Some(list.id) == id);
    // A browser may still name the list of whoever sat at it before: that is theirs.
    let (own, guest) = (find(own), find(visitors).filter(|list| list.customer_id.is_none()));
    match (own, guest) {
        (None, None) => Ok(Brought::default()),
        (Some(own), None) => Ok(Brought { list: Some((own.id, own.items)), told: None }),
        (None, Some(guest)) => {
            store::give(tx, guest.id, customer).await?;
            Ok(Brought { list: Some((guest.id, guest.items)), told: None })
        }
        (Some(own), Some(guest)) => merge(tx, own.id, guest.id, now).await,
    }
}

async fn merge(tx: &DatabaseTransaction, own: WishlistId, guest: WishlistId, now: Millis) -> Result<Brought> {
    let (theirs, ours) =
        store::wishes(tx, &[own, guest]).await?.into_iter().partition::<Vec<_>, _>(|wish| wish.wishlist_id == guest);
    let joined = rules::join(&ours, theirs, MAX_WISHES);
    store::add_all(tx, own, &joined.added).await?;
    store::remove(tx, guest).await?;
    let items = store::recount(tx, own, now).await?;
    let told =
        (joined.left_out > 0).then(|| words::t!("told-left-off-wishlist", most = MAX_WISHES, count = joined.left_out));
    Ok(Brought { list: Some((own, items)), told })
}
