//! What a visitor narrows a list to, as addresses say it.

use types::{Currency, Locale, Money, MoneyError};
use words::t;

use crate::prices::Selling;

/// Values of facets that can be chosen at once. More are too many to mean anything.
pub(super) const CHOICE_LIMIT: usize = 24;
/// Characters of `facet.value`.
const LONGEST: usize = 150;

/// What a list is narrowed to: all of these at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// Only what can be bought now.
    pub available: bool,
    /// Only what costs so much.
    pub price: PriceRange,
    /// For each of these facets one of its values. In the order of their names, each with a value at least.
    pub choices: Vec<Choice>,
}

/// One of these values of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// As written in addresses: `colour`.
    pub facet: String,
    /// As written in addresses, in order, each once: `moss`, `sea-glass`.
    pub values: Vec<String>,
}

/// Prices from one to another, both among them, in minor units of what the visitor pays in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PriceRange {
    /// The lowest.
    pub lowest: Option<i64>,
    /// The highest.
    pub highest: Option<i64>,
}

impl Narrowing {
    /// Anything at all.
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.available || self.price.is_some() || !self.choices.is_empty()
    }

    /// Leaves out what is chosen and not known.
    pub(super) fn keep_known(&mut self, is_known: impl Fn(&str, &str) -> bool) {
        for choice in &mut self.choices {
            let facet = choice.facet.clone();
            choice.values.retain(|value| is_known(&facet, value));
        }
        self.choices.retain(|choice| !choice.values.is_empty());
    }

    /// The same without what is chosen of one facet.
    pub(super) fn without(&self, facet: &str) -> Self {
        let others = self.choices.iter().filter(|choice| choice.facet != facet).cloned();
        Self { choices: others.collect(), ..self.clone() }
    }
}

impl Choice {
    /// Reads what an address says, `colour.moss` each; what is not written like that means nothing, and what is beyond two dozen is not
    /// looked at.
    #[must_use]
    pub fn read<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Choice> {
        let mut pairs: Vec<(&str, &str)> = texts.into_iter().filter_map(pair).take(CHOICE_LIMIT).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let mut choices: Vec<Choice> = Vec::new();
        for (facet, value) in pairs {
            match choices.last_mut() {
                Some(choice) if choice.facet == facet => choice.values.push(value.to_owned()),
                _ => choices.push(Choice { facet: facet.to_owned(), values: vec![value.to_owned()] }),
            }
        }
        choices
    }

    /// As addresses have it: `colour.moss`, `colour.sea-glass`.
    pub fn written(&self) -> impl Iterator<Item = String> {
        self.pairs().into_iter().map(|(facet, value)| format!("{facet}.{value}"))
    }

    /// The facet with each value.
    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        self.values.iter().map(|value| (self.facet.clone(), value.clone())).collect()
    }
}

/// `colour.moss` in its two parts.
fn pair(text: &str) -> Option<(&str, &str)> {
    let plain = |part: &str| {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !part.is_empty() && part.bytes().all(is_plain)
    };
    let parts = text.split_once('.').filter(|(facet, value)| plain(facet) && plain(value));
    parts.filter(|_| text.len() <= LONGEST)
}

impl PriceRange {
    /// There is a bound.
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.lowest.is_some() || self.highest.is_some()
    }

    /// The same of the shop's own prices: exactly what comes to prices in the range, where none is set by itself.
    pub(super) fn in_base(self, selling: Selling) -> Self {
        let (lowest, highest) = (self.lowest, self.highest);
        Self { lowest: lowest.map(|bound| selling.least(bound)), highest: highest.map(|bound| selling.most(bound)) }
    }

    /// Reads what somebody typed into two fields, `19.99` or nothing.
    ///
    /// # Errors
    /// Words for them, where it is no range of prices.
    pub fn read(lowest: &str, highest: &str, currency: Currency) -> Result<Self, String> {
        let range = Self { lowest: amount(lowest, currency)?, highest: amount(highest, currency)? };
        match (range.lowest, range.highest) {
            (Some(lowest), Some(highest)) if lowest > highest => Err(t!("filter-price-reversed")),
            _ => Ok(range),
        }
    }
}

fn amount(text: &str, currency: Currency) -> Result<Option<i64>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let example = Money::new(25 * currency.scale(), currency).to_decimal();
    let example = if words::locale() == Locale::De { example.replace('.', ",") } else { example };
    match Money::parse(&with_point(text), currency) {
        Ok(money) if money.amount >= 0 => Ok(Some(money.amount)),
        Err(MoneyError::Overflow) => Err(t!("filter-price-too-much")),
        _ => Err(t!("filter-price-number", example = example)),
    }
}

/// A comma with two digits behind it at most stands before decimals, as half of the world writes them: `1.299,50`.
fn with_point(text: &str) -> String {
    match text.trim().rsplit_once(',') {
        Some((whole, decimals)) if decimals.len() < 3 => format!("{}.{decimals}", whole.replace('.', "")),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn choices_have_one_order_and_no_repetition() {
        let read =
            Choice::read(["size.l", "colour.moss", "colour.clay", "size.l", "nonsense", "a.b.c", "A.b", ".", "x."]);
        let written: Vec<_> = read.iter().flat_map(Choice::written).collect();
        assert_eq!(written, ["colour.clay", "colour.moss", "size.l"]);
        assert_eq!(read.len(), 2);
    }

    #[test]
    fn a_range_is_what_two_fields_say_or_words() {
        let read = |lowest, highest| PriceRange::read(lowest, highest, Currency::USD);
        assert_eq!(read("", " "), Ok(PriceRange::default()));
        assert_eq!(read("25", "1,000.50"), Ok(PriceRange { lowest: Some(2_500), highest: Some(100_050) }));
        assert_eq!(read("0", "0"), Ok(PriceRange { lowest: Some(0), highest: Some(0) }));
        assert_eq!(read("19,5", "1.299,00"), Ok(PriceRange { lowest: Some(1_950), highest: Some(129_900) }));
        for (lowest, highest) in [("abc", ""), ("", "-1"), ("1.999", ""), ("9999999999999999999999", ""), ("2", "1")] {
            assert!(read(lowest, highest).is_err(), "{lowest} {highest}");
        }
    }

    proptest! {
        #[test]
        fn any_texts_are_few_choices_that_read_back(texts in prop::collection::vec("[a-c.-]{0,6}|.{0,9}", 0..40)) {
            let read = Choice::read(texts.iter().map(String::as_str));
            let written: Vec<_> = read.iter().flat_map(Choice::written).collect();
            prop_assert!(written.len() <= CHOICE_LIMIT);
            prop_assert_eq!(Choice::read(written.iter().map(String::as_str)), read);
        }

        #[test]
        fn any_text_is_a_price_or_words(lowest in any::<String>(), highest in any::<String>()) {
            let _ = PriceRange::read(&lowest, &highest, Currency::USD);
        }
    }
}
