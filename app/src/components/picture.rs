use leptos::prelude::*;
use types::{
    catalog::ImageView,
    rendition::{Format, Rendition, Source, WIDTHS},
};

/// A product's picture in the sizes and formats the browser may choose from, or a quiet ground of the same shape where there is none.
#[component]
pub fn Picture(
    image: Option<ImageView>,
    /// Width it takes on the page, as in the `sizes` attribute.
    #[prop(default = "100vw")]
    sizes: &'static str,
    /// Pixels of the widest size that makes sense here.
    #[prop(default = WIDTHS[3])]
    widest: u32,
    /// It is among what the visitor sees first: load it at once.
    #[prop(optional)]
    eager: bool,
    /// It is the largest of what the visitor sees first: load it before all others.
    #[prop(optional)]
    foremost: bool,
) -> impl IntoView {
    match image {
        Some(image) => {
            let renditions = Source::of(&image.url, image.width);
            let srcset = |format| renditions.map(|source| source.srcset(format, widest));
            let src = renditions.map(|source| source.address(Rendition::wide(widest.min(WIDTHS[1]), Format::Jpeg)));
            view! {
                <picture>
                    {[Format::Avif, Format::Webp].map(|format| {
                        srcset(format).map(|srcset| view! { <source type=format.media_type() sizes=sizes srcset=srcset/> })
                    })}
                    <img
                        class="picture"
                        alt=image.alt.clone()
                        width=image.width.to_string()
                        height=image.height.to_string()
                        loading=if eager || foremost { "eager" } else { "lazy" }
                        // Browsers would raise every picture in the window, to share a slow line with the largest.
                        fetchpriority=if foremost { "high" } else { "low" }
                        decoding="async"
                        sizes=sizes
                        srcset=srcset(Format::Jpeg)
                        src=src.unwrap_or_else(|| image.url.clone())
                    />
                </picture>
            }
            .into_any()
        }
        None => view! {
            <svg class="picture picture-none" viewBox="0 0 80 80" aria-hidden="true">
                <path d="M20 52l13-15 10 11 6-6 11 10M53 30a4 4 0 1 0 0 .1" fill="none" stroke="currentColor" stroke-width="1.5"
                    stroke-linecap="round" stroke-linejoin="round"/>
            </svg>
        }
        .into_any(),
    }
}
