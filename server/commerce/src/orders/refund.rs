//! Paying back lines of an order, or all that is left of it.

use sea_orm::DatabaseTransaction;
use types::{
    ErrorCode, FieldError,
    admin::{AdminOrder, RefundLine, RefundRequest},
    order::OrderStatus,
};

use super::{
    ORDER, fulfil,
    store::{self, LineRow, OrderRow, record},
};
use crate::{
    Cx, Error, Result, Scope, inventory,
    payments::{self, Payment},
};

/// Pays back the named lines, or everything that is left with shipping when none is named. The money follows by a job; the order is
/// `refunded` once nothing is left of its payment, or of its goods where they cost nothing.
///
/// # Errors
/// `conflict` when nothing was captured or less is left than asked for, `invalid` names the line, `not_found`.
pub async fn refund(cx: &Cx, number: &str, request: RefundRequest) -> Result<AdminOrder> {
    cx.require(Scope::OrdersWrite)?;
    let order = store::by_number(cx.db.write(), number).await?;
    let reason = fulfil::note("reason", &request.reason)?;
    let (job_cx, id) = (cx.clone(), order.id);
    cx.db
        .transaction(|tx| Box::pin(async move { refund_in(&job_cx, tx, &order, &request.lines, &reason).await }))
        .await?;
    inventory::orders_settled(cx, [id]);
    cx.job_written.notify_one();
    super::order(cx, number).await
}

pub(super) async fn refund_in(
    cx: &Cx,
    tx: &DatabaseTransaction,
    order: &OrderRow,
    wanted: &[RefundLine],
    reason: &str,
) -> Result<()> {
    // Locked first, as by whoever cancels or fulfils it, and looked at again: it may have left the house meanwhile.
    let order = &store::locked(tx, order.id).await?;
    let payment = payments::latest_for_order(tx, order.id).await?.filter(Payment::stands);
    let payment = payment.ok_or_else(|| Error::conflict("There is nothing left to pay back on this order."))?;
    let lines = store::lines(tx, order.id).await?;
    let amount = if wanted.is_empty() {
        return_rest(cx, tx, order, &lines).await?;
        payment.refundable()
    } else {
        return_lines(cx, tx, order, &lines, wanted).await?.min(payment.refundable())
    };
    let is_over = match payment.is_of_nothing() {
        true => store::lines(tx, order.id).await?.iter().all(|line| line.refunded_quantity == line.quantity),
        false => amount == payment.refundable(),
    };
    // What cost nothing comes back without money.
    if amount > 0 || is_over {
        payments::request_refund(cx, tx, &payment, amount, reason).await?;
    }
    if is_over {
        ORDER.advance(tx, order.id.0, OrderStatus::Refunded).await?;
    }
    let message = describe(amount, &payment, reason);
    record(tx, order.id, &message, cx.actor.label(), cx.clock.now()).await
}

fn describe(amount: i64, payment: &Payment, reason: &str) -> String {
    let money = types::Money::new(amount, payment.amount.currency);
    if reason.is_empty() { format!("Refund of {money} begun") } else { format!("Refund of {money} begun: {reason}") }
}

/// Everything that is left. Goods that never left the house go back into stock; others are taken to stay with the customer.
async fn return_rest(cx: &Cx, tx: &DatabaseTransaction, order: &OrderRow, lines: &[LineRow]) -> Result<()> {
    if order.status == OrderStatus::Confirmed {
        return fulfil::restock_rest(cx, tx, order).await;
    }
    for line in lines.iter().filter(|line| line.quantity > line.refunded_quantity) {
        let rest = line.quantity - line.refunded_quantity;
        if !store::refund_units(tx, order.id, line.variant_id, rest).await? {
            return Err(changed_meanwhile());
        }
    }
    Ok(())
}

async fn return_lines(
    cx: &Cx,
    tx: &DatabaseTransaction,
    order: &OrderRow,
    lines: &[LineRow],
    wanted: &[RefundLine],
) -> Result<i64> {
    let mut wanted: Vec<&RefundLine> = wanted.iter().collect();
    wanted.sort_by_key(|want| want.variant_id);
    let (mut amount, totals) = (0_i64, order.totals()?);
    for want in wanted {
        let line = find(lines, want)?;
        if !store::refund_units(tx, order.id, want.variant_id, want.quantity).await? {
            return Err(changed_meanwhile());
        }
        amount += worth(line, want.quantity, totals.tax_included, totals.total.currency.step());
        if want.restock {
            let actor = cx.actor.label();
            let (order, variant) = (order.id, want.variant_id);
            let returned = inventory::Returned { order, variant, quantity: want.quantity, of: line.quantity };
            inventory::restock(tx, returned, actor, cx.clock.now()).await?;
        }
    }
    Ok(amount)
}

