//! What every picture shares: the sheet, its quiet ground, the one soft shadow, the grain of the paper.

use std::fmt::Write as _;

use super::colour::{INK, mix};

/// Texture that `Canvas::cloth` lays over a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Texture {
    /// Woven canvas, twill, felt.
    Weave,
    /// Knitted stitches.
    Knit,
    /// Enamel, paper, wood: faint specks.
    Speck,
    /// Metal, wax, film: nothing.
    Plain,
}

/// Ground colour of a collection; the lights stand in dusk, everything else on paper.
pub fn colour_for(collection: &str) -> &'static str {
    match collection {
        "carry" => "#ebe3d3",
        "camp-kitchen" => "#dde6e4",
        "light" => "#587080",
        "wear" => "#eee2da",
        "rest" => "#e1e7da",
        _ => "#e5e4ea",
    }
}

/// The ground: flat colour, a lighter pool where the light falls in.
pub fn ground(colour: &str, width: u32, height: u32) -> String {
    let lit = mix(colour, "#ffffff", if colour == "#587080" { 0.14 } else { 0.42 });
    format!(
        concat!(
            r##"<rect width="{w}" height="{h}" fill="{colour}"/>"##,
            r##"<radialGradient id="lt" cx=".36" cy=".3" r=".72"><stop stop-color="{lit}"/>"##,
            r##"<stop offset="1" stop-color="{lit}" stop-opacity="0"/></radialGradient>"##,
            r##"<rect width="{w}" height="{h}" fill="url(#lt)"/>"##
        ),
        w = width,
        h = height,
        colour = colour,
        lit = lit
    )
}

/// The soft shadow under a standing thing, thrown a little to the right.
pub fn contact_shadow(x: f64, y: f64, rx: f64) -> String {
    let ry = (rx * 0.13).clamp(16.0, 44.0);
    format!(r##"<ellipse cx="{}" cy="{y}" rx="{}" ry="{ry:.0}" fill="url(#sh)"/>"##, x + rx * 0.1, rx * 1.22)
}

/// Wraps a finished drawing into a whole SVG file; only definitions that are used are written.
pub fn sheet(width: u32, height: u32, title: &str, texture: Texture, drawing: &str) -> String {
    let mut svg = String::with_capacity(drawing.len() + 2048);
    let title = escape(title);
    let _ = write!(
        svg,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"><title>{title}</title><defs>"##
    );
    let definitions = [
        ("url(#sh)", shadow_gradient()),
        ("url(#fl)", flat_shadow()),
        ("url(#gl)", glow()),
        ("url(#tx)", texture_pattern(texture).to_owned()),
    ];
    for (reference, definition) in definitions {
        if drawing.contains(reference) {
            svg.push_str(&definition);
        }
    }
    svg.push_str(GRAIN);
    svg.push_str(r#"</defs><g fill="none" stroke-linecap="round" stroke-linejoin="round">"#);
    svg.push_str(drawing);
    let _ = write!(svg, r##"<rect width="{width}" height="{height}" fill="url(#gr)"/></g></svg>"##);
    svg
}

/// Escapes text for an XML text node or attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const GRAIN: &str = concat!(
    r##"<pattern id="gr" width="170" height="170" patternUnits="userSpaceOnUse" patternTransform="rotate(9)">"##,
    r##"<path d="M12 20h2M47 9l2 1M88 31h1M131 14l1 2M160 44h2M28 63l2 1M70 74h1M112 58h2M146 83l2-1M9 101h1M55 112l1 2"##,
    r##"M97 99h1M137 121h2M24 143l2-1M76 152h1M118 149h2M157 160h1" stroke="#26323a" stroke-opacity=".1" stroke-width="2"/>"##,
    r##"<path d="M34 33h1M66 48l2 1M104 12h1M149 61h1M18 84l2 1M86 89h1M126 98h2M41 129l1 1M103 131h2M146 144l1 1M62 24h1"##,
    r##"M8 156h2M92 165h1" stroke="#fff" stroke-opacity=".32" stroke-width="2.2"/></pattern>"##
);

fn shadow_gradient() -> String {
    format!(
        concat!(
            r##"<radialGradient id="sh"><stop stop-color="{ink}" stop-opacity=".42"/>"##,
            r##"<stop offset=".55" stop-color="{ink}" stop-opacity=".2"/><stop offset="1" stop-color="{ink}" stop-opacity="0"/></radialGradient>"##
        ),
        ink = INK
    )
}

/// Shadow of a thing that lies on the sheet or hangs before a wall.
fn flat_shadow() -> String {
    format!(
        concat!(
            r##"<filter id="fl" x="-10%" y="-10%" width="125%" height="125%">"##,
            r##"<feDropShadow dx="12" dy="18" stdDeviation="11" flood-color="{ink}" flood-opacity=".3"/></filter>"##
        ),
        ink = INK
    )
}

fn glow() -> String {
    concat!(
        r##"<radialGradient id="gl"><stop stop-color="#ffe7a8" stop-opacity=".95"/><stop offset=".35" stop-color="#ffd27a" stop-opacity=".42"/>"##,
        r##"<stop offset="1" stop-color="#ffc869" stop-opacity="0"/></radialGradient>"##
    )
    .to_owned()
}

fn texture_pattern(texture: Texture) -> &'static str {
    match texture {
        Texture::Weave => concat!(
            r##"<pattern id="tx" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(38)">"##,
            r##"<path d="M0 2h9" stroke="#000" stroke-opacity=".06" stroke-width="2"/><path d="M0 6h5" stroke="#fff" stroke-opacity=".1" stroke-width="2"/></pattern>"##
        ),
        Texture::Knit => concat!(
            r##"<pattern id="tx" width="16" height="14" patternUnits="userSpaceOnUse">"##,
            r##"<path d="M1 2l7 8 7-8" fill="none" stroke="#000" stroke-opacity=".1" stroke-width="3"/>"##,
            r##"<path d="M1 7l7 8 7-8" fill="none" stroke="#fff" stroke-opacity=".09" stroke-width="2"/></pattern>"##
        ),
        Texture::Speck => concat!(
            r##"<pattern id="tx" width="62" height="54" patternUnits="userSpaceOnUse" patternTransform="rotate(14)">"##,
            r##"<path d="M8 9h1M31 22h1M52 7h1M19 41h1M46 37h1" stroke="#26323a" stroke-opacity=".3" stroke-width="3"/></pattern>"##
        ),
        Texture::Plain => r##"<pattern id="tx" width="9" height="9" patternUnits="userSpaceOnUse"/>"##,
    }
}
