//! Plots as SVG that stands alone: no script, no font, no other file. One idea each; lines carry their names at their ends.

use std::fmt::Write;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 64.0;
/// For the names of the lines.
const RIGHT: f64 = 170.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 44.0;
/// Between the names of two lines.
const NAME_HEIGHT: f64 = 15.0;
/// Lines on the ground, about.
const TICKS: f64 = 5.0;

/// Light and dark; four colours that people who see fewer can tell apart, and never colour alone: every line has its name.
const STYLE: &str = "text{font:12px system-ui,sans-serif;fill:#333}.t{font-size:15px;font-weight:600}.g{stroke:#ddd}\
.r{stroke:#999;stroke-dasharray:4 4}.l{fill:none;stroke-width:2;stroke-linejoin:round}.b{fill:#fdfdfb}\
.s0{stroke:#0b6e69}.s1{stroke:#c2570c}.s2{stroke:#4257b2}.s3{stroke:#8a8a8a}\
.d0{fill:#0b6e69}.d1{fill:#c2570c}.d2{fill:#4257b2}.d3{fill:#6b6b6b}\
@media(prefers-color-scheme:dark){text{fill:#ddd}.g{stroke:#3a3f44}.b{fill:#16191c}.s0{stroke:#4cc9c0}.s1{stroke:#f2a163}\
.s2{stroke:#9db0ff}.s3{stroke:#999}.d0{fill:#4cc9c0}.d1{fill:#f2a163}.d2{fill:#9db0ff}.d3{fill:#aaa}}";

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Stands at its end.
    pub name: String,
    /// From left to right.
    pub points: Vec<(f64, f64)>,
}

/// A plot.
#[derive(Clone, Debug, Default)]
pub struct Plot {
    /// What it shows, as a sentence.
    pub title: String,
    /// What runs to the right.
    pub x: String,
    /// What rises.
    pub y: String,
    /// At most four have a colour of their own.
    pub lines: Vec<Line>,
    /// A level to compare with, dashed.
    pub level: Option<(String, f64)>,
    /// Places on the x axis that have names; chosen evenly when empty.
    pub places: Vec<(f64, String)>,
    /// Points are marked.
    pub dots: bool,
}

