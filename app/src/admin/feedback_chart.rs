//! Answers as charts: how often each was given, and the last days. Drawn like those of the surge console, with the numbers behind them.

use leptos::prelude::*;
use types::feedback::{FeedbackDay, FeedbackView, Question};

use super::table::{numbers, table, words};

const WIDTH: u64 = 420;
const BAR: u64 = 34;
/// Room for a number at a bar's end.
const END: u64 = 96;
const HEIGHT: u64 = 150;
const TOP: u64 = 14;
const BOTTOM: u64 = 18;
const LEFT: u64 = 24;

/// A bar for each answer, with its words above it and its number at its end.
pub(super) fn answers(view: &FeedbackView) -> AnyView {
    let most = view.answers.iter().map(|answer| answer.count).max().unwrap_or_default().max(1);
    let all: u64 = view.answers.iter().map(|answer| answer.count).sum();
    let bars = (0..).zip(&view.answers).map(|(index, answer)| {
        let (y, width) = (index * BAR, answer.count * (WIDTH - END) / most);
        view! {
            <text x="0" y=y + 12>{words_of(view.question, &answer.answer)}</text>
            <rect class="admin-bar-value" x="0" y=y + 17 width=width height="10"/>
            <text class="admin-chart-quiet" x=width + 6 y=y + 26>{share(answer.count, all)}</text>
        }
    });
    let height = BAR * view.answers.len() as u64;
    let picture = view! {
        <svg class="admin-chart-picture admin-chart-roomy" viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=format!("{all} answers in all")>
            {bars.collect_view()}
        </svg>
    };
    let rows = view
        .answers
        .iter()
        .map(|answer| vec![words_of(view.question, &answer.answer).into_any(), answer.count.to_string().into_any()]);
    let numbers = table("Answers", &[words("Answer"), numbers("Given")], rows.collect(), "No answer yet.");
    chart("answers", format!("Answers, {all} in a year"), picture.into_any(), numbers)
}

/// `12 (40 %)`.
fn share(count: u64, all: u64) -> String {
    format!("{count} ({} %)", (count * 100).checked_div(all).unwrap_or_default())
}

/// Numbers are told with what they mean.
fn words_of(question: Question, answer: &str) -> String {
    match (question, question.words(answer)) {
        (Question::Order, words) => format!("{answer} · {words}"),
        (Question::Cart, words) => words.to_owned(),
    }
}

/// The mean of each day where answers are numbers, otherwise how many there were.
pub(super) fn days(view: &FeedbackView) -> AnyView {
    let is_mean = view.question == Question::Order;
    let value = |day: &FeedbackDay| if is_mean { day.tenths } else { Some(day.count) };
    let top = if is_mean { 50 } else { view.days.iter().map(|day| day.count).max().unwrap_or_default().max(4) };
    let label = |value: u64| if is_mean { format!("{}.{}", value / 10, value % 10) } else { value.to_string() };
    let y = |value: u64| HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - TOP) / top;
    let step = (WIDTH - LEFT - 8) / view.days.len().saturating_sub(1).max(1) as u64;
    let x = |index: usize| LEFT + 4 + index as u64 * step;
    let ground = [top, top / 2, 0].map(|value| {
        view! {
            <line class="admin-chart-ground" x1=LEFT x2=WIDTH y1=y(value) y2=y(value)/>
            <text class="admin-chart-quiet" x="0" y=y(value) + 4>{label(value)}</text>
        }
    });
    let points = view.days.iter().enumerate().filter_map(|(index, day)| Some((x(index), y(value(day)?))));
    let points: Vec<(u64, u64)> = points.collect();
    let line = points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ");
    let dots = points.into_iter().map(|(x, y)| view! { <circle class="admin-bar-value" cx=x cy=y r="2.5"/> });
    let (first, last) = (view.days.first().map(|day| day.day.clone()), view.days.last().map(|day| day.day.clone()));
    let title = if is_mean { "Mean of each of the last 30 days" } else { "Answers on each of the last 30 days" };
    let picture = view! {
        <svg class="admin-chart-picture admin-chart-roomy" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=title>
            {ground.collect_view()}
            <polyline class="admin-chart-line admin-chart-line-0" points=line/>
            {dots.collect_view()}
            <text class="admin-chart-quiet" x=LEFT y=HEIGHT - 4>{first}</text>
            <text class="admin-chart-quiet" x=WIDTH y=HEIGHT - 4 text-anchor="end">{last}</text>
        </svg>
    };
    let given = view.days.iter().rev().filter(|day| day.count > 0);
    let rows = given.map(|day| {
        let mean = day.tenths.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or_default();
        vec![day.day.clone().into_any(), day.count.to_string().into_any(), mean.into_any()]
    });
    let columns = [words("Day"), numbers("Answers"), numbers("Mean")];
    let numbers = table("By day", &columns, rows.collect(), "No answer in the last 30 days.");
    chart("days", title.to_owned(), picture.into_any(), numbers)
}

fn chart(id: &'static str, title: String, picture: AnyView, numbers: AnyView) -> AnyView {
    view! {
        <section class="admin-chart" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {picture}
            <details><summary>"Numbers"</summary>{numbers}</details>
        </section>
    }
    .into_any()
}
