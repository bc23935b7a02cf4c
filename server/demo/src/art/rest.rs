//! Blankets, beds and roofs for a night outside.

use super::canvas::{Canvas, oval, rounded};
use super::colour::{INK, mix};
use super::palette::Palette;

pub fn blanket(c: &mut Canvas, p: &Palette) {
    for (y, h) in [(562.0, 112.0), (458.0, 112.0), (354.0, 112.0)] {
        let inset = (562.0 - y) / 14.0;
        c.cloth(rounded(130.0 + inset, y, 540.0 - inset * 2.0, h, 46.0), &p.main, |c| {
            c.fill(format!("M500 {y}h36v{h}h-36zM560 {y}h18v{h}h-18z"), &p.accent.base);
            c.line(format!("M180 {}H640", y + h * 0.56), &p.main.line, 4.0);
            c.veil(format!("M100 {}H700V{}H100Z", y + h * 0.74, y + h), "#000", 0.1);
        });
    }
    let fringe: String = (0..9).map(|i| format!("M{} 668v24", 190 + i * 22)).collect();
    c.line(fringe, &p.accent.base, 6.0);
    c.label(250.0, 420.0);
}

pub fn throw(c: &mut Canvas, p: &Palette) {
    let fringe: String = (0..24).map(|i| format!("M{} 640v46", 176 + i * 19)).collect();
    c.line(&fringe, INK, 11.0);
    c.line(&fringe, &p.main.base, 6.0);
    c.cloth("M180 150H620L636 640Q400 664 164 640Z", &p.main, |c| {
        for i in 0..5 {
            let x = 190 + i * 104;
            c.veil(format!("M{x} 140h44v540h-44z"), &p.accent.base, 0.55);
            let y = 190 + i * 104;
            c.veil(format!("M150 {y}h500v44H150z"), &p.accent.base, 0.55);
        }
        c.line("M236 160Q250 400 230 640M400 160Q390 400 410 650M560 160Q552 400 572 640", &p.main.line, 4.0);
        c.veil("M560 140H650V670H590Z", "#000", 0.1);
    });
    c.band("M120 144H680", 24.0, &p.oak);
    c.stud(112.0, 144.0, 20.0, &p.oak.light);
    c.stud(688.0, 144.0, 20.0, &p.oak.light);
    c.label(540.0, 580.0);
}

pub fn hammock(c: &mut Canvas, p: &Palette) {
    c.body(rounded(60.0, 120.0, 54.0, 560.0, 10.0), &p.oak, |_| {});
    c.body(rounded(686.0, 120.0, 54.0, 560.0, 10.0), &p.oak, |_| {});
    c.band("M112 220L230 380M688 220L570 380", 9.0, &p.paper);
    c.line("M112 220L196 400M112 220L260 366M688 220L604 400M688 220L540 366", INK, 4.0);
    c.cloth(
        "M190 396Q230 350 262 362Q400 470 538 362Q570 350 610 396Q560 600 400 610Q240 600 190 396Z",
        &p.main,
        |c| {
            c.fill("M186 390Q400 560 614 390L600 330H200Z", &p.accent.base);
            c.line("M200 400Q400 566 600 400", INK, 4.0);
            c.line("M240 440Q300 540 330 600M400 520V612M560 440Q500 540 470 600", &p.main.line, 4.0);
        },
    );
    c.band("M60 214h54M686 214h54", 20.0, &p.main);
    let fringe: String =
        (0..9).map(|i| format!("M{} {}v34", 290 + i * 27, 600 + [-16, -8, -2, 2, 4, 2, -2, -8, -16][i])).collect();
    c.line(fringe, &p.accent.base, 6.0);
}

