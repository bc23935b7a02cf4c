//! A product's variants: each a line that opens into its form.

use leptos::prelude::*;
use types::{
    Money,
    admin::{AdminProduct, AdminVariant, VariantInput},
};

use super::EditorForm;
use crate::admin::{Posted, form::Form, layout::section};

pub(super) fn variants(product: &AdminProduct, posted: Option<&Posted<EditorForm>>) -> AnyView {
    let options = &product.input.options;
    let stored = product.variants.iter().map(|variant| stored_variant(variant, options, posted));
    let none = product.variants.is_empty().then(|| {
        view! { <p class="admin-empty">"No variant yet: without one it cannot be bought."</p> }
    });
    let content = view! {
        {none}
        <div class="admin-variants">{stored.collect_view()} {new_variant(product, posted)}</div>
    };
    section("variants", "Variants", content)
}

fn stored_variant(variant: &AdminVariant, options: &[String], posted: Option<&Posted<EditorForm>>) -> AnyView {
    let path = format!("/admin/variants/{}", variant.id);
    let form = Form::from_posted(format!("variant-{}", variant.id), &EditorForm::Variant(variant.id), posted);
    view! {
        <details class="admin-disclosure" open=form.is_returned()>
            {variant_line(variant)}
            {form.summary()}
            <form class="admin-form admin-form-wide" method="post" action=path.clone()>
                {fields(&form, &Stored::of(variant), options)}
                <div class="admin-row">
                    <button class="button" type="submit">"Save variant"</button>
                    <a href=format!("/admin/stock/{}", variant.id)>"Stock, cap and bundle"</a>
                    <a href=format!("{path}/prices")>"Other currencies"</a>
                </div>
            </form>
            <details class="admin-disclosure admin-disclosure-inner">
                <summary>"Delete variant…"</summary>
                <form class="admin-form" method="post" action=format!("{path}/delete")>
                    <p>"It disappears from the shop and from carts. Orders keep it."</p>
                    <button class="button admin-danger" type="submit">"Yes, delete this variant"</button>
                </form>
            </details>
        </details>
    }
    .into_any()
}

fn variant_line(variant: &AdminVariant) -> AnyView {
    let VariantInput { sku, options, tracked, .. } = &variant.input;
    let name = if options.is_empty() { "The only variant".to_owned() } else { options.join(" / ") };
    let stock =
        if *tracked { format!("{} on hand, {} held", variant.on_hand, variant.held) } else { "Not tracked".into() };
    view! {
        <summary class="admin-variant">
            <span class="admin-variant-name">{name}</span> " "
            <span class="quiet">{sku.clone()}</span> " "
            <span class="admin-variant-price">{variant.price.to_string()}</span> " "
            <span class="quiet">{stock}</span>
        </summary>
    }
    .into_any()
}

fn new_variant(product: &AdminProduct, posted: Option<&Posted<EditorForm>>) -> AnyView {
    let form = Form::from_posted("new-variant", &EditorForm::NewVariant, posted);
    let open = form.is_returned() || product.variants.is_empty();
    view! {
        <details class="admin-disclosure" open=open>
            <summary>"Add a variant…"</summary>
            {form.summary()}
            <form class="admin-form admin-form-wide" method="post" action=format!("/admin/products/{}/variants", product.id)>
                {fields(&form, &Stored::nothing(), &product.input.options)}
                <button class="button" type="submit">"Add variant"</button>
            </form>
        </details>
    }
    .into_any()
}

/// A variant as its form shows it: amounts as decimal text, empty for a new one.
#[derive(Default)]
struct Stored<'a> {
    sku: &'a str,
    options: &'a [String],
    price: String,
    compare_at: String,
    weight_grams: String,
    tracked: bool,
}

impl<'a> Stored<'a> {
    fn nothing() -> Self {
        Self { tracked: true, ..Self::default() }
    }

    fn of(variant: &'a AdminVariant) -> Self {
        let VariantInput { sku, options, price, compare_at, weight_grams, tracked } = &variant.input;
        let decimal = |amount: i64| Money::new(amount, variant.price.currency).to_decimal();
        Self {
            sku,
            options,
            price: decimal(*price),
            compare_at: compare_at.map(decimal).unwrap_or_default(),
            weight_grams: weight_grams.to_string(),
            tracked: *tracked,
        }
    }
}

fn fields(form: &Form, stored: &Stored<'_>, options: &[String]) -> AnyView {
    let options = options.iter().enumerate().map(|(index, option)| {
        let value = stored.options.get(index).map_or("", String::as_str);
        form.text(format!("option_{}", index + 1), option.clone(), value).required().view()
    });
    view! {
        <div class="admin-grid">
            {options.collect_view()}
            {form.text("sku", "SKU", stored.sku).view()}
            {form.text("price", "Price", &stored.price).decimal().required().view()}
            {form.text("compare_at", "Compare at", &stored.compare_at).decimal().view()}
            {form.text("weight_grams", "Weight in grams", &stored.weight_grams).number(Some(0), None).view()}
            {form.checkbox("tracked", "Count its stock", stored.tracked)}
        </div>
    }
    .into_any()
}
