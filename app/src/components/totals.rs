use leptos::prelude::*;
use types::{Money, checkout::Totals};
use words::{money, t};

/// What it comes to, and why.
#[component]
pub fn TotalsTable(totals: Totals) -> impl IntoView {
    let Totals { subtotal, discount, discount_code, shipping, tax, tax_included, total } = totals;
    let shipping = if shipping.amount == 0 { t!("totals-free") } else { money(shipping) };
    let discounted = (discount.amount != 0).then(|| {
        let label = match discount_code {
            Some(code) => t!("totals-discount-code", code = code),
            None => t!("totals-discount"),
        };
        row(label, taken_off(discount))
    });
    let tax_label = if tax_included { t!("totals-tax-included") } else { t!("totals-tax") };
    view! {
        <table class="totals">
            <caption class="visually-hidden">{t!("totals-caption")}</caption>
            <tbody>
                {row(t!("totals-subtotal"), money(subtotal))}
                {discounted}
                {row(t!("totals-shipping"), shipping)}
                {(!tax_included).then(|| row(tax_label.clone(), money(tax)))}
            </tbody>
            <tfoot>
                {row(t!("totals-total"), money(total))}
                {(tax_included && tax != Money::zero(tax.currency)).then(|| row(tax_label, money(tax)))}
            </tfoot>
        </table>
    }
}

/// `−$5.00`, as something that is taken off stands in a sum.
pub fn taken_off(amount: Money) -> String {
    t!("totals-taken-off", amount = money(amount))
}

fn row(label: String, amount: String) -> AnyView {
    view! { <tr><th scope="row">{label}</th><td>{amount}</td></tr> }.into_any()
}