fn find<'a>(lines: &'a [LineRow], want: &RefundLine) -> Result<&'a LineRow> {
    let field = format!("lines.{}", want.variant_id);
    let line = lines.iter().find(|line| line.variant_id == want.variant_id);
    let line = line.ok_or_else(|| Error::invalid_field(&field, "This was not part of the order."))?;
    let left = line.quantity - line.refunded_quantity;
    if (1..=left).contains(&want.quantity) {
        return Ok(line);
    }
    let message = format!("Between 1 and {left} of {} can be paid back.", line.title);
    Err(Error::new(ErrorCode::Invalid, message.clone()).with_fields(vec![FieldError::new(field, message)]))
}

/// What `quantity` units of a line came to, less their share of its discount, with the tax that was added for them. Shares are cut from
/// the running total, so that all parts of a line add up to the whole, and each is a multiple of `step`, so that it can be paid.
fn worth(line: &LineRow, quantity: i64, tax_included: bool, step: i64) -> i64 {
    let share = |of: i64| {
        let up_to = |units: i64| match units == line.quantity {
            true => i128::from(of),
            false => i128::from(of / step) * i128::from(units) / i128::from(line.quantity) * i128::from(step),
        };
        i64::try_from(up_to(line.refunded_quantity + quantity) - up_to(line.refunded_quantity)).unwrap_or(of)
    };
    let goods = share(line.unit_price * line.quantity - line.discount);
    if tax_included { goods } else { goods + share(line.tax) }
}

fn changed_meanwhile() -> Error {
    Error::conflict("This order has changed meanwhile. Look at it again.")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use types::{Currency, Money, VariantId};

    use super::*;
    use crate::{
        checkout::{PricedLine, PricedShipping, price},
        tax::Rate,
    };

    fn line(unit_price: i64, quantity: i64, discount: i64, tax: i64) -> LineRow {
        LineRow {
            variant_id: VariantId::new(),
            sku: None,
            title: String::new(),
            variant_title: String::new(),
            image_url: None,
            unit_price,
            quantity,
            discount,
            tax,
            refunded_quantity: 0,
        }
    }

    /// Pays a line back in two goes.
    fn in_two(line: &LineRow, cut: i64, tax_included: bool, step: i64) -> (i64, i64) {
        let first = worth(line, cut, tax_included, step);
        let rest = LineRow { refunded_quantity: cut, ..line.clone() };
        (first, worth(&rest, line.quantity - cut, tax_included, step))
    }

    proptest! {
        #[test]
        fn parts_of_a_line_add_up_to_the_whole(price in 0_i64..1_000_000, quantity in 1_i64..99, percent in 0_i64..=100, tax in 0_i64..1_000_000, cut in 0_i64..99) {
            let discount = price * quantity * percent / 100;
            for step in [1, 10] {
                let (first, rest) = in_two(&line(price, quantity, discount, tax), cut.min(quantity), false, step);
                prop_assert_eq!(first + rest, price * quantity - discount + tax);
                prop_assert!(first >= 0 && rest >= 0);
            }
        }

        #[test]
        fn each_part_of_what_can_be_paid_can_be_paid(price in 0_i64..100_000, quantity in 1_i64..99, percent in 0_i64..=100, tax in 0_i64..100_000, cut in 0_i64..99, included: bool) {
            let discount = price * quantity * percent / 100;
            let line = line(price * 10, quantity, discount * 10, tax * 10);
            let (first, rest) = in_two(&line, cut.min(quantity), included, 10);
            prop_assert_eq!((first % 10, rest % 10), (0, 0));
        }

        #[test]
        fn included_tax_is_not_paid_back_twice(price in 0_i64..1_000_000, quantity in 1_i64..99, percent in 0_i64..=100, tax in 0_i64..1_000_000) {
            let discount = price * quantity * percent / 100;
            prop_assert_eq!(worth(&line(price, quantity, discount, tax), quantity, true, 1), price * quantity - discount);
        }

        #[test]
        fn all_lines_paid_back_are_what_was_paid_for_the_goods(
            goods in prop::collection::vec((0_i64..100_000, 1_i64..9, any::<bool>(), 0_i64..=100, 0_i64..9), 1..8),
            ppm in 0_i64..400_000,
            included: bool,
        ) {
            let priced: Vec<_> = goods.iter().map(|(unit_price, quantity, taxable, percent, _)| PricedLine {
                unit_price: *unit_price,
                quantity: *quantity,
                taxable: *taxable,
                discount: unit_price * quantity * percent / 100,
            }).collect();
            let rate = Rate { ppm, included, on_shipping: false };
            let shipping = PricedShipping { price: Money::zero(Currency::USD), discount: 0 };
            let (totals, taxes) = price(&priced, shipping, rate, Currency::USD).unwrap();
            let back: i64 = priced.iter().zip(taxes).zip(&goods).map(|((one, tax), (.., cut))| {
                let line = line(one.unit_price, one.quantity, one.discount, tax);
                let (first, rest) = in_two(&line, (*cut).min(one.quantity), included, 1);
                first + rest
            }).sum();
            prop_assert_eq!(back, totals.total.amount);
        }
    }
}
