//! The heart: keeps what is chosen on the visitor's wishlist, and the page comes back.

use leptos::prelude::*;
use types::catalog::{ProductView, VariantView};
use words::t;

use crate::components::Heart;

/// Says nothing of what is on the list already: the page is the same for everyone.
pub(super) fn wish(view: &ProductView, chosen: &VariantView) -> AnyView {
    view! {
        <form class="wish" method="post" action=format!("/products/{}/wish", view.slug)>
            <input type="hidden" name="variant_id" value=chosen.id.to_string()/>
            <button class="button button-quiet wish-button"><Heart/>{t!("product-wish")}</button>
        </form>
    }
    .into_any()
}
