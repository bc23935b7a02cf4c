//! What is said of stock as it changes while somebody looks.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::json;
use types::{Locale, catalog::FEW_LEFT};
use words::t;

/// A number of each form that languages have for numbers beyond two, by the form's name in CLDR.
const LARGER: [(&str, i64); 3] = [("few", 103), ("many", 111), ("other", 100)];
/// Where the browser puts the number.
const GAP: &str = "{held}";

/// What [`phrases`] says in each language: the same on every page, so it is written once.
static PHRASES: LazyLock<[String; Locale::ALL.len()]> =
    LazyLock::new(|| Locale::ALL.map(|locale| words::speaking(locale, written)));

/// All that can be said, for `public/extras.js`, as JSON: by units left, then by units that others hold, as a number or as the form of
/// larger ones; and what is said where there is plenty, or nobody counts.
pub(super) fn phrases() -> &'static str {
    &PHRASES[words::locale().index()]
}

fn written() -> String {
    let left = (0..=FEW_LEFT).map(|left| (left.to_string(), json!(held(left))));
    json!(left.chain([("plenty".to_owned(), json!(t!("stock-plenty")))]).collect::<BTreeMap<_, _>>()).to_string()
}

fn held(left: i64) -> BTreeMap<String, String> {
    let exact = (0..=2).map(|held| (held.to_string(), phrase(left, held)));
    let larger = LARGER.map(|(form, held)| (form.to_owned(), phrase(left, held).replace(&held.to_string(), GAP)));
    exact.chain(larger).collect()
}

/// Left and held by others, in words; the truth is told wherever it matters.
pub(super) fn phrase(left: i64, held: i64) -> String {
    match (left, held) {
        (..=0, ..=0) => t!("stock-none"),
        (..=0, _) => t!("stock-none-held", held = held),
        (_, ..=0) => t!("stock-left", count = left),
        _ => t!("stock-left-held", count = left, held = held),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_number_has_its_words() {
        let told: Value = serde_json::from_str(phrases()).unwrap();
        assert_eq!(told["0"]["0"], "Sold out");
        assert_eq!(told["0"]["1"], "None left, 1 held by others");
        assert_eq!(told["3"]["0"], "3 left");
        assert_eq!(told["3"]["2"], "3 left, 2 held by others");
        assert_eq!(told["5"]["other"], "5 left, {held} held by others");
        assert_eq!((told.get("6"), &told["plenty"]), (None, &Value::from("In stock")));
    }

    #[test]
    fn no_language_leaves_a_sample_number_in_its_words() {
        for locale in Locale::ALL {
            let told = words::speaking(locale, phrases);
            assert!(!LARGER.iter().any(|(_, number)| told.contains(&number.to_string())), "{told}");
        }
    }
}
