//! Every kind of thing the shop can draw, on one page.

use super::canvas::Canvas;
use super::ground::Texture::{self, Knit, Plain, Speck, Weave};
use super::palette::Palette;
use super::{carry, kitchen, light, paper, rest, wear};

/// How a thing meets its ground, which decides its shadow and where it is shown in use.
#[derive(Clone, Copy, PartialEq)]
pub enum Pose {
    /// Stands on its base; the number is half the width of its foot.
    Stands(f64),
    /// Lies on the sheet, seen from above.
    Lies,
    /// Hangs before a wall.
    Hangs,
}

/// Draws one thing on the 800 × 800 sheet, a standing one with its foot at y = 672.
pub type Draw = fn(&mut Canvas, &Palette);

/// How one kind is drawn.
pub struct Drawing {
    pub draw: Draw,
    pub pose: Pose,
    pub texture: Texture,
    /// Where the close-up looks, on the 800 × 800 sheet.
    pub focus: (f64, f64),
}

/// The drawing for a kind's name as the catalogue files write it.
pub fn drawing(kind: &str) -> Option<Drawing> {
    use Pose::{Hangs, Lies, Stands};
    let (draw, pose, texture, focus): (Draw, Pose, Texture, (f64, f64)) = match kind {
        "tote" => (carry::tote, Stands(246.0), Weave, (400.0, 420.0)),
        "backpack" => (carry::backpack, Stands(190.0), Weave, (400.0, 330.0)),
        "sling" => (carry::sling, Lies, Weave, (300.0, 480.0)),
        "pouch" => (carry::pouch, Lies, Weave, (300.0, 560.0)),
        "duffel" => (carry::duffel, Stands(290.0), Weave, (400.0, 430.0)),
        "strap" => (carry::strap, Lies, Weave, (270.0, 600.0)),
        "net" => (carry::net, Stands(180.0), Weave, (400.0, 440.0)),
        "bottle-sling" => (carry::bottle_sling, Stands(106.0), Weave, (400.0, 440.0)),
        "satchel" => (carry::satchel, Stands(270.0), Weave, (320.0, 500.0)),
        "key-hook" => (carry::key_hook, Lies, Weave, (420.0, 570.0)),
        "dry-bag" => (carry::dry_bag, Stands(170.0), Plain, (400.0, 240.0)),
        "mug" => (kitchen::mug, Stands(180.0), Speck, (440.0, 400.0)),
        "flask" => (kitchen::flask, Stands(100.0), Speck, (400.0, 260.0)),
        "twig-stove" => (kitchen::twig_stove, Stands(225.0), Plain, (400.0, 430.0)),
        "burner" => (kitchen::burner, Stands(165.0), Speck, (430.0, 320.0)),
        "skillet" => (kitchen::skillet, Lies, Speck, (400.0, 440.0)),
        "kettle" => (kitchen::kettle, Stands(200.0), Speck, (460.0, 380.0)),
        "bowls" => (kitchen::bowls, Stands(170.0), Speck, (460.0, 400.0)),
        "cutlery" => (kitchen::cutlery, Lies, Weave, (420.0, 440.0)),
        "board" => (kitchen::board, Lies, Plain, (400.0, 480.0)),
        "dripper" => (kitchen::dripper, Stands(160.0), Speck, (400.0, 340.0)),
        "tins" => (kitchen::tins, Stands(280.0), Plain, (400.0, 500.0)),
        "grinder" => (kitchen::grinder, Stands(96.0), Speck, (420.0, 300.0)),
        "lantern" => (light::lantern_seven, Stands(172.0), Plain, (400.0, 520.0)),
        "folding-lantern" => (light::folding_lantern, Stands(170.0), Plain, (400.0, 300.0)),
        "storm-lantern" => (light::storm_lantern, Stands(160.0), Plain, (400.0, 470.0)),
        "headlamp" => (light::headlamp, Lies, Weave, (400.0, 560.0)),
        "torch" => (light::torch, Lies, Plain, (430.0, 390.0)),
        "tin-candle" => (light::tin_candle, Stands(180.0), Speck, (380.0, 440.0)),
        "tapers" => (light::tapers, Stands(150.0), Plain, (330.0, 190.0)),
        "chamberstick" => (light::chamberstick, Stands(170.0), Speck, (420.0, 540.0)),
        "string-lights" => (light::string_lights, Hangs, Plain, (290.0, 340.0)),
        "matches" => (light::matches, Lies, Plain, (350.0, 460.0)),
        "bell-lamp" => (light::bell_lamp, Stands(140.0), Speck, (400.0, 320.0)),
        "jumper" => (wear::jumper, Lies, Knit, (400.0, 300.0)),
        "cardigan" => (wear::cardigan, Lies, Knit, (430.0, 480.0)),
        "breton" => (wear::breton, Lies, Plain, (400.0, 300.0)),
        "rain-jacket" => (wear::rain_jacket, Hangs, Plain, (430.0, 340.0)),
        "beanie" => (wear::beanie, Lies, Knit, (420.0, 500.0)),
        "cap" => (wear::cap, Lies, Weave, (420.0, 430.0)),
        "sneaker" => (wear::sneaker, Stands(310.0), Weave, (370.0, 440.0)),
        "boot" => (wear::boot, Stands(220.0), Plain, (440.0, 300.0)),
        "scarf" => (wear::scarf, Hangs, Knit, (340.0, 500.0)),
        "socks" => (wear::socks, Lies, Knit, (360.0, 400.0)),
        "mittens" => (wear::mittens, Lies, Knit, (300.0, 440.0)),
        "bandana" => (wear::bandana, Lies, Weave, (400.0, 400.0)),
        "blanket" => (rest::blanket, Stands(280.0), Weave, (470.0, 470.0)),
        "throw" => (rest::throw, Hangs, Weave, (480.0, 520.0)),
        "hammock" => (rest::hammock, Stands(350.0), Weave, (260.0, 420.0)),
        "bell-tent" => (rest::bell_tent, Stands(270.0), Weave, (440.0, 440.0)),
        "tarp" => (rest::tarp, Stands(270.0), Weave, (300.0, 380.0)),
        "pillow" => (rest::pillow, Lies, Weave, (500.0, 430.0)),
        "sleeping-bag" => (rest::sleeping_bag, Lies, Plain, (380.0, 300.0)),
        "roll-mat" => (rest::roll_mat, Stands(270.0), Plain, (380.0, 440.0)),
        "chair" => (rest::chair, Stands(260.0), Weave, (420.0, 430.0)),
        "hot-water-bottle" => (rest::hot_water_bottle, Lies, Knit, (420.0, 300.0)),
        "eye-mask" => (rest::eye_mask, Lies, Weave, (500.0, 420.0)),
        "notebook" => (paper::notebook, Lies, Speck, (420.0, 280.0)),
        "sketchbook" => (paper::sketchbook, Lies, Speck, (340.0, 330.0)),
        "chart" => (paper::chart, Lies, Speck, (470.0, 420.0)),
        "tern-print" => (paper::tern_print, Hangs, Speck, (420.0, 360.0)),
        "lighthouse-print" => (paper::lighthouse_print, Hangs, Speck, (400.0, 360.0)),
        "pencils" => (paper::pencils, Lies, Speck, (400.0, 440.0)),
        "postcards" => (paper::postcards, Lies, Speck, (420.0, 400.0)),
        "tide-calendar" => (paper::tide_calendar, Hangs, Speck, (400.0, 340.0)),
        "letter-set" => (paper::letter_set, Lies, Speck, (400.0, 500.0)),
        "field-guide" => (paper::field_guide, Stands(230.0), Weave, (400.0, 360.0)),
        "watercolour" => (paper::watercolour, Lies, Plain, (330.0, 480.0)),
        _ => return None,
    };
    Some(Drawing { draw, pose, texture, focus })
}
