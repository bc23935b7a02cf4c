//! Changes of carts. Those that wait are written together; two of one cart never are, so none is lost.

use std::collections::HashMap;

use sea_orm::DatabaseTransaction;
use types::{
    CartId, ErrorCode, FieldError, Millis, VariantId,
    cart::{CartView, MAX_LINE_QUANTITY, MAX_LINES},
};
use words::t;

use super::{
    store::{self, Line, Locked},
    view::{self, Head, Stand},
};
use crate::{
    Cx, Error, Result, Services,
    catalog::{self, SellableVariant},
    combine::{Combined, Queue},
    db::Together,
    inventory::{self, Holder, Take},
    prices::{Selling, SetPrices},
};

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// So many more; begins the line where there is none.
    Add(i64),
    /// So many; zero takes the line out.
    Set(i64),
}

/// A change of one line of one cart.
#[derive(Clone, Debug)]
pub struct ChangeLine {
    pub(super) cart: CartId,
    /// Makes the cart when there is none (any more).
    pub(super) create: bool,
    /// The cart's version its owner saw; a cart that has moved on since is left as it is.
    pub(super) seen: Option<i64>,
    pub(super) variant: VariantId,
    pub(super) step: Step,
    /// In which money its owner sees it.
    pub(super) selling: Selling,
}

impl Combined for ChangeLine {
    type Key = CartId;
    type Answer = CartView;
    const LAPSES: bool = true;

    fn key(&self) -> CartId {
        self.cart
    }

    fn queue(services: &Services) -> &Queue<Self> {
        &services.cart_changes
    }

    async fn write(cx: &Cx, tx: &DatabaseTransaction, batch: &[Self]) -> Result<Vec<Result<CartView>>> {
        let now = cx.clock.now();
        let mut known = Known::load(tx, batch, now).await?;
        let mut decided: Vec<Result<Changed>> = batch.iter().map(|change| known.decide(change, now)).collect();
        let mut together = Together::on(tx);
        hold_again(cx, tx, &mut known, &mut decided, &mut together, now).await?;
        let changed: Vec<&Changed> = decided.iter().filter_map(|one| one.as_ref().ok()).collect();
        store::write(&mut together, &changed, now)?;
        together.run(tx).await?;
        decided.into_iter().map(|one| Ok(one.and_then(|changed| known.view(&changed)))).collect()
    }
}

/// What a batch is decided on: the carts, locked, and today's goods and stock.
struct Known {
    carts: HashMap<CartId, Locked>,
    lines: HashMap<CartId, Vec<Line>>,
    stand: Stand,
}

/// A cart as it is about to be.
pub(super) struct Changed {
    pub id: CartId,
    pub is_new: bool,
    pub version: i64,
    pub selling: Selling,
    /// The line that changes; gone with no quantity.
    pub line: Line,
    pub lines: Vec<Line>,
    /// Its owner wants less than before.
    pub is_less: bool,
    /// Until when its lines are held.
    pub held_until: Option<Millis>,
}

impl Known {
    async fn load(tx: &DatabaseTransaction, batch: &[ChangeLine], now: Millis) -> Result<Self> {
        let ids: Vec<CartId> = batch.iter().map(|change| change.cart).collect();
        let carts = store::lock(tx, &ids).await?;
        let lines = store::lines_of(tx, &ids).await?;
        let held = lines.values().flatten().map(|line| line.variant_id);
        let mut variants: Vec<VariantId> = held.chain(batch.iter().map(|change| change.variant)).collect();
        variants.sort_unstable();
        variants.dedup();
        // All of a batch read one language.
        let goods = catalog::sellable_as_read(tx, &variants).await?;
        let levels = inventory::levels(tx, &variants, now).await?;
        let sellings: Vec<Selling> = batch.iter().map(|change| change.selling).collect();
        let set = SetPrices::of(tx, &variants, &sellings).await?;
        Ok(Self { carts, lines, stand: Stand { goods, levels, set } })
    }

    fn decide(&self, change: &ChangeLine, now: Millis) -> Result<Changed> {
        let cart = self.carts.get(&change.cart);
        if cart.is_none() && !change.create {
            return Err(Error::not_found("cart"));
        }
        let mut lines = self.lines.get(&change.cart).cloned().unwrap_or_default();
        if let (Some(cart), Some(seen)) = (cart, change.seen)
            && cart.version != seen
        {
            return Err(self.moved_on(change.selling, cart, &lines, now));
        }
        let had = lines.iter().find(|line| line.variant_id == change.variant).map_or(0, |line| line.quantity);
        let line = self.change_line(&mut lines, change, now)?;
        Ok(Changed {
            is_less: line.quantity < had,
            id: change.cart,
            is_new: cart.is_none(),
            version: cart.map_or(1, |cart| cart.version + 1),
            selling: change.selling,
            line,
            lines,
            held_until: cart.and_then(|cart| cart.held_until).filter(|until| *until > now),
        })
    }

    fn change_line(&self, lines: &mut Vec<Line>, change: &ChangeLine, now: Millis) -> Result<Line> {
        let at = lines.iter().position(|line| line.variant_id == change.variant);
        let had = at.map_or(0, |at| lines[at].quantity);
        let quantity = match change.step {
            Step::Add(more) => had + more,
            Step::Set(_) if at.is_none() => return Err(Error::not_found("line in this cart")),
            Step::Set(quantity) => quantity,
        };
        if quantity > MAX_LINE_QUANTITY {
            return Err(too_many());
        }
        let mut line = at.map_or_else(
            || Line { cart_id: change.cart, variant_id: change.variant, quantity: 0, price_seen: 0, added_at: now },
            |at| lines[at].clone(),
        );
        line.quantity = quantity;
        if quantity == 0 {
            lines.retain(|line| line.variant_id != change.variant);
            return Ok(line);
        }
        let goods = self.stand.goods.get(&change.variant).ok_or_else(|| Error::not_found("variant for sale"))?;
        if matches!(change.step, Step::Add(_)) {
            line.price_seen = goods.price.amount;
        }
        match at {
            Some(at) => lines[at] = line.clone(),
            None if lines.len() >= MAX_LINES => return Err(too_full()),
            None => lines.push(line.clone()),
        }
        Ok(line)
    }

