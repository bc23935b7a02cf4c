use leptos::prelude::*;
use types::catalog::ProductCard;

use super::ProductGrid;

/// A few products under a heading. `id` is the heading's.
#[component]
pub fn Shelf(id: &'static str, #[prop(into)] title: String, items: Vec<ProductCard>) -> impl IntoView {
    view! {
        <section class="shelf" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <ProductGrid items/>
        </section>
    }
}
