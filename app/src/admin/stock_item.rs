//! One variant's stock: where it lies, what changes it, how it is sold, and its ledger.

use leptos::prelude::*;
use types::{
    ProductId, VariantId,
    admin::{AdminChrome, LedgerRow, LocationRow, SalePolicy, StockRow},
};

use crate::components::Time;

use super::{
    AdminPage, Posted,
    form::{Form, tick},
    layout::{Section, heading, page, section},
    stock::{PATH, for_sale},
    table::{numbers, table, words},
};

/// The forms of the page, each posted to an address of its own under `/admin/stock/{variant_id}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockForm {
    /// To the page's own address: `mode` (`delta` or `set`), `quantity`, `reason`, and `location_id` where there is a choice.
    Adjust,
    /// To `/transfer`: `from`, `to`, `quantity`.
    Transfer,
    /// To `/policy`: `cap_per_person`, `hold_seconds`, both perhaps empty, and the checkbox `hold_in_cart`.
    Policy,
    /// To `/bundle`: `parts`, one line each, `SKU × quantity`.
    Bundle,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct StockItem {
    /// Which variant.
    pub id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// Product and variant in words.
    pub name: String,
    /// Its stock by location; none for a bundle.
    pub rows: Vec<StockRow>,
    /// Its latest changes.
    pub ledger: Vec<LedgerRow>,
    /// All locations there are.
    pub locations: Vec<LocationRow>,
    /// How it is sold.
    pub policy: SalePolicy,
    /// What it consists of, as its form shows it: `SKU × quantity`, one per line. Empty unless it is a bundle.
    pub parts: String,
    /// People who wait to be told when it can be bought again.
    pub waiting: i64,
}

impl StockItem {
    fn is_bundle(&self) -> bool {
        !self.parts.is_empty()
    }

    fn has_choice(&self) -> bool {
        self.locations.len() > 1
    }

    fn address(&self, form: &str) -> String {
        format!("{PATH}/{}{form}", self.id)
    }

    fn form(&self, which: StockForm, posted: Option<&Posted<StockForm>>) -> Form {
        let id = match which {
            StockForm::Adjust => "adjust",
            StockForm::Transfer => "transfer",
            StockForm::Policy => "policy",
            StockForm::Bundle => "bundle",
        };
        Form::from_posted(id, &which, posted)
    }
}

/// `/admin/stock/{variant_id}`.
#[must_use]
pub fn stock_item(chrome: &AdminChrome, item: &StockItem, posted: Option<&Posted<StockForm>>) -> AdminPage {
    let product = format!("/admin/products/{}", item.product_id);
    let summary = posted.and_then(|posted| item.form(posted.form, Some(posted)).summary());
    let stock = (!item.is_bundle()).then(|| own_stock(item, posted));
    let bundle = item.is_bundle().then(|| {
        view! { <p class="quiet">"A bundle has no stock of its own: there are as many as its scarcest component allows."</p> }
    });
    let content = view! {
        {heading(Some(("Stock", PATH)), &item.name, view! { <a href=product>"Open product"</a> })}
        {summary}
        {bundle}
        {stock}
        <p class="quiet" id="waiting">{who_waits(item.waiting)}</p>
        {section("policy", "How it is sold", policy(item, &item.form(StockForm::Policy, posted)))}
        {section("bundle", "Bundle", bundle_form(item, &item.form(StockForm::Bundle, posted)))}
        {section("ledger", "Ledger", ledger_table(item))}
    };
    page(chrome, Some(Section::Stock), &item.name, content)
}

fn who_waits(people: i64) -> String {
    match people {
        0 => "Nobody waits to be told when it is back.".to_owned(),
        1 => "1 person waits to be told when it is back.".to_owned(),
        _ => format!("{people} people wait to be told when it is back."),
    }
}

fn own_stock(item: &StockItem, posted: Option<&Posted<StockForm>>) -> AnyView {
    let sum = |units: fn(&StockRow) -> i64| item.rows.iter().map(units).sum::<i64>();
    let sold_from = |row: &&StockRow| item.locations.iter().any(|place| place.id == row.location_id && place.active);
    let left = item.rows.iter().filter(sold_from).map(for_sale).sum::<i64>();
    let places = item.has_choice().then(|| section("levels", "By location", levels(item)));
    let transfer = item.has_choice().then(|| {
        section("transfer", "Move to another location", transfer(item, &item.form(StockForm::Transfer, posted)))
    });
    view! {
        <dl class="admin-figures">
            {level("On hand", sum(|row| row.on_hand))} {level("Held", sum(|row| row.held))} {level("For sale", left)}
        </dl>
        {places}
        {section("change", "Change stock", adjustment(item, &item.form(StockForm::Adjust, posted)))}
        {transfer}
    }
    .into_any()
}

fn level(label: &'static str, units: i64) -> AnyView {
    view! { <div class="admin-figure"><dt>{label}</dt><dd>{units}</dd></div> }.into_any()
}

fn levels(item: &StockItem) -> AnyView {
    let columns = [words("Location"), numbers("On hand"), numbers("Held"), numbers("Free")];
    let rows = item.rows.iter().map(|row| {
        vec![row.location.clone().into_any(), row.on_hand.into_any(), row.held.into_any(), for_sale(row).into_any()]
    });
    table("Stock by location, in the order in which it is sold", &columns, rows.collect(), "None lies anywhere yet.")
}

