//! `/extras/suggest`: what is offered below the search while somebody types.

use leptos::prelude::*;
use types::{
    catalog::{CollectionLink, ImageView, ProductCard},
    rendition::WIDTHS,
};
use words::t;

use super::listing::search;
use crate::{
    components::{GLASS, Picture, Price},
    render::render,
};

/// Width of a picture as `style/suggestions.css` draws it.
const SIZES: &str = "3rem";
/// Four goods side by side.
const GOODS: &str = "M4 4h4.5v4.5H4zM11.5 4H16v4.5h-4.5zM4 11.5h4.5V16H4zM11.5 11.5H16V16h-4.5z";

/// The list: `words` that would be searched for instead of those typed, collections, products. Each option is a plain link, so that it
/// opens as links do.
pub fn suggestions_fragment(
    words: Option<String>,
    collections: Vec<CollectionLink>,
    products: Vec<ProductCard>,
) -> String {
    render(move || {
        let links = collections.into_iter().map(to_collection).chain(products.into_iter().map(to_product));
        let options: Vec<_> = words.map(to_search).into_iter().chain(links).collect();
        let label = t!("search-suggestions", count = options.len());
        let options = options.into_iter().enumerate().map(|(index, (href, inside))| {
            let id = format!("suggestion-{index}");
            view! { <a id=id role="option" aria-selected="false" tabindex="-1" href=href>{inside}</a> }
        });
        view! { <div id="suggestions" role="listbox" aria-label=label>{options.collect_view()}</div> }
    })
}

fn to_search(words: String) -> (String, AnyView) {
    (search(&words), row(sign(GLASS), words, ().into_any()))
}

fn to_collection(link: CollectionLink) -> (String, AnyView) {
    let kind = view! { <span class="quiet">{t!("filter-collection")}</span> };
    (format!("/collections/{}", link.slug), row(sign(GOODS), link.title, kind.into_any()))
}

fn to_product(card: ProductCard) -> (String, AnyView) {
    let ProductCard { slug, title, price, price_varies, image, .. } = card;
    // Its name is said beside it.
    let image = image.map(|image| ImageView { alt: String::new(), ..image });
    let picture = view! { <Picture image sizes=SIZES widest=WIDTHS[0]/> };
    let price = view! { <Price price from=price_varies/> };
    (format!("/products/{slug}"), row(picture.into_any(), title, price.into_any()))
}

/// A space keeps apart what is read out as one name.
fn row(sign: AnyView, title: String, end: AnyView) -> AnyView {
    view! { {sign} <span class="suggestion-title">{title}</span>" " {end} }.into_any()
}

fn sign(path: &'static str) -> AnyView {
    view! {
        <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d=path fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>
        </svg>
    }
    .into_any()
}
