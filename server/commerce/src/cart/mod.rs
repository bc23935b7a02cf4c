//! Carts: a wish, not a promise. Prices and stock are today's each time a cart is looked at.

mod store;

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use types::{
    CartId, ErrorCode, FieldError, Millis, Money, OrderId, VariantId,
    cart::{CartLineView, CartTotals, CartView, MAX_LINE_QUANTITY, MAX_LINES},
};
use uuid::Uuid;

pub(crate) use store::{clear, prune};

use crate::{
    Cx, Error, Result,
    catalog::{self, SellableVariant},
    inventory::{self, Level},
};

/// Makes an empty cart.
///
/// # Errors
/// When the database does not answer.
pub async fn create(cx: &Cx) -> Result<CartView> {
    let id = CartId::random();
    store::insert(cx.db.write(), id, cx.clock.now()).await?;
    view(cx, id).await
}

/// A cart at today's prices.
///
/// # Errors
/// `not_found`; or when the database does not answer.
pub async fn view(cx: &Cx, id: CartId) -> Result<CartView> {
    load(cx, cx.db.read(), id).await
}

/// The visitor's cart; an empty one when they have none yet.
///
/// # Errors
/// When the database does not answer.
pub async fn current(cx: &Cx) -> Result<CartView> {
    let Some(id) = cx.cart_id else { return Ok(empty(cx)) };
    match view(cx, id).await {
        Err(error) if error.code() == ErrorCode::NotFound => Ok(empty(cx)),
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

/// Puts `quantity` more of a variant into the cart, which is made when there is none (any more).
///
/// # Errors
/// `invalid` for a bad quantity or a full cart, `not_found` for what is not for sale, `out_of_stock` when fewer are left than the
/// cart would then hold.
pub async fn add_line(cx: &Cx, id: Option<CartId>, variant: VariantId, quantity: i64) -> Result<CartView> {
    check_quantity(quantity, 1)?;
    let now = cx.clock.now();
    let id = cx
        .db
        .transaction(|tx| {
            Box::pin(async move {
                let id = match id {
                    Some(id) if store::touch(tx, id, now).await? => id,
                    _ => {
                        let id = CartId::random();
                        store::insert(tx, id, now).await?;
                        id
                    }
                };
                let goods = sellable(tx, variant).await?;
                if !store::add(tx, id, variant, quantity, goods.price.amount, now).await? {
                    return Err(too_many());
                }
                check_after(tx, id, &goods).await?;
                Ok(id)
            })
        })
        .await?;
    load(cx, cx.db.write(), id).await
}

/// Sets how many of a variant the cart holds; zero takes it out.
///
/// # Errors
/// As [`add_line`]; `not_found` also when the cart holds none of it.
pub async fn set_line(cx: &Cx, id: CartId, variant: VariantId, quantity: i64) -> Result<CartView> {
    check_quantity(quantity, 0)?;
    let now = cx.clock.now();
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                if !store::touch(tx, id, now).await? {
                    return Err(Error::not_found("cart"));
                }
                if !store::set(tx, id, variant, quantity).await? {
                    return Err(Error::not_found("line in this cart"));
                }
                if quantity > 0 {
                    let goods = sellable(tx, variant).await?;
                    check_after(tx, id, &goods).await?;
                }
                Ok(())
            })
        })
        .await?;
    load(cx, cx.db.write(), id).await
}

/// A cart that is about to become an order, locked until the transaction ends: two orders cannot be placed from the same lines.
///
/// # Errors
/// `not_found`; `conflict` when nothing in it can be ordered.
pub(crate) async fn locked(cx: &Cx, tx: &DatabaseTransaction, id: CartId) -> Result<CartView> {
    if !store::touch(tx, id, cx.clock.now()).await? {
        return Err(Error::not_found("cart"));
    }
    let cart = load(cx, tx, id).await?;
    if cart.lines.is_empty() { Err(Error::conflict("There is nothing in this cart.")) } else { Ok(cart) }
}

