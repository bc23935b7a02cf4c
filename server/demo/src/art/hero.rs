//! The wide picture of the home page: an evening on the shore with the shop's own things in it.

use super::canvas::Canvas;
use super::colour::{INK, Tone};
use super::ground::{Texture, sheet};
use super::kinds::{Pose, drawing};
use super::palette::Palette;
use super::scene::set_down;

/// Draws the home page's wide scene as a self-contained SVG file, 1600 × 900. Its left third stays quiet for a headline.
pub fn hero() -> String {
    let mut c = Canvas::new(0.8);
    sky_and_sea(&mut c);
    land(&mut c);
    let things = [
        ("bell-tent", "#efe3c8", "#d9a531", (1190.0, 690.0), 0.74),
        ("chair", "#2f6f73", "#f6f0e2", (820.0, 770.0), 0.36),
        ("lantern", "#a5413b", "#c79f52", (1460.0, 806.0), 0.3),
        ("tote", "#46604f", "#a8734a", (1010.0, 822.0), 0.3),
        ("mug", "#f6f0e2", "#2f4d63", (1290.0, 828.0), 0.16),
    ];
    for (kind, main, accent, at, scale) in things {
        if let Some(Some((thing, foot))) = drawing(kind).map(|d| foot_of(d.pose).map(|foot| (d, foot))) {
            set_down(&mut c, &thing, &Palette::new(main, accent), at, scale, foot);
        }
    }
    sheet(1600, 900, "A tent, a lantern and a packed bag on a quiet shore", Texture::Weave, &c.into_svg())
}

fn foot_of(pose: Pose) -> Option<f64> {
    if let Pose::Stands(foot) = pose { Some(foot) } else { None }
}

fn sky_and_sea(c: &mut Canvas) {
    c.raw(concat!(
        r##"<linearGradient id="sk" x2="0" y2="1"><stop stop-color="#cfe0e0"/><stop offset=".6" stop-color="#eee9d8"/>"##,
        r##"<stop offset="1" stop-color="#f6dfb8"/></linearGradient><rect width="1600" height="520" fill="url(#sk)"/>"##
    ));
    c.dot(700.0, 400.0, 84.0, "#fbeec6");
    c.veil("M150 150q40-50 110-26q60-56 130 0q70-8 84 44H120q-4-22 30-18z", "#ffffff", 0.45);
    c.fill("M960 480L1120 330L1230 410L1390 270L1610 440V490H960Z", "#b7c7c1");
    c.fill("M-10 480Q90 400 210 440T420 480Z", "#a3b8b4");
    c.fill("M0 476H1600V780H0Z", "#7fa6a9");
    c.fill("M640 476H760L790 700H600Z", "#a9c3bd");
    c.line("M90 520h150M150 600h120M480 530h110M640 500h110M660 540h90M650 590h110M860 530h120", "#d8e6e2", 5.0);
    for (x, y, span) in [(900.0, 190.0, 124.0), (1010.0, 110.0, 76.0), (800.0, 290.0, 58.0), (1370.0, 180.0, 56.0)] {
        c.tern(x, y, span, INK);
    }
    c.placed("translate(300 100) scale(.86)", |c| {
        c.body("M240 520h120l-24 34h-72z", &Tone::new("#b4532f"), |_| {});
        c.shape("M294 404V514H238ZM306 426L358 514H306Z", "#f6f0e2");
    });
}

fn land(c: &mut Canvas) {
    c.fill("M-10 760Q260 660 560 690Q760 710 1100 600T1610 560V910H-10Z", "#e6d6b2");
    c.line("M-10 760Q260 660 560 690Q760 710 1100 600T1610 560", "#f8f2e2", 12.0);
    c.fill("M700 690Q960 610 1240 630T1610 600V910H520Q560 740 700 690Z", "#b9c08f");
    c.fill("M560 820Q900 730 1610 790V910H520Z", "#a5b07c");
    c.line("M780 700l10-28 10 28M1420 690l10-30 10 30M900 850l10-28 10 28", "#7c8c5c", 5.0);
    let stone = Tone::new("#8c9794");
    c.body("M-20 860Q0 750 110 746Q220 756 240 860Q100 890-20 860Z", &stone, |_| {});
}
