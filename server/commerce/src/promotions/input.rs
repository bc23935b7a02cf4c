//! What staff write about a code, read and judged.

use types::promotions::{DiscountInput, DiscountKind};

use super::rules::{Terms, normalized};
use crate::{Result, check::Check, clock::moment};

/// The most products, and the most collections, a code is for.
const MOST_GOODS: usize = 200;
/// Nothing sensible is worth more.
const MOST: i64 = 1_000_000_000_000;

/// A code that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Checked {
    pub terms: Terms,
    /// Slugs; of no product and no collection is of everything.
    pub products: Vec<String>,
    pub collections: Vec<String>,
}

/// Whether anybody could have been given this code.
pub(super) fn can_be_one(code: &str) -> bool {
    (3..=40).contains(&code.len())
        && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
}

/// Reads what staff wrote.
///
/// # Errors
/// `invalid` with every wrong field.
pub(super) fn check(input: DiscountInput) -> Result<Checked> {
    let mut check = Check::default();
    let code = normalized(&input.code);
    check.demand("code", can_be_one(&code), "Between 3 and 40 letters (A to Z), digits, - and _.");
    let amount = match input.kind {
        DiscountKind::Percent => {
            check.demand("amount", (1..=10_000).contains(&input.amount), "Between 0.01 % and 100 %.");
            input.amount
        }
        DiscountKind::Fixed => {
            check.demand("amount", (1..=MOST).contains(&input.amount), "More than nothing.");
            input.amount
        }
        DiscountKind::FreeShipping => 0,
    };
    check.demand("minimum_subtotal", (0..=MOST).contains(&input.minimum_subtotal), "Nothing, or more.");
    let mut at = |field: &str, text: &Option<String>| {
        let given = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let read = given.map(moment);
        check.demand(field, read.is_none_or(|at| at.is_some()), "A moment like 2026-11-27T18:00:00Z.");
        read.flatten()
    };
    let (starts_at, ends_at) = (at("starts_at", &input.starts_at), at("ends_at", &input.ends_at));
    let in_order = starts_at.zip(ends_at).is_none_or(|(starts, ends)| ends > starts);
    check.demand("ends_at", in_order, "After the start.");
    let sensible = |count: Option<i64>| count.is_none_or(|count| (1..=MOST).contains(&count));
    check.demand("max_uses", sensible(input.max_uses), "At least 1; empty for no limit.");
    check.demand("uses_per_person", sensible(input.uses_per_person), "At least 1; empty for no limit.");
    let (products, collections) = (distinct(input.products), distinct(input.collections));
    check.demand("products", products.len() <= MOST_GOODS, "At most 200 products.");
    check.demand("collections", collections.len() <= MOST_GOODS, "At most 200 collections.");
    check.finish()?;
    let terms = Terms {
        code,
        kind: input.kind,
        amount,
        minimum_subtotal: input.minimum_subtotal,
        starts_at,
        ends_at,
        max_uses: input.max_uses,
        uses_per_person: input.uses_per_person,
        active: input.active,
    };
    Ok(Checked { terms, products, collections })
}

fn distinct(slugs: Vec<String>) -> Vec<String> {
    let mut slugs: Vec<String> =
        slugs.iter().map(|slug| slug.trim().to_owned()).filter(|slug| !slug.is_empty()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    slugs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn good() -> DiscountInput {
        DiscountInput { code: " welcome10 ".into(), amount: 1_000, active: true, ..DiscountInput::default() }
    }

    #[test]
    fn a_good_code_is_tidied() {
        let input = DiscountInput { products: vec![" tote ".into(), "tote".into(), String::new()], ..good() };
        let checked = check(input).unwrap();
        assert_eq!((checked.terms.code.as_str(), checked.products), ("WELCOME10", vec!["tote".to_owned()]));
        let free = check(DiscountInput { kind: DiscountKind::FreeShipping, amount: 7, ..good() }).unwrap();
        assert_eq!(free.terms.amount, 0, "an amount means nothing there");
    }

    #[test]
    fn every_wrong_field_is_named() {
        let wrong = DiscountInput {
            code: "ä!".into(),
            amount: 10_001,
            minimum_subtotal: -1,
            starts_at: Some("soon".into()),
            ends_at: Some("never".into()),
            max_uses: Some(0),
            uses_per_person: Some(-1),
            ..good()
        };
        let error = check(wrong).unwrap_err();
        let fields: Vec<_> = error.problem().errors.iter().map(|error| error.field.as_str()).collect();
        let all = ["code", "amount", "minimum_subtotal", "starts_at", "ends_at", "max_uses", "uses_per_person"];
        assert_eq!(fields, all);
        let backwards = DiscountInput {
            starts_at: Some("2026-11-27T18:00:00Z".into()),
            ends_at: Some("2026-11-27T18:00".into()),
            ..good()
        };
        assert_eq!(check(backwards).unwrap_err().problem().errors[0].field, "ends_at");
    }

    proptest! {
        #[test]
        fn reading_never_panics(code in ".{0,60}", at in ".{0,30}", amount: i64, uses: i64) {
            let input = DiscountInput {
                code,
                amount,
                starts_at: Some(at),
                max_uses: Some(uses),
                ..DiscountInput::default()
            };
            let _ = check(input);
        }
    }
}
