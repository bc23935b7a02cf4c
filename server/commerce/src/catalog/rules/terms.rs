//! What a product can be told by in a list: a value of each of its options, and who made it.

use types::catalog::ProductOption;

use super::slugify;

/// The facet of who made a product.
pub(in crate::catalog) const MAKER: &str = types::catalog::MADE_BY;
/// Terms of one product that are kept.
const TERM_LIMIT: usize = 200;

/// One thing a product can be told by: `colour.moss`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::catalog) struct Term {
    pub facet: String,
    pub value: String,
    pub facet_label: String,
    pub label: String,
    pub swatch: Option<String>,
}

/// The terms of a product with these options and this maker; each once. What cannot be written in an address is left out.
pub(in crate::catalog) fn terms(options: &[ProductOption], vendor: &str) -> Vec<Term> {
    let maker = Term {
        facet: MAKER.to_owned(),
        value: slugify(vendor),
        facet_label: "Made by".to_owned(),
        label: vendor.to_owned(),
        swatch: None,
    };
    each_once(of_options(options, options).chain([maker]))
}

/// What the terms of a product with these options are called in a language in which its options are `translated`; what is called as in
/// English is empty. In the order of their names, so that two products that write the same ones do not wait for each other in a circle.
pub(in crate::catalog) fn term_words(options: &[ProductOption], translated: &[ProductOption]) -> Vec<Term> {
    let english = each_once(of_options(options, options));
    let mut words = each_once(of_options(options, translated));
    for (term, english) in words.iter_mut().zip(english) {
        if term.label == english.label {
            term.label.clear();
        }
        if term.facet_label == english.facet_label {
            term.facet_label.clear();
        }
    }
    words.retain(|term| !term.label.is_empty() || !term.facet_label.is_empty());
    words.sort_by(|one, other| (&one.facet, &one.value).cmp(&(&other.facet, &other.value)));
    words
}

/// A term for each value of `options`, called as in `called`, which has the same ones.
fn of_options<'a>(options: &'a [ProductOption], called: &'a [ProductOption]) -> impl Iterator<Item = Term> + 'a {
    options.iter().zip(called).flat_map(|(option, called)| {
        option.values.iter().zip(&called.values).map(|(value, words)| Term {
            facet: slugify(&option.name),
            value: slugify(&value.name),
            facet_label: called.name.clone(),
            label: words.name.clone(),
            swatch: value.swatch.clone(),
        })
    })
}

fn each_once(all: impl Iterator<Item = Term>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for term in all.filter(|term| !term.facet.is_empty() && !term.value.is_empty()) {
        if !terms.iter().any(|known| known.facet == term.facet && known.value == term.value) {
            terms.push(term);
        }
    }
    terms.truncate(TERM_LIMIT);
    terms
}

/// Sizes in words, from the smallest.
const SIZES: [&str; 9] = ["xxs", "xs", "s", "m", "l", "xl", "xxl", "2xl", "3xl"];

/// The place of a value among those of its facet: sizes by size, then what begins with a number by that, then letters.
pub(in crate::catalog) fn place(label: &str) -> (usize, u64, String) {
    let text = label.to_lowercase();
    let size = SIZES.iter().position(|size| *size == text).unwrap_or(SIZES.len());
    let number = text.split(|letter: char| !letter.is_ascii_digit() && letter != '.').next().unwrap_or_default();
    let thousandths = number.parse::<f64>().map_or(u64::MAX, |number| (number * 1000.0) as u64);
    (size, thousandths, text)
}

#[cfg(test)]
mod tests {
    use types::catalog::OptionValue;

    use super::*;

    fn option(name: &str, values: &[&str]) -> ProductOption {
        let value = |name: &&str| OptionValue { name: (*name).to_owned(), swatch: None };
        ProductOption { name: name.to_owned(), values: values.iter().map(value).collect() }
    }

    #[test]
    fn a_product_is_told_by_each_value_once_and_by_its_maker() {
        let options = [option("Colour", &["Sea glass", "sea  glass", "!!!"]), option("Volume", &["0.5 l"])];
        let terms: Vec<_> =
            terms(&options, "Ostler Enamel").into_iter().map(|term| format!("{}.{}", term.facet, term.value)).collect();
        assert_eq!(terms, ["colour.sea-glass", "volume.0-5-l", "made-by.ostler-enamel"]);
        assert!(super::terms(&[option("!!!", &["x"])], "").is_empty());
    }

    #[test]
    fn terms_keep_their_addresses_in_every_language() {
        let (english, german) = (option("Colour", &["Moss", "Oat"]), option("Farbe", &["Moos", "Oat"]));
        let words: Vec<_> = term_words(&[english], &[german])
            .into_iter()
            .map(|term| (term.facet, term.value, term.facet_label, term.label))
            .collect();
        let expected = [("colour", "moss", "Farbe", "Moos"), ("colour", "oat", "Farbe", "")];
        assert_eq!(words, expected.map(|(a, b, c, d)| (a.to_owned(), b.to_owned(), c.to_owned(), d.to_owned())));
    }

    #[test]
    fn values_stand_in_the_order_people_expect() {
        let mut values = ["24 cm", "XL", "Walnut", "S", "0.75 l", "100 cm", "Ash", "M", "0.5 l"];
        values.sort_by_key(|value| place(value));
        assert_eq!(values, ["S", "M", "XL", "0.5 l", "0.75 l", "24 cm", "100 cm", "Ash", "Walnut"]);
    }
}
