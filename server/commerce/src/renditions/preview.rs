//! Pictures for link previews: the whole picture in the middle, its ground carried on to both sides.

use image::{DynamicImage, RgbImage, imageops};
use types::rendition::PREVIEW;

use super::{
    draw::{Original, flattened, resized},
    rules::contained,
};

/// Edge of the picture from which its ground is read: small, so that nothing of what it shows is carried on.
const GROUND: u32 = 24;

/// Composes it.
pub(super) fn compose(picture: &Original) -> anyhow::Result<DynamicImage> {
    let (wide, high) = contained(picture.size(), PREVIEW);
    // Scaling up is the one thing a photograph does not do by itself.
    let whole = resized(&flattened(picture.pixels(wide)?), (wide, high))?;
    let mut sheet = ground_of(&whole)?.into_rgb8();
    let (left, top) = ((PREVIEW.0 - wide) / 2, (PREVIEW.1 - high) / 2);
    imageops::replace(&mut sheet, &whole.into_rgb8(), left.into(), top.into());
    Ok(sheet.into())
}

/// What the picture's edges look like from afar, stretched over the whole sheet.
fn ground_of(whole: &DynamicImage) -> anyhow::Result<DynamicImage> {
    let blurred = resized(whole, (GROUND, GROUND))?.into_rgb8();
    let from_left = whole.width() * PREVIEW.1 <= PREVIEW.0 * whole.height();
    let edge = |x: u32, y: u32| {
        let (near, far) = if from_left { ((0, y), (GROUND - 1, y)) } else { ((x, 0), (x, GROUND - 1)) };
        let is_near = if from_left { x < GROUND / 2 } else { y < GROUND / 2 };
        let (x, y) = if is_near { near } else { far };
        *blurred.get_pixel(x, y)
    };
    let edges = RgbImage::from_fn(GROUND, GROUND, edge);
    resized(&edges.into(), PREVIEW)
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn the_ground_of_a_picture_goes_on_beside_it() {
        let picture =
            RgbImage::from_fn(
                100,
                100,
                |x, _| if (40..60).contains(&x) { Rgb([0, 0, 0]) } else { Rgb([200, 180, 160]) },
            );
        let sheet = compose(&Original::Photograph(picture.into())).unwrap().into_rgb8();
        assert_eq!(sheet.dimensions(), PREVIEW);
        let close = |pixel: &Rgb<u8>, to: [u8; 3]| pixel.0.iter().zip(to).all(|(one, other)| one.abs_diff(other) < 4);
        assert!(close(sheet.get_pixel(5, 300), [200, 180, 160]) && close(sheet.get_pixel(1190, 20), [200, 180, 160]));
        assert!(close(sheet.get_pixel(600, 315), [0, 0, 0]));
    }
}
