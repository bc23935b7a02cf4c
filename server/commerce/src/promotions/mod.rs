//! Discount codes. A code is judged by pure rules ([`rules`]), takes its share off each line, and is used up by the transaction that
//! places the order: its row is locked for the batch, the statement that counts the use judges the limit again, and a constraint stands
//! behind both. An order that comes to nothing gives its use back in the transaction that ends it; a refund does not.

mod input;
mod rules;
mod store;
#[cfg(test)]
mod tests;
mod uses;

use sea_orm::DatabaseTransaction;
use types::{
    DiscountId, Money, OrderId,
    cart::CartView,
    promotions::{AdminDiscount, CartDiscount, DiscountInput, DiscountKind, DiscountPage},
};

use rules::Discount;
pub(crate) use rules::{Off, Refusal, normalized};
pub(crate) use uses::{Codes, Use, Wish, give_back, write as write_uses};

use crate::{Cx, Error, Result, Scope, Seen, catalog, cursor::Page, limits, prices, rfc3339};

/// Writes a new code.
///
/// # Errors
/// `invalid` with every wrong field, `code` also when there is such a code; when the caller may not.
pub async fn create(cx: &Cx, input: DiscountInput) -> Result<DiscountId> {
    cx.require(Scope::CatalogWrite)?;
    let (checked, now, id) = (input::check(input)?, cx.clock.now(), DiscountId::new());
    cx.db.transaction(move |tx| Box::pin(async move { store::insert(tx, id, &checked, now).await })).await?;
    Ok(id)
}

/// Writes a code anew. Orders keep what they were given.
///
/// # Errors
/// As [`create`]; `invalid` also when it has been used more often than `max_uses` says; `not_found`; `precondition_failed`.
pub async fn update(cx: &Cx, id: DiscountId, seen: Seen, input: DiscountInput) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    store::find(cx.db.write(), id).await?;
    let (checked, now) = (input::check(input)?, cx.clock.now());
    let written = seen
        .change(
            &cx.db,
            move |tx| Box::pin(locked(tx, id)),
            move |tx| Box::pin(async move { store::update(tx, id, &checked, now).await }),
        )
        .await?;
    if written {
        return Ok(());
    }
    let uses = store::find(cx.db.write(), id).await?.uses;
    Err(Error::invalid_field("max_uses", format!("It has been used {uses} times already.")))
}

/// Switches a code on or off.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn activate(cx: &Cx, id: DiscountId, active: bool) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let known = store::activate(cx.db.write(), id, active, cx.clock.now()).await?;
    if known { Ok(()) } else { Err(Error::not_found("discount")) }
}

/// Removes a code that no order stands with.
///
/// # Errors
/// `conflict` when one does: it can be switched off; `not_found`; `precondition_failed`; when the caller may not.
pub async fn delete(cx: &Cx, id: DiscountId, seen: Seen) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let gone =
        seen.change(&cx.db, move |tx| Box::pin(locked(tx, id)), move |tx| Box::pin(store::delete(tx, id))).await?;
    if gone { Ok(()) } else { Err(Error::conflict("Orders have used this code. Switch it off instead.")) }
}

/// Codes, newest first; `limit` from 1 to 100.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn list(cx: &Cx, cursor: Option<&str>, limit: u64) -> Result<DiscountPage> {
    cx.require(Scope::CatalogRead)?;
    let page = Page::read(cursor, limit)?;
    let mut rows = store::page(cx.db.read(), &page).await?;
    let next_cursor = page.cut(&mut rows, |row| row.id);
    Ok(DiscountPage { items: views(cx, rows).await?, next_cursor })
}

/// One code.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn discount(cx: &Cx, id: DiscountId) -> Result<AdminDiscount> {
    cx.require(Scope::CatalogRead)?;
    let row = store::find(cx.db.write(), id).await?;
    views(cx, vec![row]).await?.pop().ok_or_else(|| Error::not_found("discount"))
}

async fn views(cx: &Cx, rows: Vec<Discount>) -> Result<Vec<AdminDiscount>> {
    let ids: Vec<DiscountId> = rows.iter().map(|row| row.id).collect();
    let db = cx.db.write();
    let (mut products, mut collections) = (store::products(db, &ids).await?, store::collections(db, &ids).await?);
    let mut sums = store::sums(db, &ids).await?;
    let view = |row: Discount| {
        let sums = sums.remove(&row.id).unwrap_or_default();
        Ok(AdminDiscount {
            id: row.id,
            uses: row.uses,
            revenue: prices::sum_in_base(cx.settings.currency, &sums.revenue)?,
            given: prices::sum_in_base(cx.settings.currency, &sums.given)?,
            input: written(row, &mut products, &mut collections),
        })
    };
    rows.into_iter().map(view).collect()
}

