use types::{
    Currency,
    prices::{CurrencyInput, Rate as Worth, Rounding},
};

use super::*;

const FLAT: Rate = Rate::Flat { amount: 600, free_from: Some(15_000) };

fn method(promise: &str, countries: &[&str], rate: Rate) -> Method {
    let countries = countries.iter().map(|&code| code.to_owned()).collect();
    Method { code: promise.into(), name: promise.into(), promise: promise.into(), countries, rate }
}

fn dollars() -> Selling {
    Selling::base(Currency::USD)
}

/// By weight: $2 and 50 cents more for each begun half kilogram.
fn by_weight(most_grams: i64) -> Rate {
    Rate::Weight { base: 200, per_step: 50, step_grams: 500, most_grams }
}

fn parcel(subtotal: i64, weight_grams: i64) -> Parcel {
    Parcel { subtotal, weight_grams, needs_shipping: true }
}

/// Price, threshold and promise.
fn told(methods: &[Method], parcel: Parcel, selling: Selling) -> Option<(i64, Option<i64>, String)> {
    let terms = Methods(methods.to_vec()).terms("US", parcel, selling).unwrap()?;
    assert!(terms.free_from.is_none_or(|from| from.currency == terms.least.currency));
    Some((terms.least.amount, terms.free_from.map(|from| from.amount), terms.promise))
}

#[test]
fn terms_are_those_of_the_cheapest_way_and_the_lowest_value_that_is_sent_for_nothing() {
    let dear = Rate::Flat { amount: 900, free_from: Some(12_000) };
    let methods = [method("fast", &["US"], dear), method("slow", &[], FLAT), method("abroad", &["DE"], by_weight(9))];
    assert_eq!(told(&methods, parcel(2_000, 1), dollars()), Some((600, Some(12_000), "slow".into())));
    assert_eq!(told(&methods[1..], parcel(2_000, 1), dollars()), Some((600, Some(15_000), "slow".into())));
}

#[test]
fn what_is_worth_enough_by_itself_is_sent_for_nothing() {
    let methods = [method("slow", &[], FLAT)];
    assert_eq!(told(&methods, parcel(14_999, 1), dollars()), Some((600, Some(15_000), "slow".into())));
    assert_eq!(told(&methods, parcel(15_000, 1), dollars()), Some((0, None, "slow".into())));
}

#[test]
fn weight_decides_which_way_is_the_cheapest() {
    let methods =
        [method("flat", &[], Rate::Flat { amount: 600, free_from: None }), method("post", &[], by_weight(5_000))];
    assert_eq!(told(&methods, parcel(2_000, 501), dollars()), Some((300, None, "post".into())));
    assert_eq!(told(&methods, parcel(2_000, 5_000), dollars()), Some((600, None, "flat".into())));
    assert_eq!(told(&methods, parcel(2_000, 5_001), dollars()), Some((600, None, "flat".into())));
}

#[test]
fn where_nothing_is_sent_nothing_is_said() {
    assert_eq!(told(&[], parcel(2_000, 1), dollars()), None);
    assert_eq!(told(&[method("abroad", &["DE"], FLAT)], parcel(2_000, 1), dollars()), None);
    assert_eq!(told(&[method("post", &[], by_weight(9))], parcel(2_000, 10), dollars()), None);
}

#[test]
fn terms_are_in_the_money_that_is_paid_in() {
    let input = CurrencyInput { rate_ppm: Worth(920_000), rounding: Rounding::NinetyFive };
    let euros = Selling::at(Currency::USD, "EUR".parse().unwrap(), input);
    assert_eq!(told(&[method("slow", &[], FLAT)], parcel(2_000, 1), euros), Some((552, Some(13_800), "slow".into())));
    assert_eq!(told(&[method("slow", &[], FLAT)], parcel(13_800, 1), euros), Some((0, None, "slow".into())));
}
