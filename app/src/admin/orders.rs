//! The list of orders.

use leptos::prelude::*;
use types::{
    admin::{AdminChrome, OrderPage, OrderRow},
    order::OrderStatus,
};

use crate::components::Time;

use super::{
    AdminPage,
    badge::{order_badge, order_label, payment_badge},
    layout::{Section, heading, page},
    pager::{address, onward, search},
    table::{numbers, table, words},
};

const PATH: &str = "/admin/orders";

/// Which orders are listed.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// Only those that stand here.
    pub status: Option<OrderStatus>,
    /// Only those that match this; empty for all.
    pub query: String,
    /// Where this page of the list begins; none for the newest orders.
    pub cursor: Option<String>,
}

impl OrderFilter {
    fn status_param(&self) -> &'static str {
        self.status.map_or("", OrderStatus::as_str)
    }

    fn address(&self, cursor: &str) -> String {
        address(PATH, &[("status", self.status_param()), ("q", &self.query), ("cursor", cursor)])
    }
}

/// `/admin/orders?status=&q=&cursor=`.
#[must_use]
pub fn orders(chrome: &AdminChrome, orders: &OrderPage, filter: &OrderFilter) -> AdminPage {
    let empty = if filter.status.is_some() || !filter.query.is_empty() {
        "No order matches. Try fewer letters, or all states."
    } else {
        "No order yet. They appear here as they come in."
    };
    let further = onward(filter.cursor.as_deref(), orders.next_cursor.as_deref(), |cursor| filter.address(cursor));
    let content = view! {
        {heading(None, "Orders", search(PATH, "Number or email", &filter.query, &[("status", filter.status_param())]))}
        {status_links(filter)}
        {order_table("Orders, newest first", &orders.items, empty)}
        {further}
    };
    page(chrome, Some(Section::Orders), "Orders", content)
}

fn status_links(filter: &OrderFilter) -> AnyView {
    let link = |status: Option<OrderStatus>| {
        let href = OrderFilter { status, ..filter.clone() }.address("");
        let current = (filter.status == status).then_some("true");
        view! { <a href=href aria-current=current>{status.map_or("All", order_label)}</a> }
    };
    let by_status = OrderStatus::ALL.iter().map(|status| link(Some(*status)));
    view! { <nav class="admin-filter" aria-label="State">{link(None)} {by_status.collect_view()}</nav> }.into_any()
}

/// Orders, one per row.
pub(super) fn order_table(caption: &'static str, orders: &[OrderRow], empty: &'static str) -> AnyView {
    let columns = [
        words("Order"),
        words("Placed"),
        words("Customer"),
        words("State"),
        words("Payment"),
        numbers("Items"),
        numbers("Total"),
    ];
    table(caption, &columns, orders.iter().map(order_cells).collect(), empty)
}

fn order_cells(order: &OrderRow) -> Vec<AnyView> {
    let href = format!("{PATH}/{}", order.number);
    vec![
        view! { <a href=href>{format!("#{}", order.number)}</a> }.into_any(),
        view! { <Time at=order.placed_at.clone()/> }.into_any(),
        order.email.clone().into_any(),
        order_badge(order.status),
        payment_badge(order.payment_status),
        order.item_count.into_any(),
        order.total.to_string().into_any(),
    ]
}
