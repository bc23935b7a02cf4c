//! Drawings (SVG) as pixels. The shop has drawn them all itself, and yet none is trusted: it may lead nowhere and unfold into nothing.

use std::collections::HashSet;

use image::RgbaImage;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{
        ImageHrefResolver, Options, Tree,
        roxmltree::{Document, Node, ParsingOptions},
    },
};

use super::rules::scaled;

/// Bytes of a drawing.
const BYTES_LIMIT: usize = 512 * 1024;
/// Elements and texts of a drawing.
const NODES_LIMIT: u32 = 20_000;
/// What a drawing is made of. Nothing that loads, runs or brings in another kind of document.
const ELEMENTS: [&str; 24] = [
    "svg",
    "title",
    "desc",
    "defs",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "use",
    "clipPath",
    "mask",
    "pattern",
    "linearGradient",
    "radialGradient",
    "stop",
    "filter",
    "feDropShadow",
    "feGaussianBlur",
    "feOffset",
    "feMerge",
];

/// A drawing that was found harmless.
pub(super) struct Drawing(Tree);

impl Drawing {
    /// Reads it.
    pub(super) fn read(bytes: &[u8]) -> anyhow::Result<Self> {
        anyhow::ensure!(bytes.len() <= BYTES_LIMIT, "larger than {BYTES_LIMIT} bytes");
        let text = std::str::from_utf8(bytes)?;
        let options = ParsingOptions { nodes_limit: NODES_LIMIT, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options)?;
        judge(&document)?;
        Ok(Self(Tree::from_xmltree(&document, &blind())?))
    }

    /// Its own size in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        let size = self.0.size().to_int_size();
        (size.width(), size.height())
    }

    /// Draws it `width` wide.
    pub(super) fn pixels(&self, width: u32) -> anyhow::Result<RgbaImage> {
        let (wide, high) = scaled(self.size(), width);
        let mut sheet =
            Pixmap::new(wide, high).ok_or_else(|| anyhow::anyhow!("no room for {wide} by {high} pixels"))?;
        let own = self.0.size();
        #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
        let scale = Transform::from_scale(wide as f32 / own.width(), high as f32 / own.height());
        resvg::render(&self.0, scale, &mut sheet.as_mut());
        RgbaImage::from_raw(wide, high, sheet.take_demultiplied()).ok_or_else(|| anyhow::anyhow!("pixels are missing"))
    }
}

/// Sees neither files nor pictures in pictures.
fn blind() -> Options<'static> {
    let nothing = ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    Options { image_href_resolver: nothing, ..Options::default() }
}

/// Only known elements, and every reference to one in the same drawing; what is used uses nothing itself, so that it cannot multiply.
fn judge(document: &Document<'_>) -> anyhow::Result<()> {
    let elements = || document.descendants().filter(Node::is_element);
    let uses: Vec<_> = elements().filter(|node| node.tag_name().name() == "use").collect();
    let around: HashSet<&str> = uses.iter().flat_map(Node::ancestors).filter_map(|node| node.attribute("id")).collect();
    for node in elements() {
        let name = node.tag_name().name();
        anyhow::ensure!(ELEMENTS.contains(&name), "<{name}> is not drawn");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            anyhow::ensure!(!name.starts_with("on"), "{name} would run");
            anyhow::ensure!(name != "href" || value.starts_with('#'), "{name} leads out of the drawing");
            let leads_out = value
                .match_indices("url(")
                .any(|(at, _)| !value[at + 4..].trim_start_matches(['"', '\'', ' ']).starts_with('#'));
            anyhow::ensure!(!leads_out, "{name} leads out of the drawing");
            anyhow::ensure!(
                name != "href" || !around.contains(value.trim_start_matches('#')),
                "what is used uses others"
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inner: &str) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 80 40">{inner}</svg>"#
        )
    }

    #[test]
    fn a_drawing_is_drawn_as_wide_as_is_wanted() {
        let drawing = Drawing::read(svg(r##"<rect width="80" height="40" fill="#ff0000"/>"##).as_bytes()).unwrap();
        let pixels = drawing.pixels(320).unwrap();
        assert_eq!(pixels.dimensions(), (320, 160));
        assert_eq!(pixels.get_pixel(300, 150).0, [255, 0, 0, 255]);
    }

    #[test]
    fn every_picture_of_the_demo_is_harmless() {
        let shop = demo::catalogue();
        let drawings = shop
            .products
            .iter()
            .flat_map(|product| product.pictures.iter().map(move |picture| demo::picture(product, picture)));
        for drawing in drawings.chain([demo::hero(), demo::placeholder("Soon")]) {
            Drawing::read(drawing.as_bytes()).unwrap();
        }
    }

    #[test]
    fn what_leads_out_runs_or_multiplies_is_refused() {
        let multiplied = (1..20).fold(r#"<g id="a0"><path d="M0 0h1"/></g>"#.to_owned(), |before, level| {
            format!(r##"{before}<g id="a{level}"><use href="#a{0}"/><use href="#a{0}"/></g>"##, level - 1)
        });
        let many = "<g/>".repeat(NODES_LIMIT as usize + 1);
        for inner in [
            r#"<image href="file:///etc/passwd"/>"#,
            r#"<image xlink:href="http://127.0.0.1/"/>"#,
            r#"<image href="data:image/png;base64,AA=="/>"#,
            r#"<use href="other.svg#x"/>"#,
            r#"<use xlink:href="http://127.0.0.1/#x"/>"#,
            r#"<path d="M0 0h1" fill="url(http://127.0.0.1/#x)"/>"#,
            r#"<path d="M0 0h1" style="fill:url('//127.0.0.1/#x')"/>"#,
            r#"<path d="M0 0h1" onclick="alert(1)"/>"#,
            "<style>@import 'http://127.0.0.1/'</style>",
            "<script>alert(1)</script>",
            "<foreignObject><p/></foreignObject>",
            "<text>words need fonts</text>",
            &multiplied,
            &many,
        ] {
            assert!(Drawing::read(svg(inner).as_bytes()).is_err(), "{}", &inner[..inner.len().min(80)]);
        }
        let entities = r#"<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><title>&b;</title></svg>"#;
        assert!(Drawing::read(entities.as_bytes()).is_err());
        assert!(Drawing::read(&[b' '; BYTES_LIMIT + 1]).is_err());
        assert!(Drawing::read(b"\xff\xfe").is_err());
    }

    #[test]
    fn a_drawing_of_any_shape_takes_bounded_room() {
        let needle = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 90000000"/>"#;
        let pixels = Drawing::read(needle.as_bytes()).unwrap().pixels(1280).unwrap();
        assert!(pixels.height() <= super::super::rules::TALLEST);
    }
}