pub fn bell_tent(c: &mut Canvas, p: &Palette) {
    c.line("M400 130L70 690M400 130L730 690", INK, 4.0);
    c.band("M400 90V150", 12.0, &p.oak);
    c.fill("M400 84L470 106L400 128Z", &p.accent.base);
    c.cloth("M400 136Q470 330 660 540V674H140V540Q330 330 400 136Z", &p.main, |c| {
        c.line("M400 136Q350 380 250 674M400 136Q450 380 550 674", &p.main.line, 4.0);
        c.veil("M400 136Q460 380 560 674H700V500Q480 340 400 136Z", "#000", 0.1);
        c.line("M130 544Q400 590 670 544", &p.main.line, 4.0);
        c.shape("M400 300Q440 480 486 674H314Q360 480 400 300Z", "#3c4448");
        c.glow(400.0, 610.0, 110.0);
    });
    c.shape("M400 300Q340 480 314 674H268Q330 470 400 300Z", &p.main.light);
    c.shape("M400 300Q460 480 486 674H532Q470 470 400 300Z", &p.main.shade);
    c.band("M318 560L270 566M482 560L530 566", 9.0, &p.accent);
    c.stud(400.0, 236.0, 20.0, &mix(&p.main.shade, INK, 0.4));
    c.line("M70 690v-26M730 690v-26", INK, 10.0);
}

pub fn tarp(c: &mut Canvas, p: &Palette) {
    c.line("M210 210L60 674M590 210L740 674", INK, 4.0);
    c.band("M210 200V674M590 200V674", 15.0, &p.oak);
    c.fill("M230 500H580V630Q400 580 230 640Z", &p.main.line);
    c.cloth("M206 200Q400 240 594 200L700 560Q600 520 520 556Q420 590 320 556Q220 520 100 560Z", &p.main, |c| {
        c.line("M206 200Q200 380 100 560M594 200Q600 380 700 560M400 222Q404 400 420 580", &p.main.line, 4.0);
        c.stitch("M212 222Q400 262 588 222", &p.main.light);
        c.line("M110 540Q220 500 320 536T520 536T694 540", &p.accent.base, 10.0);
        c.veil("M594 200L700 570H520Q600 400 594 200Z", "#000", 0.1);
    });
    for (x, y) in [(100.0, 560.0), (700.0, 560.0), (206.0, 200.0), (594.0, 200.0)] {
        c.stud(x, y, 12.0, &p.brass.base);
    }
    c.line("M100 560L60 674M700 560L740 674M60 680v-24M740 680v-24", INK, 5.0);
    c.label(300.0, 440.0);
}

pub fn pillow(c: &mut Canvas, p: &Palette) {
    let plump = "M150 240Q400 290 650 240Q690 236 680 280Q630 430 680 580Q690 626 648 620Q400 572 152 620Q110 626 120 580Q170 430 120 280Q110 236 150 240Z";
    c.cloth(plump, &p.main, |c| {
        c.veil("M100 540Q400 500 700 540V660H100Z", "#000", 0.09);
        c.line(
            "M150 260Q200 320 216 380M650 260Q600 320 590 370M150 600Q200 560 214 510M650 600Q600 560 590 520",
            &p.main.line,
            4.0,
        );
        c.fill("M350 200H450V660H350Z", &p.accent.base);
        c.line("M330 200V660M470 200V660", &p.accent.base, 6.0);
    });
    c.line(plump, &p.accent.base, 6.0);
    c.label(560.0, 440.0);
}

pub fn sleeping_bag(c: &mut Canvas, p: &Palette) {
    c.placed("rotate(-24 400 400)", |c| {
        c.cloth("M270 250C270 110 330 70 400 70C470 70 530 110 530 250L560 330L510 640Q500 730 400 730Q300 730 290 640L240 330Z", &p.main, |c| {
            for y in [340, 410, 480, 550, 620, 680] {
                c.line(format!("M220 {y}Q400 {} 580 {y}", y + 34), &p.main.line, 5.0);
            }
            c.veil("M460 60H600V740H430Q520 500 460 60Z", "#000", 0.1);
        });
        c.shape("M310 240C310 150 350 116 400 116C450 116 490 150 490 240Q450 300 400 300Q350 300 310 240Z", &p.accent.base);
        c.body("M330 250Q330 200 400 200Q470 200 470 250Q450 286 400 286Q350 286 330 250Z", &p.paper, |_| {});
        c.zip("M524 330L484 600");
        c.label(370.0, 392.0);
    });
}

