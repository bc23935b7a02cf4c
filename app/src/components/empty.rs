use leptos::prelude::*;
use words::t;

/// What stands where there is nothing yet, with the way to the shelves.
#[must_use]
pub fn nothing_yet(words: String) -> AnyView {
    view! {
        <div class="empty">
            <p>{words}</p>
            <a class="button" href="/products">{t!("cart-see-everything")}</a>
        </div>
    }
    .into_any()
}
