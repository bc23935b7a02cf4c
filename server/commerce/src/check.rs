//! What is wrong with an input, all of it at once.

use types::FieldError;
use words::t;

use crate::{Error, Result};

/// One line of text: no control characters (PostgreSQL refuses NUL), single blanks, none at the ends.
pub(crate) fn line(text: &str) -> String {
    let cleaned: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Collects what is wrong with an input, so that a form comes back with everything at once.
#[derive(Debug, Default)]
pub(crate) struct Check {
    errors: Vec<FieldError>,
}

impl Check {
    /// Notes that `field` is wrong.
    pub(crate) fn refuse(&mut self, field: &str, message: impl Into<String>) {
        self.errors.push(FieldError::new(field, message));
    }

    /// Notes that `field` is wrong, unless it is `fine`.
    pub(crate) fn demand(&mut self, field: &str, fine: bool, message: impl Into<String>) {
        if !fine {
            self.refuse(field, message);
        }
    }

    /// A line of at most `limit` characters; empty is fine.
    pub(crate) fn optional(&mut self, field: &str, text: &str, limit: usize) -> String {
        let text = line(text);
        if text.chars().count() > limit {
            self.refuse(field, t!("wrong-too-long", most = limit));
        }
        text
    }

    /// A line of 1 to `limit` characters.
    pub(crate) fn required(&mut self, field: &str, text: &str, limit: usize) -> String {
        let text = self.optional(field, text, limit);
        if text.is_empty() {
            self.refuse(field, t!("wrong-empty"));
        }
        text
    }

    /// Several lines of at most `limit` characters together, without any control character but their ends; empty is fine.
    pub(crate) fn lines(&mut self, field: &str, text: &str, limit: usize) -> String {
        let text = text.replace("\r\n", "\n");
        let text: String = text.chars().filter(|letter| *letter == '\n' || !letter.is_control()).collect();
        let text = text.trim();
        if text.chars().count() > limit {
            self.refuse(field, t!("wrong-too-long", most = limit));
        }
        text.to_owned()
    }

    /// A number from `low` to `high`.
    pub(crate) fn within(&mut self, field: &str, number: i64, low: i64, high: i64) -> i64 {
        if !(low..=high).contains(&number) {
            self.refuse(field, format!("Between {low} and {high}."));
        }
        number
    }

    /// Nothing was refused so far.
    pub(crate) fn is_fine(&self) -> bool {
        self.errors.is_empty()
    }

    /// What was refused.
    pub(crate) fn errors(self) -> Vec<FieldError> {
        self.errors
    }

    /// The end of the check.
    ///
    /// # Errors
    /// `invalid` with everything that was refused.
    pub(crate) fn finish(self) -> Result<()> {
        if self.is_fine() { Ok(()) } else { Err(Error::invalid(self.errors)) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_has_no_control_characters() {
        assert_eq!(line(" a\0b\r\n\tc  d "), "a b c d");
    }

    #[test]
    fn every_wrong_field_is_named() {
        let mut check = Check::default();
        check.required("title", " \n", 5);
        check.optional("vendor", "abcdef", 5);
        check.within("price", -1, 0, 10);
        check.demand("slug", true, "Never said.");
        check.demand("terms", false, "Say more.");
        let error = check.finish().unwrap_err();
        let fields: Vec<_> = error.problem().errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["title", "vendor", "price", "terms"]);
    }

    proptest! {
        #[test]
        fn a_line_is_stable(text in any::<String>()) {
            let once = line(&text);
            prop_assert!(!once.chars().any(char::is_control));
            prop_assert_eq!(line(&once), once);
        }
    }
}
