//! Pictures: uploaded and looked at.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, metadata::Orientation};
use types::{ImageId, ProductId};

use super::{
    change::{Of, change},
    entity::image as row,
    rules::{ALT_LIMIT, Check, IMAGE_COUNT_LIMIT},
    store::{self, NewMedia},
};
use crate::{Cx, Error, Result, Scope};

/// Bytes of an uploaded picture.
const BYTES_LIMIT: usize = 8 * 1024 * 1024;
/// Pixels of a picture's longer edge.
const EDGE_LIMIT: u32 = 8_000;
/// Bytes a picture may take while it is decoded: 40 megapixels in RGBA, and room to work.
const DECODING_LIMIT: u64 = 256 * 1024 * 1024;

/// A stored picture. What is under a hash never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// `image/png`, `image/jpeg`, `image/webp`, or `image/svg+xml` for pictures the shop has drawn itself.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// The picture under a hash (64 hex digits, lower case).
///
/// # Errors
/// `not_found`, also for what is no hash.
pub async fn media(cx: &Cx, hash: &str) -> Result<Media> {
    if !is_hash(hash) {
        return Err(Error::not_found("picture"));
    }
    let found = store::load_media(cx.db.read(), hash).await?.ok_or_else(|| Error::not_found("picture"))?;
    Ok(Media { media_type: found.media_type, bytes: found.bytes })
}

/// Whether a text can be the name of a picture.
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether there is a picture under a hash.
pub(crate) async fn has_media(cx: &Cx, hash: &str) -> Result<bool> {
    store::has_media(cx.db.read(), hash).await
}

/// Adds a picture at the end of a product's. PNG, JPEG or WebP by content, at most 8 MiB and 8000 pixels an edge.
///
/// # Errors
/// `invalid` on `image` or `alt`; `not_found` for the product.
pub async fn add_image(cx: &Cx, product: ProductId, bytes: Vec<u8>, alt: String) -> Result<ImageId> {
    cx.require(Scope::CatalogWrite)?;
    let mut check = Check::default();
    let alt = check.optional("alt", &alt, ALT_LIMIT);
    check.finish()?;
    if bytes.len() > BYTES_LIMIT {
        return Err(Error::invalid_field("image", "At most 8 MiB."));
    }
    let picture = tokio::task::spawn_blocking(move || decode(bytes)).await.map_err(Error::internal)??;
    let now = cx.clock.now();
    let id = ImageId::new();
    change(cx, Of::Product(product), move |tx, _| {
        Box::pin(async move {
            if store::images_of(tx, product).await?.len() >= IMAGE_COUNT_LIMIT {
                return Err(Error::invalid_field("image", format!("At most {IMAGE_COUNT_LIMIT} pictures.")));
            }
            let media = NewMedia { media_type: picture.media_type, bytes: picture.bytes, now };
            let image = row::Model {
                id: id.0,
                product_id: product.0,
                position: store::next_image_position(tx, product).await?,
                media_hash: store::put_media(tx, media).await?,
                media_type: picture.media_type.to_owned(),
                width: picture.width.into(),
                height: picture.height.into(),
                alt,
                source: String::new(),
            };
            store::insert_image(tx, image).await
        })
    })
    .await?;
    Ok(id)
}

/// A picture that was really decoded.
#[derive(Debug)]
struct Picture {
    media_type: &'static str,
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

/// Decodes the whole file, within limits: what passes is a picture, not only named like one. Blocks.
fn decode(bytes: Vec<u8>) -> Result<Picture> {
    let reader = ImageReader::new(Cursor::new(&bytes)).with_guessed_format().map_err(unreadable)?;
    let media_type = match reader.format() {
        Some(ImageFormat::Png) => "image/png",
        Some(ImageFormat::Jpeg) => "image/jpeg",
        Some(ImageFormat::WebP) => "image/webp",
        _ => return Err(Error::invalid_field("image", "Choose a PNG, JPEG or WebP picture.")),
    };
    let decoded = upright(reader).map_err(unreadable)?;
    let (width, height) = (decoded.width(), decoded.height());
    Ok(Picture { media_type, width, height, bytes })
}

/// The pixels of a photograph, within limits, the way round that it is meant to be seen. Blocks.
pub(crate) fn decoded(bytes: &[u8]) -> Result<DynamicImage, ImageError> {
    upright(ImageReader::new(Cursor::new(bytes)).with_guessed_format()?)
}

/// Cameras note how they were held, and leave it to others to turn the picture.
fn upright(mut reader: ImageReader<Cursor<impl AsRef<[u8]>>>) -> Result<DynamicImage, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(EDGE_LIMIT);
    limits.max_image_height = Some(EDGE_LIMIT);
    limits.max_alloc = Some(DECODING_LIMIT);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // What is unreadable about how it was held does not make the picture unreadable.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut pixels = DynamicImage::from_decoder(decoder)?;
    pixels.apply_orientation(orientation);
    Ok(pixels)
}

fn unreadable(cause: impl Into<anyhow::Error>) -> Error {
    let advice = format!("This picture cannot be read, or is larger than {EDGE_LIMIT} pixels. Choose another one.");
    Error::invalid_field("image", advice).caused_by(cause)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn encoded(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn pictures_are_known_by_their_content() {
        for (format, media_type) in
            [(ImageFormat::Png, "image/png"), (ImageFormat::Jpeg, "image/jpeg"), (ImageFormat::WebP, "image/webp")]
        {
            let picture = decode(encoded(format, 3, 2)).unwrap();
            assert_eq!((picture.media_type, picture.width, picture.height), (media_type, 3, 2));
        }
    }

    #[test]
    fn what_is_no_picture_is_refused_by_name() {
        let mut broken = encoded(ImageFormat::Png, 30, 20);
        broken.truncate(60);
        let too_wide = encoded(ImageFormat::Png, EDGE_LIMIT + 1, 1);
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
        for bytes in [broken, too_wide, svg, b"GIF89a".to_vec(), Vec::new()] {
            assert_eq!(decode(bytes).unwrap_err().problem().errors[0].field, "image");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(head in prop::sample::select(vec![&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8 ", b""]),
            tail in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode([head, &tail].concat());
        }
    }
}
