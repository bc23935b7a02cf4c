use leptos::prelude::*;
use types::Money;
use words::{money, t};

use super::{GAP, around};

/// What something costs, and what it is compared with where that is higher.
#[component]
pub fn Price(
    price: Money,
    #[prop(optional_no_strip)] compare_at: Option<Money>,
    /// Others of its kind cost more.
    #[prop(optional)]
    from: bool,
) -> impl IntoView {
    let was = compare_at.filter(|was| was.currency == price.currency && was.amount > price.amount);
    let now = view! { <span class="price-now">{money(price)}</span> };
    let now = if from { around(&t!("price-from", price = GAP), now) } else { now.into_any() };
    view! {
        <span class="price" class:price-reduced=was.is_some()>
            {now}
            {was.map(|was| view! { " "<span class="visually-hidden">{t!("price-instead")}</span><s>{money(was)}</s> })}
        </span>
    }
}
