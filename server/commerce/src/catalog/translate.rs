//! What is said of products and collections in other languages: by staff, and of what stands in carts and on lists.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{
    CollectionId, Locale, ProductId, VariantId,
    admin::{CollectionTranslation, ProductTranslation, Translated},
    catalog::ImageView,
};

use super::{
    change::{Of, change},
    entity::product,
    much_changed,
    rules::{check_collection_translation, check_translation, say, term_names, translate_image, translate_title},
    sellable::{SellableVariant, sellable},
    store,
};
use crate::{Cx, Error, Result, Scope, Seen};

/// A product's words in English and in `locale`.
///
/// # Errors
/// `not_found`, also for English, which stands in the product itself; when the caller may not.
pub async fn translation(cx: &Cx, id: ProductId, locale: Locale) -> Result<Translated<ProductTranslation>> {
    cx.require(Scope::CatalogRead)?;
    foreign(locale)?;
    let db = cx.db.write();
    let product = store::find_product(db, id).await?;
    let original = original(db, &product).await?;
    let words = stored(db, id, locale, &original).await?;
    Ok(Translated { original, words })
}

/// Writes a product's words in `locale`. What is left empty reads as in English.
///
/// # Errors
/// `invalid` with every wrong field; `not_found`, also for English; `precondition_failed`; when the caller may not.
pub async fn translate(cx: &Cx, id: ProductId, locale: Locale, seen: Seen, input: ProductTranslation) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    foreign(locale)?;
    change(cx, Of::Product(id), move |tx, product| {
        Box::pin(async move {
            let original = original(tx, &product).await?;
            seen.allows(&stored(tx, id, locale, &original).await?)?;
            store::write_translation(tx, id, locale, &check_translation(&input, &original)?).await?;
            store::forget_spoken(tx, id.0, locale).await?;
            store::reindex(tx, id).await
        })
    })
    .await?;
    Ok(())
}

/// What there is to translate.
pub(super) async fn original(
    connection: &impl ConnectionTrait,
    product: &product::Model,
) -> Result<ProductTranslation> {
    let images = store::images_of(connection, ProductId(product.id)).await?;
    Ok(ProductTranslation {
        title: product.title.clone(),
        description_html: product.description_html.clone(),
        seo_title: product.seo_title.clone(),
        seo_description: product.seo_description.clone(),
        terms: term_names(&product.options.0, &product.tags.0),
        images: images.into_iter().map(|image| (image.id.to_string(), image.alt)).collect(),
    })
}

/// What staff have written, with an empty place for each thing that can be translated and is not; without what the product had once.
async fn stored(
    connection: &impl ConnectionTrait,
    id: ProductId,
    locale: Locale,
    original: &ProductTranslation,
) -> Result<ProductTranslation> {
    let mut words = store::translation(connection, id, locale).await?.unwrap_or_default();
    for (places, there) in [(&mut words.terms, &original.terms), (&mut words.images, &original.images)] {
        places.retain(|key, _| there.contains_key(key));
        there.keys().for_each(|key| _ = places.entry(key.clone()).or_default());
    }
    Ok(words)
}

/// A collection's words in English and in `locale`.
///
/// # Errors
/// `not_found`, also for English, which stands in the collection itself; when the caller may not.
pub async fn collection_translation(
    cx: &Cx,
    id: CollectionId,
    locale: Locale,
) -> Result<Translated<CollectionTranslation>> {
    cx.require(Scope::CatalogRead)?;
    foreign(locale)?;
    let (row, _) = store::counted_collection(cx.db.write(), id).await?;
    let original = CollectionTranslation { title: row.title, description_html: row.description_html };
    let words = store::collection_translation(cx.db.write(), id, locale).await?.unwrap_or_default();
    Ok(Translated { original, words })
}

/// Writes a collection's words in `locale`. What is left empty reads as in English.
///
/// # Errors
/// `invalid` with every wrong field; `not_found`, also for English; `precondition_failed`; when the caller may not.
pub async fn translate_collection(
    cx: &Cx,
    id: CollectionId,
    locale: Locale,
    seen: Seen,
    input: &CollectionTranslation,
) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    foreign(locale)?;
    let checked = check_collection_translation(input)?;
    cx.db
        .transaction(move |tx| {
            Box::pin(async move {
                store::lock_collection(tx, id).await?;
                seen.allows(&store::collection_translation(tx, id, locale).await?.unwrap_or_default())?;
                store::write_collection_translation(tx, id, locale, &checked).await
            })
        })
        .await?;
    much_changed(cx).await;
    Ok(())
}

/// English stands in the things themselves.
pub(crate) fn foreign(locale: Locale) -> Result<()> {
    if locale == Locale::En { Err(Error::not_found("translation into English")) } else { Ok(()) }
}

/// What variants are called in one language, where that is not what they are called in English.
#[derive(Debug, Default)]
pub(crate) struct Names(HashMap<VariantId, ProductTranslation>);

impl Names {
    /// Puts a variant's names in the place of the English ones.
    pub(crate) fn say(
        &self,
        variant: VariantId,
        title: &mut String,
        variant_title: Option<&mut String>,
        image: Option<&mut ImageView>,
    ) {
        let Some(words) = self.0.get(&variant) else { return };
        say(title, &words.title);
        if let Some(variant_title) = variant_title {
            *variant_title = translate_title(variant_title, &words.terms);
        }
        if let Some(image) = image {
            translate_image(image, words);
        }
    }
}

/// Goods as whoever the work is done for calls them.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn sellable_as_read(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
) -> Result<HashMap<VariantId, SellableVariant>> {
    let mut goods = sellable(connection, ids).await?;
    let names = names(connection, words::locale(), ids).await?;
    for one in goods.values_mut() {
        names.say(one.id, &mut one.title, Some(&mut one.variant_title), one.image.as_mut());
    }
    Ok(goods)
}

/// What `variants` are called in `locale`. Nobody is asked for English.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn names(connection: &impl ConnectionTrait, locale: Locale, variants: &[VariantId]) -> Result<Names> {
    store::translations_of_variants(connection, variants, locale).await.map(Names)
}
