//! Currencies beside the shop's own: what each is worth, how prices in it end, and what is set for a variant.

use leptos::prelude::*;
use types::{
    Currency, Money,
    admin::AdminChrome,
    prices::{CurrencyRow, Rounding, VariantPriceRow, VariantPricing},
};

use super::{
    AdminPage, Posted,
    form::Form,
    layout::{Section, heading, page},
    table::{numbers, table, words},
};

const PATH: &str = "/admin/currencies";

/// `/admin/currencies`. Each currency's form posts to `/admin/currencies/{code}`: `rate` as decimal text, and `rounding`.
#[must_use]
pub fn currencies(
    chrome: &AdminChrome,
    base: Currency,
    rows: &[CurrencyRow],
    posted: Option<&Posted<Currency>>,
) -> AdminPage {
    let none = rows.is_empty().then(|| {
        view! { <p class="admin-empty">"No market sells in another currency. Markets are settings of the shop."</p> }
    });
    let content = view! {
        {heading(None, "Currencies", ())}
        <p class="quiet">
            {format!("Goods are priced in {base}. In another currency they cost what is set for them, or what that comes to. ")}
            "Without a rate its market sells in the shop's own currency."
        </p>
        {none}
        <div class="admin-variants">{rows.iter().map(|row| currency(base, row, posted)).collect_view()}</div>
    };
    page(chrome, Some(Section::Currencies), "Currencies", content)
}

fn currency(base: Currency, row: &CurrencyRow, posted: Option<&Posted<Currency>>) -> AnyView {
    let form = Form::from_posted(format!("currency-{}", row.currency), &row.currency, posted);
    let (rate, rounding) = row.view.as_ref().map_or_else(
        || (String::new(), Rounding::Minor),
        |view| (view.input.rate_ppm.to_string(), view.input.rounding),
    );
    let standing = match &row.view {
        Some(view) => format!("1 {base} = {rate} {}, set by {}", row.currency, view.set_by),
        None => "No rate yet".to_owned(),
    };
    let choices = Rounding::ALL.iter().map(|rounding| (rounding.as_str(), rounding.label()));
    view! {
        <details class="admin-disclosure" open=form.is_returned() || row.view.is_none()>
            <summary class="admin-variant">
                <span class="admin-variant-name">{row.currency.code()}</span> " "
                <span class="quiet">{standing}</span>
            </summary>
            {form.summary()}
            <form class="admin-form" method="post" action=format!("{PATH}/{}", row.currency)>
                {form.text("rate", format!("{} for 1 {base}", row.currency), &rate).decimal().required().view()}
                {form.text("rounding", "Converted prices end", rounding.as_str()).choice(choices).view()}
                <button class="button" type="submit">"Save rate"</button>
            </form>
            {(!row.preview.is_empty()).then(|| preview(row))}
        </details>
    }
    .into_any()
}

fn preview(row: &CurrencyRow) -> AnyView {
    let cells = row.preview.iter().map(|(own, price)| vec![own.to_string().into_any(), price.to_string().into_any()]);
    table("What prices come to", &[words("Goods at"), numbers("Cost")], cells.collect(), "")
}

/// `/admin/variants/{id}/prices`. Posts to the page's own address: `price_EUR`, `compare_at_EUR` and so on, as decimal text, each may be
/// empty.
#[must_use]
pub fn variant_prices(chrome: &AdminChrome, pricing: &VariantPricing, posted: Option<&Posted<()>>) -> AdminPage {
    let form = Form::from_posted("prices", &(), posted);
    let fields = pricing.rows.iter().map(|row| price_field(&form, row));
    let content = view! {
        {heading(Some(("Products", "/admin/products")), &pricing.title, product_link(pricing))}
        {form.summary()}
        <p class="quiet">{format!("It costs {}. What is left empty is converted; what a price is compared with, where that is higher.", pricing.own)}</p>
        <form class="admin-form" method="post" action=format!("/admin/variants/{}/prices", pricing.variant_id)>
            {fields.collect_view()}
            <button class="button" type="submit">"Save prices"</button>
        </form>
    };
    page(chrome, Some(Section::Products), &pricing.title, content)
}

fn product_link(pricing: &VariantPricing) -> AnyView {
    view! { <a href=format!("/admin/products/{}", pricing.product_id)>"Edit product"</a> }.into_any()
}

fn price_field(form: &Form, row: &VariantPriceRow) -> AnyView {
    let label = format!("{} ({} if left empty)", row.converted.currency, row.converted);
    let code = row.converted.currency.code();
    let decimal = |amount: Option<Money>| amount.map(Money::to_decimal).unwrap_or_default();
    let (price, was) = (row.set.map(|set| set.price), row.set.and_then(|set| set.compare_at));
    view! {
        {form.text(format!("price_{code}"), label, &decimal(price)).decimal().view()}
        {form.text(format!("compare_at_{code}"), format!("{code}, compare at"), &decimal(was)).decimal().view()}
    }
    .into_any()
}