    /// The cart as it is now, for whoever changed an older one.
    fn moved_on(&self, selling: Selling, cart: &Locked, lines: &[Line], now: Millis) -> Error {
        let error = Error::conflict(t!("refused-cart-changed"));
        match view::assemble(selling, cart.head(now), lines, &self.stand) {
            Ok(cart) => error.with_cart(cart),
            Err(_) => error,
        }
    }

    fn view(&self, changed: &Changed) -> Result<CartView> {
        let discount_code = self.carts.get(&changed.id).and_then(|cart| cart.discount_code.clone());
        let head = Head { id: changed.id, version: changed.version, held: changed.held_until.is_some(), discount_code };
        view::assemble(changed.selling, head, &changed.lines, &self.stand)
    }

    /// Whether so many are left. What the cart holds itself is not missing.
    fn check_stock(&self, changed: &Changed) -> Result<()> {
        let (line, Some(goods)) = (&changed.line, self.stand.goods.get(&changed.line.variant_id)) else {
            return Ok(());
        };
        let level = self.stand.levels.get(&line.variant_id).copied().unwrap_or_default();
        let left = level.for_sale().unwrap_or(line.quantity).max(0);
        if line.quantity <= left { Ok(()) } else { Err(short(goods, left, line.quantity)) }
    }
}

/// Changed carts that hold units, or now contain something that is held from the cart on, hold what they contain now. Others are
/// only told how many are left: a cart is a wish.
async fn hold_again(
    cx: &Cx,
    tx: &DatabaseTransaction,
    known: &mut Known,
    decided: &mut [Result<Changed>],
    together: &mut Together,
    now: Millis,
) -> Result<()> {
    let mut takes = Vec::new();
    for (at, one) in decided.iter_mut().enumerate() {
        let Ok(changed) = one else { continue };
        let at_once =
            changed.lines.iter().any(|line| known.stand.levels.get(&line.variant_id).is_some_and(|l| l.hold_in_cart));
        if changed.held_until.is_some() || at_once {
            takes.push((at, take_of(cx, changed, known)));
        } else if changed.line.quantity > 0
            && let Err(refusal) = known.check_stock(changed)
        {
            *one = Err(refusal);
        }
    }
    let wanted: Vec<&Take> = takes.iter().map(|(_, take)| take).collect();
    let held = match wanted.as_slice() {
        [] => Vec::new(),
        wanted => inventory::take_into(tx, wanted, together, now).await?,
    };
    for ((at, _), outcome) in takes.iter().zip(held) {
        match outcome {
            Ok(held) => {
                if let Ok(changed) = &mut decided[*at] {
                    changed.held_until = held.until;
                }
            }
            // Other lines are short, and wanting less is no wish to be refused. What the cart holds stays held.
            Err(_) if decided[*at].as_ref().is_ok_and(|changed| changed.is_less) => {}
            Err(refusal) => decided[*at] = Err(refusal),
        }
    }
    Ok(())
}

fn take_of(cx: &Cx, changed: &Changed, known: &Known) -> Take {
    let lines = changed.lines.iter().filter_map(|line| {
        let goods = known.stand.goods.get(&line.variant_id)?;
        Some(inventory::Wanted { variant_id: line.variant_id, quantity: line.quantity, title: goods.full_title() })
    });
    Take { holder: holder(cx, changed.id), lines: lines.collect(), persons: Vec::new() }
}

/// A cart at the till, with the shop's own times.
pub(crate) fn holder(cx: &Cx, id: CartId) -> Holder {
    let millis = |duration: std::time::Duration| i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
    Holder::Cart { id, keep: millis(cx.settings.hold_time), ceiling: millis(cx.settings.hold_ceiling) }
}

fn too_full() -> Error {
    Error::invalid_field("variant_id", t!("refused-cart-full", count = MAX_LINES))
}

pub(super) fn too_many() -> Error {
    Error::invalid_field("quantity", t!("wrong-quantity", most = MAX_LINE_QUANTITY))
}

fn short(goods: &SellableVariant, left: i64, wanted: i64) -> Error {
    let message = match left {
        0 => t!("stock-sold-out", title = &goods.title),
        _ => t!("stock-short-for-cart", count = left, title = &goods.title, wanted = wanted),
    };
    Error::new(ErrorCode::OutOfStock, message.clone()).with_fields(vec![FieldError::new("quantity", message)])
}

/// An empty cart about to be made.
#[derive(Clone, Copy, Debug)]
pub struct NewCart {
    pub(super) id: CartId,
}

impl Combined for NewCart {
    type Key = CartId;
    type Answer = ();
    const LAPSES: bool = true;

    fn key(&self) -> CartId {
        self.id
    }

    fn queue(services: &Services) -> &Queue<Self> {
        &services.new_carts
    }

    async fn write(cx: &Cx, tx: &DatabaseTransaction, batch: &[Self]) -> Result<Vec<Result<()>>> {
        store::insert_all(tx, batch.iter().map(|new| new.id), cx.clock.now()).await?;
        Ok(batch.iter().map(|_| Ok(())).collect())
    }
}
