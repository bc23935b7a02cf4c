//! Bags, straps and what hangs from them.

use super::canvas::{Canvas, oval, rounded};
use super::colour::INK;
use super::palette::Palette;

pub fn tote(c: &mut Canvas, p: &Palette) {
    c.band("M310 340C310 130 490 130 490 340", 24.0, &p.accent);
    c.body(oval(400.0, 318.0, 208.0, 26.0), &p.main, |c| c.fill(oval(400.0, 318.0, 208.0, 26.0), &p.main.line));
    c.cloth("M192 318Q400 352 608 318L648 636Q652 674 612 674H188Q148 674 152 636Z", &p.main, |c| {
        c.veil("M140 560Q400 584 660 560V690H140Z", "#000", 0.13);
        c.stitch("M152 552Q400 576 648 552", &p.main.light);
        c.stitch("M190 342Q400 376 610 342", &p.main.light);
        c.line("M196 470Q214 520 200 548M604 440Q580 500 602 545", &p.main.line, 4.0);
    });
    c.band("M278 560V350C278 96 522 96 522 350V560", 24.0, &p.accent);
    for x in [278.0, 522.0] {
        c.stud(x, 372.0, 8.0, &p.brass.base);
        c.stud(x, 540.0, 8.0, &p.brass.base);
    }
    c.label(400.0, 450.0);
}

pub fn backpack(c: &mut Canvas, p: &Palette) {
    c.band("M350 150C350 84 450 84 450 150", 20.0, &p.accent);
    c.band("M236 330C150 400 160 560 214 630M564 330C650 400 640 560 586 630", 26.0, &p.accent);
    c.cloth(
        "M246 250Q246 200 300 200H500Q554 200 554 250L580 620Q582 674 528 674H272Q218 674 220 620Z",
        &p.main,
        |c| {
            c.line("M252 360Q270 420 262 470M548 350Q530 400 540 460", &p.main.line, 4.0);
            c.stitch("M262 230V660M538 230V660", &p.main.light);
        },
    );
    c.cloth("M286 458H514L526 620Q528 650 498 650H302Q272 650 274 620Z", &p.main, |c| {
        c.stitch("M288 500H512", &p.main.light);
        c.veil("M280 458H520V490H280Z", "#000", 0.12);
    });
    c.body(rounded(236.0, 138.0, 328.0, 92.0, 30.0), &p.main, |c| {
        c.line("M236 182H564", &p.main.line, 4.0);
        c.line("M262 160H520", &p.main.light, 4.0);
    });
    c.band("M400 140V440", 26.0, &p.accent);
    c.shape(rounded(372.0, 340.0, 56.0, 44.0, 8.0), &p.brass.base);
    c.line("M386 362H414", INK, 5.0);
    c.label(400.0, 560.0);
}

pub fn sling(c: &mut Canvas, p: &Palette) {
    c.band("M190 440C150 110 520 40 622 430", 30.0, &p.accent);
    c.shape(rounded(300.0, 136.0, 74.0, 40.0, 8.0), &p.tar.base);
    c.cloth(
        "M200 400H600Q660 400 660 458C650 590 590 660 480 660H320C210 660 150 590 140 458Q140 400 200 400Z",
        &p.main,
        |c| {
            c.veil("M140 540Q400 610 660 540V680H140Z", "#000", 0.12);
            c.stitch("M150 532Q400 602 650 532", &p.main.light);
        },
    );
    c.zip("M206 446H594");
    c.band("M594 446V500", 9.0, &p.leather);
    c.label(300.0, 512.0);
}

pub fn pouch(c: &mut Canvas, p: &Palette) {
    let one = |c: &mut Canvas, x: f64, y: f64, w: f64, h: f64, tone: &super::colour::Tone| {
        c.cloth(rounded(x, y, w, h, 22.0), tone, |c| {
            c.veil(rounded(x, y + h - 60.0, w, 80.0, 4.0), "#000", 0.1);
            c.stitch(format!("M{} {}H{}", x + 18.0, y + 64.0, x + w - 18.0), &tone.light);
        });
        c.zip(format!("M{} {}H{}", x + 22.0, y + 34.0, x + w - 22.0));
        c.band(format!("M{} {}v44", x + w - 36.0, y + 36.0), 8.0, &p.leather);
    };
    one(c, 120.0, 160.0, 470.0, 330.0, &p.main);
    one(c, 270.0, 350.0, 380.0, 260.0, &p.accent);
    one(c, 160.0, 500.0, 280.0, 180.0, &p.paper);
    c.label(260.0, 622.0);
}

