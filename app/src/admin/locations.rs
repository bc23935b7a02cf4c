//! Locations: where stock lies, in the order in which goods are sold from them.

use leptos::prelude::*;
use types::{
    LocationId,
    admin::{AdminChrome, LocationRow},
};

use super::{
    AdminPage, Posted,
    form::{Form, tick},
    layout::{Section, heading, page, section},
};

const PATH: &str = "/admin/locations";

/// The forms of the page. All have `name`, `priority`, and the checkbox `active`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocationForm {
    /// A new location, posted to the page's own address.
    New,
    /// A location, posted to `/admin/locations/{id}`.
    Stored(LocationId),
}

/// `/admin/locations`.
#[must_use]
pub fn locations(chrome: &AdminChrome, rows: &[LocationRow], posted: Option<&Posted<LocationForm>>) -> AdminPage {
    let stored = rows.iter().map(|row| stored(row, posted));
    let new = Form::from_posted("new-location", &LocationForm::New, posted);
    let content = view! {
        {heading(Some(("Stock", "/admin/stock")), "Locations", ())}
        <p class="quiet">
            "Goods are sold from the open location with the lowest number first. Stock at a closed one is not for sale."
        </p>
        <div class="admin-variants">{stored.collect_view()}</div>
        {section("new", "Add a location", view! {
            {new.summary()}
            {fields(&new, "new-location", PATH.to_owned(), &Stored { name: "", priority: next_priority(rows), active: true }, "Add location")}
        })}
    };
    page(chrome, Some(Section::Stock), "Locations", content)
}

/// Behind all others, with room between.
fn next_priority(rows: &[LocationRow]) -> i64 {
    rows.iter().map(|row| row.priority).max().map_or(0, |last| (last + 10).min(1000))
}

struct Stored<'a> {
    name: &'a str,
    priority: i64,
    active: bool,
}

fn stored(row: &LocationRow, posted: Option<&Posted<LocationForm>>) -> AnyView {
    let id = format!("location-{}", row.id);
    let form = Form::from_posted(id.clone(), &LocationForm::Stored(row.id), posted);
    let units = if row.on_hand == 1 { "1 unit".to_owned() } else { format!("{} units", row.on_hand) };
    let stored = Stored { name: &row.name, priority: row.priority, active: row.active };
    view! {
        <details class="admin-disclosure" open=form.is_returned()>
            <summary class="admin-variant">
                <span class="admin-variant-name">{row.name.clone()}</span> " "
                <span class="quiet">{format!("Number {}", row.priority)}</span> " "
                <span class="quiet">{units}</span> " "
                <span class="quiet">{if row.active { "Open" } else { "Closed" }}</span>
            </summary>
            {form.summary()}
            {fields(&form, &id, format!("{PATH}/{}", row.id), &stored, "Save location")}
        </details>
    }
    .into_any()
}

fn fields(form: &Form, id: &str, action: String, stored: &Stored<'_>, button: &'static str) -> AnyView {
    let active = form.is_checked("active", stored.active);
    view! {
        <form class="admin-form" method="post" action=action>
            {form.text("name", "Name", stored.name).required().view()}
            {form.text("priority", "Number", &stored.priority.to_string()).number(Some(0), Some(1000)).required()
                .hint("Lower is sold from first.").view()}
            {tick(&format!("{id}-active"), "active", "1", "Goods are sold from here", active)}
            <button class="button" type="submit">{button}</button>
        </form>
    }
    .into_any()
}
