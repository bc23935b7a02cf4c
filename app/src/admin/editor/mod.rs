//! The product editor: the product, its variants and its pictures, each with forms of its own.

mod details;
mod images;
mod variants;

use leptos::prelude::*;
use types::{
    VariantId,
    admin::{AdminChrome, AdminProduct, FormErrors, ProductInput},
    catalog::CollectionLink,
};

use super::{
    AdminPage, Posted, TranslationOf,
    form::Form,
    layout::{Section, heading, page},
    translation::languages,
};

/// The editor's forms beside the product's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditorForm {
    /// A new variant, posted to `/admin/products/{id}/variants`.
    NewVariant,
    /// A variant, posted to `/admin/variants/{id}`. Fields of both: `sku`, `option_1` to `option_3`, `price` and
    /// `compare_at` as decimal text, `weight_grams`, and the checkbox `tracked`.
    Variant(VariantId),
    /// A new picture, posted as multipart to `/admin/products/{id}/images`: `image` and `alt`.
    Image,
}

/// What the product editor shows.
#[derive(Clone, Debug)]
pub struct ProductEditor<'a> {
    /// The product as stored; none while a new one is being written.
    pub product: Option<&'a AdminProduct>,
    /// The product's own fields: as stored, or as typed when they came back.
    pub input: &'a ProductInput,
    /// All collections there are.
    pub collections: &'a [CollectionLink],
    /// What is wrong with the product's own fields.
    pub errors: FormErrors,
    /// Another form of the page that came back.
    pub posted: Option<&'a Posted<EditorForm>>,
}

/// `/admin/products/new` and `/admin/products/{id}`.
#[must_use]
pub fn product_editor(chrome: &AdminChrome, editor: &ProductEditor<'_>) -> AdminPage {
    let title = editor.product.map_or_else(|| "New product".to_owned(), |product| product.input.title.clone());
    let form = Form::new("product", editor.errors.clone());
    let stored = editor.product.map(|product| stored_parts(product, editor.posted));
    let content = view! {
        {heading(Some(("Products", "/admin/products")), &title, shop_link(editor.product))}
        {form.summary()}
        {stored.is_none().then(|| view! { <p class="quiet">"Variants and pictures follow once it is saved."</p> })}
        {details::details(&form, editor)}
        {stored}
    };
    page(chrome, Some(Section::Products), &title, content)
}

fn shop_link(product: Option<&AdminProduct>) -> Option<AnyView> {
    let product = product?;
    let spoken = languages(TranslationOf::Product(product.id), None);
    Some(view! { {spoken} <a href=format!("/products/{}", product.input.slug)>"View in shop"</a> }.into_any())
}

fn stored_parts(product: &AdminProduct, posted: Option<&Posted<EditorForm>>) -> AnyView {
    view! { {variants::variants(product, posted)} {images::images(product, posted)} }.into_any()
}
