//! The colours one picture is painted with: two of the product's own, and the house materials.

use super::colour::Tone;

pub struct Palette {
    /// The variant's colour.
    pub main: Tone,
    /// The product's second colour: lining, strap, stripe.
    pub accent: Tone,
    pub steel: Tone,
    pub brass: Tone,
    pub leather: Tone,
    pub oak: Tone,
    pub paper: Tone,
    pub tar: Tone,
}

impl Palette {
    pub fn new(main: &str, accent: &str) -> Self {
        Palette {
            main: Tone::new(main),
            accent: Tone::new(accent),
            steel: Tone::new("#b3bdc0"),
            brass: Tone::new("#c99f4c"),
            leather: Tone::new("#a8734a"),
            oak: Tone::new("#c2935f"),
            paper: Tone::new("#f6f0e2"),
            tar: Tone::new("#3f4447"),
        }
    }
}
