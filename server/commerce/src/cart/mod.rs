//! Carts: a wish, not a promise. Prices and stock are today's each time a cart is looked at.

mod change;
mod merge;
mod name;
mod store;
#[cfg(test)]
mod tests;
mod view;

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use types::{
    CartId, ErrorCode, Locale, VariantId,
    cart::{CartLineView, CartView, MAX_LINE_QUANTITY},
};

pub(crate) use change::holder;
pub use change::{ChangeLine, NewCart};
pub(crate) use merge::merge;
pub use name::{name, named, was_given};
pub(crate) use store::{clear_all, code_of, exists, hold_until, insert_all, is_capped, prune, remember_code, restore};

use self::{
    change::{Step, too_many},
    view::Stand,
};
use crate::{
    Cx, Error, Result, catalog,
    combine::submit,
    drops, inventory,
    prices::{self, Selling, SetPrices},
};

/// Makes an empty cart.
///
/// # Errors
/// When the database does not answer.
pub async fn create(cx: &Cx) -> Result<CartView> {
    let id = CartId::random();
    let selling = prices::selling(cx).await?;
    submit(cx, NewCart { id }).await?;
    Ok(view::empty(selling, Some(id)))
}

/// A cart at today's prices.
///
/// # Errors
/// `not_found`; or when the database does not answer.
pub async fn view(cx: &Cx, id: CartId) -> Result<CartView> {
    load(cx, cx.db.read(), id, prices::selling(cx).await?).await
}

/// Whether anything is in a cart.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn has_lines(cx: &Cx, id: CartId) -> Result<bool> {
    Ok(store::count(cx.db.write(), id).await? > 0)
}

/// The visitor's cart; an empty one when they have none yet.
///
/// # Errors
/// When the database does not answer.
pub async fn current(cx: &Cx) -> Result<CartView> {
    let selling = prices::selling(cx).await?;
    let Some(id) = cx.cart_id else { return Ok(view::empty(selling, None)) };
    match load(cx, cx.db.read(), id, selling).await {
        Err(error) if error.code() == ErrorCode::NotFound => Ok(view::empty(selling, None)),
        other => other,
    }
}

/// Units in the visitor's cart.
///
/// # Errors
/// When the database does not answer.
pub async fn count(cx: &Cx) -> Result<i64> {
    match cx.cart_id {
        Some(id) => store::count(cx.db.read(), id).await,
        None => Ok(0),
    }
}

/// What to do when a line is to be added to a cart that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Make it: a browser's cookie may have outlived its cart.
    Make,
    /// Refuse: whoever names a cart means that one.
    Refuse,
}

/// Puts `quantity` more of a variant into the cart. Adding twice at once adds twice: no version is needed.
///
/// # Errors
/// `invalid` for a bad quantity or a full cart, `not_found` for what is not for sale, `out_of_stock` when fewer are left than the
/// cart would then hold.
pub async fn add_line(
    cx: &Cx,
    id: Option<CartId>,
    missing: Missing,
    variant: VariantId,
    quantity: i64,
) -> Result<CartView> {
    check_quantity(quantity, 1)?;
    drops::gate_line(cx, id, variant).await?;
    let create = missing == Missing::Make;
    let cart = id.unwrap_or_else(CartId::random);
    let selling = prices::selling(cx).await?;
    change(cx, ChangeLine { cart, create, seen: None, variant, step: Step::Add(quantity), selling }).await
}

/// Sets how many of a variant the cart holds; zero takes it out. With `seen`, the cart's version its owner looked at, only if
/// nothing has changed it since.
///
/// # Errors
/// As [`add_line`]; `not_found` also when the cart holds none of it; `conflict`, with the cart as it is now, when it has changed.
pub async fn set_line(cx: &Cx, cart: CartId, variant: VariantId, quantity: i64, seen: Option<i64>) -> Result<CartView> {
    check_quantity(quantity, 0)?;
    // Taking something out is no wish.
    if quantity > 0 {
        drops::gate_line(cx, Some(cart), variant).await?;
    }
    let selling = prices::selling(cx).await?;
    change(cx, ChangeLine { cart, create: false, seen, variant, step: Step::Set(quantity), selling }).await
}