/// Locations to choose from. One that is closed says so.
fn places(item: &StockItem) -> Vec<(String, String)> {
    let label = |place: &LocationRow| match place.active {
        true => place.name.clone(),
        false => format!("{} (closed)", place.name),
    };
    item.locations.iter().map(|place| (place.id.to_string(), label(place))).collect()
}

fn adjustment(item: &StockItem, form: &Form) -> AnyView {
    let sets = form.value("mode", "delta") == "set";
    let modes = view! { {mode("delta", "Units came or went", !sets)} {mode("set", "Units were counted", sets)} };
    let location = item.has_choice().then(|| form.text("location_id", "Location", "").choice(places(item)).view());
    view! {
        <form class="admin-form" method="post" action=item.address("")>
            {form.choices("mode", "What happened", modes)}
            {location}
            {form.text("quantity", "Units", "").number(None, None).required()
                .hint("Coming or going: 12 adds twelve, -3 takes three away. Counted: the number on the shelf.").view()}
            {form.text("reason", "Reason", "").required().hint("Kept in the ledger: delivery, stocktaking, damaged.").view()}
            <button class="button" type="submit">"Change stock"</button>
        </form>
    }
    .into_any()
}

fn mode(value: &'static str, label: &'static str, checked: bool) -> AnyView {
    let id = format!("adjust-mode-{value}");
    view! {
        <span class="admin-tick">
            <input type="radio" id=id.clone() name="mode" value=value checked=checked/>
            <label for=id>{label}</label>
        </span>
    }
    .into_any()
}

fn transfer(item: &StockItem, form: &Form) -> AnyView {
    // From where it lies, to the next one.
    let from = item.rows.iter().find(|row| for_sale(row) > 0).or(item.rows.first()).map(|row| row.location_id);
    let to = item.locations.iter().find(|place| Some(place.id) != from).map(|place| place.id);
    let id = |place: Option<types::LocationId>| place.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <form class="admin-form" method="post" action=item.address("/transfer")>
            <div class="admin-grid">
                {form.text("from", "From", &id(from)).choice(places(item)).view()}
                {form.text("to", "To", &id(to)).choice(places(item)).view()}
                {form.text("quantity", "Units to move", "").number(Some(1), None).required().view()}
            </div>
            <p class="quiet">"Units that are held stay where they are."</p>
            <button class="button" type="submit">"Move units"</button>
        </form>
    }
    .into_any()
}

fn policy(item: &StockItem, form: &Form) -> AnyView {
    let text = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let SalePolicy { cap_per_person, hold_seconds, hold_in_cart } = item.policy;
    let checked = form.is_checked("hold_in_cart", hold_in_cart);
    view! {
        <form class="admin-form" method="post" action=item.address("/policy")>
            {form.text("cap_per_person", "Most per person", &text(cap_per_person)).number(Some(1), Some(99))
                .hint("Counted by email, address and card. Empty: as many as they like.").view()}
            {form.text("hold_seconds", "Hold in seconds", &text(hold_seconds)).number(Some(30), Some(86_400))
                .hint("How long units are kept for a shopper. Empty: as long as the shop keeps everything.").view()}
            {tick("policy-hold_in_cart", "hold_in_cart", "1", "Hold units as soon as they are in a cart", checked)}
            <button class="button" type="submit">"Save how it is sold"</button>
        </form>
    }
    .into_any()
}

fn bundle_form(item: &StockItem, form: &Form) -> AnyView {
    let open = item.is_bundle() || form.is_returned();
    view! {
        <details class="admin-disclosure" open=open>
            <summary>"What it consists of…"</summary>
            <form class="admin-form" method="post" action=item.address("/bundle")>
                {form.text("parts", "Components", &item.parts).area("parts", 4)
                    .hint("One per line, SKU × quantity: MUG-RED × 2. Empty: a variant with stock of its own.").view()}
                <button class="button" type="submit">"Save bundle"</button>
            </form>
        </details>
    }
    .into_any()
}

fn ledger_table(item: &StockItem) -> AnyView {
    let several = item.has_choice();
    let mut columns =
        vec![words("When"), words("Cause"), words("Reason"), words("By"), numbers("Change"), numbers("On hand after")];
    if several {
        columns.insert(1, words("Location"));
    }
    let rows = item.ledger.iter().map(|row| {
        let mut cells = vec![
            view! { <Time at=row.at.clone()/> }.into_any(),
            row.cause.clone().into_any(),
            row.reason.clone().into_any(),
            row.actor.clone().into_any(),
            signed(row.delta).into_any(),
            row.on_hand.into_any(),
        ];
        if several {
            cells.insert(1, row.location.clone().into_any());
        }
        cells
    });
    table("Changes, newest first", &columns, rows.collect(), "Nothing has changed yet.")
}

/// `+3`, `−2`, `0`: with a true minus, as wide as the plus.
fn signed(delta: i64) -> String {
    match delta {
        1.. => format!("+{delta}"),
        0 => "0".to_owned(),
        _ => format!("−{}", delta.unsigned_abs()),
    }
}
