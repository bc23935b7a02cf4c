use leptos::prelude::*;
use types::Money;

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
    view! {
        <span class="price" class:price-reduced=was.is_some()>
            {from.then_some("From ")}
            <span class="price-now">{price.to_string()}</span>
            {was.map(|was| view! { " "<span class="visually-hidden">"instead of "</span><s>{was.to_string()}</s> })}
        </span>
    }
}
