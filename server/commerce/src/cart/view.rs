//! A cart as its owner sees it, at today's prices.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{
    CartId, Locale, VariantId,
    cart::{CartLineView, CartTotals, CartView},
};
use uuid::Uuid;

use super::store::Line;
use crate::{
    Result,
    catalog::{self, SellableVariant},
    inventory::Level,
    prices::{Selling, SetPrices},
};

/// The cart of a visitor who has none yet.
pub(super) fn empty(selling: Selling, id: Option<CartId>) -> CartView {
    let totals = CartTotals { subtotal: selling.zero(), item_count: 0 };
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

/// What carts are put together from, read once for all of them.
#[derive(Debug, Default)]
pub(super) struct Stand {
    pub goods: HashMap<VariantId, SellableVariant>,
    pub levels: HashMap<VariantId, Level>,
    pub set: SetPrices,
}

/// Puts a cart together. A thing that was taken off sale meanwhile is no longer shown.
pub(super) fn assemble(selling: Selling, head: Head, lines: &[Line], stand: &Stand) -> Result<CartView> {
    let lines = lines
        .iter()
        .filter_map(|line| {
            let goods = stand.goods.get(&line.variant_id)?;
            let level = stand.levels.get(&line.variant_id).copied().unwrap_or_default();
            Some(line_view(selling, &stand.set, line, goods, level, head.held))
        })
        .collect::<Result<Vec<_>>>()?;
    let totals = totals(selling, &lines)?;
    Ok(CartView { id: head.id, version: head.version, lines, totals, discount_code: head.discount_code })
}

fn line_view(
    selling: Selling,
    set: &SetPrices,
    line: &Line,
    goods: &SellableVariant,
    level: Level,
    held: bool,
) -> Result<CartLineView> {
    let at_least = if held { line.quantity } else { 0 };
    let unit_price = set.price(selling, goods.id, goods.price)?;
    Ok(CartLineView {
        variant_id: goods.id,
        slug: goods.slug.clone(),
        title: goods.title.clone(),
        variant_title: goods.variant_title.clone(),
        image: goods.image.clone(),
        quantity: line.quantity,
        unit_price,
        line_total: unit_price.checked_mul(line.quantity)?,
        price_was: match line.price_seen == goods.price.amount {
            true => None,
            false => set.price_before(selling, goods.id, line.price_seen)?.filter(|was| *was != unit_price),
        },
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

fn totals(selling: Selling, lines: &[CartLineView]) -> Result<CartTotals> {
    let subtotal = lines.iter().try_fold(selling.zero(), |sum, line| sum.checked_add(line.line_total))?;
    Ok(CartTotals { subtotal, item_count: lines.iter().map(|line| line.quantity).sum() })
}
