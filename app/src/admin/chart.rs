//! Charts as SVG, drawn on the server: one idea each, every line with its name and latest value at its end, the numbers in a table
//! behind it. What they look like is in `admin-surge.css`.

use leptos::prelude::*;

use super::table::{numbers, table, words};

const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 150.0;
const LEFT: f64 = 4.0;
/// For the lines' names.
const RIGHT: f64 = 128.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = 20.0;
/// Between the names of two lines.
const NAME_HEIGHT: f64 = 14.0;
/// Lines that have a look of their own.
const LOOKS: usize = 4;

/// One line: values from the oldest to the latest, the latest at the right edge.
pub(super) struct Line {
    /// Stands at its end.
    pub name: String,
    /// One per second.
    pub values: Vec<f64>,
}

/// What is drawn.
pub(super) struct Chart {
    /// Of the heading, unique on the page.
    pub id: &'static str,
    /// The idea.
    pub title: &'static str,
    /// What the values are: `a second`.
    pub unit: &'static str,
    /// At most four are told apart by their look; all by their names.
    pub lines: Vec<Line>,
    /// Seconds over the whole width.
    pub seconds: usize,
    /// The axis reaches at least so far.
    pub least: f64,
}

impl Chart {
    /// The chart with its heading and its table.
    pub fn view(self) -> AnyView {
        let (id, title) = (self.id, self.title);
        let heading = format!("{title}, {}", self.unit);
        view! {
            <section class="admin-chart" aria-labelledby=id>
                <h2 id=id>{heading}</h2>
                {self.picture()}
                <details id=format!("{id}-numbers")><summary>"Numbers"</summary>{self.numbers()}</details>
            </section>
        }
        .into_any()
    }

    fn picture(&self) -> AnyView {
        let top = self.top();
        let y = |value: f64| HEIGHT - BOTTOM - value.max(0.0) / top * (HEIGHT - BOTTOM - TOP);
        let levels = [top, top / 2.0, 0.0].map(|value| {
            let (height, label) = (y(value), number(value));
            let edge = WIDTH - RIGHT;
            view! {
                <line class="admin-chart-ground" x1=LEFT x2=edge y1=height y2=height/>
                <text class="admin-chart-quiet" x=LEFT y=height - 3.0>{label}</text>
            }
        });
        let lines = self.lines.iter().enumerate().map(|(index, line)| {
            view! { <polyline class=look("admin-chart-line", index) points=self.points(line, y)/> }
        });
        let heights = self.name_heights(y);
        let names = self.lines.iter().zip(heights).enumerate().map(|(index, (line, height))| {
            let text = format!("{} {}", line.name, number(line.values.last().copied().unwrap_or_default()));
            view! { <text class=look("admin-chart-name", index) x=WIDTH - RIGHT + 6.0 y=height + 4.0>{text}</text> }
        });
        let (span, middle) = (minutes(self.seconds), HEIGHT - 5.0);
        view! {
            <svg class="admin-chart-picture" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=self.words()>
                {levels.collect_view()} {lines.collect_view()} {names.collect_view()}
                <text class="admin-chart-quiet" x=LEFT y=middle>{span}</text>
                <text class="admin-chart-quiet" x=WIDTH - RIGHT y=middle text-anchor="end">"now"</text>
            </svg>
        }
        .into_any()
    }

    /// A round number above all values.
    fn top(&self) -> f64 {
        let most = self.lines.iter().flat_map(|line| &line.values).copied().fold(self.least, f64::max).max(1.0);
        let power = 10_f64.powf(most.log10().floor());
        [1.0, 2.0, 4.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|top| *top >= most).unwrap_or(most)
    }

    fn points(&self, line: &Line, y: impl Fn(f64) -> f64) -> String {
        let step = (WIDTH - RIGHT - LEFT) / (self.seconds.max(2) - 1) as f64;
        let latest = line.values.len().saturating_sub(1);
        let points =
            line.values.iter().enumerate().map(|(index, value)| {
                format!("{:.1},{:.1}", WIDTH - RIGHT - (latest - index) as f64 * step, y(*value))
            });
        points.collect::<Vec<_>>().join(" ")
    }

