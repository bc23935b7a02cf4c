use leptos::prelude::*;
use types::{ImageId, catalog::ImageView, order::OrderLineView, rendition::WIDTHS};
use words::{money, t};

use super::Picture;

/// What was bought, at the prices of that moment.
#[component]
pub fn OrderLines(lines: Vec<OrderLineView>) -> impl IntoView {
    view! { <ul class="order-lines">{lines.into_iter().map(order_line).collect_view()}</ul> }
}

/// As it was when it was ordered; the title beside it says what it shows.
fn picture(url: String) -> impl IntoView {
    let image = ImageView { id: ImageId::new(), url, alt: String::new(), width: WIDTHS[0], height: WIDTHS[0] };
    view! { <Picture image=Some(image) sizes="80px" widest=WIDTHS[0]/> }
}

fn order_line(line: OrderLineView) -> AnyView {
    let picture = line.image_url.map(picture);
    let refunded = match line.refunded_quantity {
        0 => None,
        all if all >= line.quantity => Some(t!("order-state-refunded")),
        some => Some(t!("order-line-refunded", count = some)),
    };
    let refunded = refunded.map(|words| view! { <p class="quiet">{words}</p> });
    let off = line.discount.map(|off| view! { <p class="quiet">{t!("order-line-discount", amount = money(off))}</p> });
    view! {
        <li class="order-line">
            <div class="order-line-picture">{picture}</div>
            <div>
                <p class="order-line-title">{line.title}</p>
                {(!line.variant_title.is_empty()).then(|| view! { <p class="quiet">{line.variant_title}</p> })}
                <p class="quiet">{t!("order-line-each", count = line.quantity, price = money(line.unit_price))}</p>
                {off}
                {refunded}
            </div>
            <p class="order-line-total">{money(line.line_total)}</p>
        </li>
    }
    .into_any()
}