impl Plot {
    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{0}"><style>{STYLE}</style><rect class="b" width="100%" height="100%"/><text class="t" x="{LEFT}" y="22">{0}</text>"#,
            escaped(&self.title)
        );
        let frame = Frame::of(self);
        self.ground(&frame, &mut svg);
        if let Some((name, level)) = &self.level {
            let y = frame.y(*level);
            let _ = write!(svg, r#"<path class="r" d="M{LEFT} {y:.1}H{:.1}"/>"#, WIDTH - RIGHT);
            let _ = write!(svg, r#"<text x="{:.1}" y="{:.1}">{}</text>"#, LEFT + 6.0, y + 14.0, escaped(name));
        }
        // The first is the one that matters: nothing is drawn over it.
        for (index, line) in self.lines.iter().enumerate().rev() {
            self.line(line, index.min(3), &frame, &mut svg);
        }
        for (index, (line, y)) in self.lines.iter().zip(self.name_places(&frame)).enumerate() {
            let (x, colour) = (WIDTH - RIGHT + 8.0, index.min(3));
            let _ =
                write!(svg, r#"<text class="d{colour}" x="{x:.1}" y="{:.1}">{}</text>"#, y + 4.0, escaped(&line.name));
        }
        svg.push_str("</svg>");
        svg
    }

    fn ground(&self, frame: &Frame, svg: &mut String) {
        let mut value = 0.0;
        while value <= frame.most_y * 1.001 {
            let y = frame.y(value);
            let _ = write!(svg, r#"<path class="g" d="M{LEFT} {y:.1}H{:.1}"/>"#, WIDTH - RIGHT);
            let _ = write!(
                svg,
                r#"<text x="{:.1}" y="{:.1}" text-anchor="end">{}</text>"#,
                LEFT - 8.0,
                y + 4.0,
                number(value)
            );
            value += frame.step_y;
        }
        let even = || {
            let step = nice(frame.most_x - frame.least_x);
            (0..=20)
                .map(|n| frame.least_x + f64::from(n) * step)
                .take_while(|x| *x <= frame.most_x * 1.001)
                .map(|x| (x, number(x)))
                .collect()
        };
        let places: Vec<(f64, String)> = if self.places.is_empty() { even() } else { self.places.clone() };
        for (x, name) in places {
            let (x, y) = (frame.x(x), HEIGHT - BOTTOM + 16.0);
            let _ = write!(svg, r#"<text x="{x:.1}" y="{y:.1}" text-anchor="middle">{}</text>"#, escaped(&name));
        }
        let middle = (LEFT + WIDTH - RIGHT) / 2.0;
        let _ = write!(
            svg,
            r#"<text x="{middle:.1}" y="{:.1}" text-anchor="middle">{}</text>"#,
            HEIGHT - 8.0,
            escaped(&self.x)
        );
        let _ = write!(svg, r#"<text x="{LEFT}" y="38">{}</text>"#, escaped(&self.y));
    }

    fn line(&self, line: &Line, colour: usize, frame: &Frame, svg: &mut String) {
        let points = line.points.iter().map(|(x, y)| format!("{:.1},{:.1}", frame.x(*x), frame.y(*y)));
        let points: Vec<String> = points.collect();
        let _ = write!(svg, r#"<polyline class="l s{colour}" points="{}"/>"#, points.join(" "));
        for point in points.iter().filter(|_| self.dots) {
            let (x, y) = point.split_once(',').unwrap_or(("0", "0"));
            let _ = write!(svg, r#"<circle class="d{colour}" cx="{x}" cy="{y}" r="3.5"/>"#);
        }
    }

    /// Heights of the lines' names: at their last points, moved apart where they would meet.
    fn name_places(&self, frame: &Frame) -> Vec<f64> {
        let wanted = |line: &Line| frame.y(line.points.last().map_or(0.0, |(_, y)| *y));
        let mut order: Vec<usize> = (0..self.lines.len()).collect();
        order.sort_by(|one, other| wanted(&self.lines[*one]).total_cmp(&wanted(&self.lines[*other])));
        let (mut places, mut lowest) = (vec![0.0; self.lines.len()], TOP - NAME_HEIGHT);
        // From the top down, leaving room for those that come below.
        for (rank, index) in order.iter().enumerate() {
            let below = (order.len() - rank - 1) as f64 * NAME_HEIGHT;
            let at = wanted(&self.lines[*index]).min(HEIGHT - BOTTOM - below).max(lowest + NAME_HEIGHT);
            (places[*index], lowest) = (at, at);
        }
        places
    }
}

/// Where values are on the picture.
struct Frame {
    least_x: f64,
    most_x: f64,
    most_y: f64,
    step_y: f64,
}

impl Frame {
    fn of(plot: &Plot) -> Self {
        let points = || plot.lines.iter().flat_map(|line| &line.points);
        let level = plot.level.as_ref().map_or(0.0, |(_, level)| *level);
        let highest = points().map(|(_, y)| *y).fold(level, f64::max).max(1e-9);
        let step_y = nice(highest);
        let least_x = points().map(|(x, _)| *x).fold(f64::INFINITY, f64::min);
        let most_x = points().map(|(x, _)| *x).fold(f64::NEG_INFINITY, f64::max);
        let least_x = if least_x.is_finite() { least_x } else { 0.0 };
        Self { least_x, most_x: most_x.max(least_x + 1e-9), most_y: (highest / step_y).ceil() * step_y, step_y }
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + (value - self.least_x) / (self.most_x - self.least_x) * (WIDTH - RIGHT - LEFT)
    }

    fn y(&self, value: f64) -> f64 {
        HEIGHT - BOTTOM - value / self.most_y * (HEIGHT - BOTTOM - TOP)
    }
}

/// 1, 2 or 5 times a power of ten: about a fifth of `span`.
fn nice(span: f64) -> f64 {
    let rough = (span / TICKS).max(1e-9);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|step| step * power >= rough * 0.999);
    step.unwrap_or(10.0) * power
}

/// `1,200`, `0.5`.
fn number(value: f64) -> String {
    let text = if value.fract().abs() < 1e-9 {
        format!("{value:.0}")
    } else {
        format!("{value:.2}").trim_end_matches('0').to_owned()
    };
    let whole = text.split('.').next().unwrap_or_default().len();
    let groups = |(index, digit): (usize, char)| {
        let comma = index > 0 && index < whole && (whole - index).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    };
    text.chars().enumerate().flat_map(groups).collect()
}

/// Text for SVG and HTML.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_numbers_readable() {
        assert_eq!([7.0, 100.0, 1_234.0, 0.9].map(nice), [2.0, 20.0, 500.0, 0.2]);
        assert_eq!([0.0, 0.5, 1_500.0, 1_234_567.0].map(number), ["0", "0.5", "1,500", "1,234,567"]);
    }

    #[test]
    fn names_of_lines_that_end_together_stand_apart() {
        let line = |name: &str, y| Line { name: name.into(), points: vec![(0.0, 0.0), (1.0, y)] };
        let plot = Plot { lines: vec![line("a", 5.0), line("b", 5.01), line("c", 0.0)], ..Plot::default() };
        let mut places = plot.name_places(&Frame::of(&plot));
        places.sort_by(f64::total_cmp);
        assert!(places.windows(2).all(|pair| pair[1] - pair[0] >= NAME_HEIGHT - 0.01), "{places:?}");
        assert!(places.iter().all(|y| *y <= HEIGHT - BOTTOM + 0.01));
    }

    #[test]
    fn text_cannot_leave_its_place() {
        let plot = Plot { title: "</text><script>".into(), ..Plot::default() };
        assert!(!plot.svg().contains("<script>"));
    }
}
