//! Which prices can be set for a variant. Pure.

use types::{Currency, FieldError, Money, prices::SetPrice};

/// Nothing costs more, in minor units.
const HIGHEST: i64 = 1_000_000_000_000;

/// What is wrong with these prices in a shop that sells in the currencies `sold` beside its own, each by its place.
pub(super) fn check(sold: &[Currency], prices: &[SetPrice]) -> Vec<FieldError> {
    (0..prices.len()).flat_map(|at| wrong(sold, prices, at)).collect()
}

fn wrong(sold: &[Currency], prices: &[SetPrice], at: usize) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut refuse =
        |field: &str, message: String| errors.push(FieldError::new(format!("prices[{at}].{field}"), message));
    let SetPrice { price: Money { amount, currency }, compare_at } = prices[at];
    if !sold.contains(&currency) {
        refuse("currency", format!("The shop does not sell in {currency}: give it a rate first."));
    } else if prices[..at].iter().any(|other| other.price.currency == currency) {
        refuse("currency", format!("There are two prices in {currency}."));
    } else if !(1..=HIGHEST).contains(&amount) {
        refuse("amount", "A price is more than nothing, and no more than anything costs.".to_owned());
    } else if amount % currency.step() != 0 {
        let step = Money::new(currency.step(), currency).to_decimal();
        refuse("amount", format!("Cards pay {currency} in steps of {step}."));
    }
    match compare_at {
        Some(was) if was.currency != currency => {
            refuse("compare_at.currency", format!("It is compared with a price in {currency}."));
        }
        Some(was) if was.amount <= amount || was.amount > HIGHEST => {
            refuse("compare_at", "Higher than the price, or left empty.".to_owned());
        }
        _ => {}
    }
    errors
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    fn price(amount: i64, code: &str, was: Option<(i64, &str)>) -> SetPrice {
        let money = |amount, code| Money::new(amount, currency(code));
        SetPrice { price: money(amount, code), compare_at: was.map(|(amount, code)| money(amount, code)) }
    }

    #[test]
    fn everything_that_is_wrong_is_named_by_its_place() {
        let dinars = check(&[currency("KWD")], &[price(1_505, "KWD", None)]);
        assert_eq!(
            (dinars[0].field.as_str(), dinars[0].message.as_str()),
            ("prices[0].amount", "Cards pay KWD in steps of 0.010.")
        );
        let sold = [currency("EUR"), currency("AED")];
        let prices = [
            price(900, "EUR", Some((900, "EUR"))),
            price(900, "AED", Some((1_000, "EUR"))),
            price(0, "JPY", Some((HIGHEST + 1, "JPY"))),
            price(1, "EUR", None),
        ];
        let fields: Vec<_> = check(&sold, &prices).into_iter().map(|error| error.field).collect();
        let wrong = ["prices[0].compare_at", "prices[1].compare_at.currency", "prices[2].currency"];
        assert_eq!(fields, [&wrong[..], &["prices[2].compare_at", "prices[3].currency"]].concat());
        assert!(check(&sold, &[price(900, "EUR", Some((901, "EUR"))), price(1, "AED", None)]).is_empty());
    }

    fn any_price() -> impl Strategy<Value = SetPrice> {
        let code = || prop::sample::select(vec!["EUR", "AED", "JPY"]);
        let amount = || prop_oneof![0_i64..4, any::<i64>()];
        (amount(), code(), prop::option::of((amount(), code())))
            .prop_map(|(amount, code, was)| price(amount, code, was))
    }

    proptest! {
        #[test]
        fn what_may_be_set_can_be_stored(prices in prop::collection::vec(any_price(), 0..4)) {
            let sold = [currency("EUR"), currency("AED")];
            if check(&sold, &prices).is_empty() {
                for (at, SetPrice { price, compare_at }) in prices.iter().enumerate() {
                    prop_assert!(price.amount > 0 && sold.contains(&price.currency));
                    prop_assert!(compare_at.is_none_or(|was| was.currency == price.currency && was.amount > price.amount));
                    prop_assert!(prices[..at].iter().all(|other| other.price.currency != price.currency));
                }
            }
        }
    }
}
