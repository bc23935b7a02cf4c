//! Tables that become stacks of labelled values on narrow screens.

use leptos::prelude::*;

/// A column's heading, and whether it holds numbers to be aligned.
#[derive(Clone, Copy)]
pub(super) struct Column {
    label: &'static str,
    numeric: bool,
}

/// A column of words.
pub(super) const fn words(label: &'static str) -> Column {
    Column { label, numeric: false }
}

/// A column of numbers.
pub(super) const fn numbers(label: &'static str) -> Column {
    Column { label, numeric: true }
}

/// A table whose rows are named by their first cell. `caption` is heard, not seen. Without rows, `empty` stands there.
///
/// The roles repeat what the elements are: a table laid out as blocks loses its meaning in some browsers otherwise.
pub(super) fn table(
    caption: &'static str,
    columns: &[Column],
    rows: Vec<Vec<AnyView>>,
    empty: impl IntoView + 'static,
) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="admin-empty">{empty.into_any()}</p> }.into_any();
    }
    let headings = columns.iter().map(|column| {
        view! { <th class=number_class(*column) role="columnheader" scope="col">{column.label}</th> }
    });
    let rows = rows.into_iter().map(|cells| {
        let cells = cells.into_iter().zip(columns).enumerate();
        let cells = cells.map(|(index, (content, column))| cell(index == 0, *column, content));
        view! { <tr role="row">{cells.collect_view()}</tr> }
    });
    view! {
        <table class="admin-table" role="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead role="rowgroup"><tr role="row">{headings.collect_view()}</tr></thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn number_class(column: Column) -> Option<&'static str> {
    column.numeric.then_some("admin-table-number")
}

fn cell(names_row: bool, column: Column, content: AnyView) -> AnyView {
    if names_row {
        return view! { <th role="rowheader" scope="row">{content}</th> }.into_any();
    }
    view! { <td class=number_class(column) role="cell" data-label=column.label>{content}</td> }.into_any()
}
