use leptos::prelude::*;
use types::{
    Money,
    cart::{CartLineView, MAX_LINE_QUANTITY},
    rendition::WIDTHS,
};
use words::{money, t};

use super::{Picture, QuantityField};

/// A line of the cart with the form that changes it. Says here, not at the till, what has changed since it was added.
#[component]
pub fn CartLine(
    line: CartLineView,
    /// The cart's version: a change of an older cart is not made.
    version: i64,
    /// It is among what the visitor sees first: its picture is loaded at once.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    let shortage = shortage(&line);
    let max = line.cap_per_person.unwrap_or(MAX_LINE_QUANTITY);
    let CartLineView { variant_id, slug, title, variant_title, image, quantity, .. } = line;
    let (unit_price, line_total) = (line.unit_price, line.line_total);
    let href = format!("/products/{slug}?variant={variant_id}");
    let field_id = format!("quantity-{variant_id}");
    view! {
        <li class="cart-line">
            <a class="cart-line-picture" href=href.clone() tabindex="-1" aria-hidden="true"><Picture image sizes="96px" widest=WIDTHS[0] eager/></a>
            <div class="cart-line-what">
                <h2><a href=href>{title.clone()}</a></h2>
                {(!variant_title.is_empty()).then(|| view! { <p class="quiet">{variant_title}</p> })}
                <p class="cart-line-each quiet">{t!("cart-line-each", price = money(unit_price))}</p>
                {line.price_was.map(|was| price_change(was, unit_price))}
                {shortage.map(|text| view! { <p class="cart-line-short">{text}</p> })}
            </div>
            <form class="cart-line-change" method="post" action="/cart/lines/update">
                <input type="hidden" name="variant_id" value=variant_id.to_string()/>
                <input type="hidden" name="version" value=version.to_string()/>
                <QuantityField id=field_id label=t!("cart-line-quantity", title = &title) quantity max hide_label=true/>
                <button class="button button-quiet" name="action" value="update">{t!("cart-line-update")}</button>
                <button class="button button-link" name="action" value="remove" formnovalidate aria-label=t!("cart-line-remove-this", title = &title)>
                    {t!("cart-line-remove")}
                </button>
            </form>
            <p class="cart-line-total">{money(line_total)}</p>
        </li>
    }
}

fn price_change(was: Money, now: Money) -> AnyView {
    let words = match now.amount < was.amount {
        true => t!("cart-line-price-dropped", was = money(was)),
        false => t!("cart-line-price-rose", was = money(was)),
    };
    view! { <p class="cart-line-news">{words}</p> }.into_any()
}

/// What stands between this line and an order.
fn shortage(line: &CartLineView) -> Option<String> {
    match (line.available, line.cap_per_person) {
        (Some(left), _) if left <= 0 => Some(t!("cart-line-sold-out")),
        (Some(left), cap) if left < line.quantity && cap.is_none_or(|most| left <= most) => {
            Some(t!("cart-line-short", count = left))
        }
        (_, Some(most)) if most < line.quantity => Some(t!("cart-line-cap", count = most)),
        _ => None,
    }
}
