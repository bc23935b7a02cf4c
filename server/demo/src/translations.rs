//! Reads what the catalogue is called in other languages: for each of its files one with the same name, and a book of words for what
//! many products have in common.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    files::{self, description},
    model::{Picture, Product, View},
};

/// The catalogue in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// Collections by slug.
    pub collections: BTreeMap<String, CollectionWords>,
    /// Products by slug.
    pub products: BTreeMap<String, ProductWords>,
    /// Names and values of options, and tags, by what they are in English.
    pub terms: BTreeMap<String, String>,
}

/// A collection in another language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionWords {
    /// Name as shown.
    pub title: String,
    /// One or two plain sentences.
    pub summary: String,
}

/// A product in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductWords {
    /// Name as shown.
    pub title: String,
    /// One plain sentence.
    pub summary: String,
    /// Story and details; only `p`, `ul` and `li` elements.
    pub description_html: String,
    /// What its pictures show, by what they show in English.
    pub pictures: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    collection: CollectionWords,
    product: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    title: String,
    summary: String,
    story: Vec<String>,
    details: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Book {
    pictures: Captions,
    terms: BTreeMap<String, String>,
}

/// How pictures are described. `{title}`, `{colour}` and `{picture}` stand for what they say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Captions {
    plain: String,
    coloured: String,
    detail: String,
    in_use: String,
}

/// The files of one language. One list for all, so that none can lack one.
macro_rules! texts {
    ($language:literal) => {
        (
            include_str!(concat!("../catalogue/", $language, "/words.toml")),
            [
                include_str!(concat!("../catalogue/", $language, "/carry.toml")),
                include_str!(concat!("../catalogue/", $language, "/camp-kitchen.toml")),
                include_str!(concat!("../catalogue/", $language, "/light.toml")),
                include_str!(concat!("../catalogue/", $language, "/wear.toml")),
                include_str!(concat!("../catalogue/", $language, "/rest.toml")),
                include_str!(concat!("../catalogue/", $language, "/paper.toml")),
            ],
        )
    };
}

/// The whole catalogue in a language, named as in `lang`; none where nobody has translated it.
///
/// # Panics
///
/// When a file built into the crate is malformed; the crate's tests rule that out.
pub fn translation(language: &str) -> Option<Translation> {
    let (book, texts) = match language {
        "de" => texts!("de"),
        "ar" => texts!("ar"),
        _ => return None,
    };
    let Book { pictures, terms } =
        toml::from_str(book).unwrap_or_else(|error| panic!("{language}/words.toml: {error}"));
    let originals = files::catalogue();
    let mut translation = Translation { collections: BTreeMap::new(), products: BTreeMap::new(), terms };
    for (shelf, text) in originals.collections.iter().zip(texts) {
        let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("{language}/{}: {error}", shelf.slug));
        translation.collections.insert(shelf.slug.clone(), file.collection);
        for (slug, entry) in file.product {
            let original = originals.products.iter().find(|product| product.slug == slug);
            let original = original.unwrap_or_else(|| panic!("{language}/{}: no product {slug}", shelf.slug));
            let words = product(entry, original, &pictures, &translation.terms);
            translation.products.insert(slug, words);
        }
    }
    Some(translation)
}

fn product(entry: Entry, original: &Product, captions: &Captions, terms: &BTreeMap<String, String>) -> ProductWords {
    let caption = |picture: &Picture| {
        let plain = match &picture.colour {
            Some(colour) => captions.coloured.replace("{colour}", terms.get(colour).unwrap_or(colour)),
            None => captions.plain.clone(),
        };
        let plain = plain.replace("{title}", &entry.title);
        let words = match picture.view {
            View::Front => plain,
            View::Detail => captions.detail.replace("{picture}", &plain),
            View::InUse => captions.in_use.replace("{picture}", &plain),
        };
        (picture.alt.clone(), words)
    };
    ProductWords {
        pictures: original.pictures.iter().map(caption).collect(),
        description_html: description(&entry.story, &entry.details),
        title: entry.title,
        summary: entry.summary,
    }
}
