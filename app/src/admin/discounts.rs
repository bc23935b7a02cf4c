//! Discount codes: the list, a code as a form, what has become of it, and the switch that ends it.

use leptos::prelude::*;
use types::{
    Currency, DiscountId, Money,
    admin::AdminChrome,
    promotions::{AdminDiscount, DiscountInput, DiscountKind, DiscountPage},
};

use super::{
    AdminPage, Posted,
    form::Form,
    layout::{Section, button, heading, page, section},
    pager::{address, onward},
    table::{numbers, table, words},
};

const PATH: &str = "/admin/discounts";

/// The forms of a code's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscountForm {
    /// A new code, posted to `/admin/discounts`.
    New,
    /// A stored one, posted to `/admin/discounts/{id}`.
    Stored(DiscountId),
}

/// `/admin/discounts?cursor=`.
#[must_use]
pub fn discounts(chrome: &AdminChrome, list: &DiscountPage, cursor: Option<&str>) -> AdminPage {
    let new = view! { <a class="button" href=format!("{PATH}/new")>"New code"</a> };
    let columns =
        [words("Code"), words("Takes off"), words("State"), numbers("Uses"), numbers("Given"), numbers("Revenue")];
    let rows = list.items.iter().map(cells).collect();
    let further = onward(cursor, list.next_cursor.as_deref(), |cursor| address(PATH, &[("cursor", cursor)]));
    let content = view! {
        {heading(None, "Discounts", new)}
        {table("Discount codes, newest first", &columns, rows, "No discount code yet.")}
        {further}
    };
    page(chrome, Some(Section::Discounts), "Discounts", content)
}

fn cells(discount: &AdminDiscount) -> Vec<AnyView> {
    let input = &discount.input;
    vec![
        view! { <a href=format!("{PATH}/{}", discount.id)><code>{input.code.clone()}</code></a> }.into_any(),
        takes_off(input, discount.given.currency).into_any(),
        (if input.active { "On" } else { "Off" }).into_any(),
        uses(discount).into_any(),
        discount.given.to_string().into_any(),
        discount.revenue.to_string().into_any(),
    ]
}

fn takes_off(input: &DiscountInput, currency: Currency) -> String {
    match input.kind {
        DiscountKind::Percent => format!("{} %", percent(input.amount)),
        DiscountKind::Fixed => Money::new(input.amount, currency).to_string(),
        DiscountKind::FreeShipping => input.kind.label().to_owned(),
    }
}

/// `12.5` for 1250 hundredths.
fn percent(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let text = format!("{whole}.{rest:02}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn uses(discount: &AdminDiscount) -> String {
    match discount.input.max_uses {
        Some(most) => format!("{} of {most}", discount.uses),
        None => discount.uses.to_string(),
    }
}

/// `/admin/discounts/new`.
#[must_use]
pub fn new_discount(chrome: &AdminChrome, posted: Option<&Posted<DiscountForm>>) -> AdminPage {
    let form = Form::from_posted("discount", &DiscountForm::New, posted);
    let blank = DiscountInput { active: true, ..DiscountInput::default() };
    let content = view! {
        {heading(Some(("Discounts", PATH)), "New code", ())}
        {form.summary()}
        {fields(&form, &blank, Currency::USD, PATH.to_owned(), "Save code")}
    };
    page(chrome, Some(Section::Discounts), "New code", content)
}

/// `/admin/discounts/{id}`.
#[must_use]
pub fn discount(chrome: &AdminChrome, view: &AdminDiscount, posted: Option<&Posted<DiscountForm>>) -> AdminPage {
    let form = Form::from_posted("discount", &DiscountForm::Stored(view.id), posted);
    let path = format!("{PATH}/{}", view.id);
    let currency = view.given.currency;
    let facts = view! {
        <dl class="admin-facts">
            <dt>"Takes off"</dt><dd>{takes_off(&view.input, currency)}</dd>
            <dt>"Uses"</dt><dd>{uses(view)}</dd>
            <dt>"Given"</dt><dd>{view.given.to_string()}</dd>
            <dt>"Revenue"</dt><dd>{view.revenue.to_string()}</dd>
        </dl>
        <p class="quiet">"Uses are orders that were not cancelled; what was given and earned is that of paid orders."</p>
    };
    let content = view! {
        {heading(Some(("Discounts", PATH)), &view.input.code, actions(view, &path))}
        {section("facts", "So far", facts)}
        {section("code", "Code", view! {
            {form.summary()}
            {fields(&form, &view.input, currency, path.clone(), "Save code")}
        })}
    };
    page(chrome, Some(Section::Discounts), &view.input.code, content)
}

fn actions(view: &AdminDiscount, path: &str) -> AnyView {
    let button = |verb, label| button(path, verb, label);
    let switch = if view.input.active { button("deactivate", "Switch off") } else { button("activate", "Switch on") };
    let delete = (view.uses == 0).then(|| button("delete", "Delete"));
    view! { {switch} {delete} }.into_any()
}

fn fields(form: &Form, stored: &DiscountInput, currency: Currency, action: String, button: &'static str) -> AnyView {
    const WHEN: &str = "UTC, like 2026-11-27T18:00:00Z; may be empty.";
    let kinds = DiscountKind::ALL.iter().map(|kind| (kind.as_str(), kind.label()));
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let money = |amount: i64| if amount == 0 { String::new() } else { Money::new(amount, currency).to_decimal() };
    let amount = match stored.kind {
        DiscountKind::Percent if stored.amount > 0 => percent(stored.amount),
        DiscountKind::Fixed => money(stored.amount),
        DiscountKind::Percent | DiscountKind::FreeShipping => String::new(),
    };
    let text = |at: &Option<String>| at.clone().unwrap_or_default();
    view! {
        <form class="admin-form" method="post" action=action>
            {form.text("code", "Code", &stored.code).hint("Letters, digits, - and _; its case does not matter.").required().view()}
            {form.text("kind", "Kind", stored.kind.as_str()).choice(kinds).view()}
            {form.text("amount", "Amount", &amount).decimal()
                .hint("10 for ten percent, or an amount of money; nothing for free shipping.").view()}
            {form.text("minimum_subtotal", "Goods for at least", &money(stored.minimum_subtotal)).decimal().view()}
            {form.text("starts_at", "Starts", &text(&stored.starts_at)).hint(WHEN).view()}
            {form.text("ends_at", "Ends", &text(&stored.ends_at)).hint(WHEN).view()}
            {form.text("max_uses", "Orders that may use it", &number(stored.max_uses)).number(Some(1), None)
                .hint("Empty for no limit.").view()}
            {form.text("uses_per_person", "Orders of one person", &number(stored.uses_per_person)).number(Some(1), None)
                .hint("Empty for no limit. Known by e-mail address and card.").view()}
            {form.text("products", "Only these products", &stored.products.join("\n")).area("products", 3)
                .hint("Slugs, one per line; with neither products nor collections it is for everything.").view()}
            {form.text("collections", "Only these collections", &stored.collections.join("\n")).area("collections", 2)
                .hint("Slugs, one per line.").view()}
            {form.checkbox("active", "It can be used", stored.active)}
            <button class="button" type="submit">{button}</button>
        </form>
    }
    .into_any()
}
