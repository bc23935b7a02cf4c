//! Prices in more than one money: what one is worth in another, and what the merchant sets.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Currency, Money, MoneyError, ProductId, VariantId, worded::named};

/// Digits after the point of a rate.
const RATE_DIGITS: usize = 6;

/// On what a converted price ends. Shipping and discounts are always rounded to the minor unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// As it comes out: 18.37.
    #[default]
    Minor,
    /// The nearest .99.
    NinetyNine,
    /// The nearest .95.
    NinetyFive,
    /// The nearest whole unit.
    Whole,
}

named!(Rounding {
    Minor = "minor", "As it comes out";
    NinetyNine = "ninety_nine", "To .99";
    NinetyFive = "ninety_five", "To .95";
    Whole = "whole", "To whole units";
});

impl FromStr for Rounding {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Rounding::ALL.iter().copied().find(|rounding| rounding.as_str() == text);
        known.ok_or_else(|| "Choose how prices are rounded.".to_owned())
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Units of a currency for one unit of the shop's own, in parts per million: 920,000 is 0.92.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Rate(pub i64);

impl Rate {
    /// The shop's own money.
    pub const ONE: Rate = Rate(1_000_000);
    /// A million units for one; nothing real is dearer.
    pub const HIGHEST: Rate = Rate(1_000_000_000_000);

    /// Reads a rate as people write it: `0.92`, with six digits after the point at most.
    ///
    /// # Errors
    /// [`MoneyError::Malformed`] for anything else, [`MoneyError::Overflow`] outside of what a rate can be.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_number = digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty());
        if !is_number || fraction.len() > RATE_DIGITS {
            return Err(MoneyError::Malformed);
        }
        let ppm = format!("{whole}{fraction:0<RATE_DIGITS$}").parse().map_err(|_| MoneyError::Overflow)?;
        Some(Rate(ppm)).filter(|rate| rate.is_usable()).ok_or(MoneyError::Overflow)
    }

    /// More than nothing, and no more than anything is worth.
    #[must_use]
    pub fn is_usable(self) -> bool {
        (1..=Rate::HIGHEST.0).contains(&self.0)
    }
}

/// `0.92`
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:06}", self.0 / Rate::ONE.0, self.0.unsigned_abs() % Rate::ONE.0.unsigned_abs());
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// What a currency is worth, as staff write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CurrencyInput {
    /// Units of it for one unit of the shop's own currency, in parts per million: 920000 is 0.92.
    #[cfg_attr(feature = "native", schema(minimum = 1, maximum = 1_000_000_000_000_i64))]
    pub rate_ppm: Rate,
    /// What converted prices are rounded to.
    #[serde(default)]
    pub rounding: Rounding,
}

/// A currency the shop sells in beside its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct CurrencyView {
    /// Which.
    pub currency: Currency,
    /// What it is worth.
    #[serde(flatten)]
    pub input: CurrencyInput,
    /// Who set that.
    pub set_by: String,
    /// RFC 3339, UTC.
    pub set_at: String,
}

/// A currency as staff see it, whether or not the shop sells in it yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrencyRow {
    /// Which.
    pub currency: Currency,
    /// What it is worth; none while goods are sold in the shop's own currency there.
    pub view: Option<CurrencyView>,
    /// A few prices: in the shop's own currency, and converted.
    pub preview: Vec<(Money, Money)>,
}

/// What a variant costs in one currency, as the merchant has set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct SetPrice {
    /// What it costs.
    #[serde(flatten)]
    pub price: Money,
    /// What that is compared with, higher and in the same currency. Without one it is what the variant's own comes to, where that is
    /// higher.
    #[serde(default)]
    pub compare_at: Option<Money>,
}

impl From<Money> for SetPrice {
    fn from(price: Money) -> Self {
        Self { price, compare_at: None }
    }
}

/// What a variant costs in other currencies, where the merchant has set that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct VariantPrices {
    /// One for each currency at most; the others are converted.
    pub prices: Vec<SetPrice>,
}

/// A variant's prices as staff see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantPricing {
    /// Which.
    pub variant_id: VariantId,
    /// Its product.
    pub product_id: ProductId,
    /// Product and variant in words.
    pub title: String,
    /// In the shop's own currency.
    pub own: Money,
    /// In each other currency that is sold in.
    pub rows: Vec<VariantPriceRow>,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VariantPriceRow {
    /// What is set.
    pub set: Option<SetPrice>,
    /// What it costs where nothing is.
    pub converted: Money,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rate_is_read_as_people_write_it() {
        for (text, ppm) in
            [("0.92", 920_000), ("3.6725", 3_672_500), (" 150 ", 150_000_000), (".5", 500_000), ("1.", 1_000_000)]
        {
            assert_eq!(Rate::parse(text), Ok(Rate(ppm)), "{text}");
        }
        for text in ["", ".", "-1", "1,5", "abc", "0.0000001", "1e3", "٣"] {
            assert_eq!(Rate::parse(text), Err(MoneyError::Malformed), "{text}");
        }
        for text in ["0", "0.000000", "1000001", "99999999999999999999"] {
            assert_eq!(Rate::parse(text), Err(MoneyError::Overflow), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_rate_reads_back_as_itself(ppm in 1..=Rate::HIGHEST.0) {
            prop_assert_eq!(Rate::parse(&Rate(ppm).to_string()), Ok(Rate(ppm)));
        }

        #[test]
        fn reading_a_rate_never_panics(text in ".{0,40}") {
            let _ = Rate::parse(&text);
        }
    }
}
