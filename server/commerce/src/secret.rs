//! Text that must not get into a log.

use std::fmt;

/// A key, a password, a token. `Debug` shows that there is one, never what it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps `text` from logs.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one who needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_shown() {
        let shown = format!("{:?} {:#?}", Secret::new("sk_test_1"), Some(Secret::new("sk_test_1")));
        assert!(!shown.contains("sk_test"), "{shown}");
        assert_eq!(Secret::new("sk_test_1").expose(), "sk_test_1");
    }
}
