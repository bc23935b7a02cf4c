//! Tones of one colour, stepped in OKLab so that every hue gets lighter or darker by the same felt amount.
//!
//! Conversion matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).

/// The line colour of the whole shop: every outline is drawn with it.
pub const INK: &str = "#26323a";

/// One material colour and the tones the pictures need of it, each as `#rrggbb`.
pub struct Tone {
    /// The colour itself.
    pub base: String,
    /// Side turned from the light.
    pub shade: String,
    /// Side turned to the light.
    pub light: String,
    /// Seams and folds: darker than the base, or lighter where the base is too dark to show it.
    pub line: String,
}

impl Tone {
    /// Builds the tones of `#rrggbb`; anything else is read as mid grey.
    pub fn new(hex: &str) -> Self {
        let [l, a, b] = oklab(rgb(hex));
        let seam = if l > 0.45 { l - 0.2 } else { l + 0.17 };
        Tone {
            base: hex_of([l, a, b]),
            shade: hex_of([l - 0.085, a * 1.05, b * 1.02]),
            light: hex_of([(l + 0.075).min(0.985), a * 0.9, b * 0.9]),
            line: hex_of([seam, a, b]),
        }
    }
}

/// Mixes two `#rrggbb` colours in OKLab; `share` 0 gives the first, 1 the second.
pub fn mix(from: &str, to: &str, share: f64) -> String {
    let (a, b) = (oklab(rgb(from)), oklab(rgb(to)));
    hex_of([0, 1, 2].map(|i| a[i] + (b[i] - a[i]) * share))
}

fn rgb(hex: &str) -> [f64; 3] {
    let digits = hex.trim_start_matches('#');
    [0, 2, 4].map(|at| {
        let channel = digits.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        f64::from(channel.unwrap_or(0x80)) / 255.0
    })
}

fn oklab(srgb: [f64; 3]) -> [f64; 3] {
    let [r, g, b] = srgb.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    let l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b).cbrt();
    let m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b).cbrt();
    let s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b).cbrt();
    [
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    ]
}

fn hex_of([l, a, b]: [f64; 3]) -> String {
    let x = (l + 0.3963377774 * a + 0.2158037573 * b).powi(3);
    let y = (l - 0.1055613458 * a - 0.0638541728 * b).powi(3);
    let z = (l - 0.0894841775 * a - 1.2914855480 * b).powi(3);
    let linear = [
        4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
        -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
        -0.0041960863 * x - 0.7034186147 * y + 1.7076147010 * z,
    ];
    let [r, g, b] = linear.map(|c| {
        let c = c.clamp(0.0, 1.0);
        let encoded = if c <= 0.0031308 { c * 12.92 } else { 1.055 * c.powf(1.0 / 2.4) - 0.055 };
        (encoded * 255.0).round() as u8
    });
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_survives_the_way_through_oklab() {
        for hex in ["#000000", "#ffffff", "#46604f", "#d9642c"] {
            assert_eq!(hex_of(oklab(rgb(hex))), hex);
        }
    }

    #[test]
    fn mixing_ends_where_it_says() {
        assert_eq!(mix("#46604f", "#d9642c", 0.0), "#46604f");
        assert_eq!(mix("#46604f", "#d9642c", 1.0), "#d9642c");
    }
}
