//! Notebooks, charts, prints and what draws on them.

use super::canvas::{Canvas, oval, rounded};
use super::colour::{INK, mix};
use super::palette::Palette;

fn sheet(c: &mut Canvas, x: f64, y: f64, w: f64, h: f64, p: &Palette) {
    c.body(rounded(x, y, w, h, 3.0), &p.paper, |c| c.fill(rounded(x, y, w, h, 0.0), &p.paper.base));
}

pub fn notebook(c: &mut Canvas, p: &Palette) {
    c.placed("rotate(-7 400 400)", |c| {
        c.shape(rounded(222.0, 132.0, 386.0, 552.0, 16.0), &p.paper.base);
        c.line("M230 676H600", &p.paper.line, 3.0);
        c.band("M330 670V740", 12.0, &p.accent);
        c.cloth(rounded(206.0, 112.0, 388.0, 556.0, 18.0), &p.main, |c| {
            c.fill("M200 100H270V690H200Z", &p.accent.base);
            c.line("M270 100V690", INK, 4.0);
        });
        c.band("M552 112V668", 14.0, &p.accent);
        c.body(rounded(320.0, 210.0, 180.0, 120.0, 6.0), &p.paper, |c| {
            c.line("M346 286H474M346 306H440", &p.paper.line, 4.0)
        });
        c.tern(410.0, 250.0, 70.0, INK);
    });
}

pub fn sketchbook(c: &mut Canvas, p: &Palette) {
    c.cloth(rounded(130.0, 220.0, 540.0, 430.0, 12.0), &p.main, |c| {
        c.line("M180 560Q260 440 330 520Q400 380 480 500Q540 440 620 560", &p.accent.base, 8.0);
        c.line("M170 590H630M220 612H500", &p.accent.base, 5.0);
        c.line("M540 330a40 40 0 1 0 .1 0", &p.accent.base, 6.0);
        c.tern(300.0, 370.0, 110.0, &p.accent.base);
    });
    let holes: String = (0..14).map(|i| format!("M{} 248v-50", 160 + i * 37)).collect();
    c.line(&holes, INK, 17.0);
    c.line(&holes, &p.steel.base, 9.0);
    c.placed("rotate(-24 640 480)", |c| {
        c.body("M624 240H660V590L642 640L624 590Z", &p.brass, |c| c.fill("M620 590H664V650H620Z", &p.oak.light));
        c.fill("M635 618L642 640L649 618Z", INK);
    });
}

pub fn chart(c: &mut Canvas, p: &Palette) {
    let map = "M120 200L260 160L400 200L540 160L680 200V640L540 600L400 640L260 600L120 640Z";
    c.cloth(map, &p.paper, |c| {
        c.fill("M100 140H700V660H100Z", &mix(&p.main.base, "#ffffff", 0.55));
        c.fill("M100 140H330Q300 260 360 300Q400 340 330 400Q250 460 270 560Q240 620 100 660Z", "#eadcb4");
        c.fill("M500 300Q580 260 620 330Q640 420 560 430Q470 410 500 300Z", "#eadcb4");
        c.fill("M430 520Q480 490 510 530Q500 580 450 570Q420 550 430 520Z", "#eadcb4");
        c.line("M370 170Q350 260 410 300Q450 350 380 420Q310 480 320 640M470 290Q570 220 650 320Q680 440 570 460Q440 440 470 290Z", &p.main.base, 3.5);
        c.line("M420 150Q400 240 450 290M430 330Q490 380 430 440Q360 500 370 640", &p.main.base, 2.5);
        c.line("M160 300q30-30 60 0M180 360q30-30 60 0M150 460q30-30 60 0", "#9b8a55", 4.0);
        c.veil("M260 140L400 190V650L260 610ZM540 140L680 190V650L540 610Z", "#26323a", 0.1);
        c.line("M330 400L520 340", &p.accent.base, 5.0);
        c.stud(330.0, 400.0, 10.0, &p.accent.base);
    });
    c.line("M260 160V600M400 200V640M540 160V600", INK, 3.5);
    c.placed("translate(600 540)", |c| {
        c.stud(0.0, 0.0, 36.0, &p.paper.base);
        c.fill("M0-32L9 0L0 32L-9 0Z", &p.accent.base);
        c.fill("M-32 0L0-8L32 0L0 8Z", INK);
    });
}

