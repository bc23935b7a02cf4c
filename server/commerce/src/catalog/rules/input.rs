//! What staff write about a product and a variant, checked and cleaned field by field.

use types::admin::{CollectionInput, ProductInput, ProductStatus, VariantInput};

use super::{
    Check, DESCRIPTION_LIMIT, NAME_LIMIT, OPTION_COUNT_LIMIT, OPTION_LIMIT, PRICE_LIMIT, SKU_LIMIT, SLUG_LIMIT,
    TAG_COUNT_LIMIT, TAG_LIMIT, TITLE_LIMIT, VALUE_LIMIT, WEIGHT_LIMIT, line, sanitise, slugify,
};
use crate::Result;

/// A product that may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::catalog) struct CheckedProduct {
    pub title: String,
    pub slug: String,
    pub vendor: String,
    pub kind: String,
    pub description_html: String,
    pub tags: Vec<String>,
    /// Slugs; whether they exist is for the store to say.
    pub collections: Vec<String>,
    /// Names.
    pub options: Vec<String>,
    pub status: ProductStatus,
}

/// A variant that may be stored, as far as it can be judged without its siblings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::catalog) struct CheckedVariant {
    pub sku: Option<String>,
    pub options: Vec<String>,
    pub price: i64,
    pub compare_at: Option<i64>,
    pub weight_grams: i64,
    pub tracked: bool,
}

/// # Errors
/// `invalid` with every wrong field.
pub(in crate::catalog) fn check_product(input: ProductInput) -> Result<CheckedProduct> {
    let mut check = Check::default();
    let title = check.required("title", &input.title, TITLE_LIMIT);
    let checked = CheckedProduct {
        slug: slug(&mut check, &input.slug, &title),
        vendor: check.optional("vendor", &input.vendor, NAME_LIMIT),
        kind: check.optional("kind", &input.kind, NAME_LIMIT),
        description_html: description(&mut check, &input.description_html),
        tags: tags(&mut check, &input.tags),
        collections: distinct(input.collections.iter().map(|slug| line(slug))),
        options: option_names(&mut check, &input.options),
        status: input.status,
        title,
    };
    check.finish()?;
    Ok(checked)
}

/// # Errors
/// `invalid` with every wrong field.
pub(in crate::catalog) fn check_collection(input: &CollectionInput) -> Result<CollectionInput> {
    let mut check = Check::default();
    let title = check.required("title", &input.title, TITLE_LIMIT);
    let checked = CollectionInput {
        slug: slug(&mut check, &input.slug, &title),
        description_html: description(&mut check, &input.description_html),
        title,
    };
    check.finish()?;
    Ok(checked)
}

/// `option_names` are the product's.
///
/// # Errors
/// `invalid` with every wrong field.
pub(in crate::catalog) fn check_variant(input: VariantInput, option_names: &[String]) -> Result<CheckedVariant> {
    let mut check = Check::default();
    let sku = check.optional("sku", &input.sku, SKU_LIMIT);
    let checked = CheckedVariant {
        sku: (!sku.is_empty()).then_some(sku),
        options: option_values(&mut check, &input.options, option_names),
        price: check.within("price", input.price, 0, PRICE_LIMIT),
        compare_at: input.compare_at.map(|price| check.within("compare_at", price, 0, PRICE_LIMIT)),
        weight_grams: check.within("weight_grams", input.weight_grams, 0, WEIGHT_LIMIT),
        tracked: input.tracked,
    };
    if checked.compare_at.is_some_and(|compare_at| compare_at <= checked.price) {
        check.refuse("compare_at", "Higher than the price, or left empty.");
    }
    check.finish()?;
    Ok(checked)
}

fn slug(check: &mut Check, written: &str, title: &str) -> String {
    let source = if line(written).is_empty() { title } else { written };
    if source.chars().count() > 2 * SLUG_LIMIT {
        check.refuse("slug", format!("At most {SLUG_LIMIT} characters."));
    }
    let slug = slugify(source);
    if slug.is_empty() && !title.is_empty() {
        check.refuse("slug", "Use letters, digits and hyphens.");
    }
    slug
}

pub(super) fn description(check: &mut Check, html: &str) -> String {
    if html.chars().count() > DESCRIPTION_LIMIT {
        check.refuse("description_html", format!("At most {DESCRIPTION_LIMIT} characters."));
        return String::new();
    }
    sanitise(html)
}

fn tags(check: &mut Check, written: &[String]) -> Vec<String> {
    let tags = distinct(written.iter().map(|tag| line(tag)));
    if tags.len() > TAG_COUNT_LIMIT {
        check.refuse("tags", format!("At most {TAG_COUNT_LIMIT} of them."));
    }
    if tags.iter().any(|tag| tag.chars().count() > TAG_LIMIT) {
        check.refuse("tags", format!("At most {TAG_LIMIT} characters each."));
    }
    tags
}

fn option_names(check: &mut Check, written: &[String]) -> Vec<String> {
    let names: Vec<String> = written.iter().map(|name| line(name)).filter(|name| !name.is_empty()).collect();
    if names.len() > OPTION_COUNT_LIMIT {
        check.refuse("options", format!("At most {OPTION_COUNT_LIMIT} of them."));
    }
    if names.iter().any(|name| name.chars().count() > OPTION_LIMIT) {
        check.refuse("options", format!("At most {OPTION_LIMIT} characters each."));
    }
    if distinct(names.iter().cloned()).len() < names.len() {
        check.refuse("options", "Each of them once.");
    }
    names
}

