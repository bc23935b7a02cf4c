//! Knitwear, coats, caps and shoes.

use super::canvas::{Canvas, rounded};
use super::colour::{INK, mix};
use super::palette::Palette;

/// Long-sleeved garment laid flat.
const SLEEVED: &str = "M296 170Q400 226 504 170L580 200Q618 216 634 270L716 560Q720 580 702 586L640 604Q624 608 620 590L566 400L572 640Q572 668 544 668H256Q228 668 228 640L234 400L180 590Q176 608 160 604L98 586Q80 580 84 560L166 270Q182 216 220 200Z";

fn ribs(c: &mut Canvas, colour: &str) {
    let mut rows = String::new();
    for i in 0..16 {
        rows.push_str(&format!("M{} 634V680", 238 + i * 22));
    }
    c.line(rows, colour, 4.0);
    c.line("M222 628H580", colour, 4.0);
    c.line("M92 556L190 582M610 582L708 556M612 560L706 534M94 534L188 560", colour, 4.0);
}

fn sleeve_seams(c: &mut Canvas, colour: &str) {
    c.line("M234 410Q226 300 250 196M566 410Q574 300 550 196", colour, 4.0);
}

pub fn jumper(c: &mut Canvas, p: &Palette) {
    c.cloth(SLEEVED, &p.main, |c| {
        ribs(c, &p.main.line);
        sleeve_seams(c, &p.main.line);
        let mut band = String::new();
        for i in 0..9 {
            band.push_str(&format!("M{} 330l18-26 18 26-18 26z", 238 + i * 36));
        }
        c.line(band, &p.accent.base, 6.0);
        c.line("M236 282H564M236 378H564", &p.accent.base, 7.0);
        c.line("M284 400V620M340 400V620M400 400V620M460 400V620M516 400V620", &p.main.line, 3.0);
    });
    c.band("M296 170Q400 226 504 170", 30.0, &p.main);
    c.line("M320 172v22M350 184v22M384 190v22M418 190v22M450 184v22M480 172v22", &p.main.line, 3.0);
}

pub fn cardigan(c: &mut Canvas, p: &Palette) {
    c.cloth(SLEEVED, &p.main, |c| {
        ribs(c, &p.main.line);
        sleeve_seams(c, &p.main.line);
        c.fill("M300 160L400 392L500 160Z", &mix(&p.main.shade, INK, 0.25));
    });
    c.cloth(rounded(262.0, 490.0, 96.0, 96.0, 6.0), &p.main, |c| c.line("M262 512H358", &p.main.line, 4.0));
    c.cloth(rounded(442.0, 490.0, 96.0, 96.0, 6.0), &p.main, |c| c.line("M442 512H538", &p.main.line, 4.0));
    c.band("M300 172L400 392V664M500 172L400 392", 34.0, &p.accent);
    for y in [420.0, 482.0, 544.0, 606.0] {
        c.stud(400.0, y, 12.0, &p.oak.base);
    }
}

pub fn breton(c: &mut Canvas, p: &Palette) {
    c.body(SLEEVED, &p.main, |c| {
        for i in 0..11 {
            let y = 300 + i * 33;
            c.line(format!("M246 {y}H554"), &p.accent.base, 13.0);
        }
        for i in 0..9 {
            let y = f64::from(290 + i * 33);
            c.line(
                format!(
                    "M{} {y}L240 {}M560 {}L{} {y}",
                    160.0 - f64::from(i) * 9.0,
                    y + 24.0,
                    y + 24.0,
                    640.0 + f64::from(i) * 9.0
                ),
                &p.accent.base,
                13.0,
            );
        }
        sleeve_seams(c, &p.main.line);
        c.veil("M500 180H730V690H540Q580 400 500 180Z", "#000", 0.07);
    });
    c.shape("M296 170Q400 250 504 170L480 162Q400 214 320 162Z", &p.accent.base);
}

pub fn rain_jacket(c: &mut Canvas, p: &Palette) {
    c.body("M270 210C260 90 340 70 400 70C460 70 540 90 530 210L400 270Z", &p.main, |c| {
        c.fill("M310 220C300 120 350 100 400 100C450 100 500 120 490 220L400 280Z", &p.accent.base)
    });
    c.body(SLEEVED, &p.main, |c| {
        sleeve_seams(c, &p.main.line);
        c.stitch("M240 300Q400 330 560 300", &p.main.light);
        c.line("M90 556L188 584M612 584L710 556M228 636H572", &p.main.line, 5.0);
        c.veil("M480 180H730V690H520Q560 400 480 180Z", "#000", 0.08);
    });
    c.fill("M310 178L400 262L490 178Q400 226 310 178Z", &p.accent.base);
    c.shape("M384 214H416V668H384Z", &p.main.shade);
    for y in [280.0, 370.0, 460.0, 550.0, 634.0] {
        c.stud(400.0, y, 10.0, &p.steel.base);
    }
    c.body("M256 500L352 486V520L256 534Z", &p.main, |_| {});
    c.body("M544 500L448 486V520L544 534Z", &p.main, |_| {});
    c.band("M350 250V330M450 250V330", 6.0, &p.paper);
    c.label(486.0, 400.0);
}

