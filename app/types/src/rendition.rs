//! The sizes and formats in which the shop's pictures are offered, and their addresses. There are few, so that what can be asked for is
//! bounded, and they stand in the address, so that whatever caches in between needs to know nothing.

/// Widths in pixels, the narrowest first.
pub const WIDTHS: [u32; 4] = [320, 640, 960, 1280];
/// Pixels of a picture for link previews, the size that whoever shows them asks for.
pub const PREVIEW: (u32, u32) = (1200, 630);

const FOLDER: &str = "/media/";

/// File formats. A browser that shows one also shows those after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Smallest.
    Avif,
    /// Small.
    Webp,
    /// For everything else that shows pictures.
    Jpeg,
}

impl Format {
    /// All, the smallest files first.
    pub const ALL: [Format; 3] = [Format::Avif, Format::Webp, Format::Jpeg];

    /// As in `Content-Type`.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Format::Avif => "image/avif",
            Format::Webp => "image/webp",
            Format::Jpeg => "image/jpeg",
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Format::Avif => "avif",
            Format::Webp => "webp",
            Format::Jpeg => "jpg",
        }
    }
}

/// How large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Size {
    /// One of [`WIDTHS`], or the picture's own width where that is less.
    Wide(u32),
    /// [`PREVIEW`], with the whole picture in its middle. Always JPEG.
    Preview,
}

/// One way in which a picture is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Rendition {
    /// How large.
    pub size: Size,
    /// In which format.
    pub format: Format,
}

impl Rendition {
    /// For link previews.
    pub const PREVIEW: Self = Self { size: Size::Preview, format: Format::Jpeg };

    /// Every one there is.
    pub fn all() -> impl Iterator<Item = Self> {
        let wide = WIDTHS.into_iter().flat_map(|width| Format::ALL.map(|format| Self::wide(width, format)));
        wide.chain([Self::PREVIEW])
    }

    /// `width` is one of [`WIDTHS`].
    #[must_use]
    pub const fn wide(width: u32, format: Format) -> Self {
        Self { size: Size::Wide(width), format }
    }

    /// Its name: `640.avif`, `preview.jpg`.
    #[must_use]
    pub fn name(self) -> String {
        match self.size {
            Size::Wide(width) => format!("{width}.{}", self.format.extension()),
            Size::Preview => format!("preview.{}", self.format.extension()),
        }
    }

    /// The one with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|rendition| rendition.name() == name)
    }
}

/// A picture that is offered in several renditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source<'a> {
    hash: &'a str,
    /// Pixels it has from side to side; none for a drawing, which has as many as are wanted.
    width: Option<u32>,
}

impl<'a> Source<'a> {
    /// Of the address and the width of an original: `/media/{hash}.{extension}`. None for other addresses.
    #[must_use]
    pub fn of(url: &'a str, width: u32) -> Option<Self> {
        let (hash, extension) = url.strip_prefix(FOLDER)?.split_once('.')?;
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_drawing = extension == "svg";
        (plain(hash) && plain(extension)).then_some(Self { hash, width: (!is_drawing).then_some(width.max(1)) })
    }

    /// Where a rendition is served.
    #[must_use]
    pub fn address(&self, rendition: Rendition) -> String {
        format!("{FOLDER}{}-{}", self.hash, rendition.name())
    }

    /// The value of `srcset` for one format: every width up to `widest`, and none that the picture does not have.
    #[must_use]
    pub fn srcset(&self, format: Format, widest: u32) -> String {
        let own = self.width.unwrap_or(u32::MAX);
        let mut entries = Vec::with_capacity(WIDTHS.len());
        for width in WIDTHS.into_iter().take_while(|width| *width <= widest.max(WIDTHS[0])) {
            entries.push(format!("{} {}w", self.address(Rendition::wide(width, format)), width.min(own)));
            if width >= own {
                break;
            }
        }
        entries.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_names_one_rendition() {
        for rendition in Rendition::all() {
            assert_eq!(Rendition::from_name(&rendition.name()), Some(rendition));
        }
        for other in ["", "641.avif", "0640.avif", "640.gif", "640", "preview.avif", "640.avif.jpg", "99999999999.jpg"]
        {
            assert_eq!(Rendition::from_name(other), None, "{other}");
        }
    }

    #[test]
    fn a_drawing_is_offered_in_all_widths_and_a_photograph_in_no_more_than_it_has() {
        let drawing = Source::of("/media/0a.svg", 800).unwrap();
        assert_eq!(drawing.srcset(Format::Avif, 640), "/media/0a-320.avif 320w, /media/0a-640.avif 640w");
        assert_eq!(drawing.srcset(Format::Jpeg, 4000).matches("jpg").count(), WIDTHS.len());
        let photograph = Source::of("/media/0a.png", 500).unwrap();
        assert_eq!(photograph.srcset(Format::Webp, 4000), "/media/0a-320.webp 320w, /media/0a-640.webp 500w");
        assert_eq!(Source::of("/media/0a.png", 100).unwrap().srcset(Format::Webp, 4000), "/media/0a-320.webp 100w");
        for other in [
            "https://elsewhere.example/media/a.png",
            "/media/",
            "/media/a",
            "/media/a b.png",
            "/media/../a.png",
            "/img/a.png",
        ] {
            assert_eq!(Source::of(other, 1), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn every_offer_can_be_asked_for_and_is_larger_than_the_one_before(width in 0u32..9000, widest in 0u32..3000) {
            let source = Source::of("/media/0a.jpg", width).unwrap();
            let mut before = 0;
            for entry in source.srcset(Format::Avif, widest).split(", ") {
                let (address, descriptor) = entry.split_once(' ').unwrap();
                let pixels: u32 = descriptor.trim_end_matches('w').parse().unwrap();
                prop_assert!(pixels > before && pixels <= width.max(1));
                before = pixels;
                let name = address.strip_prefix("/media/0a-").unwrap();
                prop_assert!(Rendition::from_name(name).is_some());
            }
            prop_assert!(before > 0);
        }
    }
}
