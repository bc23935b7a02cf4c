//! Where things are used: a shore, a night, a meadow, a wall with pegs, a table. Products are set into them.

use super::canvas::{Canvas, rounded};
use super::colour::{INK, Tone, mix};
use super::ground::contact_shadow;
use super::kinds::{Drawing, Pose};
use super::palette::Palette;

/// The third view: the thing in its place.
///
/// `mirrored` turns the surroundings round, so that neighbours on a shelf do not share one view.
pub fn in_use(drawing: &Drawing, palette: &Palette, collection: &str, mirrored: bool) -> String {
    let mut c = Canvas::new(0.7);
    let turn = if mirrored { "translate(800 0) scale(-1 1)" } else { "translate(0 0)" };
    match drawing.pose {
        Pose::Lies => {
            c.placed(turn, |c| table(c, collection));
            lay_down(&mut c, drawing, palette, if mirrored { 8 } else { -9 });
        }
        Pose::Hangs => {
            wall(&mut c, palette, collection);
            hang_up(&mut c, drawing, palette, if collection == "paper" { 106 } else { 30 });
        }
        Pose::Stands(foot) => {
            let (scale, base) = if collection == "rest" { (0.82, 690.0) } else { (0.62, 700.0) };
            c.placed(turn, |c| match collection {
                "carry" => jetty(c),
                "camp-kitchen" => shore(c),
                "light" => night(c),
                "rest" => meadow(c),
                _ => window(c),
            });
            set_down(&mut c, drawing, palette, (400.0, base), scale, foot);
        }
    }
    c.into_svg()
}

/// Stands a thing with its foot at a point of the scene.
pub fn set_down(c: &mut Canvas, drawing: &Drawing, palette: &Palette, at: (f64, f64), scale: f64, foot: f64) {
    let move_to = format!("translate({:.0} {:.0}) scale({scale})", at.0 - 400.0 * scale, at.1 - 672.0 * scale);
    c.placed(&move_to, |c| {
        c.raw(&contact_shadow(400.0, 672.0, foot));
        c.weighted((0.72 / scale).min(2.2), |c| (drawing.draw)(c, palette));
    });
}

fn clouds(c: &mut Canvas) {
    c.veil(
        "M90 190q30-40 80-20q40-40 90 0q50-6 60 30H70q0-14 20-10zM540 120q30-30 70-10q50-20 70 24H500q10-20 40-14z",
        "#ffffff",
        0.75,
    );
}

fn jetty(c: &mut Canvas) {
    c.fill("M0 0H800V420H0Z", "#dfe9e8");
    c.dot(620.0, 190.0, 62.0, "#f6e6c0");
    clouds(c);
    c.shape("M-10 420Q90 330 200 370T380 420Z", "#9db3ae");
    c.shape("M520 420Q640 350 810 390V420Z", "#86a09e");
    c.fill("M0 420H800V640H0Z", "#7fa3a6");
    c.line("M60 470h90M240 500h60M560 460h120M640 520h90M20 560h70M700 580h60", "#cfe0de", 5.0);
    c.tern(250.0, 250.0, 80.0, INK);
    c.tern(330.0, 210.0, 50.0, INK);
    for (y, h, tone) in [(600, 50, "#c9a67c"), (650, 64, "#bf9a70"), (714, 90, "#c9a67c")] {
        c.shape(format!("M-10 {y}H810V{}H-10Z", y + h), tone);
    }
    c.line("M120 624h90M500 620h120M60 684h70M620 690h120M260 764h140M560 752h60", "#a37f57", 4.0);
    c.body("M640 420H710V660H640Z", &Tone::new("#8d6b49"), |c| c.line("M660 440V640M690 430V600", "#6d5136", 4.0));
    c.line("M636 500q40 20 78 0M636 522q40 20 78 0", "#f0e6d0", 10.0);
}

fn shore(c: &mut Canvas) {
    c.fill("M0 0H800V400H0Z", "#e9ebe3");
    clouds(c);
    c.shape("M420 400L560 290L650 340L810 260V400Z", "#a5b8b4");
    c.fill("M0 400H800V540H0Z", "#8fb0b3");
    c.line("M80 440h110M300 470h60M500 430h140M660 480h90M160 500h80", "#dbe8e6", 5.0);
    c.fill("M0 540Q200 500 420 530T800 520V800H0Z", "#e3d5b6");
    c.line("M0 540Q200 500 420 530T800 520", "#f6f0e2", 10.0);
    let stone = Tone::new("#8c9794");
    c.body("M-20 640Q-10 510 90 500Q190 510 210 640Q100 668-20 640Z", &stone, |_| {});
    c.body("M600 660Q620 560 700 556Q800 560 830 660Q700 690 600 660Z", &Tone::new("#a3a8a0"), |_| {});
    c.body("M90 690Q100 640 700 640Q730 660 700 724Q400 750 120 740Q80 730 90 690Z", &Tone::new("#b79b78"), |c| {
        c.line("M140 676Q400 660 660 672M160 712Q380 696 600 706", "#94795a", 4.0);
    });
    c.tern(180.0, 210.0, 70.0, INK);
}