pub fn beanie(c: &mut Canvas, p: &Palette) {
    c.cloth("M200 520C190 270 280 150 400 150C520 150 610 270 600 520Z", &p.main, |c| {
        c.line("M400 150V500M330 160C280 260 270 400 272 500M470 160C520 260 530 400 528 500M370 152C340 260 334 400 336 500M430 152C460 260 466 400 464 500", &p.main.line, 4.0);
    });
    c.cloth(rounded(182.0, 460.0, 436.0, 180.0, 42.0), &p.main, |c| {
        let mut rows = String::new();
        for i in 0..15 {
            rows.push_str(&format!("M{} 466V636", 208 + i * 28));
        }
        c.line(rows, &p.main.line, 6.0);
    });
    c.label(400.0, 552.0);
}

pub fn cap(c: &mut Canvas, p: &Palette) {
    c.cloth("M210 500C190 270 290 190 420 190C560 190 640 280 630 500Q420 540 210 500Z", &p.main, |c| {
        c.line("M420 190C330 240 300 380 306 520M420 190C510 240 540 380 532 520", &p.main.line, 4.0);
        c.fill("M306 520C300 380 330 240 420 190C510 240 540 380 532 520Z", &p.accent.base);
        c.line("M420 190C330 240 300 380 306 520M420 190C510 240 540 380 532 520", INK, 4.0);
        c.veil("M540 180H650V540H520Q600 380 540 180Z", "#000", 0.1);
    });
    c.stud(420.0, 188.0, 14.0, &p.main.base);
    c.cloth("M206 500Q420 450 634 500Q670 560 650 610Q420 530 180 610Q160 560 206 500Z", &p.main, |c| {
        c.stitch("M200 536Q420 486 640 536M194 568Q420 506 646 568", &p.main.light);
    });
    c.placed("translate(420 380) scale(1.3)", |c| c.label(0.0, 0.0));
}

pub fn sneaker(c: &mut Canvas, p: &Palette) {
    c.cloth("M366 350Q340 262 396 256Q444 262 462 330Z", &p.main, |_| {});
    c.cloth("M110 600C96 520 150 500 220 480C300 450 340 380 380 320L440 300Q470 340 530 350Q590 350 610 300L660 290Q676 330 690 440Q704 540 700 610H110Z", &p.main, |c| {
        c.fill("M90 610C90 510 150 490 210 484C260 500 280 560 270 620Z", &p.paper.base);
        c.line("M210 484C260 500 280 560 270 620", INK, 4.0);
        c.fill("M600 280H700V470Q640 470 616 420Z", &p.accent.base);
        c.line("M600 290Q606 400 640 450L700 480", INK, 4.0);
        c.stitch("M300 600Q320 500 400 440Q480 400 600 420", &p.main.light);
        c.line("M340 610Q440 590 480 520T620 480", &p.accent.base, 16.0);
    });
    c.band("M284 440L350 480M318 402L392 446M346 360L424 408M376 326L450 368", 13.0, &p.paper);
    c.body("M104 592H706Q722 600 712 640Q704 674 664 674H160Q112 674 100 640Q96 604 104 592Z", &p.paper, |c| {
        c.line("M100 624H716", &p.accent.base, 9.0);
        c.line(
            "M120 650h40M190 650h40M260 650h40M330 650h40M400 650h40M470 650h40M540 650h40M610 650h40",
            &p.paper.line,
            4.0,
        );
    });
}

pub fn boot(c: &mut Canvas, p: &Palette) {
    let upper = "M300 130Q400 110 490 130L500 430Q510 500 590 520Q690 540 690 630H300Z";
    let sole = "M286 622H700Q708 674 680 674H470L460 660H410V674H300Q280 674 286 622Z";
    c.placed("translate(-110 -16)", |c| {
        c.body(upper, &p.main, |c| c.veil("M200 100H720V700H200Z", "#000", 0.14));
        c.body(sole, &p.accent, |_| {});
        c.band("M300 150Q400 130 490 150", 20.0, &p.accent);
    });
    c.body(upper, &p.main, |c| {
        c.line("M336 170V520", &p.main.light, 15.0);
        c.line("M300 470Q400 500 496 440", &p.main.line, 4.0);
        c.fill("M560 640Q570 560 620 520L700 540V640Z", &p.main.shade);
    });
    c.band("M300 150Q400 130 490 150", 20.0, &p.accent);
    c.band("M330 140C320 90 370 90 366 138", 9.0, &p.accent);
    c.body(sole, &p.accent, |_| {});
    c.tern(410.0, 260.0, 74.0, &p.main.line);
}

