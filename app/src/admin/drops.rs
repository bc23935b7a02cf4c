//! Drops: the list, the plan as a form, what can be done about it, its waiting room, and its report.

use leptos::prelude::*;
use types::{
    DropId,
    admin::AdminChrome,
    drops::{AdminDrop, DropInput, DropList, DropReport, DropRow, DropStatus, RoomMode, RoomView},
};

use super::{
    AdminPage, Posted, TranslationOf,
    form::Form,
    layout::{Section, button, heading, page, section},
    pager::{address, onward},
    table::{table, words},
    translation::languages,
};
use crate::components::Time;

const PATH: &str = "/admin/drops";

/// The forms of a drop's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropForm {
    /// The plan of a new drop, posted to `/admin/drops`.
    New,
    /// The plan, posted to `/admin/drops/{id}`.
    Plan(DropId),
    /// The waiting room, posted to `/admin/drops/{id}/room`, or to `/admin/drops/room` for the whole shop's.
    Room,
}

/// `/admin/drops?cursor=`: drops, and the whole shop's waiting room.
#[must_use]
pub fn drops(
    chrome: &AdminChrome,
    drops: &DropList,
    cursor: Option<&str>,
    shop: &RoomView,
    posted: Option<&Posted<DropForm>>,
) -> AdminPage {
    let new = view! { <a class="button" href=format!("{PATH}/new")>"Plan a drop"</a> };
    let columns = [words("Drop"), words("State"), words("Starts"), words("Ends")];
    let cells = |row: &DropRow| {
        vec![
            view! { <a href=format!("{PATH}/{}", row.id)>{row.title.clone()}</a> }.into_any(),
            row.status.label().into_any(),
            view! { <Time at=row.starts_at.clone()/> }.into_any(),
            view! { <Time at=row.ends_at.clone()/> }.into_any(),
        ]
    };
    let list = table("Drops", &columns, drops.items.iter().map(cells).collect(), "No drop is planned.");
    let further = onward(cursor, drops.next_cursor.as_deref(), |cursor| address(PATH, &[("cursor", cursor)]));
    let content = view! {
        {heading(None, "Drops", new)}
        {list}
        {further}
        {section("shop-room", "The whole shop's queue", room(shop, &format!("{PATH}/room"), posted))}
    };
    page(chrome, Some(Section::Drops), "Drops", content)
}

/// `/admin/drops/new`.
#[must_use]
pub fn new_drop(chrome: &AdminChrome, posted: Option<&Posted<DropForm>>, goods: &str) -> AdminPage {
    let form = Form::from_posted("drop", &DropForm::New, posted);
    let blank = DropInput { admit_per_minute: 600, pass_seconds: 120, ..DropInput::default() };
    let content = view! {
        {heading(Some(("Drops", PATH)), "Plan a drop", ())}
        {form.summary()}
        {plan(&form, &blank, goods, PATH.to_owned(), "Save draft")}
    };
    page(chrome, Some(Section::Drops), "Plan a drop", content)
}

/// `/admin/drops/{id}`. `goods` are those of the plan as staff write them.
#[must_use]
pub fn drop(chrome: &AdminChrome, view: &AdminDrop, goods: &str, posted: Option<&Posted<DropForm>>) -> AdminPage {
    let form = Form::from_posted("drop", &DropForm::Plan(view.id), posted);
    let path = format!("{PATH}/{}", view.id);
    let beside = view! { {languages(TranslationOf::Drop(view.id), None)} {actions(view, &path)} };
    let content = view! {
        {heading(Some(("Drops", PATH)), &view.input.title, beside)}
        <p class="quiet">
            {view.status.label()} " · "
            <a href=format!("/drops/{}", view.input.slug)>"Page"</a> " · SHA-256 of the seed " <code>{view.commitment.clone()}</code>
        </p>
        {view.report.as_ref().map(|report| section("report", "What became of it", report_list(report)))}
        {(!view.status.is_over()).then(|| section("room", "Queue", room(&view.room, &format!("{path}/room"), posted)))}
        {section("plan", "Plan", view! {
            {(view.status != DropStatus::Draft).then(|| view! {
                <p class="quiet">"It is announced: what was promised stays."</p>
            })}
            {form.summary()}
            {plan(&form, &view.input, goods, path.clone(), "Save draft")}
        })}
    };
    page(chrome, Some(Section::Drops), &view.input.title, content)
}

fn actions(view: &AdminDrop, path: &str) -> AnyView {
    let button = |verb, label| button(path, verb, label);
    match view.status {
        DropStatus::Draft => view! { {button("schedule", "Announce")} {button("delete", "Delete")} }.into_any(),
        DropStatus::Scheduled => button("withdraw", "Take back"),
        DropStatus::PreQueue | DropStatus::Live | DropStatus::SoldOut => button("end", "End now"),
        DropStatus::Ended => ().into_any(),
        DropStatus::Reported => button("delete", "Delete"),
    }
}