fn night(c: &mut Canvas) {
    c.fill("M0 0H800V800H0Z", "#2c4152");
    c.fill("M0 260Q400 200 800 300V520H0Z", "#365062");
    c.line(
        "M90 120h1M210 70h1M330 150h1M520 90h1M720 150h1M660 60h1M130 250h1M440 60h1M590 210h1M760 250h1",
        "#f6edcf",
        6.0,
    );
    c.fill("M660 130a56 56 0 1 0 40 100a70 70 0 0 1-40-100z", "#f4e8c4");
    c.fill("M-10 520L120 400L230 480L370 380L520 500L660 420L810 510V560H-10Z", "#223443");
    for (x, h) in [(60.0, 200.0), (140.0, 150.0), (660.0, 170.0), (740.0, 230.0)] {
        pine(c, x, 590.0, h, "#1c2d3a");
    }
    c.fill("M-10 580Q400 540 810 580V810H-10Z", "#33473f");
    c.glow(400.0, 560.0, 360.0);
    c.body("M200 700Q200 660 400 656Q600 660 600 700L580 770H220Z", &Tone::new("#7b6a58"), |c| {
        c.line("M240 700Q400 676 560 700M300 690Q400 680 470 690", "#5b4c3e", 4.0);
    });
}

fn pine(c: &mut Canvas, x: f64, y: f64, h: f64, colour: &str) {
    let w = h * 0.3;
    let d = format!(
        "M{x} {}L{} {}H{}L{} {}H{}L{} {}H{}L{} {}H{}L{} {}H{}L{} {}H{}Z",
        y - h,
        x + w * 0.6,
        y - h * 0.62,
        x + w * 0.3,
        x + w * 0.8,
        y - h * 0.34,
        x + w * 0.4,
        x + w,
        y - h * 0.06,
        x - w,
        x - w * 0.4,
        y - h * 0.34,
        x - w * 0.8,
        x - w * 0.3,
        y - h * 0.62,
        x - w * 0.6,
        x,
        y - h,
        x
    );
    c.fill(d, colour);
}

fn meadow(c: &mut Canvas) {
    c.fill("M0 0H800V460H0Z", "#e4ebe2");
    c.dot(180.0, 180.0, 60.0, "#f6e3b6");
    clouds(c);
    c.fill("M-10 430L160 270L290 380L450 230L620 390L720 320L810 400V480H-10Z", "#a9bdb4");
    c.fill("M-10 470Q200 370 420 430T810 410V520H-10Z", "#8ba58f");
    for (x, h) in [(50.0, 260.0), (120.0, 190.0), (690.0, 210.0), (760.0, 290.0)] {
        pine(c, x, 520.0, h, "#54705f");
    }
    c.fill("M-10 510Q300 460 810 505V810H-10Z", "#b4bf8c");
    c.fill("M-10 720Q300 680 810 726V810H-10Z", "#9dac78");
    c.line(
        "M60 620l8-22 8 22M140 760l8-24 8 24M680 640l8-22 8 22M730 750l8-24 8 24M300 770l7-20 7 20M560 764l7-20 7 20",
        "#6e8257",
        4.0,
    );
}

fn window(c: &mut Canvas) {
    c.fill("M0 0H800V800H0Z", "#e7ddcf");
    c.shape(rounded(140.0, 70.0, 520.0, 440.0, 6.0), "#f6f0e2");
    c.shape(rounded(168.0, 98.0, 464.0, 384.0, 2.0), "#dbe8ea");
    c.fill("M170 330H630V480H170Z", "#8fb0b3");
    c.fill("M170 334L260 270L340 310L420 290L480 334Z", "#a5b8b4");
    c.line("M210 380h70M360 410h90M520 370h70", "#dbe8e6", 5.0);
    c.tern(520.0, 190.0, 70.0, INK);
    c.line("M400 98V482M168 250H632", INK, 18.0);
    c.line("M400 98V482M168 250H632", "#f6f0e2", 11.0);
    c.shape("M100 504H700V540H100Z", "#f6f0e2");
    c.shape("M-10 640H810V700H-10Z", "#c9a67c");
    c.shape("M-10 700H810V810H-10Z", "#a98862");
    c.line("M60 668h120M260 676h60M560 664h160", "#a98862", 4.0);
}

