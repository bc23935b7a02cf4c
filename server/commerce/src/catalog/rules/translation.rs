//! What is said of products in other languages. Pure.

use std::collections::{BTreeMap, HashSet};

use types::{
    admin::{CollectionTranslation, ProductTranslation},
    catalog::{ImageView, OptionValue, ProductCard, ProductOption, ProductView},
};

use super::{
    ALT_LIMIT, Check, SEO_LIMIT, TITLE_LIMIT, VALUE_LIMIT, input::description, line, options::JOINT, variant_title,
};
use crate::Result;

/// Words as they may be stored, for a product with these `original` ones.
///
/// # Errors
/// `invalid` with every wrong field.
pub(in crate::catalog) fn check_translation(
    input: &ProductTranslation,
    original: &ProductTranslation,
) -> Result<ProductTranslation> {
    let mut check = Check::default();
    let checked = ProductTranslation {
        title: check.optional("title", &input.title, TITLE_LIMIT),
        description_html: description(&mut check, &input.description_html),
        seo_title: check.optional("seo_title", &input.seo_title, SEO_LIMIT),
        seo_description: check.optional("seo_description", &input.seo_description, SEO_LIMIT),
        terms: known(&mut check, "terms", &input.terms, &original.terms, VALUE_LIMIT),
        images: known(&mut check, "images", &input.images, &original.images, ALT_LIMIT),
    };
    check.finish()?;
    Ok(checked)
}

/// # Errors
/// `invalid` with every wrong field.
pub(in crate::catalog) fn check_collection_translation(input: &CollectionTranslation) -> Result<CollectionTranslation> {
    let mut check = Check::default();
    let checked = CollectionTranslation {
        title: check.optional("title", &input.title, TITLE_LIMIT),
        description_html: description(&mut check, &input.description_html),
    };
    check.finish()?;
    Ok(checked)
}

/// Words for what there is; what says nothing is left out.
fn known(
    check: &mut Check,
    field: &str,
    given: &BTreeMap<String, String>,
    original: &BTreeMap<String, String>,
    limit: usize,
) -> BTreeMap<String, String> {
    if let Some(unknown) = given.keys().find(|key| !original.contains_key(*key)) {
        let unknown: String = line(unknown).chars().take(limit).collect();
        check.refuse(field, format!("The product has no “{unknown}”."));
    }
    if given.values().any(|words| line(words).chars().count() > limit) {
        check.refuse(field, format!("At most {limit} characters each."));
    }
    let said = given.iter().map(|(key, words)| (key.clone(), line(words)));
    said.filter(|(_, words)| !words.is_empty()).collect()
}

/// What a product has that words in another language can be written for, in English.
pub(in crate::catalog) fn term_names(options: &[ProductOption], tags: &[String]) -> BTreeMap<String, String> {
    let of_options = options.iter().flat_map(|option| {
        std::iter::once(&option.name).chain(option.values.iter().map(|OptionValue { name, .. }| name))
    });
    of_options.chain(tags).map(|name| (name.clone(), name.clone())).collect()
}

/// `words`, or the original where they say nothing.
pub(in crate::catalog) fn say(text: &mut String, words: &str) {
    if !words.is_empty() {
        words.clone_into(text);
    }
}

fn term(name: &str, terms: &BTreeMap<String, String>) -> String {
    terms.get(name).map_or(name, String::as_str).to_owned()
}

/// A picture in another language.
pub(in crate::catalog) fn translate_image(image: &mut ImageView, words: &ProductTranslation) {
    say(&mut image.alt, words.images.get(&image.id.to_string()).map_or("", String::as_str));
}

/// A product's page in another language.
pub(in crate::catalog) fn translate_view(view: &mut ProductView, words: &ProductTranslation) {
    say(&mut view.title, &words.title);
    say(&mut view.description_html, &words.description_html);
    say(&mut view.seo_title, &words.seo_title);
    say(&mut view.seo_description, &words.seo_description);
    view.tags.iter_mut().for_each(|tag| *tag = term(tag, &words.terms));
    view.images.iter_mut().for_each(|image| translate_image(image, words));
    let told: Vec<bool> = view.options.iter().map(|option| tells_apart(option, &words.terms)).collect();
    for variant in &mut view.variants {
        for (value, told) in variant.options.iter_mut().zip(&told) {
            if *told {
                *value = term(value, &words.terms);
            }
        }
        if !variant.options.is_empty() {
            variant.title = variant_title(&variant.options);
        }
    }
    for (option, told) in view.options.iter_mut().zip(&told) {
        *option = translate_option(option, &words.terms, *told);
    }
}

/// Options in another language.
pub(in crate::catalog) fn translate_options(
    options: &[ProductOption],
    terms: &BTreeMap<String, String>,
) -> Vec<ProductOption> {
    options.iter().map(|option| translate_option(option, terms, tells_apart(option, terms))).collect()
}

