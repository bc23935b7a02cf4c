//! In which language the work at hand is done.

use std::{cell::Cell, future::Future};

use types::Locale;

tokio::task_local! {
    static OF_TASK: Locale;
}

thread_local! {
    /// Inside what does not wait; stronger than the task's.
    static OF_CALL: Cell<Option<Locale>> = const { Cell::new(None) };
}

/// The language of whoever the work at hand is done for; English where nobody said.
#[must_use]
pub fn locale() -> Locale {
    OF_CALL.get().or_else(|| OF_TASK.try_with(|locale| *locale).ok()).unwrap_or_default()
}

/// Does `work` for somebody who speaks `locale`. A task that `work` spawns knows nothing of it.
pub fn scope<F: Future>(locale: Locale, work: F) -> impl Future<Output = F::Output> {
    OF_TASK.scope(locale, work)
}

/// Does `work`, which does not wait, for somebody who speaks `locale`.
pub fn speaking<T>(locale: Locale, work: impl FnOnce() -> T) -> T {
    /// Puts back what was, also when `work` panics.
    struct Before(Option<Locale>);
    impl Drop for Before {
        fn drop(&mut self) {
            OF_CALL.set(self.0);
        }
    }
    let _before = Before(OF_CALL.replace(Some(locale)));
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
    fn a_panic_leaves_no_language_behind() {
        let outcome = std::panic::catch_unwind(|| speaking(Locale::De, || panic!("on purpose")));
        assert!(outcome.is_err());
        assert_eq!(locale(), Locale::En);
    }
}
