use leptos::prelude::*;
use types::order::OrderLineView;

/// What was bought, at the prices of that moment.
#[component]
pub fn OrderLines(lines: Vec<OrderLineView>) -> impl IntoView {
    view! { <ul class="order-lines">{lines.into_iter().map(order_line).collect_view()}</ul> }
}

fn order_line(line: OrderLineView) -> AnyView {
    let picture = line.image_url.map(|url| {
        view! { <img class="picture" src=url alt="" width="80" height="80" loading="lazy" decoding="async"/> }
    });
    let refunded = (line.refunded_quantity > 0)
        .then(|| view! { <p class="quiet">{format!("{} of them refunded", line.refunded_quantity)}</p> });
    let off = line.discount.map(|off| view! { <p class="quiet">{format!("−{off} by discount")}</p> });
    view! {
        <li class="order-line">
            <div class="order-line-picture">{picture}</div>
            <div>
                <p class="order-line-title">{line.title}</p>
                {(!line.variant_title.is_empty()).then(|| view! { <p class="quiet">{line.variant_title}</p> })}
                <p class="quiet">{format!("{} × {}", line.quantity, line.unit_price)}</p>
                {off}
                {refunded}
            </div>
            <p class="order-line-total">{line.line_total.to_string()}</p>
        </li>
    }
    .into_any()
}
