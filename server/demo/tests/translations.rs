//! The whole demo catalogue reads in every language.

use std::collections::BTreeSet;

use demo::{Product, Translation, catalogue, translation};

const LANGUAGES: [&str; 2] = ["de", "ar"];

fn words(language: &str) -> Translation {
    translation(language).unwrap_or_else(|| panic!("{language} is translated"))
}

#[test]
fn every_collection_and_product_has_words() {
    let shop = catalogue();
    for language in LANGUAGES {
        let words = words(language);
        assert!(shop.collections.iter().all(|shelf| words.collections.contains_key(&shelf.slug)), "{language}");
        for product in &shop.products {
            assert!(words.products.contains_key(&product.slug), "{language}: {}", product.slug);
        }
        assert_eq!(words.products.len(), shop.products.len());
    }
}

#[test]
fn nothing_of_a_description_is_left_out() {
    for language in LANGUAGES {
        let words = words(language);
        for Product { slug, description_html, pictures, .. } in catalogue().products {
            let said = &words.products[&slug];
            for element in ["<p>", "<li>"] {
                let count = |html: &str| html.matches(element).count();
                assert_eq!(count(&said.description_html), count(&description_html), "{language}: {slug}: {element}");
            }
            assert_eq!(said.pictures.len(), pictures.len(), "{language}: {slug}");
        }
    }
}

/// Sizes and measures read the same everywhere.
fn is_measure(term: &str) -> bool {
    term.chars().any(|letter| letter.is_ascii_digit())
        || term.split('/').all(|part| matches!(part, "XS" | "S" | "M" | "L" | "XL"))
}

#[test]
fn every_option_value_and_label_has_a_word_of_its_own() {
    for language in LANGUAGES {
        let words = words(language);
        for product in catalogue().products {
            for option in &product.options {
                assert!(words.terms.contains_key(&option.name), "{language}: {}", option.name);
                let mut called = BTreeSet::new();
                for value in &option.values {
                    let word = words.terms.get(&value.name);
                    assert!(word.is_some() || is_measure(&value.name), "{language}: {}", value.name);
                    assert!(called.insert(word.unwrap_or(&value.name)), "{language}: two values read {}", value.name);
                }
            }
            for tag in &product.tags {
                assert!(words.terms.contains_key(tag), "{language}: {tag}");
            }
        }
    }
}

#[test]
fn arabic_is_written_in_arabic() {
    let words = words("ar");
    let titles = words.products.values().flat_map(|product| [&product.title, &product.summary]);
    let titles = titles.chain(words.collections.values().flat_map(|shelf| [&shelf.title, &shelf.summary]));
    for text in titles {
        assert!(!text.chars().any(|letter| letter.is_ascii_alphabetic()), "{text}");
    }
    for product in words.products.values() {
        assert!(product.description_html.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter)));
    }
}

#[test]
fn a_language_nobody_has_translated_is_none() {
    assert_eq!(translation("fr"), None);
}
