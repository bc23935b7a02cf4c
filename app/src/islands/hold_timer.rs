use std::time::Duration;

use leptos::{prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use types::checkout::HoldView;
use web_sys::{Element, Event};

use super::hold_words::{HoldWords, Moment, passed, pause};
use crate::server_fns::{Refusal, keep_hold};

/// Activity in a form of this class keeps the units longer.
const FORM: &str = ".order-form";

/// How long the cart's units are kept. Without JavaScript a sentence says until when. With it the time left is shown, read out at few
/// moments, and extended while the shopper is filling in the form. It never stands in the form's way: whoever pays when the time is
/// over gets the units if they are still there.
#[island]
pub fn HoldTimer(
    /// Whole seconds left when the page was made.
    seconds_left: i64,
    /// Until when, RFC 3339, UTC.
    until: String,
    /// The same for people: `14:32 UTC`.
    until_words: String,
    /// Id of the form that takes the units again, for the button that is shown when the time is over.
    form: String,
    /// What it says.
    words: HoldWords,
) -> impl IntoView {
    let HoldWords { until: (before, after), another, time_left, over, again, .. } = words.clone();
    let words = StoredValue::new(words);
    // None until the browser has taken over.
    let left = RwSignal::new(None::<i64>);
    let said = RwSignal::new(String::new());
    let lost = RwSignal::new(None::<String>);
    // Effects run in the browser only.
    Effect::new(move || watch(seconds_left, words, left, said, lost));
    let is_over = move || left.get() == Some(0);
    let is_soon = move || left.get().is_some_and(|left| (1..=120).contains(&left));
    view! {
        <div class="hold" class:hold-soon=is_soon class:hold-over=is_over>
            <p hidden=move || left.get().is_some()>
                {before}<time datetime=until>{until_words}</time>{after}
            </p>
            <p hidden=move || left.get().is_none_or(|left| left == 0)>
                {another}
                <span class="hold-left" role="timer" aria-label=time_left>
                    {move || words.with_value(|words| words.remaining(left.get().unwrap_or(seconds_left)))}
                </span>
            </p>
            <p hidden=move || !is_over()>
                {move || lost.get().unwrap_or_else(|| over.clone())}
            </p>
            <p hidden=move || !is_over()>
                <button class="button button-quiet" type="submit" form=form formaction="/checkout/delivery" formnovalidate>
                    {again}
                </button>
            </p>
            <p class="visually-hidden" role="status">{move || said.get()}</p>
        </div>
    }
}

/// Milliseconds since the page began to load, by the clock that stamps every event. It runs evenly whatever the device takes the
/// time of day to be.
fn since_load() -> f64 {
    Event::new("look").map_or(0.0, |event| event.time_stamp())
}

/// What the island knows of the hold.
#[derive(Clone, Copy)]
struct Hold {
    /// When it ends, as [`since_load`] counts.
    ends: f64,
    /// When it was last extended.
    extended: f64,
    /// Milliseconds between two extensions.
    pause: f64,
    /// Something was typed or chosen since.
    active: bool,
    /// The server is being asked.
    asking: bool,
}

#[allow(clippy::cast_precision_loss)] // seconds of a day
fn millis(seconds: i64) -> f64 {
    seconds as f64 * 1000.0
}

fn watch(
    seconds: i64,
    words: StoredValue<HoldWords>,
    left: RwSignal<Option<i64>>,
    said: RwSignal<String>,
    lost: RwSignal<Option<String>>,
) {
    // Counted from the load's beginning: rather a moment too short than too long.
    let hold = StoredValue::new(Hold {
        ends: millis(seconds),
        extended: 0.0,
        pause: millis(pause(seconds)),
        active: false,
        asking: false,
    });
    window_event_listener(leptos::ev::input, move |event| note(&event, hold));
    window_event_listener(leptos::ev::change, move |event| note(&event, hold));
    let tick = move || {
        let before = left.get_untracked();
        if before == Some(0) {
            return;
        }
        #[allow(clippy::cast_possible_truncation)] // seconds of a day
        let now = ((hold.get_value().ends - since_load()) / 1000.0).ceil().max(0.0) as i64;
        if before != Some(now) {
            left.set(Some(now));
        }
        if let Some(moment) = passed(before, now) {
            said.set(words.with_value(|words| moment.words(words, now)));
        }
        if now > 0 && is_due(hold.get_value()) {
            extend(hold, words, left, said, lost);
        }
    };
    tick();
    set_interval(tick, Duration::from_secs(1));
}

fn note(event: &Event, hold: StoredValue<Hold>) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|element| element.closest(FORM).is_ok_and(|form| form.is_some())) {
        hold.update_value(|hold| hold.active = true);
    }
}

fn is_due(hold: Hold) -> bool {
    hold.active && !hold.asking && since_load() - hold.extended >= hold.pause
}

fn extend(
    hold: StoredValue<Hold>,
    words: StoredValue<HoldWords>,
    left: RwSignal<Option<i64>>,
    said: RwSignal<String>,
    lost: RwSignal<Option<String>>,
) {
    let asked = since_load();
    hold.update_value(|hold| (hold.active, hold.asking, hold.extended) = (false, true, asked));
    spawn_local(async move {
        let answer = keep_hold().await;
        hold.update_value(|hold| hold.asking = false);
        match answer {
            // The end moves; the next tick shows it.
            Ok(HoldView { seconds_left, .. }) => hold.update_value(|hold| hold.ends = asked + millis(seconds_left)),
            // The hold had ended meanwhile, and somebody was quicker.
            Err(Refusal(problem)) if problem.status == 409 => {
                hold.update_value(|hold| hold.ends = 0.0);
                said.set(words.with_value(|words| Moment::Over.words(words, 0)));
                lost.set(Some(problem.detail));
                left.set(Some(0));
            }
            // The shop could not be reached: what was promised before stands.
            Err(_) => {}
        }
    });
}