fn plan(form: &Form, stored: &DropInput, goods: &str, action: String, button: &'static str) -> AnyView {
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let ladder: Vec<String> = stored.shed_ladder.iter().map(|step| format!("{} {}", step.flag, step.level)).collect();
    const WHEN: &str = "UTC, like 2026-11-27T18:00:00Z.";
    view! {
        <form class="admin-form" method="post" action=action>
            {form.text("title", "Title", &stored.title).required().view()}
            {form.text("slug", "Address", &stored.slug).hint("Made from the title when empty.").view()}
            {form.text("starts_at", "Starts", &stored.starts_at).hint(WHEN).required().view()}
            {form.text("ends_at", "Ends", &stored.ends_at).hint(WHEN).required().view()}
            {form.text("queue_opens_at", "Draw opens", stored.queue_opens_at.as_deref().unwrap_or_default())
                .hint("UTC, before the start; empty for no draw.").view()}
            {form.text("goods", "Goods", goods).area("goods", 3)
                .hint("One per line: SKU or id × units, and @ a price in minor units while it sells: LN7 × 300 @ 24800").view()}
            {form.text("cap_per_person", "At most per person", &number(stored.cap_per_person)).number(Some(1), Some(99)).view()}
            {form.text("hold_seconds", "Seconds at the till", &number(stored.hold_seconds)).number(Some(30), Some(86_400))
                .hint("Empty for the shop's own.").view()}
            {form.text("admit_per_minute", "People let in a minute", &stored.admit_per_minute.to_string())
                .number(Some(1), Some(1_000_000)).required().view()}
            {form.text("pass_seconds", "Seconds to get to the till", &stored.pass_seconds.to_string())
                .number(Some(10), Some(3_600)).required().view()}
            {form.text("shed_ladder", "Extras shed otherwise", &ladder.join("\n")).area("shed_ladder", 3)
                .hint("One per line: flag and level, 0 for off all the time, 3 for as long as any extra stays.").view()}
            {form.text("message_before", "Said before", &stored.message_before).area("message_before", 3).view()}
            {form.text("message_live", "Said while it sells", &stored.message_live).area("message_live", 3).view()}
            {form.text("message_over", "Said afterwards", &stored.message_over).area("message_over", 3).view()}
            <button class="button" type="submit">{button}</button>
        </form>
    }
    .into_any()
}

fn room(view: &RoomView, action: &str, posted: Option<&Posted<DropForm>>) -> AnyView {
    let form = Form::from_posted("room", &DropForm::Room, posted);
    let modes = RoomMode::ALL.iter().map(|mode| (mode.as_str(), mode.label()));
    let rate = view.per_minute.map(|rate| rate.to_string()).unwrap_or_default();
    let mut facts = vec![
        ("Open", if view.is_open { "yes".to_owned() } else { "no".to_owned() }),
        ("Let in a minute", view.rate.to_string()),
        ("Tickets", view.joined.to_string()),
        ("Let in", view.admitted.to_string()),
        ("On their way to the till", view.on_their_way.to_string()),
    ];
    if let Some(why) = &view.opened_why {
        facts.insert(1, ("Opened by itself", why.clone()));
    }
    if let Some(remaining) = view.remaining {
        facts.extend([("Left", remaining.to_string()), ("At the till", view.held.to_string())]);
    }
    if view.degraded {
        facts.push(("Redis", "does not answer: each instance lets in few, by itself".to_owned()));
    }
    let refused = view.refused.iter().map(|count| format!("{} {}", count.times, count.why)).collect::<Vec<_>>();
    if !refused.is_empty() {
        facts.push(("Turned away", refused.join(", ")));
        facts.push(("Of these suspicious addresses", view.suspects.to_string()));
    }
    view! {
        {list(facts)}
        {form.summary()}
        <form class="admin-form" method="post" action=action.to_owned()>
            {form.text("mode", "Mode", view.mode.as_str()).choice(modes).view()}
            {form.text("per_minute", "People let in a minute", &rate).number(Some(1), Some(1_000_000))
                .hint("Empty for the plan's own.").view()}
            <button class="button" type="submit">"Change queue"</button>
        </form>
    }
    .into_any()
}

fn list(facts: Vec<(&'static str, String)>) -> AnyView {
    let facts = facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> });
    view! { <dl class="admin-facts">{facts.collect_view()}</dl> }.into_any()
}

fn report_list(report: &DropReport) -> AnyView {
    let refused: Vec<String> = report.refused.iter().map(|count| format!("{} {}", count.times, count.why)).collect();
    list(vec![
        ("Tickets", format!("{}, {} of them before the start", report.demand, report.entrants)),
        ("Let in", report.admitted.to_string()),
        ("Sold", format!("{} of {} in {} orders", report.units_sold, report.units, report.orders)),
        ("Revenue", report.revenue.to_string()),
        (
            "Sold out",
            match report.sold_out_after_seconds {
                Some(seconds) => format!("after {} min {} s", seconds / 60, seconds % 60),
                None => "no".to_owned(),
            },
        ),
        ("Holds that expired", report.holds_expired.to_string()),
        ("Payments refused", report.payments_refused.to_string()),
        ("Turned away", if refused.is_empty() { "nobody".to_owned() } else { refused.join(", ") }),
        (
            "Bots",
            format!("{} forged tickets, {} others turned away at suspicious addresses", report.forged, report.suspects),
        ),
    ])
}