pub fn duffel(c: &mut Canvas, p: &Palette) {
    c.band("M270 420C270 240 530 240 530 420", 24.0, &p.accent);
    c.cloth(
        "M190 352H610Q672 352 676 420L684 600Q686 672 620 672H180Q114 672 116 600L124 420Q128 352 190 352Z",
        &p.main,
        |c| {
            c.veil("M100 600Q400 640 700 600V690H100Z", "#000", 0.14);
            c.line("M180 352Q150 500 176 672M620 352Q650 500 624 672", &p.main.line, 4.0);
            c.stitch("M196 352Q168 500 192 672M604 352Q632 500 608 672", &p.main.light);
        },
    );
    c.zip("M196 386H604");
    c.band("M270 672V420C270 268 530 268 530 420V672", 26.0, &p.accent);
    c.band("M372 283Q400 276 428 283", 36.0, &p.leather);
    c.label(400.0, 520.0);
    c.band("M124 470C76 480 76 560 120 566", 16.0, &p.leather);
}

pub fn strap(c: &mut Canvas, p: &Palette) {
    let run = "M236 640C60 420 250 130 430 190C610 250 600 520 440 560C310 590 240 430 340 350C430 280 560 330 620 500";
    c.band(run, 46.0, &p.main);
    c.line(run, &p.accent.base, 14.0);
    c.stitch(run, &p.main.light);
    c.placed("rotate(24 430 190)", |c| c.shape(rounded(388.0, 152.0, 84.0, 74.0, 10.0), &p.steel.base));
    for (x, y, turn) in [(236.0, 640.0, 40), (620.0, 500.0, -18)] {
        c.placed(&format!("translate({x} {y}) rotate({turn})"), |c| {
            c.shape(rounded(-32.0, -24.0, 64.0, 34.0, 8.0), &p.leather.base);
            c.band("M0 16C-44 16-40 118 0 122C40 118 40 70 26 40", 13.0, &p.brass);
            c.line("M22 50L8 92", INK, 6.0);
        });
    }
}

pub fn net(c: &mut Canvas, p: &Palette) {
    c.band("M250 340C270 60 530 60 550 340", 16.0, &p.accent);
    let sack = "M238 330Q400 372 562 330C640 470 640 600 560 650Q400 700 240 650C160 600 160 470 238 330Z";
    c.body(sack, &p.paper, |c| {
        c.fill("M100 300H700V720H100Z", &super::colour::mix(&p.main.base, "#f4eee0", 0.72));
        for (x, y, r, lemon) in [
            (300.0, 590.0, 66.0, true),
            (430.0, 610.0, 72.0, false),
            (540.0, 560.0, 62.0, true),
            (360.0, 480.0, 62.0, false),
            (480.0, 470.0, 64.0, true),
        ] {
            c.stud(x, y, r, if lemon { "#e2b544" } else { "#d98a4a" });
            c.veil(oval(x + 14.0, y + 14.0, r * 0.7, r * 0.66), "#000", 0.08);
        }
        for i in 0..9 {
            let x = 60.0 + 80.0 * f64::from(i);
            c.line(
                format!("M{x} 300Q{} 500 {} 700M{x} 300Q{} 500 {} 700", x + 110.0, x + 60.0, x - 110.0, x - 60.0),
                &p.main.base,
                6.0,
            );
        }
    });
    c.band("M238 330Q400 372 562 330", 22.0, &p.main);
    c.label(400.0, 352.0);
}

