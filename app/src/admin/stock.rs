//! Stock: the list, and one variant with its ledger.

use leptos::prelude::*;
use types::admin::{AdminChrome, LedgerRow, StockRow};

use crate::components::Time;

use super::{
    AdminPage, Posted,
    form::Form,
    layout::{Section, heading, page, section},
    pager::{pager, search},
    table::{numbers, table, words},
};

const PATH: &str = "/admin/stock";

/// A page of the stock list.
#[derive(Clone, Debug)]
pub struct StockList {
    /// The variants.
    pub rows: Vec<StockRow>,
    /// What was searched for; empty when nothing was.
    pub query: String,
    /// This page, from 1.
    pub page: u64,
    /// How many pages, at least 1.
    pub pages: u64,
}

/// `/admin/stock?q=&page=`.
#[must_use]
pub fn stock(chrome: &AdminChrome, list: &StockList) -> AdminPage {
    let empty = if list.query.is_empty() { "No variant is tracked yet." } else { "No variant matches." };
    let content = view! {
        {heading(None, "Stock", search(PATH, "Title or SKU", &list.query, &[]))}
        {stock_table("Stock by variant", &list.rows, empty)}
        {pager(PATH, &list.query, list.page, list.pages)}
    };
    page(chrome, Some(Section::Stock), "Stock", content)
}

/// Variants with their stock, one per row.
pub(super) fn stock_table(caption: &'static str, rows: &[StockRow], empty: &'static str) -> AnyView {
    let columns = [words("Variant"), words("SKU"), numbers("On hand"), numbers("Held"), numbers("For sale")];
    table(caption, &columns, rows.iter().map(stock_cells).collect(), empty)
}

fn stock_cells(row: &StockRow) -> Vec<AnyView> {
    let href = format!("{PATH}/{}", row.variant_id);
    vec![
        view! { <a href=href>{name(row)}</a> }.into_any(),
        row.sku.clone().unwrap_or_default().into_any(),
        row.on_hand.into_any(),
        row.held.into_any(),
        for_sale(row).into_any(),
    ]
}

fn name(row: &StockRow) -> String {
    if row.variant_title.is_empty() { row.title.clone() } else { format!("{} · {}", row.title, row.variant_title) }
}

fn for_sale(row: &StockRow) -> i64 {
    row.on_hand.saturating_sub(row.held)
}

/// `/admin/stock/{variant_id}`. Posts `mode` (`delta` or `set`), `quantity` and `reason` to the same address.
#[must_use]
pub fn stock_item(
    chrome: &AdminChrome,
    rows: &[StockRow],
    ledger: &[LedgerRow],
    posted: Option<&Posted<()>>,
) -> AdminPage {
    let form = Form::from_posted("adjust", &(), posted);
    // The operation answers with at least one.
    let Some(row) = rows.first() else { return page(chrome, Some(Section::Stock), "Stock", ()) };
    let product = format!("/admin/products/{}", row.product_id);
    let title = name(row);
    let content = view! {
        {heading(Some(("Stock", PATH)), &title, view! { <a href=product>"Open product"</a> })}
        {form.summary()}
        <dl class="admin-figures">
            {level("On hand", row.on_hand)} {level("Held", row.held)} {level("For sale", for_sale(row))}
        </dl>
        {section("change", "Change stock", adjustment(&form, row))}
        {section("ledger", "Ledger", ledger_table(ledger))}
    };
    page(chrome, Some(Section::Stock), &title, content)
}

fn level(label: &'static str, units: i64) -> AnyView {
    view! { <div class="admin-figure"><dt>{label}</dt><dd>{units}</dd></div> }.into_any()
}

fn adjustment(form: &Form, row: &StockRow) -> AnyView {
    let sets = form.value("mode", "delta") == "set";
    let modes = view! { {mode("delta", "Units came or went", !sets)} {mode("set", "Units were counted", sets)} };
    view! {
        <form class="admin-form" method="post" action=format!("{PATH}/{}", row.variant_id)>
            {form.choices("mode", "What happened", modes)}
            {form.text("quantity", "Units", "").number(None, None).required()
                .hint("Coming or going: 12 adds twelve, -3 takes three away. Counted: the number on the shelf.").view()}
            {form.text("reason", "Reason", "").required().hint("Kept in the ledger: delivery, stocktaking, damaged.").view()}
            <button class="button" type="submit">"Change stock"</button>
        </form>
    }
    .into_any()
}

fn mode(value: &'static str, label: &'static str, checked: bool) -> AnyView {
    let id = format!("adjust-mode-{value}");
    view! {
        <span class="admin-tick">
            <input type="radio" id=id.clone() name="mode" value=value checked=checked/>
            <label for=id>{label}</label>
        </span>
    }
    .into_any()
}

fn ledger_table(ledger: &[LedgerRow]) -> AnyView {
    let columns =
        [words("When"), words("Cause"), words("Reason"), words("By"), numbers("Change"), numbers("On hand after")];
    let rows = ledger.iter().map(|row| {
        vec![
            view! { <Time at=row.at.clone()/> }.into_any(),
            row.cause.clone().into_any(),
            row.reason.clone().into_any(),
            row.actor.clone().into_any(),
            signed(row.delta).into_any(),
            row.on_hand.into_any(),
        ]
    });
    table("Changes, newest first", &columns, rows.collect(), "Nothing has changed yet.")
}

/// `+3`, `−2`, `0`: with a true minus, as wide as the plus.
fn signed(delta: i64) -> String {
    match delta {
        1.. => format!("+{delta}"),
        0 => "0".to_owned(),
        _ => format!("−{}", delta.unsigned_abs()),
    }
}
