//! Lanterns, lamps and flames.

use super::canvas::{Canvas, oval, rounded};
use super::colour::INK;
use super::palette::Palette;

const GLASS: &str = "#fdf3d2";

fn flame(c: &mut Canvas, x: f64, y: f64, size: f64) {
    c.placed(&format!("translate({x} {y}) scale({size})"), |c| {
        c.fill("M0-60C30-24 34-6 22 10Q0 30-22 10C-34-6-22-24 0-60Z", "#e9913f");
        c.fill("M0-30C14-10 16 0 10 8Q0 16-10 8C-16 0-12-12 0-30Z", "#fff3c4");
    });
}

pub fn lantern_seven(c: &mut Canvas, p: &Palette) {
    c.glow(400.0, 420.0, 370.0);
    c.band("M270 300C250 40 550 40 530 300", 14.0, &p.brass);
    c.body("M330 220Q330 150 400 150Q470 150 470 220Z", &p.main, |_| {});
    c.stud(400.0, 140.0, 16.0, &p.brass.base);
    c.body("M250 290L320 214H480L550 290Z", &p.main, |c| c.line("M330 250H470", &p.main.light, 6.0));
    c.body(rounded(282.0, 296.0, 236.0, 250.0, 24.0), &p.paper, |c| {
        c.fill("M270 290H530V560H270Z", GLASS);
        c.glow(400.0, 450.0, 160.0);
        c.veil("M300 300H340V540H300Z", "#fff", 0.7);
    });
    c.shape(rounded(376.0, 480.0, 48.0, 66.0, 6.0), &p.brass.base);
    flame(c, 400.0, 450.0, 1.35);
    c.band("M272 300V540M528 300V540M342 300V540M458 300V540", 9.0, &p.brass);
    c.band("M276 352H524", 9.0, &p.brass);
    c.body("M250 546H550L572 640Q574 674 540 674H260Q226 674 228 640Z", &p.main, |c| {
        c.veil("M470 540H590V690H450Z", "#000", 0.13)
    });
    c.stud(400.0, 612.0, 42.0, &p.brass.base);
    c.line("M382 590H420L394 638", INK, 9.0);
}

pub fn folding_lantern(c: &mut Canvas, p: &Palette) {
    c.glow(400.0, 420.0, 360.0);
    c.band("M330 220C330 110 470 110 470 220", 10.0, &p.leather);
    c.body(
        "M300 230H500L560 300L540 360L580 430L540 500L560 580H240L260 500L220 430L260 360L240 300Z",
        &p.paper,
        |c| {
            c.fill("M200 220H600V600H200Z", GLASS);
            c.glow(400.0, 430.0, 200.0);
            c.line("M240 300H560M260 360H540M220 430H580M260 500H540", &p.oak.light, 5.0);
            c.veil("M500 220H600V600H480L520 430Z", "#b98a3a", 0.22);
        },
    );
    c.body(rounded(290.0, 200.0, 220.0, 40.0, 14.0), &p.main, |_| {});
    c.body("M230 580H570V634Q570 674 530 674H270Q230 674 230 634Z", &p.main, |c| {
        c.veil("M480 570H580V690H460Z", "#000", 0.14)
    });
    c.stud(400.0, 628.0, 16.0, &p.brass.base);
}

pub fn storm_lantern(c: &mut Canvas, p: &Palette) {
    c.glow(400.0, 400.0, 330.0);
    c.band("M262 600C200 440 230 260 330 210M538 600C600 440 570 260 470 210", 20.0, &p.main);
    c.band("M300 190C300 50 500 50 500 190", 10.0, &p.steel);
    c.body("M340 190H460L480 250H320Z", &p.main, |_| {});
    c.shape(rounded(366.0, 150.0, 68.0, 44.0, 8.0), &p.main.base);
    c.body("M340 256H460C540 330 540 440 460 520H340C260 440 260 330 340 256Z", &p.paper, |c| {
        c.fill("M250 250H550V530H250Z", GLASS);
        c.glow(400.0, 420.0, 140.0);
        c.line("M316 340Q300 390 320 440", "#ffffff", 14.0);
    });
    flame(c, 400.0, 430.0, 1.5);
    c.band("M300 390Q400 420 500 390", 7.0, &p.steel);
    c.body(rounded(320.0, 516.0, 160.0, 46.0, 10.0), &p.brass, |_| {});
    c.band("M480 540H540", 8.0, &p.steel);
    c.stud(548.0, 540.0, 16.0, &p.brass.base);
    c.body("M250 600Q250 560 300 560H500Q550 560 550 600L560 640Q560 674 526 674H274Q240 674 240 640Z", &p.main, |c| {
        c.veil("M460 550H570V690H440Z", "#000", 0.13)
    });
    c.tern(390.0, 618.0, 80.0, &p.main.line);
}

