use leptos::prelude::*;
use types::{Money, checkout::Totals};

/// What it comes to, and why.
#[component]
pub fn TotalsTable(totals: Totals) -> impl IntoView {
    let Totals { subtotal, discount, discount_code, shipping, tax, tax_included, total } = totals;
    let shipping = if shipping.amount == 0 { "Free".to_owned() } else { shipping.to_string() };
    let discounted = (discount.amount != 0).then(|| {
        let label = discount_code.map_or_else(|| "Discount".to_owned(), |code| format!("Discount ({code})"));
        row(label, format!("−{discount}"))
    });
    let tax_label = if tax_included { "Tax, included" } else { "Tax" };
    view! {
        <table class="totals">
            <caption class="visually-hidden">"What it comes to"</caption>
            <tbody>
                {row("Subtotal", subtotal.to_string())}
                {discounted}
                {row("Shipping", shipping)}
                {(!tax_included).then(|| row(tax_label, tax.to_string()))}
            </tbody>
            <tfoot>
                {row("Total", total.to_string())}
                {(tax_included && tax != Money::zero(tax.currency)).then(|| row(tax_label, tax.to_string()))}
            </tfoot>
        </table>
    }
}

fn row(label: impl Into<String>, amount: String) -> AnyView {
    let label: String = label.into();
    view! { <tr><th scope="row">{label}</th><td>{amount}</td></tr> }.into_any()
}