pub fn scarf(c: &mut Canvas, p: &Palette) {
    let fringe = |c: &mut Canvas, x: i32, y: i32, n: i32| {
        let d: String = (0..n).map(|i| format!("M{} {y}v44", x + i * 20)).collect();
        c.line(&d, INK, 12.0);
        c.line(&d, &p.main.base, 6.0);
    };
    fringe(c, 448, 560, 7);
    c.cloth("M420 220L580 200L596 566H434Z", &p.main, |c| {
        c.veil("M400 190H600V580H400Z", "#000", 0.12);
        c.line("M420 470H610M420 510H610", &p.accent.base, 18.0);
    });
    fringe(c, 236, 680, 8);
    c.cloth("M250 220L420 240L390 684H222Z", &p.main, |c| {
        c.line("M200 560L420 566M200 602L420 608M200 644L420 650", &p.accent.base, 18.0);
    });
    c.cloth(
        "M400 96C540 90 626 170 604 262C580 344 480 342 420 310C340 350 216 340 198 250C186 160 270 100 400 96Z",
        &p.main,
        |c| {
            c.shape(
                "M400 130C490 128 552 160 546 206Q470 262 410 252Q320 268 258 210C254 160 310 132 400 130Z",
                &mix(&p.main.shade, INK, 0.3),
            );
            c.line("M420 308Q520 300 580 220M220 260Q300 322 400 302", &p.main.line, 4.0);
        },
    );
    c.label(306.0, 480.0);
}

pub fn socks(c: &mut Canvas, p: &Palette) {
    let sock = "M250 130H400V400Q400 440 440 470L560 556Q610 600 570 652Q530 692 462 660L310 580Q250 546 250 470Z";
    let one = |c: &mut Canvas| {
        c.cloth(sock, &p.main, |c| {
            c.fill("M490 500L620 560V700H460Q440 580 490 500Z", &p.accent.base);
            c.fill("M230 440Q330 430 340 520Q330 570 270 590H230Z", &p.accent.base);
            c.line("M490 520Q450 580 466 660M250 440Q334 430 338 510Q330 566 282 570", INK, 4.0);
            c.line("M240 260H410M240 300H410", &p.accent.base, 14.0);
            c.line("M270 130V206M295 130V206M320 130V206M345 130V206M370 130V206M240 212H410", &p.main.line, 5.0);
        });
    };
    c.placed("translate(110 -40) rotate(6 400 400)", |c| one(c));
    c.placed("translate(-80 14)", |c| one(c));
}

pub fn mittens(c: &mut Canvas, p: &Palette) {
    c.band("M240 600C230 740 570 740 560 600", 8.0, &p.accent);
    let one = |c: &mut Canvas| {
        c.cloth(
            "M200 500L196 300Q200 160 290 160Q380 160 384 300V350Q430 300 456 330Q480 370 430 420L384 460V500Z",
            &p.main,
            |c| {
                c.line("M190 330l24-30 24 30 24-30 24 30 24-30 24 30 24-30 24 30", &p.accent.base, 9.0);
                c.line("M190 380H400", &p.accent.base, 9.0);
                c.line("M384 350V470", &p.main.line, 4.0);
            },
        );
        c.cloth(rounded(186.0, 490.0, 212.0, 130.0, 22.0), &p.accent, |c| {
            c.line("M214 494V616M244 494V616M274 494V616M304 494V616M334 494V616M364 494V616", &p.accent.line, 6.0);
        });
    };
    c.placed("translate(690 10) scale(-1 1) rotate(6 300 400)", |c| one(c));
    c.placed("translate(-60 40) rotate(-8 300 400)", |c| one(c));
}

pub fn bandana(c: &mut Canvas, p: &Palette) {
    c.cloth("M90 250Q400 200 710 250Q730 262 712 284L430 660Q400 690 370 660L88 284Q70 262 90 250Z", &p.main, |c| {
        c.line("M140 282Q400 244 660 282L400 622Z", &p.accent.base, 8.0);
        c.line("M180 304Q400 272 620 304L400 586Z", &p.accent.base, 4.0);
        for (x, y) in [(280.0, 340.0), (400.0, 330.0), (520.0, 340.0), (340.0, 420.0), (460.0, 420.0), (400.0, 500.0)] {
            c.dot(x, y, 15.0, &p.accent.base);
            c.dot(x, y, 6.0, &p.main.base);
        }
        c.line("M90 250Q240 300 400 680M710 250Q600 300 470 600", &p.main.line, 3.0);
    });
    c.band("M90 262L50 210M90 262L40 300M710 262L750 210M710 262L760 300", 22.0, &p.main);
}
