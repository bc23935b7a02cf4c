//! What a shopper's words mean to each engine's full-text search. Whatever they typed, the answer is a valid query: only letters
//! and digits get through, so there are no operators, quotes or wildcards to go wrong.

use types::Locale;

use super::rules::{folded_word, is_stop_word};

/// Words of a query that are looked at.
const WORD_COUNT_LIMIT: usize = 10;
/// Letters of a word that are looked at.
const WORD_LIMIT: usize = 40;
/// PostgreSQL leaves such words out by itself; leaving them out here makes both engines find the same.
const STOP_WORDS: [&str; 20] = [
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "it", "of", "on", "or", "that", "the", "to",
    "was", "with",
];

/// The words to look for, lower-case. The last one may be the beginning of a word: people search while they type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// Of the page that asks.
    locale: Locale,
    words: Vec<String>,
}

impl Words {
    /// The words of `text`, which is in `locale`; none when it has no letter or digit.
    pub(super) fn read(locale: Locale, text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let all = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let all: Vec<String> =
            all.take(4 * WORD_COUNT_LIMIT).map(|word| word.chars().take(WORD_LIMIT).collect()).collect();
        let says_nothing = |word: &str| STOP_WORDS.contains(&word) || is_stop_word(locale, word);
        let telling: Vec<String> = all.iter().filter(|word| !says_nothing(word)).cloned().collect();
        let mut words = if telling.is_empty() { all } else { telling };
        words.truncate(WORD_COUNT_LIMIT);
        (!words.is_empty()).then_some(Self { locale, words })
    }

    /// Of the page that asks.
    pub(super) fn locale(&self) -> Locale {
        self.locale
    }

    /// The same as the index of `locale` writes them.
    pub(super) fn folded(&self, locale: Locale) -> Self {
        Self { locale, words: self.words.iter().map(|word| folded_word(locale, word)).collect() }
    }

    /// The same as English words, which the index of English folds by itself.
    pub(super) fn in_english(&self) -> Self {
        Self { locale: Locale::En, words: self.words.clone() }
    }

    /// FTS5: all of them, the last as a prefix. Quoted, so that no word is read as an operator.
    pub(super) fn fts5(&self) -> String {
        let quoted: Vec<String> = self.words.iter().map(|word| format!("\"{word}\"")).collect();
        format!("{}*", quoted.join(" AND "))
    }

    /// `to_tsquery`: all of them, the last as a prefix; of words with the given weights only.
    pub(super) fn tsquery(&self, weights: &str) -> String {
        let colon = if weights.is_empty() { "" } else { ":" };
        let (last, first) = self.words.split_last().map_or(("", &[][..]), |(last, first)| (last.as_str(), first));
        let mut quoted: Vec<String> = first.iter().map(|word| format!("'{word}'{colon}{weights}")).collect();
        quoted.push(format!("'{last}':*{weights}"));
        quoted.join(" & ")
    }

    /// One by one.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// The same with other words in the place of some.
    pub(super) fn with(&self, other: impl Fn(&str) -> Option<String>) -> Self {
        let words = self.words.iter().map(|word| other(word).unwrap_or_else(|| word.clone())).collect();
        Self { locale: self.locale, words }
    }

    /// As a person would type them.
    pub(super) fn text(&self) -> String {
        self.words.join(" ")
    }
}

/// Where the search of `locale` has its rows.
pub(super) fn search_table(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "product_search",
        Locale::De => "product_search_de",
        Locale::Ar => "product_search_ar",
    }
}

/// Where it has the words that typing errors are looked for in.
pub(super) fn near_table(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "search_near",
        Locale::De => "search_near_de",
        Locale::Ar => "search_near_ar",
    }
}

/// The row of a product in SQLite's index. FTS5 finds rows by number alone; half of a UUIDv7 is random enough to be one.
pub(super) fn row_number(id: uuid::Uuid) -> i64 {
    id.as_u64_pair().1.cast_signed()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fts5(text: &str) -> Option<String> {
        Words::read(Locale::En, text).map(|words| words.fts5())
    }

    #[test]
    fn words_are_quoted_and_the_last_is_a_prefix() {
        assert_eq!(fts5("Waxed tote").as_deref(), Some(r#""waxed" AND "tote"*"#));
        let words = Words::read(Locale::En, "Waxed tote").unwrap();
        assert_eq!(
            (words.tsquery(""), words.tsquery("A")),
            ("'waxed' & 'tote':*".into(), "'waxed':A & 'tote':*A".into())
        );
    }

    #[test]
    fn operators_and_quotes_are_just_gaps() {
        assert_eq!(
            fts5(r#"title:"a" NEAR(b, -c) OR d*"#).as_deref(),
            Some(r#""title" AND "near" AND "b" AND "c" AND "d"*"#)
        );
    }

    #[test]
    fn stop_words_count_only_when_there_is_nothing_else() {
        assert_eq!(fts5("the lantern").as_deref(), Some(r#""lantern"*"#));
        assert_eq!(fts5("The").as_deref(), Some(r#""the"*"#));
    }

    #[test]
    fn each_language_has_words_that_say_nothing() {
        let words = |locale, text| Words::read(locale, text).unwrap().folded(locale).text();
        assert_eq!(words(Locale::De, "Tasche für den Gürtel"), "tasche gurtel");
        assert_eq!(words(Locale::Ar, "حقيبة من القماش"), "حقيبه قماش");
    }

    #[test]
    fn a_text_without_letters_is_no_search() {
        for text in ["", "  ", "\"'*-()", "\0", "🏮🏕"] {
            assert_eq!(Words::read(Locale::En, text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_becomes_a_short_harmless_query(text in any::<String>()) {
            for locale in Locale::ALL {
                let Some(words) = Words::read(locale, &text) else { continue };
                prop_assert!(words.words.len() <= WORD_COUNT_LIMIT);
                for word in words.iter().chain(words.folded(locale).iter()) {
                    prop_assert!(word.chars().all(char::is_alphanumeric));
                    // Folding makes no word more than twice as long.
                    prop_assert!(word.chars().count() <= 2 * WORD_LIMIT);
                }
            }
        }
    }
}
