//! The pictures: layered SVG, drawn from one kit of strokes ([`canvas`]) on one kind of ground ([`ground`]).

mod canvas;
mod carry;
mod colour;
mod ground;
mod hero;
mod kinds;
mod kitchen;
mod light;
mod palette;
mod paper;
mod rest;
mod scene;
mod wear;

use canvas::Canvas;
use ground::{Texture, contact_shadow, sheet};
use kinds::{Drawing, Pose};
use palette::Palette;

use crate::model::{Picture, Product, View};

pub use hero::hero;

/// Edge of a picture's square sheet in SVG user units.
const EDGE: u32 = 800;

/// Whether this crate can draw a kind of thing.
pub(crate) fn can_draw(kind: &str) -> bool {
    kinds::drawing(kind).is_some()
}

/// Draws one picture of a product as a self-contained SVG file, 800 × 800.
///
/// The same arguments always give the same bytes. A kind this crate does not know gives the [`placeholder`].
pub fn picture(product: &Product, picture: &Picture) -> String {
    let Some(drawing) = kinds::drawing(&product.kind) else {
        return placeholder(&product.title);
    };
    let main = picture.colour.as_deref().and_then(|name| product.swatch(name)).unwrap_or(&product.tint);
    let palette = Palette::new(main, &product.accent);
    let collection = product.collections.first().map_or("", String::as_str);
    let body = match picture.view {
        View::Front => front(&drawing, &palette, ground::colour_for(collection)),
        View::Detail => detail(&drawing, &palette, ground::colour_for(collection)),
        View::InUse => scene::in_use(&drawing, &palette, collection, product.position.is_multiple_of(2)),
    };
    sheet(EDGE, EDGE, &picture.alt, drawing.texture, &body)
}

fn front(drawing: &Drawing, palette: &Palette, colour: &str) -> String {
    let mut canvas = Canvas::new(1.0);
    canvas.raw(&ground::ground(colour, EDGE, EDGE));
    grounded(&mut canvas, drawing, palette);
    canvas.into_svg()
}

/// Close-up on the drawing's focus, on a ground that takes a little of the thing's own colour.
fn detail(drawing: &Drawing, palette: &Palette, colour: &str) -> String {
    let zoom = 2.1;
    let mut canvas = Canvas::new(1.25 / zoom);
    canvas.raw(&ground::ground(&colour::mix(colour, &palette.main.base, 0.2), EDGE, EDGE));
    let (x, y) = drawing.focus;
    let transform =
        format!("translate({} {}) scale({zoom})", canvas::number(400.0 - x * zoom), canvas::number(400.0 - y * zoom));
    canvas.placed(&transform, |c| grounded(c, drawing, palette));
    canvas.into_svg()
}

/// The thing together with the shadow its pose throws.
fn grounded(canvas: &mut Canvas, drawing: &Drawing, palette: &Palette) {
    match drawing.pose {
        Pose::Stands(foot) => {
            canvas.raw(&contact_shadow(400.0, 672.0, foot));
            (drawing.draw)(canvas, palette);
        }
        Pose::Lies | Pose::Hangs => {
            canvas.raw(r#"<g filter="url(#fl)">"#);
            (drawing.draw)(canvas, palette);
            canvas.raw("</g>");
        }
    }
}

/// A neutral picture for products whose own image cannot be had, 800 × 800; `label` becomes its accessible title.
pub fn placeholder(label: &str) -> String {
    let mut canvas = Canvas::new(1.0);
    let palette = Palette::new("#d8d5cc", "#b9b6ad");
    canvas.raw(&ground::ground("#e8e6e0", EDGE, EDGE));
    canvas.raw(&contact_shadow(400.0, 600.0, 200.0));
    canvas.cloth(canvas::rounded(210.0, 250.0, 380.0, 350.0, 14.0), &palette.main, |c| {
        c.fill("M200 240H600V330H200Z", &palette.main.light);
        c.line("M200 330H600", &palette.main.line, 4.0);
        c.fill("M366 240H434V420L400 396L366 420Z", &palette.accent.base);
    });
    canvas.tern(400.0, 500.0, 120.0, &palette.main.line);
    sheet(EDGE, EDGE, label, Texture::Speck, &canvas.into_svg())
}