/// Pegs on a boarded wall.
fn wall(c: &mut Canvas, palette: &Palette, collection: &str) {
    let paint = match collection {
        "light" => "#4d6472",
        "paper" => "#d5d9dc",
        _ => "#cfd8d2",
    };
    c.fill("M0 0H800V800H0Z", paint);
    let seam = mix(paint, INK, 0.2);
    c.line("M80 0V800M240 0V800M400 0V800M560 0V800M720 0V800", &seam, 4.0);
    c.line("M86 0V800M246 0V800M406 0V800M566 0V800M726 0V800", &mix(paint, "#ffffff", 0.3), 3.0);
    c.shape("M-10 740H810V810H-10Z", &mix(paint, "#ffffff", 0.55));
    if collection == "paper" {
        return;
    }
    c.raw(r##"<g filter="url(#fl)">"##);
    c.body("M-10 90H810V150H-10Z", &palette.oak, |c| {
        c.line("M40 112h200M320 130h160M560 108h180", &palette.oak.line, 3.0)
    });
    for x in [90.0, 400.0, 710.0] {
        c.stud(x, 120.0, 20.0, &palette.oak.light);
    }
    c.raw("</g>");
}

/// A table seen from above, with what was picked up on the walk.
fn table(c: &mut Canvas, collection: &str) {
    let (wood, seam) = match collection {
        "light" => ("#5d564f", "#47413b"),
        "camp-kitchen" => ("#c7a988", "#a98a67"),
        "paper" => ("#d8c7ab", "#baa583"),
        "rest" => ("#b9c3a0", "#9cab81"),
        _ => ("#cdb594", "#ad9473"),
    };
    c.fill("M0 0H800V800H0Z", wood);
    c.line("M0 130H800M0 330H800M0 530H800M0 730H800", seam, 6.0);
    c.line("M40 60q120-20 240 0t260 0M380 230q140-24 300 4M60 250q80 14 160 0M90 440q200-26 380 0M560 620q100-20 200 0M30 640q120 20 240 0", seam, 3.0);
    c.raw(r##"<g filter="url(#fl)">"##);
    pebbles(c);
    fern(c);
    c.raw("</g>");
}

/// Hangs a thing before the wall, its sheet's upper edge at `top`.
fn hang_up(c: &mut Canvas, drawing: &Drawing, palette: &Palette, top: u32) {
    c.placed(&format!("translate(106 {top}) scale(.735)"), |c| {
        c.raw(r##"<g filter="url(#fl)">"##);
        c.weighted(1.0, |c| (drawing.draw)(c, palette));
        c.raw("</g>");
    });
}

/// Lays a thing on the table, a little askew.
fn lay_down(c: &mut Canvas, drawing: &Drawing, palette: &Palette, turn: i32) {
    c.raw(r##"<g filter="url(#fl)">"##);
    c.placed(&format!("translate(400 410) rotate({turn}) scale(.8) translate(-400 -400)"), |c| {
        c.weighted(0.95, |c| (drawing.draw)(c, palette));
    });
    c.raw("</g>");
}

fn pebbles(c: &mut Canvas) {
    c.body("M640 660Q700 620 752 664Q780 720 712 742Q630 744 640 660Z", &Tone::new("#8c9794"), |c| {
        c.line("M650 690Q700 660 760 700", "#e9e6dc", 7.0)
    });
    c.body("M590 726Q620 700 646 728Q650 764 614 766Q580 760 590 726Z", &Tone::new("#c9bfae"), |_| {});
}

fn fern(c: &mut Canvas) {
    let green = Tone::new("#6f8a63");
    c.line("M50 40Q120 120 210 170", INK, 9.0);
    for (x, y, turn) in [(80.0, 74.0, 10), (112.0, 106.0, 14), (146.0, 132.0, 20), (182.0, 155.0, 26)] {
        for side in [-62, 62] {
            c.placed(&format!("translate({x} {y}) rotate({})", turn + 40 + side), |c| {
                c.shape("M0 0Q24-18 56-4Q30 16 0 0Z", &green.base)
            });
        }
    }
    c.line("M50 40Q120 120 210 170", &green.base, 5.0);
}