    /// At the lines' ends, moved apart where they would meet.
    fn name_heights(&self, y: impl Fn(f64) -> f64) -> Vec<f64> {
        let wanted: Vec<f64> =
            self.lines.iter().map(|line| y(line.values.last().copied().unwrap_or_default())).collect();
        let mut order: Vec<usize> = (0..wanted.len()).collect();
        order.sort_by(|one, other| wanted[*one].total_cmp(&wanted[*other]));
        let (mut heights, mut above) = (vec![0.0; wanted.len()], TOP - 2.0 * NAME_HEIGHT);
        for (rank, index) in order.iter().enumerate() {
            let room_below = (wanted.len() - rank - 1) as f64 * NAME_HEIGHT;
            above = wanted[*index].min(HEIGHT - BOTTOM - room_below).max(above + NAME_HEIGHT);
            heights[*index] = above;
        }
        heights
    }

    /// What those hear who do not see it.
    fn words(&self) -> String {
        let now = |line: &Line| format!("{} {}", line.name, number(line.values.last().copied().unwrap_or_default()));
        let lines: Vec<String> = self.lines.iter().map(now).collect();
        format!("{}, {}, now: {}", self.title, self.unit, lines.join(", "))
    }

    fn numbers(&self) -> AnyView {
        let columns = [words("Line"), numbers("Now"), numbers("Last minute, mean"), numbers("At most")];
        let row = |line: &Line| {
            let minute = &line.values[line.values.len().saturating_sub(60)..];
            let mean = minute.iter().sum::<f64>() / minute.len().max(1) as f64;
            let most = line.values.iter().copied().fold(0.0, f64::max);
            let cells =
                [line.values.last().copied().unwrap_or_default(), mean, most].map(|value| number(value).into_any());
            std::iter::once(line.name.clone().into_any()).chain(cells).collect()
        };
        table(self.title, &columns, self.lines.iter().map(row).collect(), "Nothing was measured yet.")
    }
}

fn look(class: &str, index: usize) -> String {
    format!("{class} {class}-{}", index.min(LOOKS))
}

/// `0`, `3.5`, `1,250`.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if tenths < 100.0 && tenths % 10.0 != 0.0 {
        return format!("{:.1}", tenths / 10.0);
    }
    let digits = format!("{value:.0}");
    let comma = |index: usize| index > 0 && (digits.len() - index).is_multiple_of(3);
    digits
        .chars()
        .enumerate()
        .flat_map(|(index, digit)| comma(index).then_some(',').into_iter().chain([digit]))
        .collect()
}

fn minutes(seconds: usize) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s ago"),
        (minutes, _) => format!("{minutes} min ago"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(lines: &[&[f64]]) -> Chart {
        let line = |values: &&[f64]| Line { name: "line".into(), values: values.to_vec() };
        let lines = lines.iter().map(line).collect();
        Chart { id: "chart", title: "Orders", unit: "a second", lines, seconds: 300, least: 0.0 }
    }

    #[test]
    fn the_axis_ends_at_a_round_number_above_everything() {
        let tops = [0.0, 3.0, 37.0, 410.0, 9_900.0].map(|most| chart(&[&[0.0, most]]).top());
        assert_eq!(tops, [1.0, 4.0, 40.0, 500.0, 10_000.0]);
    }

    #[test]
    fn the_latest_value_is_at_the_right_edge() {
        let chart = chart(&[&[1.0, 2.0]]);
        let points = chart.points(&chart.lines[0], |value| value);
        assert!(points.ends_with(&format!("{:.1},2.0", WIDTH - RIGHT)), "{points}");
    }

    #[test]
    fn names_of_lines_that_end_together_stand_apart() {
        let mut heights = chart(&[&[5.0], &[5.0], &[0.0], &[0.0]]).name_heights(|value| HEIGHT - BOTTOM - value);
        heights.sort_by(f64::total_cmp);
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= NAME_HEIGHT - 0.01), "{heights:?}");
        assert!(heights[3] <= HEIGHT - BOTTOM, "none below the ground");
    }

    #[test]
    fn numbers_are_readable() {
        assert_eq!(
            [0.0, 3.46, 6.99, 12.3, 1_250.0, 1_234_567.0].map(number),
            ["0", "3.5", "7", "12", "1,250", "1,234,567"]
        );
    }
}
