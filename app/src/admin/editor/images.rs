//! A product's pictures: the ones it has, and the way to add one.

use leptos::prelude::*;
use types::{admin::AdminProduct, catalog::ImageView, rendition::WIDTHS};

use super::EditorForm;
use crate::{
    admin::{Posted, form::Form, layout::section},
    components::Picture,
};

pub(super) fn images(product: &AdminProduct, posted: Option<&Posted<EditorForm>>) -> AnyView {
    let form = Form::from_posted("image", &EditorForm::Image, posted);
    let pictures = product.images.iter().map(picture).collect_view();
    let content = view! {
        {form.summary()}
        <ul class="admin-pictures">{pictures}</ul>
        <form class="admin-form" method="post" enctype="multipart/form-data"
            action=format!("/admin/products/{}/images", product.id)>
            {form.text("image", "Picture", "").file("image/png,image/jpeg,image/webp").hint("PNG, JPEG or WebP.").required().view()}
            {form.text("alt", "What it shows", "").hint("For those who cannot see it.").view()}
            <button class="button button-quiet" type="submit">"Add picture"</button>
        </form>
    };
    section("pictures", "Pictures", content)
}

fn picture(image: &ImageView) -> AnyView {
    let says = if image.alt.is_empty() { "No description".to_owned() } else { image.alt.clone() };
    view! {
        <li>
            <Picture image=Some(image.clone()) sizes="160px" widest=WIDTHS[0]/>
            <p class="quiet">{says}</p>
            <details class="admin-disclosure admin-disclosure-inner">
                <summary>"Delete…"</summary>
                <form method="post" action=format!("/admin/images/{}/delete", image.id)>
                    <button class="button admin-danger" type="submit">"Yes, delete"</button>
                </form>
            </details>
        </li>
    }
    .into_any()
}