pub fn roll_mat(c: &mut Canvas, p: &Palette) {
    c.cloth("M230 300H620Q690 300 690 487Q690 674 620 674H230Z", &p.main, |c| {
        let ribs: String =
            (0..12).map(|i| format!("M{} 296Q{} 487 {} 680", 290 + i * 33, 330 + i * 33, 290 + i * 33)).collect();
        c.line(ribs, &p.main.line, 4.0);
        c.veil("M200 590H700V690H200Z", "#000", 0.13);
    });
    c.body(oval(230.0, 487.0, 112.0, 187.0), &p.main, |c| {
        c.line("M230 487q20-30 30 6t-30 52q-50-6-54-70t54-100q76 20 80 116t-84 130q-90-30-92-150t96-150", INK, 5.0);
    });
    for x in [380.0, 560.0] {
        c.band(format!("M{x} 300Q{} 487 {x} 674", x + 46.0), 24.0, &p.accent);
        c.shape(rounded(x, 400.0, 44.0, 36.0, 6.0), &p.brass.base);
    }
    c.band("M392 306C400 190 560 190 570 306", 16.0, &p.accent);
}

pub fn chair(c: &mut Canvas, p: &Palette) {
    c.band("M150 674L600 330", 24.0, &p.oak);
    c.band("M620 674L300 130", 24.0, &p.oak);
    c.cloth("M262 120L338 96Q390 300 420 400Q500 420 640 320L668 372Q520 500 400 486Q330 440 262 120Z", &p.main, |c| {
        c.line("M290 100Q340 400 420 444Q520 460 660 350", &p.accent.base, 16.0);
        c.veil("M420 450Q540 440 670 360V520H400Z", "#000", 0.12);
    });
    c.band("M240 128L356 92M630 312L682 384", 20.0, &p.oak);
    c.band("M220 620H560", 14.0, &p.oak);
    c.stud(396.0, 489.0, 11.0, &p.brass.base);
}

pub fn hot_water_bottle(c: &mut Canvas, p: &Palette) {
    c.body("M350 110H450Q470 160 440 200H360Q330 160 350 110Z", &p.accent, |_| {});
    c.body(rounded(352.0, 84.0, 96.0, 44.0, 14.0), &p.tar, |_| {});
    c.cloth("M350 190H450Q470 240 500 250Q590 270 590 350V600Q590 690 500 690H300Q210 690 210 600V350Q210 270 300 250Q330 240 350 190Z", &p.main, |c| {
        for x in [290, 400, 510] {
            c.line(format!("M{x} 270q-30 32 0 64t0 64t0 64t0 64t0 64t0 64M{x} 270q30 32 0 64t0 64t0 64t0 64t0 64t0 64"), &p.main.line, 7.0);
        }
        c.line("M345 260V690M455 260V690", &p.main.light, 4.0);
    });
    c.cloth(rounded(330.0, 176.0, 140.0, 66.0, 18.0), &p.main, |c| {
        c.line("M352 176V242M376 176V242M400 176V242M424 176V242M448 176V242", &p.main.line, 5.0)
    });
    c.label(540.0, 630.0);
}

pub fn eye_mask(c: &mut Canvas, p: &Palette) {
    c.band("M130 400C110 160 690 160 670 400", 30.0, &p.accent);
    c.line("M130 400C110 160 690 160 670 400", &p.accent.light, 5.0);
    c.cloth("M120 380Q130 320 220 320H580Q670 320 680 380Q690 560 560 566Q470 566 430 490Q400 450 370 490Q330 566 240 566Q110 560 120 380Z", &p.main, |c| {
        c.stitch("M140 390Q150 344 226 342H574Q650 344 660 390Q664 540 560 544Q480 544 444 476Q400 420 356 476Q320 544 240 544Q136 540 140 390Z", &p.main.light);
        c.veil("M560 310H700V580H500Q620 480 560 310Z", "#000", 0.1);
    });
    c.line("M190 440Q240 486 292 440M508 440Q560 486 610 440", &p.accent.base, 9.0);
    c.line("M206 460l-12 18M241 468v22M276 460l12 18M524 460l-12 18M559 468v22M594 460l12 18", &p.accent.base, 7.0);
}
