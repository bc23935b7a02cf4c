use leptos::prelude::*;
use types::{Money, cart::CartLineView};

use super::{Picture, QuantityField};

/// A line of the cart with the form that changes it. Says here, not at the till, what has changed since it was added.
#[component]
pub fn CartLine(line: CartLineView) -> impl IntoView {
    let CartLineView { variant_id, slug, title, variant_title, image, quantity, .. } = line;
    let (unit_price, line_total) = (line.unit_price, line.line_total);
    let href = format!("/products/{slug}?variant={variant_id}");
    let field_id = format!("quantity-{variant_id}");
    view! {
        <li class="cart-line">
            <a class="cart-line-picture" href=href.clone() tabindex="-1" aria-hidden="true"><Picture image sizes="96px"/></a>
            <div class="cart-line-what">
                <h2><a href=href>{title.clone()}</a></h2>
                {(!variant_title.is_empty()).then(|| view! { <p class="quiet">{variant_title}</p> })}
                <p class="quiet">{unit_price.to_string()}" each"</p>
                {line.price_was.map(|was| price_change(was, unit_price))}
                {shortage(line.available, quantity)}
            </div>
            <form class="cart-line-change" method="post" action="/cart/lines/update">
                <input type="hidden" name="variant_id" value=variant_id.to_string()/>
                <QuantityField id=field_id label=format!("Quantity of {title}") quantity hide_label=true/>
                <button class="button button-quiet" name="action" value="update">"Update"</button>
                <button class="button button-link" name="action" value="remove" aria-label=format!("Remove {title}")>
                    "Remove"
                </button>
            </form>
            <p class="cart-line-total">{line_total.to_string()}</p>
        </li>
    }
}

fn price_change(was: Money, now: Money) -> AnyView {
    let direction = if now.amount < was.amount { "dropped" } else { "rose" };
    view! { <p class="cart-line-news">{format!("The price {direction} from {was} since you added it.")}</p> }.into_any()
}

fn shortage(available: Option<i64>, quantity: i64) -> Option<impl IntoView> {
    let text = match available? {
        left if left >= quantity => return None,
        left if left <= 0 => "Sold out. Remove it to check out.".to_owned(),
        left => format!("Only {left} left. Lower the quantity to check out."),
    };
    Some(view! { <p class="cart-line-short">{text}</p> })
}
