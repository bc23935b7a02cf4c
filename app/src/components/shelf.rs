use leptos::prelude::*;
use types::catalog::ProductCard;

use super::ProductGrid;

/// A few products under a heading, `id` is the heading's. The first `eager` pictures are loaded at once: of a shelf that begins above the
/// fold of most windows.
#[component]
pub fn Shelf(
    id: &'static str,
    #[prop(into)] title: String,
    items: Vec<ProductCard>,
    #[prop(optional)] eager: usize,
) -> impl IntoView {
    view! {
        <section class="shelf" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <ProductGrid items eager/>
        </section>
    }
}
