//! What staff do to products.

use sea_orm::ConnectionTrait;
use types::{
    Currency, Locale, Money, ProductId, VariantId,
    admin::{AdminProduct, AdminProductPage, AdminVariant, ProductInput, ProductPage, VariantInput},
    catalog::ProductOption,
};

use super::{
    change::{Of, change},
    entity::{Options, Texts, product, variant},
    moved::Renamed,
    product_changed,
    rules::{CheckedProduct, check_product, match_options, pick, variant_title},
    store,
};
use crate::{Cx, Error, Result, Scope, Seen, cursor::Page, db::contains, inventory};

/// Products on a page of the admin's list.
const PAGE_SIZE: u64 = 50;

/// Products whose title, address, vendor or SKU contains `q`, latest change first.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn admin_products(cx: &Cx, q: &str, page: u64) -> Result<ProductPage> {
    cx.require(Scope::CatalogRead)?;
    let (ids, total) = store::admin_page(cx.db.read(), &contains(q), PAGE_SIZE, page).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let items = store::product_rows(cx.db.read(), &ids, cx.clock.now()).await?;
    Ok(ProductPage { items, total, page: page.clamp(1, pages), pages })
}

/// The same, newest product first, for programs that read on: a change moves none of them, so each is met once.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not, or the database does not answer.
pub async fn admin_products_after(cx: &Cx, q: &str, cursor: Option<&str>, limit: u64) -> Result<AdminProductPage> {
    cx.require(Scope::CatalogRead)?;
    let page = Page::read(cursor, limit)?;
    let mut ids = store::admin_after(cx.db.read(), &contains(q), &page).await?;
    let next_cursor = page.cut(&mut ids, |id| *id);
    Ok(AdminProductPage { items: store::product_rows(cx.db.read(), &ids, cx.clock.now()).await?, next_cursor })
}

/// A product as the editor shows it.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn admin_product(cx: &Cx, id: ProductId) -> Result<AdminProduct> {
    cx.require(Scope::CatalogRead)?;
    let db = cx.db.read();
    let product = store::find_product(db, id).await?;
    let variants = store::variants_of(db, id).await?;
    let ids: Vec<VariantId> = variants.iter().map(|variant| VariantId(variant.id)).collect();
    let levels = inventory::levels(db, &ids, cx.clock.now()).await?;
    let variants = variants.into_iter().map(|variant| {
        let level = store::level_of(&levels, variant.id);
        admin_variant(variant, level)
    });
    let images = store::images_of(db, id).await?;
    Ok(AdminProduct {
        id,
        variants: variants.collect::<Result<_>>()?,
        images: images.iter().map(store::image_view).collect(),
        input: written(db, product).await?,
    })
}

/// What staff have written into a product.
async fn written(connection: &impl ConnectionTrait, product: product::Model) -> Result<ProductInput> {
    let collections = store::collection_slugs(connection, ProductId(product.id), Locale::En).await?;
    Ok(ProductInput {
        title: product.title,
        slug: product.slug,
        vendor: product.vendor,
        kind: product.kind,
        description_html: product.description_html,
        tags: product.tags.0,
        collections: collections.into_iter().map(|(slug, _title)| slug).collect(),
        options: product.options.0.into_iter().map(|option| option.name).collect(),
        status: product.status,
    })
}

pub(super) fn admin_variant(row: variant::Model, level: inventory::Level) -> Result<AdminVariant> {
    let currency: Currency = row.currency.parse().map_err(Error::internal)?;
    Ok(AdminVariant {
        id: VariantId(row.id),
        price: Money::new(row.price, currency),
        on_hand: level.on_hand,
        held: level.held,
        input: VariantInput {
            sku: row.sku.unwrap_or_default(),
            options: row.options.0,
            price: row.price,
            compare_at: row.compare_at,
            weight_grams: row.weight_grams,
            tracked: level.tracked,
        },
    })
}

/// Writes a new product, without variants yet.
///
/// # Errors
/// `invalid` with every wrong field, `slug` also when it is taken.
pub async fn create_product(cx: &Cx, input: ProductInput) -> Result<ProductId> {
    cx.require(Scope::CatalogWrite)?;
    let (checked, now, id) = (check_product(input)?, cx.clock.now(), ProductId::new());
    cx.db
        .transaction(move |tx| {
            Box::pin(async move {
                let mut empty = product::Model::blank(id, now);
                empty.position = store::last_position(tx).await? + 1;
                let options = follow_options(tx, &empty, &checked.options, &[]).await?;
                let collections = checked.collections.clone();
                store::insert_product(tx, filled(empty, checked, options)).await?;
                store::set_collections(tx, id, &collections).await?;
                store::reindex(tx, id).await
            })
        })
        .await?;
    product_changed(cx, id).await;
    Ok(id)
}

/// Writes a product anew. Variants follow a change of its options where they can.
///
/// # Errors
/// `invalid` with every wrong field, `options` also when variants cannot follow; `not_found`; `precondition_failed`.
pub async fn update_product(cx: &Cx, id: ProductId, seen: Seen, input: ProductInput) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let (checked, now) = (check_product(input)?, cx.clock.now());
    change(cx, Of::Product(id), move |tx, stored| {
        Box::pin(async move {
            seen.allows(&written(tx, stored.clone()).await?)?;
            let variants = store::variants_of(tx, id).await?;
            let options = follow_options(tx, &stored, &checked.options, &variants).await?;
            let collections = checked.collections.clone();
            store::leave_slug(tx, Renamed::Product, id.0, &checked.slug, now).await?;
            store::update_product(tx, filled(stored, checked, options)).await?;
            store::set_collections(tx, id, &collections).await?;
            store::reindex(tx, id).await
        })
    })
    .await?;
    Ok(())
}

fn filled(stored: product::Model, checked: CheckedProduct, options: Vec<ProductOption>) -> product::Model {
    product::Model {
        slug: checked.slug,
        title: checked.title,
        vendor: checked.vendor,
        kind: checked.kind,
        description_html: checked.description_html,
        tags: Texts(checked.tags),
        options: Options(options),
        status: checked.status,
        ..stored
    }
}

/// The product's options under their new names, with its variants moved along.
async fn follow_options(
    connection: &impl ConnectionTrait,
    stored: &product::Model,
    names: &[String],
    variants: &[variant::Model],
) -> Result<Vec<ProductOption>> {
    let old = &stored.options.0;
    let values: Vec<Vec<String>> = variants.iter().map(|variant| variant.options.0.clone()).collect();
    let sources = match_options(old, names, &values).map_err(|reason| Error::invalid_field("options", reason))?;
    if sources.len() != old.len() || !sources.is_sorted() {
        for variant in variants {
            let options = pick(&variant.options.0, &sources);
            let moved = variant::Model { title: variant_title(&options), options: Texts(options), ..variant.clone() };
            store::update_variant(connection, moved).await?;
        }
    }
    let renamed = names.iter().enumerate().map(|(index, name)| {
        let source = sources.get(index).and_then(|source| old.get(*source));
        ProductOption { name: name.clone(), values: source.map(|option| option.values.clone()).unwrap_or_default() }
    });
    Ok(renamed.collect())
}
