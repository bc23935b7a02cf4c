//! The list of products.

use leptos::prelude::*;
use types::{
    admin::{AdminChrome, ProductPage, ProductRow},
    catalog::ImageView,
    rendition::WIDTHS,
};

use crate::components::Picture;

use super::{
    AdminPage,
    badge::product_badge,
    layout::{Section, heading, page},
    pager::{pager, search},
    table::{numbers, table, words},
};

const PATH: &str = "/admin/products";

/// `/admin/products?q=&page=`.
#[must_use]
pub fn products(chrome: &AdminChrome, list: &ProductPage, query: &str) -> AdminPage {
    let beside = view! {
        {search(PATH, "Title, vendor or SKU", query, &[])}
        <a href="/admin/collections">"Collections"</a>
        <a class="button" href="/admin/products/new">"New product"</a>
    };
    let empty = match query {
        "" => "No product yet. Make the first one, or import a catalogue.".to_owned(),
        query => format!("No product matches “{query}”."),
    };
    let columns = [
        words("Product"),
        words("Status"),
        words("Vendor"),
        numbers("Variants"),
        numbers("For sale"),
        numbers("Price from"),
    ];
    let content = view! {
        {heading(None, "Products", beside)}
        {table("Products", &columns, list.items.iter().map(product_cells).collect(), empty)}
        {pager(PATH, query, list.page, list.pages)}
    };
    page(chrome, Some(Section::Products), "Products", content)
}

fn product_cells(product: &ProductRow) -> Vec<AnyView> {
    let href = format!("{PATH}/{}", product.id);
    // Beside its name the picture says nothing new.
    let image = product.image.clone().map(|image| ImageView { alt: String::new(), ..image });
    let name = view! {
        <a class="admin-product" href=href>
            <span class="admin-thumb"><Picture image sizes="40px" widest=WIDTHS[0]/></span>
            <span>{product.title.clone()}</span>
        </a>
    };
    vec![
        name.into_any(),
        product_badge(product.status),
        product.vendor.clone().into_any(),
        product.variant_count.into_any(),
        product.for_sale.into_any(),
        product.price.map(|price| price.to_string()).unwrap_or_default().into_any(),
    ]
}
