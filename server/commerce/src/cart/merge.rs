//! Two carts of one person become one: what somebody gathered before they signed in joins what their account has.

use std::collections::HashMap;

use sea_orm::DatabaseTransaction;
use types::{
    CartId, Millis, VariantId,
    cart::{MAX_LINE_QUANTITY, MAX_LINES},
};
use words::t;

use super::store::{self, Line};
use crate::{Result, catalog, db::Together, inventory};

/// Units that found no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LeftOut {
    variant_id: VariantId,
    units: i64,
}

/// What becomes of the account's cart.
#[derive(Debug, Default)]
struct Merged {
    /// Lines that are new or hold more than before.
    changed: Vec<Line>,
    left_out: Vec<LeftOut>,
}

/// Puts the lines of `from`, and the units it holds, into `into`, in the caller's transaction, and leaves `from` empty. Nothing that
/// `into` had grows less. Answers with a sentence for each line that could not be taken whole.
pub(crate) async fn merge(tx: &DatabaseTransaction, from: CartId, into: CartId, now: Millis) -> Result<Vec<String>> {
    let carts = store::lock(tx, &[from, into]).await?;
    let (Some(guest), Some(own)) = (carts.get(&from), carts.get(&into)) else { return Ok(Vec::new()) };
    let mut lines = store::lines_of(tx, &[from, into]).await?;
    let (theirs, ours) = (lines.remove(&from).unwrap_or_default(), lines.remove(&into).unwrap_or_default());
    if theirs.is_empty() {
        return Ok(Vec::new());
    }
    let variants: Vec<VariantId> = theirs.iter().map(|line| line.variant_id).collect();
    let levels = inventory::levels(tx, &variants, now).await?;
    let cap = |id: VariantId| levels.get(&id).and_then(|level| level.cap_per_person).unwrap_or(MAX_LINE_QUANTITY);
    let merged = combine(into, &ours, &theirs, cap);
    // Whoever holds anything stays at the till: what is not held yet is taken there, or refused in words.
    let held_until = [own.held_until, guest.held_until].into_iter().flatten().filter(|until| *until > now).min();
    inventory::move_holds(tx, from, into).await?;
    let mut together = Together::on(tx);
    store::clear_all(&mut together, &[from], now)?;
    store::grow(&mut together, into, &merged.changed, held_until, now)?;
    together.run(tx).await?;
    tell(tx, &merged.left_out).await
}

/// Quantities add up to what a line, and a person, may have; lines to what a cart may hold.
fn combine(into: CartId, ours: &[Line], theirs: &[Line], cap: impl Fn(VariantId) -> i64) -> Merged {
    let had: HashMap<VariantId, &Line> = ours.iter().map(|line| (line.variant_id, line)).collect();
    let mut merged = Merged::default();
    let mut count = ours.len();
    for line in theirs {
        let before = had.get(&line.variant_id);
        let own = before.map_or(0, |line| line.quantity);
        let room = if own == 0 && count >= MAX_LINES { 0 } else { cap(line.variant_id).min(MAX_LINE_QUANTITY) };
        let quantity = (own + line.quantity).min(room).max(own);
        let left = own + line.quantity - quantity;
        if left > 0 {
            merged.left_out.push(LeftOut { variant_id: line.variant_id, units: left });
        }
        if quantity > own {
            count += usize::from(own == 0);
            let kept = before.map_or(line, |before| before);
            merged.changed.push(Line { cart_id: into, quantity, ..kept.clone() });
        }
    }
    merged
}

async fn tell(tx: &DatabaseTransaction, left_out: &[LeftOut]) -> Result<Vec<String>> {
    if left_out.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<VariantId> = left_out.iter().map(|one| one.variant_id).collect();
    let goods = catalog::sellable_as_read(tx, &ids).await?;
    // What is no longer for sale is not shown in a cart either.
    let words = |one: &LeftOut| {
        let title = goods.get(&one.variant_id)?.full_title();
        Some(t!("told-left-out-of-cart", count = one.units, title = title))
    };
    Ok(left_out.iter().filter_map(words).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn variant(number: u8) -> VariantId {
        VariantId(Uuid::from_u128(u128::from(number) + 1))
    }

    fn cart(number: u128) -> CartId {
        CartId(Uuid::from_u128(number))
    }

    fn lines(most: usize) -> impl Strategy<Value = Vec<Line>> {
        prop::collection::hash_map(any::<u8>(), 1..=MAX_LINE_QUANTITY, 0..most).prop_map(|lines| {
            let line = |(number, quantity)| Line {
                cart_id: cart(2),
                variant_id: variant(number),
                quantity,
                price_seen: i64::from(number),
                added_at: 0,
            };
            lines.into_iter().map(line).collect()
        })
    }

    fn quantity(lines: &[Line], id: VariantId) -> i64 {
        lines.iter().find(|line| line.variant_id == id).map_or(0, |line| line.quantity)
    }

    proptest! {
        #[test]
        fn no_unit_is_lost_in_silence_and_nothing_grows_less(
            ours in lines(MAX_LINES), theirs in lines(MAX_LINES), cap in 1..=MAX_LINE_QUANTITY,
        ) {
            let merged = combine(cart(1), &ours, &theirs, |_| cap);
            for line in &theirs {
                let id = line.variant_id;
                let (own, after) = (quantity(&ours, id), quantity(&merged.changed, id).max(quantity(&ours, id)));
                let told = merged.left_out.iter().find(|one| one.variant_id == id).map_or(0, |one| one.units);
                prop_assert_eq!(after + told, own + line.quantity);
                prop_assert!(after >= own && after <= own.max(cap));
                prop_assert!(told >= 0);
            }
            let all: HashSet<_> = ours.iter().chain(&merged.changed).map(|line| line.variant_id).collect();
            prop_assert!(all.len() <= MAX_LINES.max(ours.len()));
            prop_assert!(merged.changed.iter().all(|line| line.cart_id == cart(1)));
        }

        #[test]
        fn where_there_is_room_quantities_add_up(ours in lines(40), theirs in lines(40)) {
            let halved = |lines: &[Line]| -> Vec<Line> {
                lines.iter().map(|line| Line { quantity: line.quantity / 2 + 1, ..line.clone() }).collect()
            };
            let (ours, theirs) = (halved(&ours), halved(&theirs));
            let merged = combine(cart(1), &ours, &theirs, |_| MAX_LINE_QUANTITY);
            for line in &merged.changed {
                let sum = quantity(&ours, line.variant_id) + quantity(&theirs, line.variant_id);
                prop_assert_eq!(line.quantity, sum.min(MAX_LINE_QUANTITY));
            }
            prop_assert_eq!(merged.changed.len() + merged.left_out.iter().filter(|one| quantity(&ours, one.variant_id) == MAX_LINE_QUANTITY).count(), theirs.len());
        }
    }
}
