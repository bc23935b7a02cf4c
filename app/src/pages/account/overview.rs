use leptos::prelude::*;
use types::customer::{Account, History, PastOrder};

use super::{ORDERS, inside};
use crate::{components::Day, layout::Shell, pages::Notes};

/// `/account`
pub fn overview(shell: Shell, account: Account, history: History, notes: Notes) -> String {
    inside(shell, ORDERS, notes, move || {
        let to_confirm = (!account.confirmed).then(|| confirmation(account.email));
        let orders = match history.orders.is_empty() {
            true => nothing(),
            false => list(history),
        };
        view! {
            {to_confirm}
            {orders}
        }
        .into_any()
    })
}

fn confirmation(email: String) -> AnyView {
    view! {
        <div class="notice">
            <p>"We have sent a mail to "<strong>{email}</strong>". Follow its link, and orders you placed as a guest will be here too."</p>
            <form method="post" action="/account/confirm"><button class="link-button">"Send it again"</button></form>
        </div>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! {
        <div class="empty">
            <p>"No orders yet."</p>
            <a class="button" href="/products">"See everything"</a>
        </div>
    }
    .into_any()
}

fn list(history: History) -> AnyView {
    let older = history.older.map(|number| {
        view! { <p><a href=format!("/account?before={number}")>"Older orders"</a></p> }
    });
    view! {
        <ul class="past-orders">{history.orders.into_iter().map(past).collect_view()}</ul>
        {older}
    }
    .into_any()
}

fn past(order: PastOrder) -> AnyView {
    let PastOrder { number, token, status, placed_at, item_count, total } = order;
    let items = if item_count == 1 { "1 item".to_owned() } else { format!("{item_count} items") };
    view! {
        <li class="past-order">
            <a class="past-order-number" href=format!("/orders/{token}")>{format!("Order {number}")}</a>
            <span class="past-order-total">{total.to_string()}</span>
            <span class="quiet"><Day at=placed_at/>" · "{items}</span>
            <span class="past-order-status">{status.label()}</span>
        </li>
    }
    .into_any()
}