pub fn bottle_sling(c: &mut Canvas, p: &Palette) {
    c.band("M316 400C180 40 640 30 486 400", 22.0, &p.accent);
    c.body("M346 300Q346 262 362 250V190H438V250Q454 262 454 300V420H346Z", &p.steel, |c| {
        c.line("M364 260V400", &p.steel.light, 10.0)
    });
    c.shape(rounded(350.0, 150.0, 100.0, 52.0, 12.0), &p.tar.base);
    c.cloth("M310 370H490L500 632Q500 674 458 674H342Q300 674 300 632Z", &p.main, |c| {
        c.veil("M290 590H510V690H290Z", "#000", 0.14);
        c.stitch("M306 400H494M300 582H500", &p.main.light);
        c.line("M330 430Q342 500 332 570", &p.main.line, 4.0);
    });
    for x in [322.0, 478.0] {
        c.shape(rounded(x - 16.0, 366.0, 32.0, 70.0, 6.0), &p.leather.base);
        c.stud(x, 416.0, 6.0, &p.brass.base);
    }
    c.label(400.0, 496.0);
}

pub fn satchel(c: &mut Canvas, p: &Palette) {
    c.band("M150 420C90 60 710 60 650 420", 22.0, &p.accent);
    c.cloth(rounded(136.0, 300.0, 528.0, 374.0, 34.0), &p.main, |c| c.veil("M130 610H680V690H130Z", "#000", 0.14));
    c.cloth("M128 300Q128 282 150 282H650Q672 282 672 300V500Q672 560 610 560H190Q128 560 128 500Z", &p.main, |c| {
        c.stitch("M146 300V496Q146 542 194 542H606Q654 542 654 496V300", &p.main.light);
    });
    for x in [250.0, 550.0] {
        c.band(format!("M{x} 440V620"), 30.0, &p.accent);
        c.shape(rounded(x - 28.0, 556.0, 56.0, 40.0, 6.0), &p.brass.base);
        c.fill(rounded(x - 15.0, 566.0, 30.0, 20.0, 3.0), &p.accent.shade);
        c.stud(x, 462.0, 6.0, &p.brass.base);
    }
    c.label(400.0, 410.0);
}

pub fn key_hook(c: &mut Canvas, p: &Palette) {
    c.band("M400 120C250 120 260 420 400 424C520 424 540 300 520 240", 30.0, &p.brass);
    c.line("M392 122C270 134 280 400 396 410", &p.brass.light, 6.0);
    c.band("M516 236C500 150 450 120 400 120", 18.0, &p.steel);
    c.band("M400 430C350 470 350 520 400 540C450 520 450 470 400 430", 20.0, &p.main);
    c.band("M400 540L330 600M400 540L470 610", 16.0, &p.main);
    c.placed("rotate(24 330 600)", |c| {
        c.body("M330 566a46 46 0 1 1-.1 0zM314 650h32v30l14 10-14 12 12 12-14 14v20h-30z", &p.steel, |_| {});
        c.stud(330.0, 600.0, 12.0, "#e9e1d2");
    });
    c.placed("rotate(-22 470 600)", |c| {
        c.cloth(rounded(430.0, 590.0, 84.0, 136.0, 12.0), &p.accent, |_| {});
        c.stud(472.0, 612.0, 9.0, &p.brass.base);
        c.tern(472.0, 666.0, 50.0, &p.accent.line);
    });
}

pub fn dry_bag(c: &mut Canvas, p: &Palette) {
    c.band("M300 230C280 90 520 90 500 230", 18.0, &p.tar);
    c.body(
        "M250 300Q250 250 320 226H480Q550 250 550 300L558 610Q558 640 530 650Q400 694 270 650Q242 640 242 610Z",
        &p.main,
        |c| {
            c.line("M300 260Q290 330 300 400M500 250Q520 330 506 390M420 232Q410 280 424 320", &p.main.line, 4.0);
            c.fill("M230 430Q400 464 570 430V540Q400 574 230 540Z", &p.accent.base);
            c.line("M276 300V410M272 560V640", &p.main.light, 12.0);
            c.veil("M470 420H580V700H440Q490 560 470 420Z", "#000", 0.1);
        },
    );
    c.body(rounded(290.0, 176.0, 220.0, 66.0, 26.0), &p.main, |c| c.line("M300 208H500", &p.main.line, 4.0));
    c.shape(rounded(366.0, 120.0, 68.0, 38.0, 8.0), &p.tar.base);
    c.tern(400.0, 500.0, 120.0, &p.accent.line);
}
