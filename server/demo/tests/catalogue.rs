//! What a shopper, the seeder and the import may rely on about the demo catalogue.

use std::collections::HashSet;

use demo::{Product, Variant, catalogue};

fn variants() -> Vec<(Product, Variant)> {
    let products = catalogue().products;
    products.iter().flat_map(|p| p.variants.iter().map(|v| (p.clone(), v.clone()))).collect()
}

#[test]
fn six_collections_hold_at_least_eleven_products_each() {
    let shop = catalogue();
    let titles: Vec<&str> = shop.collections.iter().map(|c| c.title.as_str()).collect();
    assert_eq!(titles, ["Carry", "Camp kitchen", "Light", "Wear", "Rest", "Paper"]);
    for collection in &shop.collections {
        let home = shop.products.iter().filter(|p| p.collections.first() == Some(&collection.slug)).count();
        assert!(home >= 11, "{} has {home}", collection.slug);
    }
    assert!(shop.products.len() >= 66);
}

#[test]
fn every_named_collection_exists() {
    let shop = catalogue();
    let known: HashSet<&String> = shop.collections.iter().map(|c| &c.slug).collect();
    for product in &shop.products {
        assert!(product.collections.iter().all(|slug| known.contains(slug)), "{}", product.slug);
    }
}

#[test]
fn slugs_and_skus_are_unique_and_plain() {
    let (mut slugs, mut skus) = (HashSet::new(), HashSet::new());
    for product in catalogue().products {
        assert!(
            product.slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{}",
            product.slug
        );
        assert!(slugs.insert(product.slug.clone()), "slug {} twice", product.slug);
        for variant in product.variants {
            assert!(variant.sku.len() <= 24, "{}", variant.sku);
            assert!(skus.insert(variant.sku.clone()), "sku {} twice", variant.sku);
        }
    }
}

#[test]
fn variants_are_exactly_the_combinations_of_the_options() {
    for product in catalogue().products {
        let combinations: usize = product.options.iter().map(|option| option.values.len()).product();
        assert_eq!(product.variants.len(), combinations, "{}", product.slug);
        assert!((1..=12).contains(&combinations) && product.options.len() <= 3, "{}", product.slug);
        let mut seen = HashSet::new();
        for variant in &product.variants {
            assert_eq!(variant.option_values.len(), product.options.len(), "{}", variant.sku);
            for (value, option) in variant.option_values.iter().zip(&product.options) {
                assert!(option.values.iter().any(|known| &known.name == value), "{}: {value}", variant.sku);
            }
            assert!(seen.insert(variant.option_values.clone()), "{}", variant.sku);
        }
    }
}

#[test]
fn products_differ_in_how_much_there_is_to_choose() {
    let counts: HashSet<usize> = catalogue().products.iter().map(|p| p.options.len()).collect();
    assert_eq!(counts, HashSet::from([0, 1, 2, 3]));
}

#[test]
fn colours_carry_a_swatch_and_nothing_else_does() {
    for option in catalogue().products.into_iter().flat_map(|p| p.options) {
        for value in option.values {
            let hex = value
                .swatch
                .as_deref()
                .is_some_and(|s| s.len() == 7 && s.starts_with('#') && s[1..].chars().all(|c| c.is_ascii_hexdigit()));
            assert_eq!(hex, option.name == "Colour", "{} of {}", value.name, option.name);
        }
    }
}

#[test]
fn prices_and_weights_are_sane() {
    for (product, variant) in variants() {
        assert!((500..=150_000).contains(&variant.price), "{}", variant.sku);
        assert!((10..=40_000).contains(&variant.weight_grams), "{}", variant.sku);
        assert!(variant.compare_at.is_none_or(|was| was > variant.price), "{}", variant.sku);
        assert_eq!(variant.price % 100, 0, "{}: whole dollars in {}", variant.sku, product.slug);
    }
    let reduced = catalogue().products.iter().filter(|p| p.variants[0].compare_at.is_some()).count();
    assert!((3..=10).contains(&reduced), "{reduced} reduced");
}

#[test]
fn the_shelf_shows_plenty_low_gone_and_coming_back() {
    let all = variants();
    let count = |test: fn(&Variant) -> bool| all.iter().filter(|(_, v)| test(v)).count();
    assert!(count(|v| v.stock >= 20) > 60);
    assert!(count(|v| (1..=4).contains(&v.stock)) >= 15);
    assert!(count(|v| v.stock == 0 && v.back_in_weeks.is_none()) >= 4);
    assert!(count(|v| v.stock == 0 && v.back_in_weeks.is_some()) >= 8);
    assert_eq!(count(|v| v.stock > 0 && v.back_in_weeks.is_some()), 0);
}

#[test]
fn the_lantern_is_the_only_edition() {
    let shop = catalogue();
    let editions: Vec<&Product> = shop.products.iter().filter(|p| p.edition.is_some()).collect();
    let [lantern] = editions[..] else { panic!("{} editions", editions.len()) };
    assert_eq!((lantern.slug.as_str(), lantern.title.as_str()), ("lantern-no-7", "Lantern No. 7"));
    let edition = lantern.edition.expect("it is one");
    assert_eq!((edition.units, edition.friday_hour), (300, 18));
    assert_eq!(lantern.variants.iter().map(|v| v.stock).sum::<u32>(), 300);
}

#[test]
fn every_story_is_its_own() {
    let mut paragraphs = HashSet::new();
    for product in catalogue().products {
        let html = &product.description_html;
        let document = format!("<d>{html}</d>");
        let document =
            roxmltree::Document::parse(&document).unwrap_or_else(|error| panic!("{}: {error}", product.slug));
        let elements: Vec<&str> = document
            .root_element()
            .descendants()
            .skip(1)
            .filter(|n| n.is_element())
            .map(|n| n.tag_name().name())
            .collect();
        assert!(elements.iter().all(|name| ["p", "ul", "li"].contains(name)), "{}", product.slug);
        let count = elements.iter().filter(|name| **name == "p").count();
        assert!((2..=3).contains(&count) && elements.contains(&"li"), "{}", product.slug);
        for paragraph in document.descendants().filter(|n| n.has_tag_name("p")) {
            let text = paragraph.text().expect("text").to_owned();
            assert!(text.len() > 60, "{}: {text}", product.slug);
            assert!(paragraphs.insert(text), "{} repeats a paragraph", product.slug);
        }
        assert!(!product.summary.is_empty() && !product.tags.is_empty() && !product.material.is_empty());
    }
}

#[test]
fn the_catalogue_is_the_same_every_time() {
    assert_eq!(catalogue(), catalogue());
}