/// Puts the lines of an order that came to nothing back into the cart they came from, so that the shopper can try again. What the
/// cart holds by now stays.
pub(crate) async fn restore(connection: &impl ConnectionTrait, id: CartId, order: OrderId, now: Millis) -> Result<()> {
    if store::touch(connection, id, now).await? {
        store::copy_from_order(connection, id, order, now).await?;
    }
    Ok(())
}

fn check_quantity(quantity: i64, least: i64) -> Result<()> {
    if (least..=MAX_LINE_QUANTITY).contains(&quantity) { Ok(()) } else { Err(too_many()) }
}

fn too_many() -> Error {
    Error::invalid_field("quantity", format!("Choose between 1 and {MAX_LINE_QUANTITY} of one thing."))
}

async fn sellable(connection: &impl ConnectionTrait, variant: VariantId) -> Result<SellableVariant> {
    let mut found = catalog::sellable(connection, &[variant]).await?;
    found.pop().ok_or_else(|| Error::not_found("variant for sale"))
}

/// What can only be judged once the line is written: the number of lines, and whether so many are left.
async fn check_after(connection: &impl ConnectionTrait, id: CartId, goods: &SellableVariant) -> Result<()> {
    let lines = store::lines(connection, id).await?;
    if lines.len() > MAX_LINES {
        return Err(Error::invalid_field("variant_id", format!("A cart holds at most {MAX_LINES} different things.")));
    }
    let wanted = lines.iter().find(|line| line.variant_id == goods.id).map_or(0, |line| line.quantity);
    let levels = inventory::levels(connection, &[goods.id]).await?;
    let left = levels.get(&goods.id).copied().unwrap_or_default().for_sale().unwrap_or(wanted).max(0);
    if wanted <= left {
        return Ok(());
    }
    let message = match left {
        0 => format!("{} is sold out.", goods.title),
        _ => format!("Only {left} of {} left, and your cart would hold {wanted}.", goods.title),
    };
    Err(Error::new(ErrorCode::OutOfStock, message.clone()).with_fields(vec![FieldError::new("quantity", message)]))
}

fn empty(cx: &Cx) -> CartView {
    let totals = CartTotals { subtotal: Money::zero(cx.settings.currency), item_count: 0 };
    CartView { id: CartId(Uuid::nil()), version: 0, lines: Vec::new(), totals }
}

async fn load(cx: &Cx, connection: &impl ConnectionTrait, id: CartId) -> Result<CartView> {
    let version = store::version(connection, id).await?.ok_or_else(|| Error::not_found("cart"))?;
    let rows = store::lines(connection, id).await?;
    let ids: Vec<VariantId> = rows.iter().map(|row| row.variant_id).collect();
    let goods: HashMap<_, _> =
        catalog::sellable(connection, &ids).await?.into_iter().map(|goods| (goods.id, goods)).collect();
    let levels = inventory::levels(connection, &ids).await?;
    // A thing that was taken off sale meanwhile is no longer shown.
    let lines = rows
        .into_iter()
        .filter_map(|row| {
            let goods = goods.get(&row.variant_id)?;
            Some(line_view(&row, goods, levels.get(&row.variant_id).copied().unwrap_or_default()))
        })
        .collect::<Result<Vec<_>>>()?;
    let totals = totals(cx, &lines)?;
    Ok(CartView { id, version, lines, totals })
}

fn line_view(row: &store::Line, goods: &SellableVariant, level: Level) -> Result<CartLineView> {
    Ok(CartLineView {
        variant_id: goods.id,
        slug: goods.slug.clone(),
        title: goods.title.clone(),
        variant_title: goods.variant_title.clone(),
        image: goods.image.clone(),
        quantity: row.quantity,
        unit_price: goods.price,
        line_total: goods.price.checked_mul(row.quantity)?,
        price_was: (row.price_seen != goods.price.amount).then(|| Money::new(row.price_seen, goods.price.currency)),
        available: level.for_sale().map(|left| left.max(0)),
    })
}

fn totals(cx: &Cx, lines: &[CartLineView]) -> Result<CartTotals> {
    let zero = Money::zero(cx.settings.currency);
    let subtotal = lines.iter().try_fold(zero, |sum, line| sum.checked_add(line.line_total))?;
    Ok(CartTotals { subtotal, item_count: lines.iter().map(|line| line.quantity).sum() })
}
