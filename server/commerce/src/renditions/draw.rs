//! From a picture's bytes to those of a rendition. Everything here computes, and takes bounded time and memory whatever the bytes are.

use fast_image_resize::Resizer;
use image::{
    DynamicImage, ExtendedColorType, ImageEncoder,
    codecs::{avif::AvifEncoder, jpeg::JpegEncoder},
};
use types::rendition::{Format, Rendition, Size};

use super::{drawing::Drawing, preview, rules::scaled};
use crate::catalog::{self, Media};

/// 1 to 100. Flat colours of drawings and faces of people look clean at these.
const AVIF_QUALITY: u8 = 68;
const WEBP_QUALITY: f32 = 78.0;
const JPEG_QUALITY: u8 = 80;
/// 1 to 10: a quarter of the time that 6 takes, for a tenth more bytes.
const AVIF_SPEED: u8 = 9;

/// Makes a rendition. Blocks, for up to some seconds.
pub(super) fn draw(original: &Media, rendition: Rendition) -> anyhow::Result<Vec<u8>> {
    let picture = Original::read(original)?;
    let pixels = match rendition.size {
        Size::Wide(width) => picture.pixels(width)?,
        Size::Preview => preview::compose(&picture)?,
    };
    encode(pixels, rendition.format)
}

/// What a rendition is made from.
pub(super) enum Original {
    Drawing(Box<Drawing>),
    Photograph(DynamicImage),
}

impl Original {
    fn read(media: &Media) -> anyhow::Result<Self> {
        if media.media_type == "image/svg+xml" {
            return Ok(Self::Drawing(Drawing::read(&media.bytes)?.into()));
        }
        let decoded = catalog::decoded(&media.bytes)?;
        Ok(Self::Photograph(match decoded.color().has_alpha() {
            true => decoded.into_rgba8().into(),
            false => decoded.into_rgb8().into(),
        }))
    }

    /// Its own size in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        match self {
            Self::Drawing(drawing) => drawing.size(),
            Self::Photograph(photograph) => (photograph.width(), photograph.height()),
        }
    }

    /// So wide, or as wide as it is where that is less.
    pub(super) fn pixels(&self, width: u32) -> anyhow::Result<DynamicImage> {
        match self {
            Self::Drawing(drawing) => Ok(opaque(drawing.pixels(width)?.into())),
            Self::Photograph(photograph) => resized(photograph, scaled(self.size(), width.min(photograph.width()))),
        }
    }
}

/// Scaled to `size`, up or down.
pub(super) fn resized(pixels: &DynamicImage, (wide, high): (u32, u32)) -> anyhow::Result<DynamicImage> {
    let mut sheet = DynamicImage::new(wide, high, pixels.color());
    Resizer::new().resize(pixels, &mut sheet, None)?;
    Ok(sheet)
}

/// Without an alpha channel that says nothing.
fn opaque(pixels: DynamicImage) -> DynamicImage {
    let says_nothing = pixels.as_rgba8().is_some_and(|rgba| rgba.pixels().all(|pixel| pixel.0[3] == u8::MAX));
    if says_nothing { pixels.into_rgb8().into() } else { pixels }
}

fn encode(pixels: DynamicImage, format: Format) -> anyhow::Result<Vec<u8>> {
    let (wide, high) = (pixels.width(), pixels.height());
    let mut bytes = Vec::new();
    match format {
        Format::Avif => {
            let encoder =
                AvifEncoder::new_with_speed_quality(&mut bytes, AVIF_SPEED, AVIF_QUALITY).with_num_threads(Some(1));
            encoder.write_image(pixels.as_bytes(), wide, high, pixels.color().into())?;
        }
        Format::Webp => {
            let encoder = match pixels.color().has_alpha() {
                true => webp::Encoder::from_rgba(pixels.as_bytes(), wide, high),
                false => webp::Encoder::from_rgb(pixels.as_bytes(), wide, high),
            };
            let encoded =
                encoder.encode_simple(false, WEBP_QUALITY).map_err(|cause| anyhow::anyhow!("WebP: {cause:?}"))?;
            bytes.extend_from_slice(&encoded);
        }
        Format::Jpeg => {
            let flat = flattened(pixels);
            let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
            encoder.write_image(flat.as_bytes(), wide, high, ExtendedColorType::Rgb8)?;
        }
    }
    Ok(bytes)
}

