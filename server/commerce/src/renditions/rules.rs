//! Pure decisions: how large a rendition is, and what may stand in for one that is not there.

use types::rendition::{Format, Rendition, Size, WIDTHS};

/// Pixels of a rendition's height, whatever shape its original has.
pub(super) const TALLEST: u32 = 4096;

/// What is made before anyone asks: what cards and phones show, the smallest files first, and link previews.
pub(super) const COMMON: [Rendition; 5] = [
    Rendition::wide(WIDTHS[1], Format::Avif),
    Rendition::wide(WIDTHS[0], Format::Avif),
    Rendition::wide(WIDTHS[1], Format::Webp),
    Rendition::PREVIEW,
    Rendition::wide(WIDTHS[1], Format::Jpeg),
];

/// Pixels of a rendition `width` wide of an original that has `own`: its shape, never more pixels than a photograph has, and bounded in
/// height.
pub(super) fn scaled(own: (u32, u32), width: u32) -> (u32, u32) {
    let (across, down) = (u64::from(own.0.max(1)), u64::from(own.1.max(1)));
    let width = u64::from(width.max(1)).min(u64::from(TALLEST) * across / down).max(1);
    let height = (down * width + across / 2) / across;
    (narrow(width), narrow(height.clamp(1, u64::from(TALLEST))))
}

/// Pixels of an original that has `own`, as large as fits into `room`.
pub(super) fn contained(own: (u32, u32), room: (u32, u32)) -> (u32, u32) {
    let (across, down) = (u64::from(own.0.max(1)), u64::from(own.1.max(1)));
    let (wide, high) = (u64::from(room.0), u64::from(room.1));
    let size = if across * high > wide * down { (wide, down * wide / across) } else { (across * high / down, high) };
    (narrow(size.0.max(1)), narrow(size.1.max(1)))
}

fn narrow(pixels: u64) -> u32 {
    u32::try_from(pixels).unwrap_or(u32::MAX)
}

/// What to show meanwhile, of the renditions that are there: in a format that whoever asks can show, wide enough if there is one, the
/// closest in width, the smallest file.
pub(super) fn stand_in(wanted: Rendition, there: &[Rendition]) -> Option<Rendition> {
    let Size::Wide(width) = wanted.size else { return None };
    let fitting = there.iter().copied().filter(|other| *other != wanted && other.format >= wanted.format);
    let distance = |other: &Rendition| match other.size {
        Size::Wide(own) => Some((own < width, own.abs_diff(width), other.format)),
        Size::Preview => None,
    };
    fitting
        .filter_map(|other| Some((distance(&other)?, other)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_closest_that_can_be_shown_stands_in() {
        let webp = |width| Rendition::wide(width, Format::Webp);
        let wanted = webp(640);
        assert_eq!(stand_in(wanted, &[webp(320), webp(960), webp(1280)]), Some(webp(960)));
        assert_eq!(stand_in(wanted, &[webp(320)]), Some(webp(320)), "better than nothing");
        let jpeg = Rendition::wide(640, Format::Jpeg);
        assert_eq!(
            stand_in(wanted, &[Rendition::wide(640, Format::Avif), jpeg]),
            Some(jpeg),
            "not every browser shows AVIF"
        );
        assert_eq!(stand_in(Rendition::PREVIEW, &[jpeg]), None, "it has another shape");
        assert_eq!(stand_in(wanted, &[Rendition::PREVIEW]), None);
    }

    proptest! {
        #[test]
        fn a_rendition_is_bounded_and_keeps_its_shape(across in 0u32..20_000, down in 0u32..20_000, width in 1u32..3000) {
            let (wide, high) = scaled((across, down), width);
            prop_assert!((1..=width).contains(&wide) && (1..=TALLEST).contains(&high));
            if wide > 50 && high > 50 {
                let (shape, own) = (f64::from(wide) / f64::from(high), f64::from(across) / f64::from(down));
                prop_assert!((shape / own - 1.0).abs() < 0.05, "{shape} {own}");
            }
        }

        #[test]
        fn what_is_contained_fits(across in 0u32..20_000, down in 0u32..20_000) {
            let (wide, high) = contained((across, down), (1200, 630));
            prop_assert!((1..=1200).contains(&wide) && (1..=630).contains(&high));
            prop_assert!(wide == 1200 || high == 630 || across.max(1) * 630 < down.max(1) || down.max(1) * 1200 < across.max(1));
        }

        #[test]
        fn what_stands_in_can_be_shown(wanted in 0usize..13, there in prop::collection::vec(0usize..13, 0..13)) {
            let all: Vec<_> = Rendition::all().collect();
            let there: Vec<_> = there.into_iter().map(|index| all[index]).collect();
            if let Some(found) = stand_in(all[wanted], &there) {
                prop_assert!(there.contains(&found) && found.format >= all[wanted].format && found != all[wanted]);
            }
        }
    }
}
