//! The first page after signing in: what is to be done.

use leptos::prelude::*;
use types::admin::{AdminChrome, Dashboard, FulfilmentStanding, ProviderStanding};

use crate::components::Day;

use super::{
    AdminPage,
    layout::{Section, heading, page, section},
    orders::order_table,
    stock::stock_table,
};

/// `/admin`.
#[must_use]
pub fn dashboard(chrome: &AdminChrome, board: &Dashboard) -> AdminPage {
    let parked = (board.parked_jobs > 0).then(|| {
        let text = match board.parked_jobs {
            1 => "1 job gave up and waits for someone.".to_owned(),
            many => format!("{many} jobs gave up and wait for someone."),
        };
        view! { <p class="notice notice-error">{text} " " <a href="/admin/jobs">"Look at them"</a></p> }
    });
    let content = view! {
        {heading(None, "Overview", ())}
        {parked}
        {board.fulfilment.as_ref().and_then(behind)}
        <dl class="admin-figures">
            {figure("To fulfil", board.to_fulfil.to_string(), Some("/admin/orders?status=confirmed"))}
            {figure("Waiting for payment", board.pending.to_string(), Some("/admin/orders?status=pending"))}
            {figure("Orders, last 24 h", board.orders_today.to_string(), Some("/admin/orders"))}
            {figure("Captured, last 24 h", board.revenue_today.to_string(), None)}
            {board.fulfilment.as_ref().map(|standing| figure("Can leave", capacity(standing), None))}
        </dl>
        {providers(&board.providers)}
        {section("latest", "Latest orders", order_table("Latest orders", &board.latest, "No order yet. They appear here as they come in."))}
        {section("low", "Running low", stock_table("Variants running low", &board.low_stock, "Nothing is running low."))}
    };
    page(chrome, Some(Section::Overview), "Overview", content)
}

/// Said only when orders have to wait.
fn behind(standing: &FulfilmentStanding) -> Option<AnyView> {
    let by = standing.hand_over_by.clone()?;
    let class = if standing.overfull { "notice notice-error" } else { "notice" };
    let orders = if standing.backlog == 1 { "order waits".to_owned() } else { "orders wait".to_owned() };
    Some(view! {
        <p class=class>
            {format!("{} {orders} to be sent; a new one is promised to leave by ", standing.backlog)} <Day at=by/> "."
        </p>
    }.into_any())
}

fn capacity(standing: &FulfilmentStanding) -> String {
    match (standing.daily_capacity, standing.hourly_capacity) {
        (0, hourly) => format!("{hourly} an hour"),
        (daily, 0) => format!("{daily} a day"),
        (daily, hourly) => format!("{daily} a day, {hourly} an hour"),
    }
}

/// Providers that are left alone; none are named while all are well.
fn providers(standing: &[ProviderStanding]) -> Vec<AnyView> {
    let troubled = standing.iter().filter(|provider| provider.breaker != "closed");
    let notice = |provider: &ProviderStanding| {
        let text = format!(
            "The payment provider {} keeps failing and is left alone for a while ({} of its latest calls failed).",
            provider.name, provider.recent_failures
        );
        view! { <p class="notice notice-error">{text}</p> }.into_any()
    };
    troubled.map(notice).collect()
}

fn figure(label: &'static str, value: String, href: Option<&'static str>) -> AnyView {
    let value = match href {
        Some(href) => view! { <a href=href>{value}</a> }.into_any(),
        None => value.into_any(),
    };
    view! { <div class="admin-figure"><dt>{label}</dt><dd>{value}</dd></div> }.into_any()
}
