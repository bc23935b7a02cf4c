//! Things to cook, pour and eat with.

use super::canvas::{Canvas, oval, rounded};
use super::colour::{INK, Tone};
use super::palette::Palette;

pub fn mug(c: &mut Canvas, p: &Palette) {
    c.band("M540 390C690 370 690 590 530 580", 36.0, &p.main);
    c.cloth("M210 310H560V600Q560 674 486 674H284Q210 674 210 600Z", &p.main, |c| {
        c.veil("M470 300H570V690H420Q480 640 470 300Z", "#000", 0.1);
        c.line("M246 390V590", &p.main.light, 14.0);
    });
    c.shape(oval(385.0, 310.0, 175.0, 46.0), &p.paper.base);
    c.shape(oval(385.0, 316.0, 150.0, 32.0), "#5b4030");
    c.line("M210 310a175 46 0 1 0 350 0a175 46 0 1 0 -350 0", &p.accent.base, 12.0);
    c.tern(370.0, 490.0, 130.0, &p.accent.base);
    c.line("M330 230Q300 190 330 150T330 80M430 230Q400 190 430 150T430 80", "#ffffff", 9.0);
}

pub fn flask(c: &mut Canvas, p: &Palette) {
    c.cloth("M312 330Q312 276 340 250H460Q488 276 488 330V630Q488 674 444 674H356Q312 674 312 630Z", &p.main, |c| {
        c.line("M344 330V620", &p.main.light, 14.0);
        c.veil("M440 230H500V690H410Q450 560 440 230Z", "#000", 0.12);
        c.fill("M300 590H500V700H300Z", &p.steel.base);
        c.line("M300 590H500", INK, 4.0);
    });
    c.body(rounded(334.0, 214.0, 132.0, 46.0, 10.0), &p.steel, |_| {});
    c.body(rounded(342.0, 116.0, 116.0, 102.0, 18.0), &p.accent, |c| {
        c.line("M362 140V200M382 140V200M402 140V200M422 140V200M442 140V200", &p.accent.line, 4.0)
    });
    c.band("M342 150C270 150 262 232 330 240", 14.0, &p.leather);
    c.tern(400.0, 440.0, 92.0, &p.main.line);
}

pub fn twig_stove(c: &mut Canvas, p: &Palette) {
    c.glow(400.0, 300.0, 250.0);
    c.fill("M400 90C470 190 520 220 490 350H310C270 240 360 220 400 90Z", "#e07b39");
    c.fill("M400 190C440 250 470 270 448 350H352C330 280 380 260 400 190Z", "#f4c95d");
    c.band("M300 350L250 210M500 350L560 230M440 350L470 190", 20.0, &p.oak);
    c.body("M230 340H570L600 640H200Z", &p.main, |c| {
        c.veil("M480 330H620V660H500Z", "#000", 0.13);
        for (y, n, step) in [(400.0, 5, 62.0), (460.0, 4, 70.0)] {
            for i in 0..n {
                c.stud(400.0 + (f64::from(i) - f64::from(n - 1) / 2.0) * step, y, 13.0, "#3a2c28");
            }
        }
        c.shape("M320 640V560Q320 520 400 520Q480 520 480 560V640Z", "#3a2c28");
        c.fill("M350 640C350 590 392 590 396 550C430 580 452 600 446 640Z", "#e8944a");
    });
    c.shape("M214 340L240 312H262L270 340ZM530 340L538 312H560L586 340Z", &p.steel.base);
    c.shape(rounded(176.0, 636.0, 448.0, 34.0, 10.0), &p.steel.shade);
    c.tern(556.0, 590.0, 50.0, &p.main.line);
}

pub fn burner(c: &mut Canvas, p: &Palette) {
    c.body("M240 480Q240 420 330 410H470Q560 420 560 480V630Q560 674 510 674H290Q240 674 240 630Z", &p.main, |c| {
        c.fill("M230 510H570V600H230Z", &p.accent.base);
        c.line("M230 510H570M230 600H570", INK, 4.0);
        c.veil("M500 400H570V690H480Z", "#000", 0.12);
    });
    c.tern(400.0, 556.0, 84.0, &p.accent.line);
    c.shape(rounded(364.0, 330.0, 72.0, 86.0, 10.0), &p.brass.base);
    c.band("M436 380H520", 12.0, &p.steel);
    c.band("M520 350V410", 14.0, &p.tar);
    c.band("M330 300L240 210H190M470 300L560 210H610M400 300V220", 15.0, &p.steel);
    c.body("M310 270H490L464 336H336Z", &p.steel, |c| c.line("M340 296H460", &p.steel.line, 5.0));
    for x in [332.0, 372.0, 428.0, 468.0] {
        c.fill(
            format!("M{x} 190C{} 226 {} 240 {x} 268C{} 240 {} 226 {x} 190Z", x + 24.0, x + 20.0, x - 20.0, x - 24.0),
            "#4f8fb5",
        );
    }
}

