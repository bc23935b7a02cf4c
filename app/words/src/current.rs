//! Whom the work at hand is done for.

use std::{cell::Cell, future::Future};

use types::{Locale, Market};

/// Whoever reads what is written: the language they speak, and what paths begin with where they are in the shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reader {
    locale: Locale,
    prefix: &'static str,
}

impl Reader {
    /// The language they speak.
    #[must_use]
    pub fn locale(self) -> Locale {
        self.locale
    }

    /// What paths begin with where they are: nothing, or `/de`.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        self.prefix
    }
}

/// In the market whose paths begin with nothing.
impl From<Locale> for Reader {
    fn from(locale: Locale) -> Self {
        Self { locale, prefix: "" }
    }
}

impl From<Market> for Reader {
    fn from(market: Market) -> Self {
        Self { locale: market.locale, prefix: market.prefix() }
    }
}

tokio::task_local! {
    static OF_TASK: Reader;
}

thread_local! {
    /// Inside what does not wait; stronger than the task's.
    static OF_CALL: Cell<Option<Reader>> = const { Cell::new(None) };
}

/// Whoever the work at hand is done for: what a task has to be given for the work of those who wait for it.
#[must_use]
pub fn reader() -> Reader {
    OF_CALL.get().or_else(|| OF_TASK.try_with(|reader| *reader).ok()).unwrap_or_default()
}

/// The language of whoever the work at hand is done for; English where nobody said.
#[must_use]
pub fn locale() -> Locale {
    reader().locale
}

/// What paths begin with in the market the work at hand is done for: nothing, or `/de`.
#[must_use]
pub fn prefix() -> &'static str {
    reader().prefix
}

/// Does `work` for whoever is in a market, or speaks a language. A task that `work` spawns knows nothing of it.
pub fn scope<F: Future>(reader: impl Into<Reader>, work: F) -> impl Future<Output = F::Output> {
    OF_TASK.scope(reader.into(), work)
}

/// Does `work`, which does not wait, for whoever is in a market, or speaks a language.
pub fn speaking<T>(reader: impl Into<Reader>, work: impl FnOnce() -> T) -> T {
    /// Puts back what was, also when `work` panics.
    struct Before(Option<Reader>);
    impl Drop for Before {
        fn drop(&mut self) {
            OF_CALL.set(self.0);
        }
    }
    let _before = Before(OF_CALL.replace(Some(reader.into())));
    work()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_inside_another_speaks_its_own_language() {
        assert_eq!(locale(), Locale::En);
        speaking(Locale::De, || {
            assert_eq!(locale(), Locale::De);
            speaking(Locale::Ar, || assert_eq!(locale(), Locale::Ar));
            assert_eq!(locale(), Locale::De);
        });
        assert_eq!(locale(), Locale::En);
    }

    #[test]
    fn whoever_is_in_a_market_reads_its_language_under_its_paths() {
        let german: Market = "at=de:EUR".parse().unwrap();
        speaking(german, || {
            assert_eq!((locale(), prefix()), (Locale::De, "/at"));
            speaking(Locale::En, || assert_eq!((locale(), prefix()), (Locale::En, "")));
        });
        assert_eq!(prefix(), "");
    }

    #[test]
    fn a_panic_leaves_no_language_behind() {
        let outcome = std::panic::catch_unwind(|| speaking(Locale::De, || panic!("on purpose")));
        assert!(outcome.is_err());
        assert_eq!(locale(), Locale::En);
    }
}
