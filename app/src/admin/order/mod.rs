//! One order: what was bought, what has happened, and what can be done now.

mod actions;

use leptos::prelude::*;
use types::{
    admin::{AdminChrome, AdminOrder},
    order::{OrderLineView, OrderView, TimelineEntry},
};

use self::actions::actions;
use super::{
    AdminPage, Posted,
    badge::{order_badge, payment_badge},
    layout::{Section, heading, page, section},
    table::{numbers, table, words},
};
use crate::components::{AddressBlock, Time, TotalsTable};

/// The forms on an order's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderForm {
    /// Hands it to the carrier. Posts `tracking` to `/admin/orders/{number}/fulfil`.
    Fulfil,
    /// Calls it off. Posts `reason` to `/admin/orders/{number}/cancel`.
    Cancel,
    /// Pays back. Posts `quantity_{variant_id}` and `restock_{variant_id}` for each line, and `reason`, to
    /// `/admin/orders/{number}/refund`; with `all=1` everything that is left is meant, whatever the lines say.
    Refund,
}

/// `/admin/orders/{number}`. `posted` is the form that could not be accepted, if one came back.
#[must_use]
pub fn order(chrome: &AdminChrome, order: &AdminOrder, posted: Option<&Posted<OrderForm>>) -> AdminPage {
    let view = &order.order;
    let title = format!("Order #{}", view.number);
    let beside =
        view! { {order_badge(view.status)} {payment_badge(view.payment_status)} <Time at=view.placed_at.clone()/> };
    let actions = actions(order, posted);
    let bought = view! { {lines(&view.lines)} <TotalsTable totals=view.totals.clone()/> }.into_any();
    let timeline = view! { <ol class="admin-timeline">{view.timeline.iter().map(event).collect_view()}</ol> };
    let content = view! {
        {heading(Some(("Orders", "/admin/orders")), &title, beside)}
        {actions.summary}
        <div class="admin-columns">
            <div>
                {section("lines", "Items", bought)}
                {actions.forms}
            </div>
            <div>
                {facts(order)}
                {section("timeline", "Timeline", timeline)}
            </div>
        </div>
    };
    page(chrome, Some(Section::Orders), &title, content)
}

/// A line in words: product and variant.
fn line_name(line: &OrderLineView) -> String {
    if line.variant_title.is_empty() { line.title.clone() } else { format!("{} · {}", line.title, line.variant_title) }
}

fn lines(lines: &[OrderLineView]) -> AnyView {
    let columns =
        [words("Item"), words("SKU"), numbers("Price"), numbers("Quantity"), numbers("Refunded"), numbers("Total")];
    let rows = lines.iter().map(|line| {
        let refunded = if line.refunded_quantity == 0 { "–".to_owned() } else { line.refunded_quantity.to_string() };
        vec![
            line_name(line).into_any(),
            line.sku.clone().unwrap_or_default().into_any(),
            line.unit_price.to_string().into_any(),
            line.quantity.into_any(),
            refunded.into_any(),
            line.line_total.to_string().into_any(),
        ]
    });
    table("Items", &columns, rows.collect(), "This order has no items.")
}

fn facts(order: &AdminOrder) -> AnyView {
    let OrderView { email, shipping_address, shipping_method, .. } = &order.order;
    let reference = order.payment_reference.clone().unwrap_or_else(|| "None yet".to_owned());
    let refundable = (order.refundable.amount > 0).then(|| {
        view! { <dt>"Can be refunded"</dt><dd>{order.refundable.to_string()}</dd> }
    });
    let content = view! {
        <dl class="admin-facts">
            <dt>"Email"</dt><dd>{email.clone()}</dd>
            <dt>"Ship to"</dt><dd><AddressBlock address=shipping_address.clone()/></dd>
            <dt>"Method"</dt><dd>{shipping_method.clone()}</dd>
            <dt>"Payment"</dt><dd><code>{reference}</code></dd>
            {refundable}
            <dt>"Customer’s page"</dt><dd><a href=format!("/orders/{}", order.token)>"Open"</a></dd>
        </dl>
    };
    section("facts", "Customer and payment", content)
}

fn event(entry: &TimelineEntry) -> AnyView {
    view! {
        <li>
            <p>{entry.message.clone()}</p>
            <p class="quiet"><Time at=entry.at.clone()/> " · " {entry.actor.clone()}</p>
        </li>
    }
    .into_any()
}
