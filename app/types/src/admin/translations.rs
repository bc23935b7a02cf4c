//! What staff write in another language beside what they have written in English. What is empty reads as in English.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A product's words in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ProductTranslation {
    /// Its name.
    pub title: String,
    /// HTML; sanitised when saved.
    pub description_html: String,
    /// For search engines.
    pub seo_title: String,
    /// For search engines.
    pub seo_description: String,
    /// Names and values of its options, and its labels: each as it is in English, and what it is called. What the product does not have
    /// cannot be named.
    pub terms: BTreeMap<String, String>,
    /// What its pictures show, for those who cannot see them: by the picture's id.
    pub images: BTreeMap<String, String>,
}

/// A collection's words in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CollectionTranslation {
    /// Its name.
    pub title: String,
    /// HTML; sanitised when saved.
    pub description_html: String,
}

/// A page's words in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ContentTranslation {
    /// Its name.
    pub title: String,
    /// HTML; what is not harmless is taken out.
    pub body_html: String,
}

/// A drop's words in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct DropTranslation {
    /// Its name.
    pub title: String,
    /// What the page says before it sells.
    pub message_before: String,
    /// While it sells.
    pub message_live: String,
    /// Once it is over.
    pub message_over: String,
}

/// A thing's words in English, and in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translated<T> {
    /// In English; where there is nothing to translate, nothing.
    pub original: T,
    /// In the other language.
    pub words: T,
}
