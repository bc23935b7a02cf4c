use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use types::{VariantId, cart::CartBadge};
use web_sys::{CustomEvent, CustomEventInit, FormData, HtmlFormElement};

use super::CART_CHANGED;
use crate::server_fns::{Refusal, add_to_cart};

/// What the form tells the shopper after an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Added(String),
    Refused(String),
}

/// The buy form. Its children choose variant and quantity (`variant_id`, `quantity`) and bring the button; the island keeps the shopper
/// on the page while adding. Where it cannot, the form is posted as if there were no island. The children may be replaced at any time.
#[island]
pub fn AddToCart(
    /// Said while it is being added.
    adding: String,
    /// The link to the cart.
    to_cart: String,
    children: Children,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let answer = RwSignal::new(None::<Answer>);
    let on_submit = move |event: SubmitEvent| {
        let Some((form, variant_id, quantity)) = read_form(&event) else { return };
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        answer.set(None);
        spawn_local(async move {
            match add_to_cart(variant_id, quantity).await {
                Ok(CartBadge { item_count, message }) => {
                    announce(item_count);
                    answer.set(Some(Answer::Added(message)));
                }
                Err(Refusal(problem)) if (400..500).contains(&problem.status) => {
                    answer.set(Some(Answer::Refused(problem.detail)));
                }
                // Posting the form shows the shop's own page about what is wrong.
                Err(_) => _ = form.submit(),
            }
            busy.set(false);
        });
    };
    view! {
        <form class="buy" method="post" action="/cart/lines" aria-busy=move || busy.get().to_string() on:submit=on_submit>
            {children()}
            <p class="buy-answer" role="status">
                <span class:buy-refused=move || matches!(answer.get(), Some(Answer::Refused(_)))>
                    {move || text(&adding, busy.get(), answer.get())}
                </span>
                " "
                <a href="/cart" hidden=move || !matches!(answer.get(), Some(Answer::Added(_)))>{to_cart}</a>
            </p>
        </form>
    }
}

fn text(adding: &str, busy: bool, answer: Option<Answer>) -> String {
    match answer {
        _ if busy => adding.to_owned(),
        Some(Answer::Added(text) | Answer::Refused(text)) => text,
        None => String::new(),
    }
}

/// The form with its two values; none where a value is not what the server function takes.
fn read_form(event: &SubmitEvent) -> Option<(HtmlFormElement, VariantId, i64)> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    let variant_id = data.get("variant_id").as_string()?.parse().ok()?;
    let quantity = data.get("quantity").as_string()?.parse().ok()?;
    Some((form, variant_id, quantity))
}

fn announce(item_count: i64) {
    let init = CustomEventInit::new();
    // A count of units is far below 2^53, where f64 stops being exact.
    #[allow(clippy::cast_precision_loss)]
    init.set_detail(&(item_count as f64).into());
    if let Ok(event) = CustomEvent::new_with_event_init_dict(CART_CHANGED, &init) {
        // Nobody cancels this event, and without listeners there is nobody to tell.
        let _ = window().dispatch_event(&event);
    }
}
