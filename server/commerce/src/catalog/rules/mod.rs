//! What the catalogue accepts and how it is written down. Pure.

mod address;
mod fold;
mod html;
mod input;
mod near;
mod options;
mod terms;
mod translation;

pub(crate) use address::slugify;
pub(super) use fold::{folded, folded_word, is_stop_word};
pub(super) use html::plain_text;
pub(crate) use html::sanitise;
pub(super) use input::{CheckedProduct, CheckedVariant, check_collection, check_product, check_variant};
pub(super) use near::{beginning, left, nearest, words};
pub(super) use options::{align, collect_values, combination_key, match_options, pick, variant_title};
pub(super) use terms::{MAKER, Term, place, term_words, terms};
pub(super) use translation::{
    check_collection_translation, check_translation, say, term_names, translate_card, translate_image,
    translate_options, translate_title, translate_view,
};

pub(super) use crate::check::{Check, line};

/// Characters of a product's or collection's title.
pub(crate) const TITLE_LIMIT: usize = 200;
/// Characters of a name in addresses.
pub(crate) const SLUG_LIMIT: usize = 100;
/// Characters of vendor, kind, barcode.
pub(super) const NAME_LIMIT: usize = 100;
/// Characters of a description's HTML.
pub(super) const DESCRIPTION_LIMIT: usize = 50_000;
/// Labels of one product.
pub(super) const TAG_COUNT_LIMIT: usize = 100;
/// Characters of a label.
pub(super) const TAG_LIMIT: usize = 60;
/// Options of one product.
pub(super) const OPTION_COUNT_LIMIT: usize = 3;
/// Characters of an option's name.
pub(super) const OPTION_LIMIT: usize = 40;
/// Characters of an option's value.
pub(super) const VALUE_LIMIT: usize = 80;
/// Characters of a stock keeping unit.
pub(super) const SKU_LIMIT: usize = 64;
/// Characters of a picture's alternative text.
pub(super) const ALT_LIMIT: usize = 300;
/// Characters of what search engines show.
pub(super) const SEO_LIMIT: usize = 320;
/// Minor units a variant may cost: sums over any cart stay far from the edge of an integer.
pub(super) const PRICE_LIMIT: i64 = 100_000_000_000;
/// Grams: ten tonnes.
pub(super) const WEIGHT_LIMIT: i64 = 10_000_000;
/// Variants of one product.
pub(super) const VARIANT_COUNT_LIMIT: usize = 2_000;
/// Pictures of one product.
pub(super) const IMAGE_COUNT_LIMIT: usize = 250;

/// Lowest and highest of `prices`; none of none.
pub(super) fn price_range(prices: impl IntoIterator<Item = i64>) -> Option<(i64, i64)> {
    prices.into_iter().fold(None, |range, price| match range {
        None => Some((price, price)),
        Some((low, high)) => Some((price.min(low), price.max(high))),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_price_range_holds_every_price(prices in prop::collection::vec(0..PRICE_LIMIT, 0..20)) {
            match price_range(prices.iter().copied()) {
                None => prop_assert!(prices.is_empty()),
                Some((low, high)) => {
                    prop_assert!(prices.iter().all(|price| (low..=high).contains(price)));
                    prop_assert!(prices.contains(&low) && prices.contains(&high));
                }
            }
        }
    }
}
