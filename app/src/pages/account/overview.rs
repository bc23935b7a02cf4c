use leptos::prelude::*;
use types::customer::{Account, History, PastOrder};
use words::{money, t};

use super::{Room, inside};
use crate::{
    components::{Day, GAP, around, nothing_yet, order_state},
    layout::Shell,
    pages::Notes,
};

/// `/account`
pub fn overview(shell: Shell, account: Account, history: History, notes: Notes) -> String {
    inside(shell, Room::Orders, Room::Orders.name(), notes, move || {
        let to_confirm = (!account.confirmed).then(|| confirmation(account.email));
        let orders = match history.orders.is_empty() {
            true => nothing_yet(t!("overview-no-orders")),
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
    let sent = around(&t!("overview-confirm", email = GAP), view! { <strong>{email}</strong> });
    view! {
        <div class="notice">
            <p>{sent}</p>
            <form method="post" action="/account/confirm"><button class="link-button">{t!("overview-send-again")}</button></form>
        </div>
    }
    .into_any()
}

fn list(history: History) -> AnyView {
    let older = history.older.map(|number| {
        view! { <p><a href=format!("/account?before={number}")>{t!("overview-older")}</a></p> }
    });
    view! {
        <ul class="past-orders">{history.orders.into_iter().map(past).collect_view()}</ul>
        {older}
    }
    .into_any()
}

fn past(order: PastOrder) -> AnyView {
    let PastOrder { number, token, status, placed_at, item_count, total } = order;
    let items = t!("checkout-items", count = item_count);
    view! {
        <li class="past-order">
            <a class="past-order-number" href=format!("/orders/{token}")>{t!("order-title", number = number)}</a>
            <span class="past-order-total">{money(total)}</span>
            <span class="quiet"><Day at=placed_at/>" · "{items}</span>
            <span class="past-order-status">{order_state(status)}</span>
        </li>
    }
    .into_any()
}