/// What staff have written into a code that nobody else changes until the transaction ends.
async fn locked(tx: &DatabaseTransaction, id: DiscountId) -> Result<DiscountInput> {
    let row = store::lock(tx, id).await?;
    let (mut products, mut collections) = (store::products(tx, &[id]).await?, store::collections(tx, &[id]).await?);
    Ok(written(row, &mut products, &mut collections))
}

fn written(row: Discount, products: &mut store::Slugs, collections: &mut store::Slugs) -> DiscountInput {
    let terms = row.terms;
    DiscountInput {
        kind: terms.kind,
        code: terms.code,
        amount: terms.amount,
        minimum_subtotal: terms.minimum_subtotal,
        starts_at: terms.starts_at.map(rfc3339),
        ends_at: terms.ends_at.map(rfc3339),
        max_uses: terms.max_uses,
        uses_per_person: terms.uses_per_person,
        products: products.remove(&row.id).unwrap_or_default(),
        collections: collections.remove(&row.id).unwrap_or_default(),
        active: terms.active,
    }
}

/// What the code a cart remembers takes off its goods; none where it remembers none.
///
/// # Errors
/// When the database does not answer.
pub async fn of_cart(cx: &Cx, cart: &CartView) -> Result<Option<CartDiscount>> {
    let Some(code) = cart.discount_code.as_deref().filter(|_| !cart.lines.is_empty()) else { return Ok(None) };
    let ids: Vec<_> = cart.lines.iter().map(|line| line.variant_id).collect();
    let goods = catalog::sellable(cx.db.read(), &ids).await?;
    let selling = prices::selling(cx).await?;
    // Between looking at the cart and now the shop has begun to sell in another money: the next look tells.
    if selling.currency() != cart.totals.subtotal.currency {
        return Ok(None);
    }
    let wish = Wish { code, cart, persons: Vec::new(), selling };
    let judged = Codes::look(cx.db.read(), &wish, &goods).await?.judge(&wish, &goods, cx.clock.now());
    let currency = selling.currency();
    let (off, free_shipping, refused) = match judged {
        Ok(off) => (off.goods(), off.free_shipping, None),
        Err(refusal) => (0, false, Some(refusal.words(currency))),
    };
    Ok(Some(CartDiscount { code: code.to_owned(), off: Money::new(off, currency), free_shipping, refused }))
}

/// Lets someone try a code, unless they have tried too many: by address, and by the e-mail address they go by.
///
/// # Errors
/// `rate_limited`.
pub(crate) async fn attempt(cx: &Cx, email: &str) -> Result<()> {
    limits::address(cx, limits::Class::Coupon).await?;
    if email.trim().is_empty() { Ok(()) } else { limits::account(cx, limits::Class::Coupon, email).await }
}

/// Whether it has to be known who uses this code: there are so many uses per person only.
pub(crate) async fn counts_persons(cx: &Cx, code: &str) -> Result<bool> {
    let found = store::by_codes(cx.db.read(), &[code], false).await?;
    Ok(found.iter().any(|row| row.terms.uses_per_person.is_some()))
}

/// Counts a code's uses anew, in a transaction of its own. Answers with what was done, when anything was.
pub(crate) async fn recount(cx: &Cx, id: DiscountId) -> Result<Option<String>> {
    let counted = cx.db.transaction(move |tx| Box::pin(async move { store::recount(tx, id).await })).await?;
    Ok(counted.map(|uses| format!("uses set to the {uses} orders that stand")))
}

/// Forgets who used a code for an order that does not stand. Answers with what was done, when anything was.
pub(crate) async fn forget_uses(cx: &Cx, order: OrderId) -> Result<Option<String>> {
    let gone = store::forget_uses(cx.db.write(), order).await?;
    if gone { Ok(Some("forgot a use of a code whose order does not stand".to_owned())) } else { Ok(None) }
}

/// Codes of the demo, where there are none of these names.
pub(crate) async fn seed(cx: &Cx) -> Result<()> {
    let welcome = DiscountInput {
        code: "WELCOME10".into(),
        kind: DiscountKind::Percent,
        amount: 1_000,
        uses_per_person: Some(1),
        active: true,
        ..DiscountInput::default()
    };
    let post = DiscountInput {
        code: "FREEPOST".into(),
        kind: DiscountKind::FreeShipping,
        minimum_subtotal: 30 * cx.settings.currency.scale(),
        active: true,
        ..DiscountInput::default()
    };
    for input in [welcome, post] {
        if store::by_codes(cx.db.write(), &[&input.code], false).await?.is_empty() {
            create(cx, input).await?;
        }
    }
    Ok(())
}
