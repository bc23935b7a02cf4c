use leptos::prelude::*;
use types::{
    cart::{CartLineView, CartView},
    checkout::Totals,
    rendition::WIDTHS,
};
use words::{money, t};

use crate::components::{Picture, TotalsTable};

/// What is bought, how long it is kept, and what it comes to: always in view.
pub(super) fn summary(cart: CartView, totals: Totals, hold: Option<AnyView>) -> AnyView {
    let count = cart.totals.item_count;
    view! {
        <aside class="checkout-summary" aria-label=t!("checkout-your-order")>
            <details>
                <summary>{t!("checkout-items", count = count)}<span class="quiet">{t!("checkout-in-your-cart")}</span></summary>
                <ul>{cart.lines.into_iter().map(line).collect_view()}</ul>
                <p><a href="/cart">{t!("checkout-back-to-cart")}</a></p>
            </details>
            {hold}
            <TotalsTable totals/>
        </aside>
    }
    .into_any()
}

fn line(line: CartLineView) -> AnyView {
    let CartLineView { title, variant_title, image, quantity, line_total, .. } = line;
    view! {
        <li class="summary-line">
            <span class="summary-line-picture"><Picture image sizes="56px" widest=WIDTHS[0]/></span>
            <span>
                {t!("checkout-line", count = quantity, title = title)}
                {(!variant_title.is_empty()).then(|| view! { <span class="quiet summary-line-variant">{variant_title}</span> })}
            </span>
            <span class="summary-line-total">{money(line_total)}</span>
        </li>
    }.into_any()
}