pub fn tern_print(c: &mut Canvas, p: &Palette) {
    sheet(c, 190.0, 110.0, 420.0, 580.0, p);
    c.fill("M226 146H574V600H226Z", &p.main.base);
    c.dot(480.0, 262.0, 56.0, &p.accent.base);
    c.fill("M226 500Q300 470 370 500T520 496T574 500V600H226Z", &p.main.shade);
    c.fill("M226 548Q300 520 380 548T574 544V600H226Z", &p.main.line);
    c.placed("translate(400 380) rotate(-10)", |c| {
        let white = "#f6f0e2";
        c.fill("M-24 20C-44-50-30-130 44-186C44-120 50-60 36 14Z", &p.paper.shade);
        c.fill("M-110 26Q-40-6 40 4Q84 0 98 20Q62 44 0 46Q-60 48-110 26ZM-96 22L-176 6L-136 32L-180 58L-92 38Z", white);
        c.fill("M30 22C-10-30-70-58-168-66C-120-20-70 24-16 40Z", white);
        c.fill("M46 3Q86-2 98 20L62 15Z", INK);
        c.fill("M94 16L134 27L90 27Z", "#d9642c");
    });
    c.line("M226 646H300M540 646h34", &p.paper.line, 4.0);
}

pub fn lighthouse_print(c: &mut Canvas, p: &Palette) {
    sheet(c, 160.0, 150.0, 480.0, 500.0, p);
    c.fill("M196 186H604V614H196Z", &p.main.base);
    c.fill("M400 262L196 200V330ZM400 262L604 186V350Z", &mix(&p.main.base, "#fff2c0", 0.6));
    c.fill("M196 540Q300 500 360 520Q440 470 604 560V614H196Z", &mix(&p.main.base, INK, 0.55));
    c.fill("M364 300H436L456 530H344Z", "#f6f0e2");
    c.fill("M360 346H440L444 396H356ZM352 440H448L452 490H348Z", &p.accent.base);
    c.fill("M356 286H444V302H356ZM372 234H428V286H372ZM364 234Q400 190 436 234Z", INK);
    c.fill("M384 244H416V278H384Z", "#ffe28a");
    c.tern(520.0, 430.0, 56.0, "#f6f0e2");
    c.tern(268.0, 400.0, 40.0, "#f6f0e2");
    c.placed("rotate(-5 400 150)", |c| c.veil("M340 130H460V168H340Z", "#e3c98c", 0.9));
}

pub fn pencils(c: &mut Canvas, p: &Palette) {
    let tones = [&p.main, &p.accent, &p.brass, &p.steel, &p.leather];
    for (i, tone) in tones.into_iter().enumerate() {
        let turn = -20 + 10 * i as i32;
        c.placed(&format!("rotate({turn} 400 900)"), |c| {
            c.body("M374 230L400 150L426 230V690H374Z", tone, |c| {
                c.fill("M360 140H440V236L426 224L413 238L400 224L387 238L374 224L360 236Z", "#e3c08f");
                c.fill("M388 186L400 150L412 186Z", &tone.line);
                c.line("M392 240V700", &tone.light, 8.0);
                c.veil("M412 240H430V700H412Z", "#000", 0.14);
            });
        });
    }
    c.cloth("M250 470Q400 428 550 470L540 590Q400 552 260 590Z", &p.paper, |c| {
        c.line("M250 486Q400 444 550 486M256 576Q400 538 544 576", &p.main.base, 6.0)
    });
    c.tern(400.0, 512.0, 100.0, INK);
}

pub fn postcards(c: &mut Canvas, p: &Palette) {
    let card = |c: &mut Canvas, turn: i32, picture: &dyn Fn(&mut Canvas)| {
        c.placed(&format!("rotate({turn} 400 800)"), |c| {
            sheet(c, 180.0, 240.0, 440.0, 310.0, p);
            picture(c);
        });
    };
    card(c, -17, &|c| {
        c.fill("M204 264H596V526H204Z", &mix(&p.accent.base, "#ffffff", 0.35));
        c.fill("M204 526V430L310 310L400 440L480 350L596 480V526Z", &p.accent.shade);
    });
    card(c, 13, &|c| {
        c.fill("M204 264H596V526H204Z", "#e9c98a");
        c.dot(400.0, 420.0, 80.0, "#d98a4a");
        c.fill("M204 420H596V526H204Z", &p.main.shade);
    });
    card(c, -3, &|c| {
        c.fill("M204 264H596V526H204Z", &mix(&p.main.base, "#ffffff", 0.6));
        c.fill("M204 440Q300 420 400 440T596 440V526H204Z", &p.main.base);
        c.fill("M330 400L400 290V400ZM410 400V310L470 400Z", "#f6f0e2");
        c.fill("M310 410H490L466 450H336Z", &p.accent.base);
        c.line("M250 480q20-14 40 0t40 0M440 490q20-14 40 0t40 0", "#f6f0e2", 5.0);
    });
}

