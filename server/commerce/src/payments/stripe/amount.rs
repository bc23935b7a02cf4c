//! Amounts as Stripe wants them; see <https://docs.stripe.com/currencies>.

use types::Money;

/// Had a minor unit once, and for Stripe still have: amounts are in hundredths, of which there are whole hundreds.
const IN_HUNDREDTHS: [&str; 2] = ["ISK", "UGX"];

/// `money` as a parameter. Otherwise Stripe counts in ISO's minor units as the shop does, none where there are none; where there are three
/// digits the last has to be nothing, which it is in whatever the shop sells and pays back ([`types::Currency::step`]).
pub(super) fn sent(money: Money) -> String {
    let by = if IN_HUNDREDTHS.contains(&money.currency.code()) { 100 } else { 1 };
    (i128::from(money.amount) * by).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_in_stripes_own_minor_units() {
        for (amount, currency, wanted) in [
            (1_999, "USD", "1999"),
            (2_999, "JPY", "2999"),
            (500, "ISK", "50000"),
            (i64::MAX, "UGX", "922337203685477580700"),
            (6_140, "KWD", "6140"),
        ] {
            assert_eq!(sent(Money::new(amount, currency.parse().unwrap())), wanted, "{currency}");
        }
    }
}
