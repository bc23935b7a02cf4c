//! The list of collections.

use leptos::prelude::*;
use types::admin::{AdminChrome, CollectionPage, CollectionRow};

use super::{
    AdminPage, TranslationOf,
    layout::{Section, heading, page},
    pager::address,
    table::{numbers, table, words},
    translation::languages,
};

const PATH: &str = "/admin/collections";

/// `/admin/collections?cursor=`.
#[must_use]
pub fn collections(chrome: &AdminChrome, list: &CollectionPage) -> AdminPage {
    let columns = [words("Collection"), words("Address"), numbers("Products"), words("In other languages")];
    let next = list.next_cursor.as_deref().map(|cursor| {
        view! { <a href=address(PATH, &[("cursor", cursor)]) rel="next">"More →"</a> }
    });
    let content = view! {
        {heading(Some(("Products", "/admin/products")), "Collections", ())}
        {table("Collections", &columns, list.items.iter().map(cells).collect(), "No collection yet.")}
        <nav class="admin-pager" aria-label="Pages">{next}</nav>
    };
    page(chrome, Some(Section::Products), "Collections", content)
}

fn cells(row: &CollectionRow) -> Vec<AnyView> {
    vec![
        view! { <a href=format!("/collections/{}", row.slug)>{row.title.clone()}</a> }.into_any(),
        view! { <code>{format!("/collections/{}", row.slug)}</code> }.into_any(),
        row.product_count.to_string().into_any(),
        view! { <span class="admin-row">{languages(TranslationOf::Collection(row.id), None)}</span> }.into_any(),
    ]
}
