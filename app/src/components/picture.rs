use leptos::prelude::*;
use types::catalog::ImageView;

/// A product's picture, or a quiet ground of the same shape where there is none.
#[component]
pub fn Picture(
    image: Option<ImageView>,
    /// Width it takes on the page, as in the `sizes` attribute.
    #[prop(default = "100vw")]
    sizes: &'static str,
    /// It is what the visitor sees first: load it at once.
    #[prop(optional)]
    eager: bool,
) -> impl IntoView {
    match image {
        Some(image) => view! {
            <img
                class="picture"
                src=image.url
                alt=image.alt
                width=image.width.to_string()
                height=image.height.to_string()
                sizes=sizes
                loading=if eager { "eager" } else { "lazy" }
                fetchpriority=eager.then_some("high")
                decoding="async"
            />
        }
        .into_any(),
        None => view! {
            <svg class="picture picture-none" viewBox="0 0 80 80" aria-hidden="true">
                <path d="M20 52l13-15 10 11 6-6 11 10M53 30a4 4 0 1 0 0 .1" fill="none" stroke="currentColor" stroke-width="1.5"
                    stroke-linecap="round" stroke-linejoin="round"/>
            </svg>
        }
        .into_any(),
    }
}
