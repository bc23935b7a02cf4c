//! What staff can do to an order: hand it over, call it off, pay it back.

use leptos::prelude::*;
use types::{admin::AdminOrder, order::OrderLineView};

use super::{OrderForm, line_name};
use crate::admin::{
    Posted,
    form::{Form, tick},
    layout::section,
    table::{numbers, table, words},
};

/// The forms that fit the order's state, and what is wrong with the one that came back.
pub(super) struct Actions {
    pub summary: Option<AnyView>,
    pub forms: AnyView,
}

pub(super) fn actions(order: &AdminOrder, posted: Option<&Posted<OrderForm>>) -> Actions {
    let fulfil = Form::from_posted("fulfil", &OrderForm::Fulfil, posted);
    let cancel = Form::from_posted("cancel", &OrderForm::Cancel, posted);
    let refund = Form::from_posted("refund", &OrderForm::Refund, posted);
    // What was wrong is told even when the order has moved on meanwhile and its form is gone.
    let summary = [&fulfil, &cancel, &refund].into_iter().find_map(Form::summary);
    let forms = view! {
        {order.can_fulfil.then(|| fulfil_form(&fulfil, order))}
        {order.can_refund.then(|| refund_form(&refund, order))}
        {order.can_cancel.then(|| cancel_form(&cancel, order))}
    };
    Actions { summary, forms: forms.into_any() }
}

fn action(order: &AdminOrder, verb: &str) -> String {
    format!("/admin/orders/{}/{verb}", order.order.number)
}

fn fulfil_form(form: &Form, order: &AdminOrder) -> AnyView {
    let content = view! {
        <form class="admin-form" method="post" action=action(order, "fulfil")>
            {form.text("tracking", "Tracking number (optional)", "")
                .hint("The customer gets it by mail, with the news that the parcel is on its way.").view()}
            <button class="button" type="submit">"Mark as fulfilled"</button>
        </form>
    };
    section("fulfil-heading", "Fulfil", content)
}

fn cancel_form(form: &Form, order: &AdminOrder) -> AnyView {
    view! {
        <details class="admin-disclosure" open=form.is_returned()>
            <summary>"Cancel order…"</summary>
            <form class="admin-form" method="post" action=action(order, "cancel")>
                <p>"The items go back into stock, and whatever was charged is paid back. This cannot be undone."</p>
                {form.text("reason", "Reason", "").hint("Kept with the order.").view()}
                <button class="button admin-danger" type="submit">"Yes, cancel this order"</button>
            </form>
        </details>
    }
    .into_any()
}

fn refund_form(form: &Form, order: &AdminOrder) -> AnyView {
    let columns = [words("Item"), numbers("Left to refund"), numbers("Refund"), words("Stock")];
    let left = order.order.lines.iter().filter(|line| left_to_refund(line) > 0);
    let rows = left.map(|line| refund_cells(form, line)).collect();
    let (says, all) = everything(order);
    view! {
        <details class="admin-disclosure" open=form.is_returned()>
            <summary>"Refund…"</summary>
            <form class="admin-form admin-form-wide" method="post" action=action(order, "refund")>
                <div id="refund-lines">{table("Items to refund", &columns, rows, "Every item has been refunded; shipping is left.")}</div>
                {form.text("reason", "Reason", "").hint("Kept with the order.").view()}
                <button class="button admin-danger" type="submit">"Refund the items above"</button>
                <details class="admin-disclosure admin-disclosure-inner">
                    <summary>"Refund everything…"</summary>
                    <p>{says}</p>
                    <button class="button admin-danger" type="submit" name="all" value="1" formnovalidate=true>{all}</button>
                </details>
            </form>
        </details>
    }
    .into_any()
}

/// What refunding everything means, and its button.
fn everything(order: &AdminOrder) -> (String, String) {
    if order.refundable.amount == 0 {
        let says = "Takes all items back, whatever is filled in above. Nothing was paid for them.";
        return (says.to_owned(), "Yes, take everything back".to_owned());
    }
    let says = format!("Pays back {}, shipping included, whatever is filled in above.", order.refundable);
    (says, format!("Yes, refund {}", order.refundable))
}

fn left_to_refund(line: &OrderLineView) -> i64 {
    line.quantity.saturating_sub(line.refunded_quantity)
}

fn refund_cells(form: &Form, line: &OrderLineView) -> Vec<AnyView> {
    let left = left_to_refund(line);
    let (quantity, restock) = (format!("quantity_{}", line.variant_id), format!("restock_{}", line.variant_id));
    let back = form.is_checked(&restock, true);
    vec![
        line_name(line).into_any(),
        left.into_any(),
        form.text(quantity, format!("Refund of {}", line_name(line)), "0").number(Some(0), Some(left)).bare().view(),
        tick(&format!("refund-{restock}"), &restock, "1", "Put back", back),
    ]
}