pub fn skillet(c: &mut Canvas, p: &Palette) {
    c.placed("rotate(-38 400 400)", |c| {
        c.body("M560 362H730Q770 362 770 400Q770 438 730 438H560Z", &p.accent, |c| {
            c.line("M600 384H720", &p.accent.light, 6.0)
        });
        c.stud(736.0, 400.0, 13.0, "#dde6e4");
        c.shape("M120 376L90 400L120 424Z", &p.main.base);
        c.cloth(oval(350.0, 400.0, 246.0, 246.0), &p.main, |_| {});
        c.shape(oval(350.0, 400.0, 208.0, 208.0), &p.main.line);
        c.fill(oval(346.0, 394.0, 196.0, 196.0), &p.main.shade);
    });
    c.placed("translate(390 440)", |c| {
        c.shape("M-70-90C20-140 120-60 96 20C76 100-60 120-110 50C-140 0-120-60-70-90Z", "#f7f1e3");
        c.stud(-6.0, -4.0, 46.0, "#e6a93c");
        c.line("M-26-24q12-16 30-14", "#f8dc8f", 7.0);
    });
    c.line("M246 300q20-10 30-30M500 540l10 30M270 500q10 20 30 24", "#7f9a62", 9.0);
}

pub fn kettle(c: &mut Canvas, p: &Palette) {
    c.band("M250 350C230 120 570 120 550 350", 18.0, &p.steel);
    c.band("M330 190Q400 164 470 190", 34.0, &p.oak);
    c.body("M560 470L690 330L724 350L640 560H560Z", &p.main, |_| {});
    c.cloth("M260 360H540Q600 440 600 560Q600 674 520 674H280Q200 674 200 560Q200 440 260 360Z", &p.main, |c| {
        c.line("M246 470Q226 540 250 610", &p.main.light, 16.0);
        c.veil("M500 350Q560 520 480 690H620V350Z", "#000", 0.1);
        c.line("M190 620H610", &p.main.line, 4.0);
    });
    c.body("M270 362Q290 310 400 310Q510 310 530 362Z", &p.accent, |_| {});
    c.stud(400.0, 296.0, 22.0, &p.oak.base);
    c.tern(400.0, 510.0, 110.0, &p.accent.base);
}

pub fn bowls(c: &mut Canvas, p: &Palette) {
    let one = |c: &mut Canvas, y: f64, rx: f64, depth: f64, tone: &Tone| {
        let (l, r) = (400.0 - rx, 400.0 + rx);
        c.cloth(
            format!(
                "M{l} {y}H{r}Q{} {} {} {}H{}Q{} {} {l} {y}Z",
                r - 10.0,
                y + depth,
                400.0 + rx * 0.45,
                y + depth,
                400.0 - rx * 0.45,
                l + 10.0,
                y + depth
            ),
            tone,
            |_| {},
        );
        c.shape(oval(400.0, y, rx, rx * 0.17), &tone.light);
        c.fill(oval(404.0, y + 6.0, rx - 20.0, rx * 0.17 - 10.0), &tone.shade);
    };
    one(c, 450.0, 270.0, 222.0, &p.main);
    one(c, 366.0, 226.0, 170.0, &p.accent);
    one(c, 290.0, 184.0, 130.0, &p.paper);
    c.line("M216 290a184 31.3 0 1 0 368 0a184 31.3 0 1 0-368 0", &p.main.base, 9.0);
    c.tern(400.0, 596.0, 80.0, &p.main.line);
}

pub fn cutlery(c: &mut Canvas, p: &Palette) {
    c.cloth("M200 430H600L620 690Q400 720 180 690Z", &p.main, |c| {
        c.stitch("M204 450H596M330 450V700M470 450V700", &p.main.light);
        c.veil("M170 620H640V720H170Z", "#000", 0.1);
    });
    let grip = |c: &mut Canvas, x: f64| {
        c.body(rounded(x - 17.0, 330.0, 34.0, 240.0, 15.0), &p.oak, |_| {});
        c.stud(x, 410.0, 5.0, &p.brass.base);
        c.stud(x, 372.0, 5.0, &p.brass.base);
    };
    c.body(
        "M236 340V270Q200 250 204 180V110H222V210H238V110H258V210H274V110H292V180Q296 250 264 270V340Z",
        &p.steel,
        |_| {},
    );
    c.body("M386 340V260Q342 240 342 170Q342 96 400 96Q458 96 458 170Q458 240 414 260V340Z", &p.steel, |c| {
        c.veil(oval(396.0, 164.0, 34.0, 50.0), "#fff", 0.4)
    });
    c.body("M534 340V130Q536 96 560 96Q594 140 590 250Q588 290 568 300V340Z", &p.steel, |c| {
        c.line("M550 140V300", &p.steel.light, 6.0)
    });
    for x in [250.0, 400.0, 551.0] {
        grip(c, x);
    }
    c.cloth("M194 500H606L620 690Q400 720 180 690Z", &p.main, |c| {
        c.stitch("M190 522H610", &p.main.light);
        c.line("M330 500L326 706M470 500L474 706", &p.main.line, 4.0);
    });
    c.label(400.0, 610.0);
}

