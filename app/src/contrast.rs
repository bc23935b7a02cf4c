//! Whether the look can be read: the contrast of each pair of colours of `style/tokens.css` that stand on each other, light and dark, as
//! WCAG 2.2 measures it.

const TOKENS: &str = include_str!("../../style/tokens.css");

/// Words, and the grounds they stand on.
const TEXT: [(&str, &[&str]); 7] = [
    ("ink", &["paper", "surface", "sand", "signal-soft", "wrong-soft"]),
    ("ink-quiet", &["paper", "surface", "sand"]),
    ("signal-ink", &["paper", "surface", "sand", "signal-soft"]),
    ("warm-ink", &["paper", "surface", "sand"]),
    ("wrong", &["paper", "surface", "sand", "wrong-soft"]),
    ("on-signal", &["signal", "signal-strong"]),
    ("paper", &["ink"]),
];

/// Edges of controls, the ring around what has the focus, lines of charts.
const SHAPES: [(&str, &[&str]); 4] = [
    ("line-strong", &["paper", "surface", "sand"]),
    ("signal", &["paper", "surface", "sand", "signal-soft"]),
    ("warm", &["paper", "surface"]),
    ("wrong", &["paper", "surface", "sand"]),
];

/// A token's value in the light and in the dark.
fn token(name: &str) -> [Oklch; 2] {
    let start = format!("--{name}: light-dark(oklch(");
    let (_, value) = TOKENS.split_once(&start).unwrap_or_else(|| panic!("no colour --{name}"));
    let (light, rest) = value.split_once("), oklch(").unwrap();
    [light, rest.split_once("))").unwrap().0]
        .map(|text| Oklch::read(text).unwrap_or_else(|| panic!("--{name}: {text}")))
}

struct Oklch {
    lightness: f64,
    chroma: f64,
    hue: f64,
}

impl Oklch {
    /// `23% 0.02 230`
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let lightness = parts.next()?.strip_suffix('%')?.parse::<f64>().ok()? / 100.0;
        let (chroma, hue) = (parts.next()?.parse().ok()?, parts.next()?.parse::<f64>().ok()?.to_radians());
        parts.next().is_none().then_some(Self { lightness, chroma, hue })
    }

    /// Relative luminance, of the nearest colour that a screen of sRGB shows. The matrices are Björn Ottosson's.
    fn luminance(&self) -> f64 {
        let (a, b) = (self.chroma * self.hue.cos(), self.chroma * self.hue.sin());
        let l = (self.lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
        let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
        let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s;
        0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
    }
}

fn contrast(one: &Oklch, other: &Oklch) -> f64 {
    let (one, other) = (one.luminance() + 0.05, other.luminance() + 0.05);
    one.max(other) / one.min(other)
}

fn too_faint(pairs: &[(&str, &[&str])], least: f64) -> Vec<String> {
    let mut found = Vec::new();
    for (name, grounds) in pairs {
        for ground in *grounds {
            for ((scheme, mark), behind) in ["light", "dark"].iter().zip(token(name)).zip(token(ground)) {
                let ratio = contrast(&mark, &behind);
                if ratio < least {
                    found.push(format!("--{name} on --{ground}, {scheme}: {ratio:.2}"));
                }
            }
        }
    }
    found
}

#[test]
fn text_can_be_read_on_every_ground_it_stands_on() {
    assert_eq!(too_faint(&TEXT, 4.5), [""; 0]);
}

#[test]
fn controls_focus_and_charts_can_be_told_from_their_ground() {
    assert_eq!(too_faint(&SHAPES, 3.0), [""; 0]);
}

#[test]
fn contrast_is_what_the_standard_says() {
    let [white, black, grey] = ["100% 0 0", "0% 0 0", "56.24% 0 0"].map(|text| Oklch::read(text).unwrap());
    assert!((contrast(&white, &black) - 21.0).abs() < 0.01);
    // #757575 on white, as any contrast checker says.
    assert!((contrast(&grey, &white) - 4.61).abs() < 0.02, "{}", contrast(&grey, &white));
    assert!(!too_faint(&[("line", &["paper"])], 3.0).is_empty(), "hairlines are fainter than a control may be");
}
