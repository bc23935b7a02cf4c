//! Extras and the pressure that sheds them: what is shown now, and the switches.

use leptos::prelude::*;
use types::{
    admin::AdminChrome,
    flag::{FlagView, PressureView, SwitchChange},
};

use crate::components::Time;

use super::{
    AdminPage,
    form::tick,
    layout::{Section, heading, page, section},
    table::{numbers, table, words},
};

const PATH: &str = "/admin/flags";

/// What the levels mean, from 0.
const LEVELS: [&str; 5] = [
    "Calm: everything is on",
    "Pressed: no live connections",
    "Hard pressed: no suggestions, no memories",
    "Light pages: no extras",
    "Only what sells",
];

/// `/admin/flags`. Posts to `/admin/flags/{key}` (`enabled`, `percent`, `allow`, `shed_at`, or `clear`) and `/admin/pressure` (`level`).
#[must_use]
pub fn flags(chrome: &AdminChrome, flags: &[FlagView], pressure: &PressureView, changes: &[SwitchChange]) -> AdminPage {
    let content = view! {
        {heading(None, "Pressure and extras", ())}
        {section("pressure", "Pressure", pressure_part(pressure))}
        {section("extras", "Extras", view! {
            <p class="quiet">
                "Each is left out from its level of pressure on, in all instances and by itself. What is switched here counts within a second."
            </p>
            <div class="admin-variants">{flags.iter().map(flag_part).collect_view()}</div>
        })}
        {section("changes", "Latest switches", history(changes))}
    };
    page(chrome, Some(Section::Flags), "Pressure and extras", content)
}

fn level_words(level: u8) -> &'static str {
    LEVELS[usize::from(level).min(LEVELS.len() - 1)]
}

fn pressure_part(pressure: &PressureView) -> AnyView {
    let class = if pressure.current >= 3 { "notice notice-error" } else { "notice" };
    let held = match pressure.level {
        Some(_) => " Held by staff.",
        None => "",
    };
    let why = match pressure.why.as_str() {
        "" => String::new(),
        why => format!(" Measured: level {}, because {why}.", pressure.measured),
    };
    let text = format!("Level {}. {}.{held}{why}", pressure.current, level_words(pressure.current));
    let options = (0..=4_u8).map(|level| {
        let selected = pressure.level == Some(level);
        view! { <option value=level.to_string() selected=selected>{format!("Hold at {level}: {}", level_words(level))}</option> }
    });
    let columns = [words("Measured"), numbers("Value"), numbers("Asks for level")];
    let rows = pressure.inputs.iter().map(|input| {
        vec![
            input.name.replace('_', " ").into_any(),
            format!("{} {}", input.value, input.unit).into_any(),
            input.level.into_any(),
        ]
    });
    view! {
        <p class=class>{text}</p>
        <form class="admin-form" method="post" action="/admin/pressure">
            <div class="field">
                <label for="level">"Level"</label>
                <select id="level" name="level">
                    <option value="" selected=pressure.level.is_none()>"Follow what is measured"</option>
                    {options.collect_view()}
                </select>
            </div>
            <button class="button" type="submit">"Save level"</button>
        </form>
        {table("What is measured", &columns, rows.collect(), "Nothing is measured.")}
    }
    .into_any()
}

fn flag_part(flag: &FlagView) -> AnyView {
    let id = format!("flag-{}", flag.key.replace('_', "-"));
    let state = match (flag.shown, flag.enabled) {
        (true, _) if flag.percent < 100 => format!("Shown to {} %", flag.percent),
        (true, _) => "Shown".to_owned(),
        (false, true) => "Left out".to_owned(),
        (false, false) => "Switched off".to_owned(),
    };
    let changed = flag.changed_by.clone().zip(flag.changed_at.clone()).map(|(by, at)| {
        view! { <p class="quiet">{format!("Switched by {by}, ")} <Time at/></p> }
    });
    let clear = flag.overridden.then(|| {
        view! { <button class="button button-quiet" type="submit" name="clear" value="1">"As it comes"</button> }
    });
    let levels = (1..=4_u8).map(|level| {
        view! { <option value=level.to_string() selected=flag.shed_at == level>{format!("Level {level}")}</option> }
    });
    let (percent_id, allow_id, shed_id) = (format!("{id}-percent"), format!("{id}-allow"), format!("{id}-shed"));
    view! {
        <details class="admin-disclosure">
            <summary class="admin-variant">
                <span class="admin-variant-name">{flag.key.replace('_', " ")}</span> " "
                <span class="quiet">{state}</span> " "
                <span class="quiet">{format!("Left out from level {}", flag.shed_at)}</span>
            </summary>
            <p>{flag.description.clone()} " In its place: " {flag.stand_in.clone()} "."</p>
            {changed}
            <form class="admin-form" method="post" action=format!("{PATH}/{}", flag.key)>
                {tick(&format!("{id}-enabled"), "enabled", "1", "May be shown", flag.enabled)}
                <div class="field">
                    <label for=percent_id.clone()>"To so many of a hundred visitors"</label>
                    <input id=percent_id type="number" name="percent" min="0" max="100" required value=flag.percent.to_string()/>
                </div>
                <div class="field">
                    <label for=allow_id.clone()>"And to these visitors, separated by commas"</label>
                    <input id=allow_id type="text" name="allow" value=flag.allow.join(", ")/>
                </div>
                <div class="field">
                    <label for=shed_id.clone()>"Left out from"</label>
                    <select id=shed_id name="shed_at">{levels.collect_view()}</select>
                </div>
                <button class="button" type="submit">"Save"</button> " " {clear}
            </form>
        </details>
    }
    .into_any()
}

/// What staff switched.
pub(super) fn history(changes: &[SwitchChange]) -> AnyView {
    let columns = [words("What"), words("When"), words("Who"), words("From"), words("To")];
    let told = |value: &Option<String>| value.clone().unwrap_or_else(|| "as it comes".to_owned());
    let rows = changes.iter().map(|change| {
        let at = change.at.clone();
        vec![
            change.key.replace('_', " ").into_any(),
            view! { <Time at/> }.into_any(),
            change.by.clone().into_any(),
            told(&change.from).into_any(),
            told(&change.to).into_any(),
        ]
    });
    table("Latest switches", &columns, rows.collect(), "Nothing has been switched yet.")
}