pub fn tide_calendar(c: &mut Canvas, p: &Palette) {
    c.stud(400.0, 110.0, 12.0, &p.brass.base);
    c.line("M400 112L300 170M400 112L500 170", INK, 4.0);
    sheet(c, 190.0, 160.0, 420.0, 530.0, p);
    c.fill("M190 160H610V400H190Z", &p.main.base);
    c.fill("M190 340Q242 270 295 330T400 330T505 330T610 320V400H190Z", &p.main.line);
    c.line("M190 310Q242 240 295 300T400 300T505 300T610 290", "#f6f0e2", 7.0);
    for (i, x) in [250.0, 325.0, 400.0, 475.0, 550.0].into_iter().enumerate() {
        c.dot(x, 220.0, 20.0, "#f6f0e2");
        let offset = [0.0, 12.0, 44.0, -12.0, 0.0][i];
        if i != 2 {
            c.dot(x - offset, 220.0, if i == 0 || i == 4 { 14.0 } else { 17.0 }, &p.main.base);
        }
    }
    for row in 0..5 {
        for column in 0..7 {
            let (x, y) = (232.0 + 56.0 * f64::from(column), 446.0 + 48.0 * f64::from(row));
            let marked = (row, column) == (2, 4);
            c.dot(x, y, if marked { 19.0 } else { 9.0 }, if marked { &p.accent.base } else { &p.paper.line });
        }
    }
    c.band("M190 160H610", 22.0, &p.oak);
}

pub fn letter_set(c: &mut Canvas, p: &Palette) {
    c.placed("rotate(7 400 400)", |c| {
        sheet(c, 250.0, 120.0, 380.0, 470.0, p);
        c.line("M300 250H580M300 290H580M300 330H560M300 370H580M300 410H480", &p.paper.line, 4.0);
        c.tern(440.0, 190.0, 90.0, &p.main.base);
    });
    c.placed("rotate(-6 400 500)", |c| {
        c.cloth(rounded(130.0, 370.0, 500.0, 310.0, 8.0), &p.main, |c| {
            c.line("M130 680L330 510M630 680L430 510", &p.main.line, 4.0);
            c.fill("M120 360H640L380 580Z", &p.main.light);
            c.line("M130 370L380 570L630 370", INK, 5.0);
        });
        c.stud(380.0, 552.0, 44.0, &p.accent.base);
        c.tern(380.0, 552.0, 50.0, &p.accent.line);
    });
}

pub fn field_guide(c: &mut Canvas, p: &Palette) {
    c.fill("M470 660H500V730L485 714L470 730Z", &p.accent.base);
    c.body("M560 140L650 186V640L560 674Z", &p.paper, |c| {
        c.line("M580 150V670M600 160V660M620 170V656M638 180V650", &p.paper.line, 3.0)
    });
    c.cloth("M190 130H560V674H190Q160 674 160 644V160Q160 130 190 130Z", &p.main, |c| {
        c.veil("M150 120H214V690H150Z", "#000", 0.16);
        c.line("M214 120V690", &p.main.line, 4.0);
        c.fill(oval(390.0, 340.0, 124.0, 150.0), &p.paper.base);
        c.line("M260 560H520M290 596H490", &p.accent.base, 10.0);
        c.placed("translate(390 350)", |c| {
            c.fill(
                "M-84 60Q-60-20 0-40Q10-80 50-74Q76-66 74-44L110-34L74-28Q70 30 10 50Q-40 66-84 60Z",
                &p.accent.base,
            );
            c.fill("M-84 60Q-30 0 30-6Q10 46-40 56Z", &p.accent.line);
            c.dot(52.0, -52.0, 6.0, INK);
            c.line("M-10 54V100M14 48V100M-30 104H34", INK, 6.0);
        });
    });
}

pub fn watercolour(c: &mut Canvas, p: &Palette) {
    c.body(rounded(150.0, 130.0, 470.0, 250.0, 24.0), &p.steel, |c| {
        c.fill(rounded(174.0, 152.0, 422.0, 206.0, 16.0), "#f8f5ec");
        c.veil(oval(270.0, 240.0, 50.0, 34.0), &p.main.base, 0.6);
        c.veil(oval(400.0, 270.0, 60.0, 40.0), &p.accent.base, 0.6);
        c.veil(oval(520.0, 220.0, 40.0, 40.0), "#d9a531", 0.6);
    });
    c.body(rounded(150.0, 380.0, 470.0, 290.0, 24.0), &p.tar, |_| {});
    let pans = [
        p.main.base.as_str(),
        &p.main.light,
        &p.accent.base,
        "#d9a531",
        "#a63c36",
        "#7b8450",
        "#5b4636",
        "#e5c8b8",
        "#8a6f8f",
        "#2f4d63",
        "#b98068",
        "#f6f0e2",
    ];
    for (i, colour) in pans.into_iter().enumerate() {
        let (x, y) = (176.0 + 70.0 * (i % 6) as f64, 412.0 + 84.0 * (i / 6) as f64);
        c.shape(rounded(x, y, 58.0, 68.0, 8.0), colour);
        c.line(format!("M{} {}h20", x + 12.0, y + 14.0), "#ffffff", 4.0);
    }
    c.band("M220 626H560", 15.0, &p.accent);
    c.shape("M170 626Q196 612 220 616V636Q196 640 170 626Z", "#5b4636");
    c.shape(rounded(220.0, 613.0, 46.0, 26.0, 5.0), &p.brass.base);
}
