//! The surge console: what comes, what becomes of it, how the shop bears it, what is left to sell.

use leptos::prelude::*;
use types::admin::{
    AdminChrome, CacheStanding, HotItem, ProviderStanding, QueueStanding, SurgeSample, SurgeView, WidgetStanding,
};

use super::{
    AdminPage,
    chart::{Chart, Line, number},
    flags::history,
    layout::{Live, Section, heading, page, section},
    table::{numbers, table, words},
};
use crate::assets;

const PATH: &str = "/admin/surge";
/// Seconds on the charts.
const SHOWN: usize = 300;
/// Classes with a line of their own: what is shed last.
const OWN_LINE: usize = 4;

/// In place of a number nobody can tell.
const NOTHING: &str = "–";

/// What each level means.
const LEVELS: [&str; 5] = [
    "Calm: everything is on.",
    "Busy: the first extras are left out.",
    "Pressed: most extras are left out.",
    "Strained: light pages, no live connections.",
    "Only what sells.",
];

/// `/admin/surge`. Posts `level` (0 to 4, or empty for what is measured) to `/admin/surge/level`. Looks again every second by
/// `/admin/surge/live`, or every five without scripts.
#[must_use]
pub fn surge(chrome: &AdminChrome, surge: &SurgeView) -> AdminPage {
    let content = view! {
        {heading(None, "Surge", view! { <p class="admin-live" id="live-state" role="status"></p> })}
        {switches(surge)}
        <div class="admin-live-part" id="live" data-live=format!("{PATH}/live")>{live(surge)}</div>
    };
    let live = Live { script: assets::live_address(), every: 5 };
    page(chrome, Some(Section::Surge), "Surge", content).live(live)
}

/// The part of the page that changes, for `/admin/surge/live`.
#[must_use]
pub fn surge_live(surge: &SurgeView) -> String {
    live(surge).to_html()
}

fn live(surge: &SurgeView) -> AnyView {
    view! {
        {level(surge)}
        {figures(surge)}
        <div class="admin-charts">{charts(surge)}</div>
        {section("queues", "Queues", queues(&surge.queues))}
        {section("hot", "Held, sold and left", hot(&surge.hot))}
        <div class="admin-charts">
            {section("widgets", "Widgets", widgets(surge.widgets.as_deref()))}
            {section("breakers", "Circuit breakers", breakers(&surge.breakers))}
            {section("caches", "Caches", caches(surge.caches.as_deref()))}
        </div>
        {section("changes", "Latest switches", history(&surge.changes))}
    }
    .into_any()
}

fn level(surge: &SurgeView) -> AnyView {
    let number = usize::from(surge.level).min(LEVELS.len() - 1);
    let how = match surge.pinned {
        Some(_) => "held by staff",
        None => "as measured",
    };
    let why = (!surge.why.is_empty()).then(|| view! { <p class="admin-level-why">{surge.why.join(" · ")}</p> });
    view! {
        <div class=format!("admin-level admin-level-{number}")>
            <p class="admin-level-number">"Level " {number}</p>
            <p>{LEVELS[number]} " (" {how} ")"</p>
            {why}
        </div>
    }
    .into_any()
}

fn figures(surge: &SurgeView) -> AnyView {
    let last = surge.samples.last().cloned().unwrap_or_default();
    let figure = |label: &'static str, value: f64| {
        view! { <div class="admin-figure"><dt>{label}</dt><dd>{number(value)}</dd></div> }
    };
    let refused = total(&last.refused);
    view! {
        <dl class="admin-figures">
            {figure("Served a second", total(&last.answered) - refused)}
            {figure("Refused a second", refused)}
            {figure("Orders a second", last.orders)}
            {figure("Requests in work", last.in_flight)}
        </dl>
    }
    .into_any()
}

fn total(values: &[f64]) -> f64 {
    values.iter().sum()
}

fn charts(surge: &SurgeView) -> Vec<AnyView> {
    let line = |name: &str, value: &dyn Fn(&SurgeSample) -> f64| Line {
        name: name.to_owned(),
        values: surge.samples.iter().map(value).collect(),
    };
    let class =
        |index: usize, name: &str| line(name, &|sample| sample.answered.get(index).copied().unwrap_or_default());
    let own = surge.classes.iter().take(OWN_LINE).enumerate().map(|(index, name)| class(index, name));
    let others = line("Others", &|sample| total(sample.answered.get(OWN_LINE..).unwrap_or_default()));
    let chart = |id, title, unit, lines, least| Chart { id, title, unit, lines, seconds: SHOWN, least }.view();
    let served = |sample: &SurgeSample| total(&sample.answered) - total(&sample.refused);
    vec![
        chart("load", "Requests by class", "a second", own.chain([others]).collect(), 10.0),
        chart(
            "fate",
            "Served and refused",
            "requests a second",
            vec![line("Served", &served), line("Refused", &|sample| total(&sample.refused))],
            10.0,
        ),
        chart("orders", "Orders placed", "a second", vec![line("Orders", &|sample| sample.orders)], 1.0),
        chart("pressure", "Level of pressure", "0 to 4", vec![line("Level", &|sample| f64::from(sample.level))], 4.0),
    ]
}

