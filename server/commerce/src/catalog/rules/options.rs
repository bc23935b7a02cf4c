//! How variants differ: option names on the product, one value per option on each variant.

use std::collections::HashSet;

use types::catalog::{OptionValue, ProductOption};

/// Between two values in a variant's name.
pub(super) const JOINT: &str = " / ";

/// A variant's name: its values joined. Empty for a product without options.
pub(in crate::catalog) fn variant_title(values: &[String]) -> String {
    values.join(JOINT)
}

/// Equal for two variants that a shopper could not tell apart.
pub(in crate::catalog) fn combination_key(values: &[String]) -> String {
    // Values are lines, so this separator cannot be part of one.
    values.join("\u{1f}").to_lowercase()
}

/// Where each of the `new` options finds its values among the `old` ones, so that variants can follow a change of options.
///
/// A name that was there before keeps its values wherever it moves; in a list of equal length the names left over are renamed in
/// order. Options may be dropped when variants still differ without them, and added while there are no variants.
///
/// # Errors
/// Words for a person when the variants cannot follow.
pub(in crate::catalog) fn match_options(
    old: &[ProductOption],
    new: &[String],
    variants: &[Vec<String>],
) -> Result<Vec<usize>, String> {
    if variants.is_empty() {
        return Ok(Vec::new());
    }
    if new.len() > old.len() {
        return Err(format!(
            "{} of its variants have no value for the new option. Delete them, add the option, then write them again.",
            variants.len()
        ));
    }
    let names: Vec<&str> = old.iter().map(|option| option.name.as_str()).collect();
    let sources =
        align(&names, new).ok_or("Drop or rename options in two steps: both at once cannot be told apart.")?;
    let mut seen = HashSet::new();
    for values in variants.iter().map(|values| pick(values, &sources)) {
        if !seen.insert(combination_key(&values)) {
            return Err(match values.as_slice() {
                [] => "Several variants would be left without anything to tell them apart.".to_owned(),
                _ => format!("Two variants would both be “{}”.", variant_title(&values)),
            });
        }
    }
    Ok(sources)
}

/// The values at `sources`, in that order.
pub(in crate::catalog) fn pick(values: &[String], sources: &[usize]) -> Vec<String> {
    sources.iter().filter_map(|&source| values.get(source).cloned()).collect()
}

/// Where each of the `new` names is among the `old` ones; in a list of equal length the names left over go in order. None when a
/// new name has no place.
pub(in crate::catalog) fn align(old: &[&str], new: &[String]) -> Option<Vec<usize>> {
    let named = |name: &String| old.iter().position(|option| option.to_lowercase() == name.to_lowercase());
    let mut found: Vec<Option<usize>> = new.iter().map(named).collect();
    if new.len() == old.len() {
        let mut free = (0..old.len()).filter(|index| !found.contains(&Some(*index))).collect::<Vec<_>>().into_iter();
        for slot in found.iter_mut().filter(|slot| slot.is_none()) {
            *slot = free.next();
        }
    }
    found.into_iter().collect()
}

/// The product's options with the values that variants really have: known values keep their order and swatch, new ones follow.
pub(in crate::catalog) fn collect_values(options: &[ProductOption], variants: &[Vec<String>]) -> Vec<ProductOption> {
    let collect = |(index, option): (usize, &ProductOption)| {
        let used: Vec<&String> = variants.iter().filter_map(|values| values.get(index)).collect();
        let is_used = |value: &&OptionValue| used.contains(&&value.name);
        let mut values: Vec<OptionValue> = option.values.iter().filter(is_used).cloned().collect();
        for name in used {
            if !values.iter().any(|value| value.name == *name) {
                values.push(OptionValue { name: name.clone(), swatch: None });
            }
        }
        ProductOption { name: option.name.clone(), values }
    };
    options.iter().enumerate().map(collect).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(|value| (*value).to_owned()).collect()
    }

    fn options(names: &[&str]) -> Vec<ProductOption> {
        names.iter().map(|name| ProductOption { name: (*name).to_owned(), values: Vec::new() }).collect()
    }

    #[test]
    fn a_renamed_option_keeps_its_values() {
        let old = options(&["Color", "Size"]);
        let variants = [texts(&["Moss", "S"]), texts(&["Moss", "M"])];
        assert_eq!(match_options(&old, &texts(&["Colour", "Size"]), &variants), Ok(vec![0, 1]));
    }

    #[test]
    fn options_in_another_order_take_their_values_along() {
        let old = options(&["Colour", "Size"]);
        assert_eq!(match_options(&old, &texts(&["size", "Colour"]), &[texts(&["Moss", "S"])]), Ok(vec![1, 0]));
    }

    #[test]
    fn an_option_can_be_dropped_only_while_variants_still_differ() {
        let old = options(&["Colour", "Size"]);
        let differ = [texts(&["Moss", "S"]), texts(&["Rust", "S"])];
        assert_eq!(match_options(&old, &texts(&["Colour"]), &differ), Ok(vec![0]));
        assert!(match_options(&old, &texts(&["Size"]), &differ).unwrap_err().contains("“S”"));
        assert!(match_options(&old, &[], &differ).is_err());
        assert_eq!(match_options(&old, &[], &differ[..1]), Ok(vec![]));
    }

    #[test]
    fn an_option_cannot_be_added_under_the_feet_of_variants() {
        let old = options(&["Colour"]);
        let new = texts(&["Colour", "Size"]);
        assert!(match_options(&old, &new, &[texts(&["Moss"])]).is_err());
        assert!(match_options(&old, &new, &[]).is_ok());
    }

    #[test]
    fn values_follow_the_variants_and_keep_their_swatch() {
        let moss = OptionValue { name: "Moss".into(), swatch: Some("#445533".into()) };
        let gone = OptionValue { name: "Gone".into(), swatch: None };
        let old = [ProductOption { name: "Colour".into(), values: vec![gone, moss.clone()] }];
        let values = collect_values(&old, &[texts(&["Rust"]), texts(&["Moss"]), texts(&["Rust"])]);
        assert_eq!(values[0].values, [moss, OptionValue { name: "Rust".into(), swatch: None }]);
    }

    proptest! {
        #[test]
        fn variants_that_follow_stay_distinct(
            old in prop::sample::subsequence(vec!["A", "B", "C"], 0..=3),
            new in prop::sample::subsequence(vec!["C", "A", "X", "B"], 0..=3),
            combinations in prop::collection::btree_set((0..3_u8, 0..3_u8, 0..3_u8), 1..6),
        ) {
            let mut variants: Vec<Vec<String>> = Vec::new();
            for (a, b, c) in combinations {
                let values: Vec<String> = [a, b, c].iter().take(old.len()).map(u8::to_string).collect();
                if !variants.contains(&values) {
                    variants.push(values);
                }
            }
            if let Ok(sources) = match_options(&options(&old), &texts(&new), &variants) {
                prop_assert_eq!(sources.len(), new.len());
                let mut moved: Vec<_> = variants.iter().map(|values| pick(values, &sources)).collect();
                prop_assert!(moved.iter().all(|values| values.len() == new.len()));
                let before = moved.len();
                moved.sort();
                moved.dedup();
                prop_assert_eq!(moved.len(), before);
            }
        }
    }
}
