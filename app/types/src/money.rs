//! Money as integers: an amount in minor units and its currency. There is no floating point on any path.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency the shop can price in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "native", schema(value_type = String, example = "USD"))]
pub struct Currency(&'static CurrencyRow);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct CurrencyRow {
    code: &'static str,
    symbol: &'static str,
    /// Digits after the decimal point (ISO 4217's exponent).
    digits: u32,
}

const CURRENCIES: &[CurrencyRow] = &[
    CurrencyRow { code: "USD", symbol: "$", digits: 2 },
    CurrencyRow { code: "EUR", symbol: "€", digits: 2 },
    CurrencyRow { code: "GBP", symbol: "£", digits: 2 },
    CurrencyRow { code: "CAD", symbol: "CA$", digits: 2 },
    CurrencyRow { code: "AUD", symbol: "A$", digits: 2 },
    CurrencyRow { code: "NZD", symbol: "NZ$", digits: 2 },
    CurrencyRow { code: "CHF", symbol: "CHF ", digits: 2 },
    CurrencyRow { code: "SEK", symbol: "SEK ", digits: 2 },
    CurrencyRow { code: "NOK", symbol: "NOK ", digits: 2 },
    CurrencyRow { code: "DKK", symbol: "DKK ", digits: 2 },
    CurrencyRow { code: "PLN", symbol: "PLN ", digits: 2 },
    CurrencyRow { code: "CZK", symbol: "CZK ", digits: 2 },
    CurrencyRow { code: "INR", symbol: "₹", digits: 2 },
    CurrencyRow { code: "AED", symbol: "AED ", digits: 2 },
    CurrencyRow { code: "JPY", symbol: "¥", digits: 0 },
    CurrencyRow { code: "KRW", symbol: "₩", digits: 0 },
    CurrencyRow { code: "ISK", symbol: "ISK ", digits: 0 },
    CurrencyRow { code: "UGX", symbol: "UGX ", digits: 0 },
    CurrencyRow { code: "BHD", symbol: "BHD ", digits: 3 },
    CurrencyRow { code: "JOD", symbol: "JOD ", digits: 3 },
    CurrencyRow { code: "KWD", symbol: "KWD ", digits: 3 },
    CurrencyRow { code: "OMR", symbol: "OMR ", digits: 3 },
];

impl Currency {
    /// United States dollar, the demo shop's currency.
    pub const USD: Currency = Currency(&CURRENCIES[0]);

    /// The three letters of ISO 4217.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// What stands beside an amount; ends in a space where letters need one.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        self.0.symbol
    }

    /// Digits after the decimal point.
    #[must_use]
    pub fn digits(self) -> u32 {
        self.0.digits
    }

    /// Whatever is paid in it is a multiple of so many minor units. Of three digits the networks behind cards want the last to be nothing,
    /// so prices, discounts, taxes and refunds are counted in these.
    #[must_use]
    pub fn step(self) -> i64 {
        if self.0.digits > 2 { 10 } else { 1 }
    }

    /// Minor units in one major unit: 100 cents in a dollar.
    #[must_use]
    pub fn scale(self) -> i64 {
        10_i64.pow(self.0.digits)
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(code: &str) -> Result<Self, MoneyError> {
        CURRENCIES.iter().find(|row| row.code == code).map(Currency).ok_or(MoneyError::UnknownCurrency)
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(code: String) -> Result<Self, MoneyError> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of money in minor units of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "native", schema(example = json!({"amount": 1999, "currency": "USD"})))]
pub struct Money {
    /// Minor units: 1999 is $19.99.
    pub amount: i64,
    /// Which money.
    pub currency: Currency,
}

/// What can go wrong when money is read or added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The sum does not fit; nothing sensible costs this much.
    #[error("the amount is too large")]
    Overflow,
    /// Two currencies in one sum.
    #[error("amounts in different currencies cannot be added")]
    CurrencyMismatch,
    /// Not a currency the shop knows.
    #[error("unknown currency")]
    UnknownCurrency,
    /// Text that is not an amount.
    #[error("write the amount like 19.99")]
    Malformed,
}

