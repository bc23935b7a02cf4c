use std::sync::Arc;

use types::Locale;

/// What people wait for, in words: in English, and in whatever other language somebody has said it. One plan is for visitors of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    english: String,
    others: Arc<[(Locale, String)]>,
}

impl Title {
    /// `english`, and what it is called elsewhere.
    #[must_use]
    pub fn new(english: String, others: Vec<(Locale, String)>) -> Self {
        Self { english, others: others.into() }
    }

    /// In `locale`, in English where nobody has said it there.
    #[must_use]
    pub fn said_in(&self, locale: Locale) -> &str {
        let said = self.others.iter().find(|(known, _)| *known == locale);
        said.map_or(self.english.as_str(), |(_, title)| title.as_str())
    }
}

/// The same in every language.
impl From<String> for Title {
    fn from(title: String) -> Self {
        Self::new(title, Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_said_in_english_where_nobody_has_said_it_otherwise() {
        let title = Title::new("Lamp".into(), vec![(Locale::De, "Lampe".into())]);
        assert_eq!(Locale::ALL.map(|locale| title.said_in(locale)), ["Lamp", "Lampe", "Lamp"]);
        assert_eq!(Title::from("Lamp".to_owned()).said_in(Locale::De), "Lamp");
    }
}
