//! Amounts as the readers of a language write them: CLDR's patterns and separators for `en`, `de` and `ar-AE`.

use types::{Locale, Money};

use crate::locale;

/// `amount` for whoever the work at hand is done for: `$1,299.00`, `1.299,00 €`.
#[must_use]
pub fn money(amount: Money) -> String {
    match locale() {
        Locale::En => amount.to_string(),
        Locale::De => format!("{}\u{a0}{}", number(amount, '.', ','), amount.currency.symbol().trim_end()),
        // The mark keeps number and sign together wherever they stand in a line. ar-AE writes digits as English does.
        Locale::Ar => format!("\u{200f}{}\u{a0}{}", number(amount, ',', '.'), arabic_symbol(amount)),
    }
}

/// With its sign.
fn number(amount: Money, group: char, decimal: char) -> String {
    let sign = if amount.amount < 0 { "−" } else { "" };
    format!("{sign}{}", amount.grouped(group, decimal))
}

fn arabic_symbol(amount: Money) -> &'static str {
    match amount.currency.code() {
        "AED" => "د.إ.",
        "BHD" => "د.ب.",
        "JOD" => "د.أ.",
        "KWD" => "د.ك.",
        "OMR" => "ر.ع.",
        // The mark keeps the sign behind its letters, at a line's end too.
        "USD" => "US$\u{200e}",
        _ => amount.currency.symbol().trim_end(),
    }
}

#[cfg(test)]
mod tests {
    use types::Currency;

    use super::*;
    use crate::speaking;

    #[test]
    fn each_language_writes_amounts_its_own_way() {
        let euros = Money::new(129_900, "EUR".parse().unwrap());
        assert_eq!(money(euros), "€1,299.00");
        assert_eq!(speaking(Locale::De, || money(euros)), "1.299,00\u{a0}€");
        let dirhams = Money::new(129_900, "AED".parse().unwrap());
        assert_eq!(speaking(Locale::Ar, || money(dirhams)), "\u{200f}1,299.00\u{a0}د.إ.");
        let dollars = Money::new(2200, Currency::USD);
        assert_eq!(speaking(Locale::Ar, || money(dollars)), "\u{200f}22.00\u{a0}US$\u{200e}");
        assert_eq!(speaking(Locale::De, || money(Money::new(-5, Currency::USD))), "−0,05\u{a0}$");
        let yen = Money::new(1500, "JPY".parse().unwrap());
        assert_eq!(speaking(Locale::De, || money(yen)), "1.500\u{a0}¥");
    }
}
