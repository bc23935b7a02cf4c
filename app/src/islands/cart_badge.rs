use leptos::{ev::Custom, prelude::*};
use web_sys::CustomEvent;

use super::CART_CHANGED;

/// The number beside "Cart" in the header. It follows [`CART_CHANGED`].
#[island]
pub fn CartBadge(
    /// Units in the cart when the page was made.
    count: i64,
) -> impl IntoView {
    let count = RwSignal::new(count);
    // Effects run in the browser only.
    Effect::new(move || {
        window_event_listener(Custom::<CustomEvent>::new(CART_CHANGED), move |event| {
            if let Some(units) = event.detail().as_f64() {
                // A count of units is far below 2^53, where f64 stops being exact.
                #[allow(clippy::cast_possible_truncation)]
                count.set(units as i64);
            }
        });
    });
    view! {
        <span class="cart-count" class:cart-count-empty=move || count.get() == 0>{move || count.get().to_string()}</span>
    }
}
