//! Why a card was refused, as a shopper is told it.

use words::t;

/// A provider's stable reason in plain words, and what to do next. Banks say little, so what is not known is said in general.
pub(crate) fn told(reason: Option<&str>) -> String {
    match reason {
        Some("card_declined") => t!("declined-card"),
        Some("insufficient_funds") => t!("declined-insufficient-funds"),
        Some("expired_card") => t!("declined-expired"),
        Some("incorrect_cvc") => t!("declined-security-code"),
        Some("limit_exceeded") => t!("declined-limit"),
        Some("authentication_failed") => t!("declined-not-confirmed"),
        Some(_) => t!("declined-unknown"),
        None => t!("declined-not-through"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use types::Locale;
    use words::speaking;

    use super::*;

    const REASONS: [&str; 7] = [
        "card_declined",
        "insufficient_funds",
        "expired_card",
        "incorrect_cvc",
        "limit_exceeded",
        "authentication_failed",
        "never_heard_of",
    ];

    #[test]
    fn each_reason_has_a_sentence_of_its_own_and_no_code_in_it() {
        for locale in Locale::ALL {
            let said: HashSet<_> = REASONS.iter().map(|reason| speaking(locale, || told(Some(reason)))).collect();
            assert_eq!(said.len(), REASONS.len(), "{said:?}");
            for sentence in &said {
                assert!(!sentence.contains(['_', '(']), "{sentence}");
            }
        }
    }

    #[test]
    fn what_no_provider_refused_did_not_come_through() {
        assert!(told(None).starts_with("The payment did not come through"));
    }
}