impl Money {
    /// `amount` minor units of `currency`.
    #[must_use]
    pub const fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Nothing, in `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Sum of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::Overflow`].
    pub fn checked_add(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, i64::checked_add)
    }

    /// Difference of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::Overflow`].
    pub fn checked_sub(self, other: Money) -> Result<Money, MoneyError> {
        self.combine(other, i64::checked_sub)
    }

    /// This price, `quantity` times.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn checked_mul(self, quantity: i64) -> Result<Money, MoneyError> {
        let amount = self.amount.checked_mul(quantity).ok_or(MoneyError::Overflow)?;
        Ok(Money::new(amount, self.currency))
    }

    fn combine(self, other: Money, op: fn(i64, i64) -> Option<i64>) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch);
        }
        let amount = op(self.amount, other.amount).ok_or(MoneyError::Overflow)?;
        Ok(Money::new(amount, self.currency))
    }

    /// Reads a decimal amount as people and CSV files write it: `19.99`, `1,299.00`, `5`.
    ///
    /// # Errors
    /// [`MoneyError::Malformed`] for anything else, also for more digits than the currency has;
    /// [`MoneyError::Overflow`] when it does not fit.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = strip_thousands(whole).ok_or(MoneyError::Malformed)?;
        let fraction = padded_fraction(fraction, currency.digits() as usize).ok_or(MoneyError::Malformed)?;
        let amount: i64 = format!("{whole}{fraction}").parse().map_err(|_| MoneyError::Overflow)?;
        Ok(Money::new(if negative { -amount } else { amount }, currency))
    }

    /// The bare decimal, as a form field or CSV cell holds it: `1299.00`.
    #[must_use]
    pub fn to_decimal(self) -> String {
        let scale = self.currency.scale().unsigned_abs();
        let (whole, rest) = (self.amount.unsigned_abs() / scale, self.amount.unsigned_abs() % scale);
        let sign = if self.amount < 0 { "-" } else { "" };
        match self.currency.digits() as usize {
            0 => format!("{sign}{whole}"),
            width => format!("{sign}{whole}.{rest:0width$}"),
        }
    }

    /// Without its sign, as people read it: `group` between thousands, `decimal` before the currency's own number of decimals.
    #[must_use]
    pub fn grouped(self, group: char, decimal: char) -> String {
        let text = Money::new(self.amount.saturating_abs(), self.currency).to_decimal();
        let (whole, fraction) =
            text.split_once('.').map_or((&*text, None), |(whole, fraction)| (whole, Some(fraction)));
        let mut grouped = String::with_capacity(text.len() + whole.len() / 3);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push(group);
            }
            grouped.push(digit);
        }
        if let Some(fraction) = fraction {
            grouped.push(decimal);
            grouped.push_str(fraction);
        }
        grouped
    }
}

/// Digits with optional, correctly placed, thousands separators.
fn strip_thousands(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || first.len() <= 3;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let valid = grouped && digits(first) && rest.iter().all(|group| group.len() == 3 && digits(group));
    valid.then(|| format!("{first}{}", rest.concat()))
}

/// The fraction filled up to `width` digits; extra digits are fine only when they are zeros.
fn padded_fraction(fraction: &str, width: usize) -> Option<String> {
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (kept, extra) = fraction.split_at(fraction.len().min(width));
    extra.bytes().all(|b| b == b'0').then(|| format!("{kept:0<width$}"))
}

/// `$1,299.00`: symbol, thousands groups, the currency's own number of digits.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.amount < 0 { "−" } else { "" };
        write!(f, "{sign}{}{}", self.currency.0.symbol, self.grouped(',', '.'))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd(amount: i64) -> Money {
        Money::new(amount, Currency::USD)
    }

    #[test]
    fn money_reads_what_shops_write() {
        for (text, amount) in [
            ("19.99", 1999),
            ("5", 500),
            ("1,299.00", 129_900),
            ("0.5", 50),
            ("7.", 700),
            ("-3.10", -310),
            ("50.000", 5000),
        ] {
            assert_eq!(Money::parse(text, Currency::USD), Ok(usd(amount)), "{text}");
        }
    }

    #[test]
    fn money_refuses_what_is_no_amount() {
        for text in ["", ".", "abc", "1.999", "1,29", "12,34,567", "1e3", "--1", "$5", "NaN", "1 000", "٣"] {
            assert_eq!(Money::parse(text, Currency::USD), Err(MoneyError::Malformed), "{text}");
        }
        assert_eq!(Money::parse("99999999999999999999", Currency::USD), Err(MoneyError::Overflow));
    }

    #[test]
    fn money_is_shown_with_its_currencys_digits() {
        assert_eq!(usd(129_900).to_string(), "$1,299.00");
        assert_eq!(usd(-5).to_string(), "−$0.05");
        assert_eq!(Money::new(1500, "JPY".parse().unwrap()).to_string(), "¥1,500");
        assert_eq!(Money::new(1500, "KWD".parse().unwrap()).to_string(), "KWD 1.500");
    }

    #[test]
    fn money_on_the_wire_is_an_integer_and_a_code() {
        let json = serde_json::to_string(&usd(1999)).unwrap();
        assert_eq!(json, r#"{"amount":1999,"currency":"USD"}"#);
        assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), usd(1999));
        assert!(serde_json::from_str::<Money>(r#"{"amount":1,"currency":"XXX"}"#).is_err());
        assert!(serde_json::from_str::<Money>(r#"{"amount":1.5,"currency":"USD"}"#).is_err());
    }

    #[test]
    fn currencies_do_not_mix() {
        let euro = Money::new(1, "EUR".parse().unwrap());
        assert_eq!(usd(1).checked_add(euro), Err(MoneyError::CurrencyMismatch));
    }

    proptest! {
        #[test]
        fn a_decimal_reads_back_as_itself(amount in i64::MIN + 1..i64::MAX, index in 0..CURRENCIES.len()) {
            let money = Money::new(amount, Currency(&CURRENCIES[index]));
            prop_assert_eq!(Money::parse(&money.to_decimal(), money.currency), Ok(money));
        }

        #[test]
        fn sums_never_wrap(a in any::<i64>(), b in any::<i64>()) {
            match usd(a).checked_add(usd(b)) {
                Ok(sum) => prop_assert_eq!(i128::from(sum.amount), i128::from(a) + i128::from(b)),
                Err(error) => prop_assert_eq!(error, MoneyError::Overflow),
            }
        }

        #[test]
        fn reading_never_panics(text in ".{0,40}") {
            let _ = Money::parse(&text, Currency::USD);
        }
    }
}