fn translate_option(option: &ProductOption, terms: &BTreeMap<String, String>, told: bool) -> ProductOption {
    let mut option = ProductOption { name: term(&option.name, terms), values: option.values.clone() };
    if told {
        option.values.iter_mut().for_each(|value| value.name = term(&value.name, terms));
    }
    option
}

/// Values that can be told apart in English can be in the other language. Where two would read alike, they stay English.
fn tells_apart(option: &ProductOption, terms: &BTreeMap<String, String>) -> bool {
    let mut seen = HashSet::new();
    option.values.iter().all(|value| seen.insert(term(&value.name, terms).to_lowercase()))
}

/// A product in a list, in another language.
pub(in crate::catalog) fn translate_card(card: &mut ProductCard, words: &ProductTranslation) {
    say(&mut card.title, &words.title);
    card.image.iter_mut().chain(&mut card.second_image).for_each(|image| translate_image(image, words));
    card.swatches.iter_mut().for_each(|value| value.name = term(&value.name, &words.terms));
}

/// What a variant is called, "Moss / Large", in another language: each of its values that has words, the longest first, since a value
/// may have the joint between two in it.
pub(in crate::catalog) fn translate_title(title: &str, terms: &BTreeMap<String, String>) -> String {
    let parts: Vec<&str> = title.split(JOINT).collect();
    let (mut said, mut at) = (Vec::new(), 0);
    while at < parts.len() {
        let found = (at + 1..=parts.len()).rev().find_map(|end| Some((end, terms.get(&parts[at..end].join(JOINT))?)));
        let (end, words) = found.map_or_else(|| (at + 1, parts[at]), |(end, words)| (end, words.as_str()));
        said.push(words);
        at = end;
    }
    said.join(JOINT)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
    }

    fn option(name: &str, values: &[&str]) -> ProductOption {
        let value = |name: &&str| OptionValue { name: (*name).to_owned(), swatch: None };
        ProductOption { name: name.to_owned(), values: values.iter().map(value).collect() }
    }

    #[test]
    fn what_a_product_does_not_have_cannot_be_translated() {
        let original = ProductTranslation { terms: map(&[("Moss", "Moss")]), ..ProductTranslation::default() };
        let input = ProductTranslation {
            title: "t".repeat(TITLE_LIMIT + 1),
            terms: map(&[("Moss", "Moos"), ("Kelp", "Tang")]),
            images: map(&[("x", "y")]),
            ..ProductTranslation::default()
        };
        let refused = check_translation(&input, &original).unwrap_err();
        let fields: Vec<_> = refused.problem().errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["title", "terms", "images"]);
    }

    #[test]
    fn words_are_cleaned_and_empty_ones_left_out() {
        let original = ProductTranslation { terms: map(&[("Moss", "Moss"), ("Ink", "Ink")]), ..Default::default() };
        let input = ProductTranslation {
            title: " Segel\ntuchtasche ".into(),
            description_html: "<p onclick=x>Gut</p><script>x</script>".into(),
            terms: map(&[("Moss", " Moos "), ("Ink", " ")]),
            ..ProductTranslation::default()
        };
        let checked = check_translation(&input, &original).unwrap();
        assert_eq!((checked.title.as_str(), checked.description_html.as_str()), ("Segel tuchtasche", "<p>Gut</p>"));
        assert_eq!(checked.terms, map(&[("Moss", "Moos")]));
    }

    #[test]
    fn values_that_would_read_alike_stay_english() {
        let terms = map(&[("Colour", "Farbe"), ("Moss", "Grün"), ("Kelp", "grün"), ("Ink", "Tinte")]);
        let translated = translate_options(&[option("Colour", &["Moss", "Kelp"]), option("Dye", &["Ink"])], &terms);
        assert_eq!(translated, [option("Farbe", &["Moss", "Kelp"]), option("Dye", &["Tinte"])]);
    }

    #[test]
    fn a_variant_is_called_by_its_values() {
        let terms = map(&[("Moss", "Moos"), ("S / M", "Klein"), ("S", "Winzig")]);
        assert_eq!(translate_title("Moss / S / M", &terms), "Moos / Klein");
        assert_eq!(translate_title("Moss / S / L", &terms), "Moos / Winzig / L");
        assert_eq!(translate_title("", &terms), "");
    }

    proptest! {
        #[test]
        fn values_can_be_told_apart_in_every_language(
            values in prop::collection::hash_set("[a-c]{1,2}", 1..6),
            terms in prop::collection::btree_map("[a-c]{1,2}", "[a-c]{0,2}", 0..8),
        ) {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let translated = translate_options(&[option("n", &values)], &terms);
            let names: HashSet<String> = translated[0].values.iter().map(|value| value.name.to_lowercase()).collect();
            prop_assert_eq!(names.len(), values.len());
        }

        #[test]
        fn a_title_without_words_stays_as_it_is(title in "[a-c /]{0,12}") {
            prop_assert_eq!(translate_title(&title, &BTreeMap::new()), title);
        }
    }
}