fn hot(items: &[HotItem]) -> AnyView {
    let columns = [words("Item"), numbers("Left"), numbers("Held"), numbers("Sold")];
    let row = |item: &HotItem| {
        let left = match item.for_sale {
            Some(left) if left <= 0 => view! { <span class="admin-badge admin-badge-bad">"Sold out"</span> }.into_any(),
            Some(left) => number(left as f64).into_any(),
            None => "not counted".into_any(),
        };
        let title = view! { <a href=format!("/admin/stock/{}", item.id)>{item.title.clone()}</a> };
        vec![title.into_any(), left, number(item.held as f64).into_any(), number(item.sold as f64).into_any()]
    };
    table(
        "What most people want now",
        &columns,
        items.iter().map(row).collect(),
        "Nothing is held, and nothing was sold lately.",
    )
}

fn untold() -> AnyView {
    view! { <p class="admin-empty">"This instance does not tell."</p> }.into_any()
}

fn queues(queues: &[QueueStanding]) -> AnyView {
    let columns = [
        words("Queue"),
        numbers("Waiting"),
        numbers("Let in a second"),
        numbers("Of at most"),
        numbers("Wait of a newcomer"),
        numbers("Left"),
        numbers("Held"),
    ];
    table("Queues that are open", &columns, queues.iter().map(queue).collect(), "No queue is open.")
}

fn queue(queue: &QueueStanding) -> Vec<AnyView> {
    let address = queue.drop.map_or_else(|| "/admin/drops#shop-room".to_owned(), |drop| format!("/admin/drops/{drop}"));
    let why = queue.why.as_ref().map(|why| view! { <p class="quiet">"Opened by itself: " {why.clone()}</p> });
    let alone = queue.alone.then(|| badge("bad", "Without Redis: lets in few"));
    let told = |value: Option<f64>| value.map_or_else(|| NOTHING.to_owned(), number);
    let wait = queue.wait_seconds.map_or_else(|| NOTHING.to_owned(), |seconds| format!("{seconds} s"));
    vec![
        view! { <a href=address>{queue.title.clone()}</a> {why} {alone} }.into_any(),
        number(queue.waiting as f64).into_any(),
        told(queue.admitted).into_any(),
        number(queue.rate).into_any(),
        wait.into_any(),
        queue.left.map_or_else(|| "not counted".to_owned(), |left| number(left as f64)).into_any(),
        number(queue.held as f64).into_any(),
    ]
}

fn widgets(widgets: Option<&[WidgetStanding]>) -> AnyView {
    let Some(widgets) = widgets else { return untold() };
    let columns = [words("Widget"), words("Now"), words("Left out")];
    let row = |widget: &WidgetStanding| {
        let now = if widget.shown { badge("good", "Shown") } else { badge("due", "Left out") };
        let from = widget.shed_at.map_or_else(|| "by staff only".to_owned(), |level| format!("from level {level}"));
        vec![widget.key.clone().into_any(), now, from.into_any()]
    };
    table("Widgets", &columns, widgets.iter().map(row).collect(), "No widget can be left out.")
}

fn badge(kind: &str, text: &'static str) -> AnyView {
    view! { <span class=format!("admin-badge admin-badge-{kind}")>{text}</span> }.into_any()
}

fn breakers(providers: &[ProviderStanding]) -> AnyView {
    let columns = [words("Asked outside"), words("Breaker"), numbers("Failed of 20")];
    let row = |provider: &ProviderStanding| {
        let state = match provider.breaker.as_str() {
            "closed" => badge("good", "Closed: asked"),
            "half_open" => badge("due", "Half open: tried"),
            _ => badge("bad", "Open: left alone"),
        };
        vec![provider.name.clone().into_any(), state, provider.recent_failures.into_any()]
    };
    table("Circuit breakers", &columns, providers.iter().map(row).collect(), "Nothing is asked outside.")
}

fn caches(caches: Option<&[CacheStanding]>) -> AnyView {
    let Some(caches) = caches else { return untold() };
    let columns = [words("Cache"), numbers("Look-ups a second"), numbers("Found"), numbers("Entries"), numbers("kB")];
    let row = |cache: &CacheStanding| {
        let found = if cache.lookups > 0.0 { format!("{:.0} %", 100.0 * cache.hit_share) } else { NOTHING.to_owned() };
        let held = |count: Option<f64>| count.map_or_else(|| NOTHING.to_owned(), number);
        let entries = held(cache.entries.map(|entries| entries as f64));
        let size = held(cache.bytes.map(|bytes| bytes as f64 / 1000.0));
        let cells = [cache.name.clone(), number(cache.lookups), found, entries, size];
        cells.into_iter().map(IntoAny::into_any).collect()
    };
    table("Caches", &columns, caches.iter().map(row).collect(), "There is no cache.")
}

/// Outside the part that changes, so that nothing moves under a hand about to press a button.
fn switches(surge: &SurgeView) -> AnyView {
    let held = surge.pinned.map(|level| level.to_string()).unwrap_or_default();
    let option = |value: String, label: String| {
        view! { <option value=value.clone() selected=value == held>{label}</option> }
    };
    let levels = (0..LEVELS.len()).map(|level| option(level.to_string(), format!("Hold at {level}")));
    view! {
        <form class="admin-search admin-switches" method="post" action=format!("{PATH}/level")>
            <label for="level">"Level"</label>
            <select id="level" name="level">{option(String::new(), "As measured".to_owned())} {levels.collect_view()}</select>
            <button class="button button-quiet" type="submit">"Set"</button>
        </form>
    }
    .into_any()
}