pub fn headlamp(c: &mut Canvas, p: &Palette) {
    c.band("M400 250C90 210 90 620 400 560C710 620 710 210 400 250", 46.0, &p.main);
    c.line("M400 250C90 210 90 620 400 560C710 620 710 210 400 250", &p.accent.base, 10.0);
    c.glow(400.0, 560.0, 240.0);
    c.body(rounded(272.0, 470.0, 256.0, 186.0, 44.0), &p.tar, |c| c.line("M300 500H420", &p.tar.light, 8.0));
    c.body(oval(400.0, 562.0, 76.0, 76.0), &p.steel, |_| {});
    c.shape(oval(400.0, 562.0, 54.0, 54.0), GLASS);
    c.line("M400 508V616M346 562H454M362 524L438 600M438 524L362 600", "#e9c46a", 4.0);
    c.shape(rounded(350.0, 446.0, 100.0, 30.0, 10.0), &p.accent.base);
    c.shape(rounded(150.0, 380.0, 44.0, 62.0, 8.0), &p.steel.base);
}

pub fn torch(c: &mut Canvas, p: &Palette) {
    c.placed("rotate(-32 400 400)", |c| {
        c.veil("M610 330L830 200V600L610 470Z", "#ffe7a8", 0.5);
        c.glow(640.0, 400.0, 220.0);
        c.band("M90 400C20 400 20 480 80 480", 9.0, &p.leather);
        c.body(rounded(90.0, 350.0, 380.0, 100.0, 20.0), &p.main, |c| {
            c.line("M120 374H440", &p.main.light, 12.0);
            c.line("M140 350V450M170 350V450M200 350V450M230 350V450", &p.main.line, 6.0);
            c.veil("M80 420H480V460H80Z", "#000", 0.15);
        });
        c.body("M470 350L560 310H610V490H560L470 450Z", &p.brass, |c| {
            c.line("M500 350L560 326H600", &p.brass.light, 8.0)
        });
        c.shape(oval(612.0, 400.0, 20.0, 90.0), GLASS);
        c.shape(rounded(330.0, 330.0, 80.0, 34.0, 14.0), &p.accent.base);
    });
}

pub fn tin_candle(c: &mut Canvas, p: &Palette) {
    c.glow(380.0, 350.0, 270.0);
    c.placed("rotate(-14 620 560)", |c| {
        c.body(oval(604.0, 560.0, 44.0, 118.0), &p.brass, |_| {});
    });
    c.body("M200 410H560V610Q560 674 496 674H264Q200 674 200 610Z", &p.brass, |c| {
        c.cloth("M190 460H570V620H190Z", &p.main, |_| {});
        c.veil("M480 400H570V690H450Z", "#000", 0.12);
    });
    c.shape(oval(380.0, 410.0, 180.0, 50.0), &p.brass.light);
    c.shape(oval(380.0, 416.0, 156.0, 38.0), "#f8eed2");
    for x in [330.0, 430.0] {
        c.line(format!("M{x} 414V386"), INK, 6.0);
        flame(c, x, 366.0, 1.1);
    }
    c.tern(380.0, 540.0, 120.0, &p.main.line);
}

pub fn tapers(c: &mut Canvas, p: &Palette) {
    c.glow(320.0, 110.0, 210.0);
    c.body("M290 170Q320 150 350 170L364 600H276Z", &p.main, |c| c.line("M306 200L298 590", &p.main.light, 10.0));
    c.body("M450 250Q480 230 510 250L524 600H436Z", &p.main, |c| c.line("M466 280L458 590", &p.main.light, 10.0));
    c.fill("M290 170Q320 150 350 170L352 240Q340 210 334 250Q320 210 310 226Q300 190 288 230Z", &p.main.light);
    c.line("M320 164V136M480 244V214", INK, 6.0);
    flame(c, 320.0, 116.0, 1.3);
    c.body("M250 590H390V640Q390 674 356 674H284Q250 674 250 640Z", &p.accent, |_| {});
    c.body("M410 590H550V640Q550 674 516 674H444Q410 674 410 640Z", &p.accent, |_| {});
}