pub fn board(c: &mut Canvas, p: &Palette) {
    c.placed("rotate(18 400 400)", |c| {
        c.cloth("M250 270Q250 240 290 236Q350 230 352 180V120Q352 80 400 80Q448 80 448 120V180Q450 230 510 236Q550 240 550 270V680Q550 722 508 722H292Q250 722 250 680Z", &p.main, |c| {
            c.line("M310 240Q290 400 316 720M400 200Q380 400 410 720M470 230Q500 420 466 720M350 300Q340 480 356 600M520 300Q530 500 516 640", &p.main.line, 3.0);
        });
        c.stud(400.0, 134.0, 22.0, "#dde6e4");
        c.body("M330 560C300 480 330 400 400 380C470 400 500 480 470 560L400 600Z", &p.accent, |c| {
            c.line("M400 380V600M340 470L400 500L460 470M332 520L400 550L468 520M360 426L400 446L440 426", &p.accent.line, 5.0);
        });
    });
}

pub fn dripper(c: &mut Canvas, p: &Palette) {
    c.body("M290 440H510L560 600Q570 674 500 674H300Q230 674 240 600Z", &p.paper, |c| {
        c.fill("M220 440H580V690H220Z", "#d5e3e2");
        c.fill("M230 570Q400 556 570 570V690H230Z", "#6b4530");
        c.line("M290 470L256 610", "#f5fbfa", 12.0);
    });
    c.line("M400 470V560", "#6b4530", 7.0);
    c.band("M560 500C640 500 640 610 566 610", 16.0, &p.oak);
    c.cloth("M200 220H600L470 420H330Z", &p.main, |c| {
        c.line("M300 220L370 420M400 220V420M500 220L430 420", &p.main.line, 4.0);
        c.veil("M520 210H620L480 430H440Z", "#000", 0.1);
    });
    c.shape(oval(400.0, 220.0, 200.0, 38.0), &p.paper.base);
    c.fill(oval(400.0, 228.0, 160.0, 24.0), "#6b4530");
    c.body(rounded(270.0, 414.0, 260.0, 34.0, 12.0), &p.main, |_| {});
    c.line("M350 150Q320 120 350 90M440 150Q410 120 440 90", "#ffffff", 8.0);
}

pub fn tins(c: &mut Canvas, p: &Palette) {
    let one = |c: &mut Canvas, x: f64, y: f64, w: f64, tone: &Tone| {
        let r = w / 2.0;
        c.body(format!("M{x} {y}h{w}v110a{r} 34 0 0 1-{w} 0z"), &p.steel, |c| {
            c.fill(format!("M{x} {}h{w}v60a{r} 34 0 0 1-{w} 0z", y + 34.0), &tone.base);
            c.veil(format!("M{} {y}h80v150h-110z", x + w - 50.0), "#000", 0.12);
        });
        c.shape(oval(x + r, y, r, 34.0), &p.steel.light);
        c.line(format!("M{} {y}a{} 25 0 1 0 {} 0", x + 18.0, r - 18.0, w - 36.0), &p.steel.line, 3.0);
        c.tern(x + r, y + 100.0, 60.0, &tone.line);
    };
    one(c, 130.0, 500.0, 250.0, &p.main);
    one(c, 410.0, 500.0, 250.0, &p.brass);
    one(c, 270.0, 358.0, 250.0, &p.accent);
}

pub fn grinder(c: &mut Canvas, p: &Palette) {
    c.band("M400 190V150H590", 18.0, &p.steel);
    c.body("M560 96Q590 70 620 96L630 150H550Z", &p.oak, |_| {});
    c.body("M310 250Q310 190 400 190Q490 190 490 250Z", &p.steel, |_| {});
    c.cloth(rounded(304.0, 244.0, 192.0, 250.0, 16.0), &p.main, |c| {
        c.line("M336 270V470", &p.main.light, 14.0);
        c.veil("M450 240H500V500H430Z", "#000", 0.12);
    });
    c.body(rounded(292.0, 486.0, 216.0, 34.0, 8.0), &p.steel, |_| {});
    c.body("M310 520H490V630Q490 674 446 674H354Q310 674 310 630Z", &p.oak, |c| {
        c.line("M340 530Q330 600 344 670M400 520Q410 600 396 670M456 530Q466 600 452 670", &p.oak.line, 3.0)
    });
    c.tern(400.0, 376.0, 84.0, &p.main.line);
}
