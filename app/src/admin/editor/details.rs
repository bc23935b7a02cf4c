//! The product's own fields.

use leptos::prelude::*;
use types::{admin::ProductStatus, catalog::CollectionLink};

use super::ProductEditor;
use crate::admin::form::{Form, tick};

/// Posts `title`, `slug`, `vendor`, `kind`, `description_html`, `tags` and `options` (comma separated), `collections`
/// (repeated) and `status` to `/admin/products` or `/admin/products/{id}`.
pub(super) fn details(form: &Form, editor: &ProductEditor<'_>) -> AnyView {
    let action =
        editor.product.map_or("/admin/products".to_owned(), |product| format!("/admin/products/{}", product.id));
    let input = editor.input;
    let statuses = ProductStatus::ALL.iter().map(|status| (status.as_str(), status.label()));
    let save = if editor.product.is_some() { "Save product" } else { "Create product" };
    view! {
        <form class="admin-form admin-form-wide" method="post" action=action>
            <div class="admin-columns">
                <div>
                    {form.text("title", "Title", &input.title).required().view()}
                    {form.text("description_html", "Description", &input.description_html).area("description_html", 10)
                        .hint("HTML. Scripts, styles and unknown elements are taken out when it is saved.").view()}
                    {form.text("options", "Options", &input.options.join(", "))
                        .hint("Up to three, separated by commas: Colour, Size.").view()}
                    {form.text("tags", "Tags", &input.tags.join(", ")).hint("Separated by commas.").view()}
                </div>
                <div>
                    {form.text("status", "Status", input.status.as_str()).choice(statuses).view()}
                    {form.text("slug", "Name in addresses", &input.slug)
                        .hint("Letters, digits and hyphens. Made from the title when empty.").view()}
                    {form.text("vendor", "Vendor", &input.vendor).view()}
                    {form.text("kind", "Kind", &input.kind).hint("What it is: Tote, Lantern.").view()}
                    {collections(form, editor.collections, &input.collections)}
                </div>
            </div>
            <button class="button" type="submit">{save}</button>
        </form>
    }
    .into_any()
}

fn collections(form: &Form, all: &[CollectionLink], chosen: &[String]) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let boxes = all.iter().enumerate().map(|(index, collection)| {
        let checked = chosen.contains(&collection.slug);
        tick(&format!("product-collection-{index}"), "collections", &collection.slug, collection.title.clone(), checked)
    });
    Some(form.choices("collections", "Collections", boxes.collect_view()))
}