pub fn chamberstick(c: &mut Canvas, p: &Palette) {
    c.glow(380.0, 180.0, 250.0);
    c.band("M600 560C720 500 740 660 600 640", 24.0, &p.main);
    c.cloth("M130 560H630Q620 674 520 674H240Q140 674 130 560Z", &p.main, |_| {});
    c.shape(oval(380.0, 560.0, 250.0, 56.0), &p.main.light);
    c.fill(oval(384.0, 568.0, 220.0, 40.0), &p.main.shade);
    c.line("M130 560a250 56 0 1 0 500 0a250 56 0 1 0-500 0", &p.accent.base, 10.0);
    c.body("M336 270Q380 250 424 270V500H336Z", &p.paper, |c| {
        c.veil("M396 250H430V510H380Z", "#b98a3a", 0.2);
        c.line("M350 320V470", "#ffffff", 9.0);
    });
    c.body("M316 480H444V570Q380 596 316 570Z", &p.main, |_| {});
    c.line("M380 262V226", INK, 6.0);
    flame(c, 380.0, 206.0, 1.7);
}

pub fn string_lights(c: &mut Canvas, p: &Palette) {
    let cord = "M90 190C180 330 300 330 380 230C460 330 620 330 710 190M110 460C220 620 330 610 400 500C480 620 600 610 690 460";
    c.line(cord, INK, 10.0);
    c.line(cord, &p.main.base, 5.0);
    for (x, y) in [
        (170.0, 268.0),
        (280.0, 302.0),
        (470.0, 296.0),
        (610.0, 282.0),
        (180.0, 534.0),
        (290.0, 588.0),
        (400.0, 506.0),
        (500.0, 584.0),
        (620.0, 546.0),
    ] {
        c.glow(x, y + 70.0, 96.0);
        c.shape(rounded(x - 17.0, y - 4.0, 34.0, 36.0, 6.0), &p.accent.base);
        c.shape(
            format!(
                "M{} {}C{} {} {} {} {x} {}C{} {} {} {} {} {}Z",
                x - 13.0,
                y + 32.0,
                x - 50.0,
                y + 84.0,
                x - 24.0,
                y + 112.0,
                y + 114.0,
                x + 24.0,
                y + 112.0,
                x + 50.0,
                y + 84.0,
                x + 13.0,
                y + 32.0
            ),
            GLASS,
        );
        c.line(format!("M{} {}l8 30 8-30", x - 8.0, y + 46.0), "#e9a13f", 4.0);
    }
}

pub fn matches(c: &mut Canvas, p: &Palette) {
    for (x, turn) in [(250.0, -9), (310.0, -4), (380.0, 2), (440.0, 5)] {
        c.placed(&format!("rotate({turn} {x} 500)"), |c| {
            c.band(format!("M{x} 520V170"), 14.0, &p.oak);
            c.shape(oval(x, 158.0, 17.0, 26.0), &p.accent.base);
        });
    }
    c.body(rounded(200.0, 300.0, 300.0, 380.0, 6.0), &p.paper, |_| {});
    c.cloth(rounded(180.0, 350.0, 340.0, 330.0, 8.0), &p.main, |c| {
        c.fill("M170 630H540V690H170Z", &p.tar.base);
        c.fill(oval(350.0, 490.0, 104.0, 104.0), &p.paper.base);
        c.line("M270 540Q310 516 350 540T430 540", &p.main.base, 8.0);
    });
    c.tern(350.0, 470.0, 130.0, INK);
    c.placed("rotate(38 600 560)", |c| {
        c.band("M600 680V450", 14.0, &p.oak);
        c.glow(600.0, 420.0, 150.0);
        c.shape(oval(600.0, 446.0, 16.0, 24.0), INK);
    });
    flame(c, 690.0, 440.0, 1.3);
}

pub fn bell_lamp(c: &mut Canvas, p: &Palette) {
    c.glow(400.0, 470.0, 350.0);
    c.veil("M200 380H600L690 690H110Z", "#ffe7a8", 0.32);
    c.body("M376 370H424L436 610H364Z", &p.brass, |c| c.line("M390 380L384 600", &p.brass.light, 7.0));
    c.body("M250 650Q260 596 400 592Q540 596 550 650Q550 674 524 674H276Q250 674 250 650Z", &p.main, |c| {
        c.line("M300 628Q330 616 380 614", &p.main.light, 8.0)
    });
    c.fill(oval(400.0, 376.0, 214.0, 30.0), GLASS);
    c.cloth("M186 376C190 210 280 130 400 130C520 130 610 210 614 376Q400 420 186 376Z", &p.main, |c| {
        c.line("M240 340C250 250 300 196 350 180", &p.main.light, 16.0);
        c.veil("M500 120H630V430H560Q600 260 500 120Z", "#000", 0.12);
    });
    c.stud(400.0, 122.0, 18.0, &p.brass.base);
    c.line("M500 396V470", &p.brass.base, 4.0);
    c.stud(500.0, 482.0, 11.0, &p.brass.base);
}
