//! The drawing kit: a handful of strokes and shapes through which every picture is made, so that line weight,
//! light (from the upper left) and ends of lines are the same everywhere.

use std::fmt::Write as _;

use super::colour::{INK, Tone};

/// Width of an outline on the 800 × 800 sheet.
const OUTLINE: f64 = 5.0;

/// Collects SVG elements. `weight` scales line widths only, so that a close-up keeps the line of the hand that drew it.
pub struct Canvas {
    out: String,
    ids: u32,
    weight: f64,
}

impl Canvas {
    pub fn new(weight: f64) -> Self {
        Canvas { out: String::with_capacity(8192), ids: 0, weight }
    }

    pub fn into_svg(self) -> String {
        self.out
    }

    /// Draws `inner` with another line weight; for things that a scene scales.
    pub fn weighted(&mut self, weight: f64, inner: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.weight, weight);
        inner(self);
        self.weight = before;
    }

    /// Adds ready-made SVG.
    pub fn raw(&mut self, svg: &str) {
        self.out.push_str(svg);
    }

    /// A flat area without outline.
    pub fn fill(&mut self, d: impl AsRef<str>, colour: &str) {
        let _ = write!(self.out, r#"<path d="{}" fill="{colour}"/>"#, d.as_ref());
    }

    /// A flat, see-through area without outline.
    pub fn veil(&mut self, d: impl AsRef<str>, colour: &str, opacity: f64) {
        let _ = write!(self.out, r#"<path d="{}" fill="{colour}" fill-opacity="{opacity}"/>"#, d.as_ref());
    }

    /// A flat area with outline.
    pub fn shape(&mut self, d: impl AsRef<str>, colour: &str) {
        let w = number(OUTLINE * self.weight);
        let d = d.as_ref();
        let _ = write!(self.out, r#"<path d="{d}" fill="{colour}" stroke="{INK}" stroke-width="{w}"/>"#);
    }

    /// A drawn line, `width` in sheet units before the line weight.
    pub fn line(&mut self, d: impl AsRef<str>, colour: &str, width: f64) {
        let w = number(width * self.weight);
        let _ = write!(self.out, r#"<path d="{}" stroke="{colour}" stroke-width="{w}"/>"#, d.as_ref());
    }

    /// A line of stitches.
    pub fn stitch(&mut self, d: impl AsRef<str>, colour: &str) {
        let w = number(3.0 * self.weight);
        let d = d.as_ref();
        let _ = write!(self.out, r#"<path d="{d}" stroke="{colour}" stroke-width="{w}" stroke-dasharray="11 8"/>"#);
    }

    /// A strap, cord or bent rod: its width belongs to the thing, only its outline to the hand.
    pub fn band(&mut self, d: impl AsRef<str>, width: f64, tone: &Tone) {
        let edge = number(width + 2.0 * OUTLINE * self.weight);
        let (d, base) = (d.as_ref(), &tone.base);
        let _ = write!(
            self.out,
            r#"<path d="{d}" stroke="{INK}" stroke-width="{edge}"/><path d="{d}" stroke="{base}" stroke-width="{width}"/>"#
        );
    }

    /// A body with its shaded side to the lower right; `inner` is clipped to the silhouette.
    pub fn body(&mut self, d: impl AsRef<str>, tone: &Tone, inner: impl FnOnce(&mut Self)) {
        self.solid(d.as_ref(), tone, false, inner);
    }

    /// A [`body`](Self::body) that also shows the material's texture (pattern `tx`).
    pub fn cloth(&mut self, d: impl AsRef<str>, tone: &Tone, inner: impl FnOnce(&mut Self)) {
        self.solid(d.as_ref(), tone, true, inner);
    }

    fn solid(&mut self, d: &str, tone: &Tone, textured: bool, inner: impl FnOnce(&mut Self)) {
        self.ids += 1;
        let id = self.ids;
        let _ = write!(
            self.out,
            concat!(
                r##"<clipPath id="c{id}"><path id="s{id}" d="{d}"/></clipPath><g clip-path="url(#c{id})">"##,
                r##"<use href="#s{id}" fill="{shade}"/><use href="#s{id}" x="-24" y="-13" fill="{base}"/>"##
            ),
            id = id,
            d = d,
            shade = tone.shade,
            base = tone.base
        );
        if textured {
            let _ = write!(self.out, r##"<use href="#s{id}" fill="url(#tx)"/>"##);
        }
        inner(self);
        let w = number(OUTLINE * self.weight);
        let _ = write!(self.out, r##"</g><use href="#s{id}" stroke="{INK}" stroke-width="{w}"/>"##);
    }

    /// Draws `inner` moved, turned or scaled by an SVG transform list.
    pub fn placed(&mut self, transform: &str, inner: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, r#"<g transform="{transform}">"#);
        inner(self);
        self.out.push_str("</g>");
    }

    /// Warm light around a flame or a lamp.
    pub fn glow(&mut self, x: f64, y: f64, radius: f64) {
        let _ = write!(self.out, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="url(#gl)"/>"#);
    }

    /// A round dot without outline.
    pub fn dot(&mut self, x: f64, y: f64, radius: f64, colour: &str) {
        let _ = write!(self.out, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>"#);
    }

    /// The shop's mark, a tern in flight, `span` wide.
    pub fn tern(&mut self, x: f64, y: f64, span: f64, colour: &str) {
        let (h, d) = (span / 2.0, span / 5.0);
        let path = format!(
            "M{} {}Q{} {} {} {}Q{} {} {} {}",
            number(x - h),
            number(y + d * 0.4),
            number(x - h * 0.45),
            number(y - d * 1.3),
            number(x),
            number(y + d * 0.5),
            number(x + h * 0.45),
            number(y - d * 1.3),
            number(x + h),
            number(y + d * 0.4)
        );
        self.line(path, colour, (span / 11.0).clamp(2.5, 6.0));
    }

    /// The sewn-in label with the tern, centred on `(x, y)`.
    pub fn label(&mut self, x: f64, y: f64) {
        let w = number(3.0 * self.weight);
        let d = rounded(x - 36.0, y - 22.0, 72.0, 44.0, 4.0);
        let _ = write!(self.out, r##"<path d="{d}" fill="#f4eee0" stroke="{INK}" stroke-width="{w}"/>"##);
        self.tern(x, y, 40.0, INK);
    }

    /// A rivet, button or eyelet with its outline.
    pub fn stud(&mut self, x: f64, y: f64, radius: f64, colour: &str) {
        let w = number(3.0 * self.weight);
        let _ = write!(
            self.out,
            r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}" stroke="{INK}" stroke-width="{w}"/>"#
        );
    }

    /// A zip along `d` with its teeth.
    pub fn zip(&mut self, d: impl AsRef<str>) {
        let d = d.as_ref();
        let _ = write!(
            self.out,
            concat!(
                r##"<path d="{d}" stroke="{ink}" stroke-width="14"/>"##,
                r##"<path d="{d}" stroke="#c9b07a" stroke-width="6" stroke-dasharray="4 7" stroke-linecap="butt"/>"##
            ),
            d = d,
            ink = INK
        );
    }
}

/// A number as short as SVG allows at a tenth of a unit.
pub fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    format!("{rounded}")
}

/// Path of a rectangle with corners of radius `r`.
pub fn rounded(x: f64, y: f64, w: f64, h: f64, r: f64) -> String {
    let (iw, ih) = (w - 2.0 * r, h - 2.0 * r);
    format!("M{} {y}h{iw}q{r} 0 {r} {r}v{ih}q0 {r}-{r} {r}h-{iw}q-{r} 0-{r}-{r}v-{ih}q0-{r} {r}-{r}z", number(x + r))
}

/// Path of an ellipse.
pub fn oval(cx: f64, cy: f64, rx: f64, ry: f64) -> String {
    let (left, across) = (number(cx - rx), 2.0 * rx);
    format!("M{left} {cy}a{rx} {ry} 0 1 0 {across} 0a{rx} {ry} 0 1 0-{across} 0z")
}