/// As [`set_line`]; where fewer can be had than asked for, the cart gets as many as there are, and how many is told beside it.
///
/// # Errors
/// As [`set_line`]; `out_of_stock` and `quantity_limit` only where none can be had, or somebody was quicker once more.
pub async fn set_line_or_fewer(
    cx: &Cx,
    cart: CartId,
    variant: VariantId,
    quantity: i64,
    seen: Option<i64>,
) -> Result<(CartView, Option<i64>)> {
    let refusal = match set_line(cx, cart, variant, quantity, seen).await {
        Ok(changed) => return Ok((changed, None)),
        Err(refusal) => refusal,
    };
    if !matches!(refusal.code(), ErrorCode::OutOfStock | ErrorCode::QuantityLimit) {
        return Err(refusal);
    }
    let now = view(cx, cart).await?;
    let line = now.lines.iter().find(|line| line.variant_id == variant);
    match line.and_then(CartLineView::most).filter(|most| (1..quantity).contains(most)) {
        Some(most) => Ok((set_line(cx, cart, variant, most, seen).await?, Some(most))),
        None => Err(refusal),
    }
}

/// What is in a cart may be held.
async fn change(cx: &Cx, change: ChangeLine) -> Result<CartView> {
    let variant = change.variant;
    let mut cart = submit(cx, change).await?;
    inventory::stock_changed(cx, [variant]);
    // Programs are refused in English, and told of goods in the shop's own language.
    if cx.market.locale != words::locale() {
        view::speak(cx.db.read(), vec![(cx.market.locale, &mut cart)]).await?;
    }
    Ok(cart)
}

fn check_quantity(quantity: i64, least: i64) -> Result<()> {
    if (least..=MAX_LINE_QUANTITY).contains(&quantity) { Ok(()) } else { Err(too_many()) }
}

/// A cart in the money it is sold in, from inside or outside a transaction.
pub(crate) async fn load(cx: &Cx, connection: &impl ConnectionTrait, id: CartId, selling: Selling) -> Result<CartView> {
    let cart = store::find(connection, id).await?.ok_or_else(|| Error::not_found("cart"))?;
    let lines = store::lines_of(connection, &[id]).await?.remove(&id).unwrap_or_default();
    let ids: Vec<VariantId> = lines.iter().map(|line| line.variant_id).collect();
    let goods = catalog::sellable(connection, &ids).await?;
    let now = cx.clock.now();
    let levels = inventory::levels(connection, &ids, now).await?;
    let set = SetPrices::of(connection, &ids, &[selling]).await?;
    let mut cart = view::assemble(selling, cart.head(now), &lines, &Stand { goods, levels, set })?;
    view::speak(connection, vec![(cx.market.locale, &mut cart)]).await?;
    Ok(cart)
}

/// Locks a cart until the transaction ends. False when it is gone.
pub(crate) async fn lock(tx: &DatabaseTransaction, id: CartId) -> Result<bool> {
    Ok(store::lock(tx, &[id]).await?.contains_key(&id))
}

/// Several carts that are about to become orders, each in the money it is sold in and its owner's language, without their stock: that
/// is taken next.
pub(crate) async fn locked_all(
    tx: &DatabaseTransaction,
    sold: &HashMap<CartId, (Selling, Locale)>,
) -> Result<(HashMap<CartId, CartView>, HashMap<VariantId, catalog::SellableVariant>)> {
    let ids: Vec<CartId> = sold.keys().copied().collect();
    let carts = store::lock(tx, &ids).await?;
    let mut lines = store::lines_of(tx, &ids).await?;
    let mut variants: Vec<VariantId> = lines.values().flatten().map(|line| line.variant_id).collect();
    variants.sort_unstable();
    variants.dedup();
    let goods = catalog::sellable(tx, &variants).await?;
    let set = SetPrices::of(tx, &variants, &sold.values().map(|(selling, _)| *selling).collect::<Vec<_>>()).await?;
    let stand = Stand { goods, levels: HashMap::new(), set };
    let mut views = HashMap::with_capacity(carts.len());
    for (id, cart) in carts {
        let (Some((selling, _)), lines) = (sold.get(&id), lines.remove(&id).unwrap_or_default()) else { continue };
        views.insert(id, view::assemble(*selling, cart.head(0), &lines, &stand)?);
    }
    let spoken = views.iter_mut().filter_map(|(id, cart)| Some((sold.get(id)?.1, cart)));
    view::speak(tx, spoken.collect()).await?;
    Ok((views, stand.goods))
}
