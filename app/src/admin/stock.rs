//! Stock: the list.

use leptos::prelude::*;
use types::admin::{AdminChrome, StockRow};

use super::{
    AdminPage,
    layout::{Section, heading, page},
    pager::{pager, search},
    table::{numbers, table, words},
};

pub(super) const PATH: &str = "/admin/stock";

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
    let beside = view! {
        {search(PATH, "Title or SKU", &list.query, &[])}
        <a href="/admin/locations">"Locations"</a>
    };
    let empty = if list.query.is_empty() { "No variant is tracked yet." } else { "No variant matches." };
    let content = view! {
        {heading(None, "Stock", beside)}
        {stock_table("Stock by variant", &list.rows, empty)}
        {pager(PATH, &list.query, list.page, list.pages)}
    };
    page(chrome, Some(Section::Stock), "Stock", content)
}

/// Variants with their stock, one per row and location. Where is said only where there is a choice.
pub(super) fn stock_table(caption: &'static str, rows: &[StockRow], empty: &'static str) -> AnyView {
    let several = rows.iter().any(|row| row.location_id != rows[0].location_id);
    let mut columns = vec![words("Variant"), words("SKU"), numbers("On hand"), numbers("Held"), numbers("For sale")];
    if several {
        columns.insert(2, words("Location"));
    }
    table(caption, &columns, rows.iter().map(|row| stock_cells(row, several)).collect(), empty)
}

fn stock_cells(row: &StockRow, several: bool) -> Vec<AnyView> {
    let href = format!("{PATH}/{}", row.variant_id);
    let mut cells = vec![
        view! { <a href=href>{name(row)}</a> }.into_any(),
        row.sku.clone().unwrap_or_default().into_any(),
        row.on_hand.into_any(),
        row.held.into_any(),
        for_sale(row).into_any(),
    ];
    if several {
        cells.insert(2, row.location.clone().into_any());
    }
    cells
}

fn name(row: &StockRow) -> String {
    if row.variant_title.is_empty() { row.title.clone() } else { format!("{} · {}", row.title, row.variant_title) }
}

pub(super) fn for_sale(row: &StockRow) -> i64 {
    row.on_hand.saturating_sub(row.held)
}
