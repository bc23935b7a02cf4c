//! A cart as its owner sees it, at today's prices.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{
    CartId, Locale, Money, VariantId,
    cart::{CartLineView, CartTotals, CartView},
};
use uuid::Uuid;

use super::store::Line;
use crate::{
    Cx, Result,
    catalog::{self, SellableVariant},
    inventory::Level,
};

/// The cart of a visitor who has none yet.
pub(super) fn empty(cx: &Cx, id: Option<CartId>) -> CartView {
    let totals = CartTotals { subtotal: Money::zero(cx.settings.currency), item_count: 0 };
    let version = i64::from(id.is_some());
    CartView { id: id.unwrap_or(CartId(Uuid::nil())), version, lines: Vec::new(), totals, discount_code: None }
}

/// Which cart, and how it stands.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub id: CartId,
    pub version: i64,
    /// All its units are held for it: whatever others hold, it can have them.
    pub held: bool,
    pub discount_code: Option<String>,
}

/// Puts a cart together. A thing that was taken off sale meanwhile is no longer shown.
pub(super) fn assemble(
    cx: &Cx,
    head: Head,
    lines: &[Line],
    goods: &HashMap<VariantId, SellableVariant>,
    levels: &HashMap<VariantId, Level>,
) -> Result<CartView> {
    let lines = lines
        .iter()
        .filter_map(|line| {
            let goods = goods.get(&line.variant_id)?;
            let level = levels.get(&line.variant_id).copied().unwrap_or_default();
            Some(line_view(line, goods, level, head.held))
        })
        .collect::<Result<Vec<_>>>()?;
    let totals = totals(cx, &lines)?;
    Ok(CartView { id: head.id, version: head.version, lines, totals, discount_code: head.discount_code })
}

fn line_view(line: &Line, goods: &SellableVariant, level: Level, held: bool) -> Result<CartLineView> {
    let at_least = if held { line.quantity } else { 0 };
    Ok(CartLineView {
        variant_id: goods.id,
        slug: goods.slug.clone(),
        title: goods.title.clone(),
        variant_title: goods.variant_title.clone(),
        image: goods.image.clone(),
        quantity: line.quantity,
        unit_price: goods.price,
        line_total: goods.price.checked_mul(line.quantity)?,
        price_was: (line.price_seen != goods.price.amount).then(|| Money::new(line.price_seen, goods.price.currency)),
        available: level.for_sale().map(|left| left.max(at_least)),
        cap_per_person: level.cap_per_person,
    })
}

/// Puts what things are called into carts, each in its language.
pub(super) async fn speak(connection: &impl ConnectionTrait, mut carts: Vec<(Locale, &mut CartView)>) -> Result<()> {
    for locale in Locale::ALL {
        let lines = carts.iter().filter(|(spoken, _)| *spoken == locale).flat_map(|(_, cart)| &cart.lines);
        let ids: Vec<VariantId> = lines.map(|line| line.variant_id).collect();
        let names = catalog::names(connection, locale, &ids).await?;
        let carts = carts.iter_mut().filter(|(spoken, _)| *spoken == locale);
        for line in carts.flat_map(|(_, cart)| &mut cart.lines) {
            names.say(line.variant_id, &mut line.title, Some(&mut line.variant_title), line.image.as_mut());
        }
    }
    Ok(())
}

fn totals(cx: &Cx, lines: &[CartLineView]) -> Result<CartTotals> {
    let zero = Money::zero(cx.settings.currency);
    let subtotal = lines.iter().try_fold(zero, |sum, line| sum.checked_add(line.line_total))?;
    Ok(CartTotals { subtotal, item_count: lines.iter().map(|line| line.quantity).sum() })
}
