//! The product's pictures: a strip to be pushed along, with small ones under it where there is room.

use leptos::prelude::*;
use types::{
    catalog::{ImageView, VariantView},
    flag::{Extras, Spot},
    rendition::WIDTHS,
};
use words::t;

use crate::components::Picture;

/// The chosen variant's picture first. A light page has this one alone.
pub(super) fn gallery(images: &[ImageView], chosen: Option<&VariantView>, extras: Extras) -> AnyView {
    let mut images = in_order(images, chosen);
    if extras.light {
        images.truncate(1);
    }
    let single = images.len() <= 1;
    let zoom = (extras.gallery != Spot::Nothing && !images.is_empty()).then_some("");
    let thumbs = (!single).then(|| thumbs(&images));
    let pictures = if images.is_empty() { vec![None] } else { images.into_iter().map(Some).collect() };
    let items = pictures.into_iter().enumerate().map(|(index, image)| {
        let id = format!("picture-{}", index + 1);
        view! { <li id=id><Picture image sizes="(min-width: 48rem) min(57vw, 48rem), 88vw" foremost=index == 0/></li> }
    });
    let [open, dialog, close] =
        [t!("gallery-open"), t!("gallery-dialog"), t!("gallery-close")].map(|words| zoom.map(|_| words));
    let within = zoom.map(|_| t!("gallery-label"));
    view! {
        <div class="product-pictures" data-part="gallery" data-zoom=zoom data-some=extras.gallery == Spot::Place
            data-open=open data-dialog=dialog data-close=close data-pictures=within>
            <ul class="gallery" class:gallery-single=single aria-label=t!("gallery-label") tabindex=(!single).then_some("0")>
                {items.collect_view()}
            </ul>
            {thumbs}
        </div>
    }
    .into_any()
}

/// Links to the pictures above: they work by themselves.
fn thumbs(images: &[ImageView]) -> AnyView {
    let all = images.len();
    let links = images.iter().cloned().enumerate().map(|(index, image)| {
        let label = t!("gallery-picture", number = index + 1, count = all);
        let image = ImageView { alt: String::new(), ..image };
        view! {
            <li>
                <a href=format!("#picture-{}", index + 1) aria-label=label aria-current=(index == 0).then_some("true")>
                    <Picture image=Some(image) sizes="5rem" widest=WIDTHS[0]/>
                </a>
            </li>
        }
    });
    view! { <ul class="thumbs" aria-label=t!("gallery-choose")>{links.collect_view()}</ul> }.into_any()
}

fn in_order(images: &[ImageView], chosen: Option<&VariantView>) -> Vec<ImageView> {
    let first = chosen.and_then(|variant| variant.image_id);
    let (mut ordered, rest): (Vec<_>, Vec<_>) = images.iter().cloned().partition(|image| Some(image.id) == first);
    ordered.extend(rest);
    ordered
}