/// On white where it is see-through: JPEG knows no other way.
pub(super) fn flattened(mut pixels: DynamicImage) -> DynamicImage {
    let Some(rgba) = pixels.as_mut_rgba8() else { return pixels };
    let onto_white = |channel: u8, alpha: u8| {
        let (channel, alpha) = (u16::from(channel), u16::from(alpha));
        u8::try_from((channel * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    for pixel in rgba.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        pixel.0 = [onto_white(red, alpha), onto_white(green, alpha), onto_white(blue, alpha), u8::MAX];
    }
    pixels.into_rgb8().into()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, ImageReader};
    use types::rendition::{PREVIEW, WIDTHS};

    use super::*;

    fn photograph(wide: u32, high: u32) -> Media {
        let pixels =
            image::RgbaImage::from_fn(wide, high, |x, y| image::Rgba([(x % 256) as u8, (y % 256) as u8, 90, 255]));
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(pixels).write_to(&mut bytes, ImageFormat::Png).unwrap();
        Media { media_type: "image/png".into(), bytes: bytes.into_inner() }
    }

    fn drawing() -> Media {
        Media { media_type: "image/svg+xml".into(), bytes: demo::placeholder("Soon").into_bytes() }
    }

    /// Width and height that a file says it has; for AVIF, from the `ispe` box.
    fn size_of(bytes: &[u8], format: Format) -> (u32, u32) {
        if format == Format::Avif {
            assert_eq!(&bytes[4..12], b"ftypavif");
            let at = bytes.windows(4).position(|four| four == b"ispe").unwrap();
            let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
            return (number(at + 8), number(at + 12));
        }
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap();
        assert_eq!(reader.format().unwrap().to_mime_type(), format.media_type());
        let decoded = reader.decode().unwrap();
        (decoded.width(), decoded.height())
    }

    #[test]
    fn every_rendition_of_a_drawing_has_the_size_its_address_names() {
        for rendition in Rendition::all() {
            let bytes = draw(&drawing(), rendition).unwrap();
            let expected = match rendition.size {
                Size::Wide(width) => (width, width),
                Size::Preview => PREVIEW,
            };
            assert_eq!(size_of(&bytes, rendition.format), expected, "{}", rendition.name());
        }
    }

    #[test]
    fn a_photograph_is_scaled_down_and_never_up() {
        for format in Format::ALL {
            let wide = |width| size_of(&draw(&photograph(500, 250), Rendition::wide(width, format)).unwrap(), format);
            assert_eq!((wide(WIDTHS[0]), wide(WIDTHS[1])), ((320, 160), (500, 250)));
        }
        assert_eq!(size_of(&draw(&photograph(90, 250), Rendition::PREVIEW).unwrap(), Format::Jpeg), PREVIEW);
    }

    #[test]
    fn a_see_through_picture_stands_on_white_where_the_format_knows_no_other_way() {
        let clear = DynamicImage::new_rgba8(4, 4);
        assert!(flattened(clear).as_bytes().iter().all(|channel| *channel == u8::MAX));
        let half = DynamicImage::from(image::RgbaImage::from_pixel(1, 1, image::Rgba([0, 100, 255, 128])));
        assert_eq!(flattened(half).as_bytes(), [127, 177, 255]);
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        let mut broken = photograph(300, 300);
        broken.bytes.truncate(200);
        let text = Media { media_type: "image/png".into(), bytes: b"no picture".to_vec() };
        let bomb = Media { media_type: "image/png".into(), bytes: bomb() };
        let leading_out = r#"<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>"#;
        let leading_out = Media { media_type: "image/svg+xml".into(), bytes: leading_out.into() };
        for media in [broken, text, bomb, leading_out] {
            assert!(draw(&media, Rendition::wide(320, Format::Webp)).is_err());
        }
    }

    /// A PNG of a few hundred bytes that says it has 50,000 by 50,000 pixels.
    fn bomb() -> Vec<u8> {
        let mut bytes = photograph(1, 1).bytes;
        bytes[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        bytes
    }

    /// As PNG's chunks end with.
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
        })
    }
}
