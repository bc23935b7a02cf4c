//! What it costs to have a product sent, and when it comes.

use commerce::shipping::{Terms, spoken};
use leptos::prelude::*;
use words::{money, t};

/// What is known of how a product is sent; nothing for what is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// What it costs.
    pub terms: Option<Terms>,
    /// When an order placed now would leave, where that is later than usual.
    pub late: Option<String>,
}

impl Delivery {
    pub(super) fn view(self) -> AnyView {
        let Self { terms, late } = self;
        let costs = terms.as_ref().map(costs);
        let usual = terms.map(|terms| spoken(&terms.promise)).filter(|words| !words.is_empty());
        let when = late.or(usual);
        if costs.is_none() && when.is_none() {
            return ().into_any();
        }
        view! {
            <div class="product-delivery">
                <Parcel/>
                <div>
                    {costs.map(|words| view! { <p>{words}</p> })}
                    {when.map(|words| view! { <p class="product-promise">{words}</p> })}
                </div>
            </div>
        }
        .into_any()
    }
}

fn costs(terms: &Terms) -> String {
    match (terms.least, terms.free_from) {
        (least, _) if least.amount == 0 => t!("delivery-free"),
        (least, Some(from)) => t!("delivery-free-from", price = money(least), from = money(from)),
        (least, None) => t!("delivery-costs", price = money(least)),
    }
}

#[component]
fn Parcel() -> impl IntoView {
    view! {
        <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
            <path d="M3 6.5 10 3l7 3.5v7L10 17l-7-3.5ZM3 6.5l7 3.5 7-3.5M10 10v7" fill="none" stroke="currentColor"
                stroke-width="1.5" stroke-linejoin="round"/>
        </svg>
    }
}
