//! What a shopper's words mean to each engine's full-text search. Whatever they typed, the answer is a valid query: only letters
//! and digits get through, so there are no operators, quotes or wildcards to go wrong.

use sea_orm::{ConnectionTrait, DbBackend, Value};

use crate::db::contains;

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
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words of `text`; none when it has no letter or digit.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let all = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let all: Vec<String> =
            all.take(4 * WORD_COUNT_LIMIT).map(|word| word.chars().take(WORD_LIMIT).collect()).collect();
        let telling: Vec<String> = all.iter().filter(|word| !STOP_WORDS.contains(&word.as_str())).cloned().collect();
        let mut words = if telling.is_empty() { all } else { telling };
        words.truncate(WORD_COUNT_LIMIT);
        (!words.is_empty()).then_some(Self(words))
    }

    /// FTS5: all of them, the last as a prefix. Quoted, so that no word is read as an operator.
    fn fts5(&self) -> String {
        let quoted: Vec<String> = self.0.iter().map(|word| format!("\"{word}\"")).collect();
        format!("{}*", quoted.join(" "))
    }

    /// `to_tsquery`: all of them, the last as a prefix.
    fn tsquery(&self) -> String {
        let quoted: Vec<String> = self.0.iter().map(|word| format!("'{word}'")).collect();
        format!("{}:*", quoted.join(" & "))
    }

    fn plain(&self) -> String {
        self.0.join(" ")
    }
}

/// A piece of a statement over `product_search`: which rows match, and how well (lower is better). Both use `$1`.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub condition: &'static str,
    pub rank: &'static str,
    pub value: Value,
    /// `product_search` has to be joined.
    pub indexed: bool,
    /// What to look for instead when nothing matches.
    pub otherwise: Option<Box<Match>>,
}

/// How the engine behind `connection` looks for `words`; titles weigh ten times what other text does.
pub(super) fn matching(connection: &impl ConnectionTrait, words: &Words) -> Match {
    match connection.get_database_backend() {
        DbBackend::Sqlite => Match {
            condition: "product_search MATCH $1",
            rank: "bm25(product_search, 0.0, 10.0, 1.0)",
            value: words.fts5().into(),
            indexed: true,
            otherwise: None,
        },
        _ => Match {
            condition: "product_search.document @@ to_tsquery('english', $1)",
            rank: "-ts_rank('{0, 0, 0.1, 1}', product_search.document, to_tsquery('english', $1))::float8",
            value: words.tsquery().into(),
            indexed: true,
            otherwise: Some(Box::new(alike(words))),
        },
    }
}

/// Titles that read nearly like the words: typing errors. PostgreSQL's pg_trgm only; at 0.4 of 1, two letters changing places in
/// a word of seven pass.
fn alike(words: &Words) -> Match {
    Match {
        condition: "word_similarity($1, product_search.title) >= 0.4",
        rank: "-word_similarity($1, product_search.title)::float8",
        value: words.plain().into(),
        indexed: true,
        otherwise: None,
    }
}

/// Titles in which a word begins like this: what can be found without the index, when the index does not answer.
pub(super) fn by_title(searched: &str) -> Match {
    let text = contains(searched);
    // Whatever comes before and after is added by the statement; the text's own signs stay.
    let beginning = text.strip_prefix('%').and_then(|text| text.strip_suffix('%')).unwrap_or_default();
    Match {
        condition: r"(lower(p.title) LIKE $1 || '%' ESCAPE '\' OR lower(p.title) LIKE '% ' || $1 || '%' ESCAPE '\')",
        rank: "CAST(p.position AS double precision)",
        value: beginning.into(),
        indexed: false,
        otherwise: None,
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
        Words::read(text).map(|words| words.fts5())
    }

    #[test]
    fn words_are_quoted_and_the_last_is_a_prefix() {
        assert_eq!(fts5("Waxed tote").as_deref(), Some(r#""waxed" "tote"*"#));
        assert_eq!(Words::read("Waxed tote").unwrap().tsquery(), "'waxed' & 'tote':*");
    }

    #[test]
    fn operators_and_quotes_are_just_gaps() {
        assert_eq!(fts5(r#"title:"a" NEAR(b, -c) OR d*"#).as_deref(), Some(r#""title" "near" "b" "c" "d"*"#));
    }

    #[test]
    fn stop_words_count_only_when_there_is_nothing_else() {
        assert_eq!(fts5("the lantern").as_deref(), Some(r#""lantern"*"#));
        assert_eq!(fts5("The").as_deref(), Some(r#""the"*"#));
    }

    #[test]
    fn a_text_without_letters_is_no_search() {
        for text in ["", "  ", "\"'*-()", "\0", "🏮🏕"] {
            assert_eq!(Words::read(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_becomes_a_short_harmless_query(text in any::<String>()) {
            if let Some(words) = Words::read(&text) {
                prop_assert!(words.0.len() <= WORD_COUNT_LIMIT);
                for word in &words.0 {
                    prop_assert!(word.chars().all(char::is_alphanumeric) && word.chars().count() <= WORD_LIMIT);
                }
            }
        }
    }
}
