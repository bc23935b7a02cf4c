//! Words as the search of a language writes them down and looks for them: whatever people write in several ways is written in one.
//! English is left to the engines, which know its endings.

use types::Locale;

/// Letters of an Arabic word that the article is taken off.
const ARTICLE_WORD: usize = 5;
/// The article, alone and grown together with what stands before it.
const ARTICLES: [&str; 6] = ["وال", "بال", "كال", "فال", "ال", "لل"];
/// Words that say nothing of a thing.
const GERMAN_STOP_WORDS: [&str; 22] = [
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "oder", "für", "mit",
    "aus", "von", "zu", "zum", "zur", "im", "in",
];
const ARABIC_STOP_WORDS: [&str; 8] = ["من", "في", "على", "مع", "إلى", "عن", "أو", "و"];

/// Whether a search for `word` in `locale` would be none.
pub(in crate::catalog) fn is_stop_word(locale: Locale, word: &str) -> bool {
    match locale {
        Locale::En => false,
        Locale::De => GERMAN_STOP_WORDS.contains(&word),
        Locale::Ar => ARABIC_STOP_WORDS.contains(&word),
    }
}

/// `word` in the one way it is written in the index of `locale`.
pub(in crate::catalog) fn folded_word(locale: Locale, word: &str) -> String {
    let word = word.to_lowercase();
    let folded = match locale {
        Locale::En => return word,
        Locale::De => word.chars().flat_map(german).collect(),
        Locale::Ar => without_article(&word.chars().filter_map(arabic).collect::<String>()).to_owned(),
    };
    if folded.is_empty() { word } else { folded }
}

/// All words of `text`, as they are written in the index of `locale`.
pub(in crate::catalog) fn folded(locale: Locale, text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| folded_word(locale, word)).collect::<Vec<_>>().join(" ")
}

fn german(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        'ä' => ('a', None),
        'ö' => ('o', None),
        'ü' => ('u', None),
        'ß' => ('s', Some('s')),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// Vowel signs and stretching are ornament, and few people type which seat a hamza has.
fn arabic(letter: char) -> Option<char> {
    match letter {
        '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => None,
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        'ؤ' => Some('و'),
        'ئ' => Some('ي'),
        other => Some(other),
    }
}

fn without_article(word: &str) -> &str {
    if word.chars().count() < ARTICLE_WORD {
        return word;
    }
    ARTICLES.iter().find_map(|article| word.strip_prefix(article)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_in_several_ways_is_one_word() {
        assert_eq!(folded(Locale::De, "Ledergürtel, groß"), "ledergurtel gross");
        for written in ["الفانوس", "فانوس", "فَانُوس", "والفانوس", "فانـوس"] {
            assert_eq!(folded(Locale::Ar, written), "فانوس", "{written}");
        }
        assert_eq!(folded(Locale::Ar, "حقيبة"), folded(Locale::Ar, "حقيبه"));
        assert_eq!(folded(Locale::Ar, "أزرق"), folded(Locale::Ar, "ازرق"));
    }

    #[test]
    fn short_words_keep_what_only_looks_like_an_article() {
        assert_eq!(folded(Locale::Ar, "ألبا"), "البا");
        assert_eq!(folded(Locale::En, "Größe"), "größe");
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in any::<String>()) {
            let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).count();
            for locale in Locale::ALL {
                prop_assert_eq!(folded(locale, &text).split(' ').filter(|word| !word.is_empty()).count(), words);
            }
        }
    }
}
