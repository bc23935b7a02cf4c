//! Words that read nearly alike. A word is kept under everything that is left of its beginning when letters are left out; two words
//! that differ by few letters have one of these in common, so a look-up by key finds all candidates however many words there are.

use std::collections::BTreeSet;

/// Letters a word needs to be kept, and at most.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=24;
/// Letters from which on two may be wrong.
const LONG: usize = 7;
/// Letters of a word's beginning from which others are left out.
const BEGINNING: usize = 7;

/// Letters that may be wrong in a word of so many.
fn tolerance(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..LONG => 1,
        _ => 2,
    }
}

/// The words of some texts that typing errors are looked for in: no numbers, no article codes.
pub(in crate::catalog) fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let letters = |text: &str| text.to_lowercase();
    let texts: Vec<String> = texts.into_iter().map(letters).collect();
    let words = texts.iter().flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
    words.filter(|word| can_be_kept(word)).map(str::to_owned).collect()
}

fn can_be_kept(word: &str) -> bool {
    LENGTHS.contains(&word.chars().count()) && word.chars().all(char::is_alphabetic)
}

/// What is left of a word's beginning when none to all of the letters that may be wrong are left out. None of a word that is too short.
pub(in crate::catalog) fn left(word: &str) -> BTreeSet<String> {
    let tolerance = tolerance(word.chars().count());
    if tolerance == 0 || !can_be_kept(word) {
        return BTreeSet::new();
    }
    let mut left = BTreeSet::from([beginning(word)]);
    let mut last = left.clone();
    for _ in 0..tolerance {
        last = last.iter().flat_map(|text| without_one(text)).collect();
        left.extend(last.iter().cloned());
    }
    left
}

/// What a word is kept under with all its letters.
pub(in crate::catalog) fn beginning(word: &str) -> String {
    word.chars().take(BEGINNING).collect()
}

fn without_one(text: &str) -> Vec<String> {
    text.char_indices().map(|(at, letter)| format!("{}{}", &text[..at], &text[at + letter.len_utf8()..])).collect()
}

/// Those of `candidates` that `typed` may have meant, the likeliest first.
pub(in crate::catalog) fn nearest(typed: &str, candidates: impl IntoIterator<Item = String>) -> Vec<String> {
    let most = tolerance(typed.chars().count());
    let rank = |word: String| {
        let distance = strsim::osa_distance(typed, &word);
        let begins_otherwise = typed.chars().next() != word.chars().next();
        (distance <= most).then_some((distance, begins_otherwise, word))
    };
    let mut ranked: Vec<_> = candidates.into_iter().filter_map(rank).collect();
    ranked.sort();
    ranked.into_iter().map(|(_, _, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn short_words_and_article_codes_are_not_kept() {
        let kept = words(["Storm lantern No. 7", "SKU-88x red", &"a".repeat(25)]);
        assert_eq!(kept.into_iter().collect::<Vec<_>>(), ["lantern", "storm"]);
        assert!(left("red").is_empty());
    }

    #[test]
    fn the_likeliest_word_comes_first() {
        let words = || ["lantern", "pattern", "lanterns", "cantern"].map(str::to_owned);
        assert_eq!(nearest("lantren", words()), ["lantern", "lanterns", "cantern"]);
        assert_eq!(nearest("lanter", words()), ["lantern"], "one letter of six");
    }

    proptest! {
        /// Nothing the tolerance allows is missed by the look-up.
        #[test]
        fn words_that_are_near_have_something_left_in_common(word in "[a-e]{4,10}", other in "[a-e]{4,10}") {
            let shorter = tolerance(word.len()).min(tolerance(other.len()));
            if strsim::osa_distance(&word, &other) <= shorter {
                prop_assert!(!left(&word).is_disjoint(&left(&other)), "{} {}", word, other);
            }
        }

        #[test]
        fn few_are_kept_of_any_word(word in any::<String>()) {
            prop_assert!(left(&word).len() <= 29);
        }
    }
}
