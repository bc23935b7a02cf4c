//! What the demo shop's goods are called in other languages, written where nobody has said it yet.

use std::collections::{BTreeMap, HashMap};

use types::{
    CollectionId, Locale, ProductId,
    admin::{CollectionTranslation, ProductTranslation},
};

use crate::{
    Cx, Result,
    catalog::{
        rules::{check_collection_translation, check_translation},
        store,
        translate::original,
    },
};

/// A language and the catalogue in it.
type Spoken = (Locale, demo::Translation);

/// A language, a product's words in it, and those that many products share.
type Words<'a> = (Locale, &'a demo::ProductWords, &'a BTreeMap<String, String>);

/// Writes collections, then each product that lacks words in a transaction of its own.
pub(super) async fn seed(cx: &Cx) -> Result<()> {
    let languages = || -> Vec<Spoken> {
        Locale::ALL.into_iter().filter_map(|locale| Some((locale, demo::translation(locale.code())?))).collect()
    };
    let languages = tokio::task::spawn_blocking(languages).await.map_err(crate::Error::internal)?;
    for (locale, words) in &languages {
        seed_collections(cx, *locale, &words.collections).await?;
    }
    let mut by_product: HashMap<&str, Vec<Words<'_>>> = HashMap::new();
    for (locale, words) in &languages {
        for (slug, product) in &words.products {
            by_product.entry(slug).or_default().push((*locale, product, &words.terms));
        }
    }
    for (slug, words) in by_product {
        seed_product(cx, slug, words).await?;
    }
    Ok(())
}

async fn seed_collections(cx: &Cx, locale: Locale, wanted: &BTreeMap<String, demo::CollectionWords>) -> Result<()> {
    let db = cx.db.write();
    for (slug, demo::CollectionWords { title, summary }) in wanted {
        let Some(found) = store::collection_by_slug(db, slug).await? else { continue };
        let id = CollectionId(found.id);
        if store::collection_translation(db, id, locale).await?.is_none() {
            let words = CollectionTranslation { title: title.clone(), description_html: summary.clone() };
            store::write_collection_translation(db, id, locale, &check_collection_translation(&words)?).await?;
        }
    }
    Ok(())
}

async fn seed_product(cx: &Cx, slug: &str, languages: Vec<Words<'_>>) -> Result<()> {
    let db = cx.db.write();
    let Some(product) = store::product_by_slug(db, slug).await? else { return Ok(()) };
    let id = ProductId(product.id);
    let english = original(db, &product).await?;
    let mut missing = Vec::new();
    for (locale, words, called) in languages {
        if store::translation(db, id, locale).await?.is_none() {
            let input = ProductTranslation {
                title: words.title.clone(),
                description_html: words.description_html.clone(),
                seo_title: String::new(),
                seo_description: words.summary.clone(),
                terms: known(&english.terms, called),
                images: known(&english.images, &words.pictures),
            };
            missing.push((locale, check_translation(&input, &english)?));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    cx.db
        .transaction(move |tx| {
            Box::pin(async move {
                for (locale, words) in &missing {
                    store::write_translation(tx, id, *locale, words).await?;
                }
                store::reindex(tx, id).await
            })
        })
        .await
}

/// What is said of the `english` words, by the same keys.
fn known(english: &BTreeMap<String, String>, said: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    english.iter().filter_map(|(key, words)| Some((key.clone(), said.get(words)?.clone()))).collect()
}