fn option_values(check: &mut Check, written: &[String], names: &[String]) -> Vec<String> {
    let mut values: Vec<String> = written.iter().map(|value| line(value)).collect();
    // A form always sends its three fields; those beyond the product's options are empty.
    while values.len() > names.len() && values.last().is_some_and(String::is_empty) {
        values.pop();
    }
    if values.len() > names.len() {
        check.refuse("options", format!("The product has {} options.", names.len()));
    }
    for (index, name) in names.iter().enumerate() {
        match values.get(index) {
            Some(value) if value.chars().count() > VALUE_LIMIT => {
                check.refuse("options", format!("{name}: at most {VALUE_LIMIT} characters."));
            }
            Some(value) if !value.is_empty() => {}
            _ => check.refuse("options", format!("Say which {name}.")),
        }
    }
    values
}

/// The non-empty texts, each once whatever its case, in order.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    texts.filter(|text| !text.is_empty() && seen.insert(text.to_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Error;

    fn fields(error: &Error) -> Vec<&str> {
        error.problem().errors.iter().map(|error| error.field.as_str()).collect()
    }

    #[test]
    fn a_product_gets_its_address_from_its_title() {
        let input = ProductInput { title: " Skerry  waxed tote ".into(), ..Default::default() };
        let product = check_product(input).unwrap();
        assert_eq!((product.title.as_str(), product.slug.as_str()), ("Skerry waxed tote", "skerry-waxed-tote"));
    }

    #[test]
    fn every_wrong_field_of_a_product_is_named() {
        let input = ProductInput {
            title: " ".into(),
            slug: "!!!".into(),
            vendor: "v".repeat(NAME_LIMIT + 1),
            kind: "k".repeat(NAME_LIMIT + 1),
            description_html: "d".repeat(DESCRIPTION_LIMIT + 1),
            tags: vec!["t".repeat(TAG_LIMIT + 1)],
            options: vec!["Size".into(), "size".into()],
            ..Default::default()
        };
        let error = check_product(input).unwrap_err();
        assert_eq!(fields(&error), ["title", "vendor", "kind", "description_html", "tags", "options"]);
    }

    #[test]
    fn a_title_without_letters_asks_for_an_address() {
        let error = check_product(ProductInput { title: "!!!".into(), ..Default::default() }).unwrap_err();
        assert_eq!(fields(&error), ["slug"]);
    }

    #[test]
    fn every_wrong_field_of_a_variant_is_named() {
        let input = VariantInput {
            sku: "s".repeat(SKU_LIMIT + 1),
            options: vec![],
            price: -1,
            compare_at: Some(-1),
            weight_grams: WEIGHT_LIMIT + 1,
            tracked: true,
        };
        let error = check_variant(input, &["Size".into()]).unwrap_err();
        assert_eq!(fields(&error), ["sku", "options", "price", "compare_at", "weight_grams", "compare_at"]);
    }

    #[test]
    fn empty_fields_beyond_the_options_are_no_values() {
        let input = VariantInput { options: vec!["S".into(), String::new(), " ".into()], ..Default::default() };
        assert_eq!(check_variant(input, &["Size".into()]).unwrap().options, ["S"]);
        let input = VariantInput { options: vec!["S".into(), "M".into()], ..Default::default() };
        assert_eq!(fields(&check_variant(input, &["Size".into()]).unwrap_err()), ["options"]);
    }

    proptest! {
        #[test]
        fn what_was_accepted_is_accepted_again_unchanged(
            title in ".{0,60}", slug in ".{0,30}", tags in prop::collection::vec(".{0,20}", 0..4), html in ".{0,80}",
        ) {
            let input = ProductInput { title, slug, tags, description_html: html, ..Default::default() };
            if let Ok(first) = check_product(input) {
                let again = ProductInput {
                    title: first.title.clone(),
                    slug: first.slug.clone(),
                    tags: first.tags.clone(),
                    description_html: first.description_html.clone(),
                    ..Default::default()
                };
                prop_assert_eq!(check_product(again).unwrap(), first);
            }
        }

        #[test]
        fn an_accepted_collection_is_accepted_again_unchanged(title in ".{0,60}", slug in ".{0,30}", html in ".{0,80}") {
            if let Ok(first) = check_collection(&CollectionInput { title, slug, description_html: html }) {
                prop_assert!(!first.slug.is_empty() && !first.title.is_empty());
                prop_assert_eq!(check_collection(&first).unwrap(), first);
            }
        }

        #[test]
        fn an_accepted_variant_keeps_the_tables_own_rules(
            price in any::<i64>(), compare_at in any::<Option<i64>>(), weight_grams in any::<i64>(), sku in ".{0,80}",
        ) {
            let input = VariantInput { sku, price, compare_at, weight_grams, ..Default::default() };
            if let Ok(variant) = check_variant(input, &[]) {
                prop_assert!(variant.price >= 0 && variant.weight_grams >= 0);
                prop_assert!(variant.compare_at.is_none_or(|compare_at| compare_at > variant.price));
                prop_assert!(variant.sku.is_none_or(|sku| !sku.is_empty()));
            }
        }
    }
}
