//! What a review may be. Pure.

use types::review::{
    MOST_STARS, NAME_LIMIT, REPLY_LIMIT, ReviewDecision, ReviewInput, ReviewState, TEXT_LIMIT, TITLE_LIMIT,
};

use crate::{Result, check::Check};

/// A review that can be stored: plain text within bounds.
///
/// # Errors
/// `invalid` with every wrong field.
pub(super) fn check(input: &ReviewInput) -> Result<ReviewInput> {
    let mut check = Check::default();
    if !(1..=i64::from(MOST_STARS)).contains(&input.stars) {
        check.refuse("stars", words::t!("wrong-stars"));
    }
    let title = check.required("title", &input.title, TITLE_LIMIT);
    let text = check.lines("text", &input.text, TEXT_LIMIT);
    if text.is_empty() {
        check.refuse("text", words::t!("wrong-empty"));
    }
    let name = check.required("name", &input.name, NAME_LIMIT);
    check.finish()?;
    Ok(ReviewInput { stars: input.stars, title, text, name })
}

/// A decision that can be kept.
///
/// # Errors
/// `invalid` with every wrong field.
pub(super) fn check_decision(decision: ReviewDecision) -> Result<ReviewDecision> {
    let mut check = Check::default();
    if decision.state == ReviewState::Waiting {
        check.refuse("state", "Publish it or reject it.");
    }
    let reply = check.lines("reply", &decision.reply, REPLY_LIMIT);
    check.finish()?;
    Ok(ReviewDecision { reply, ..decision })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(error: &crate::Error) -> Vec<&str> {
        error.problem().errors.iter().map(|error| error.field.as_str()).collect()
    }

    fn good() -> ReviewInput {
        ReviewInput { stars: 4, title: "Dry".into(), text: "It kept the rain out.".into(), name: "Ada".into() }
    }

    #[test]
    fn every_wrong_field_is_named() {
        assert_eq!(fields(&check(&ReviewInput::default()).unwrap_err()), ["stars", "title", "text", "name"]);
        assert_eq!(check(&good()).unwrap(), good());
        let long = |count| "x".repeat(count);
        for (field, input) in [
            ("stars", ReviewInput { stars: 6, ..good() }),
            ("stars", ReviewInput { stars: -1, ..good() }),
            ("title", ReviewInput { title: long(TITLE_LIMIT + 1), ..good() }),
            ("text", ReviewInput { text: long(TEXT_LIMIT + 1), ..good() }),
            ("text", ReviewInput { text: " \n\t ".into(), ..good() }),
            ("name", ReviewInput { name: long(NAME_LIMIT + 1), ..good() }),
        ] {
            assert_eq!(fields(&check(&input).unwrap_err()), [field]);
        }
    }

    #[test]
    fn a_decision_is_one() {
        let decision = |state, reply: &str| ReviewDecision { state, reply: reply.into(), from: None };
        assert_eq!(fields(&check_decision(decision(ReviewState::Waiting, "")).unwrap_err()), ["state"]);
        let long = "x".repeat(REPLY_LIMIT + 1);
        assert_eq!(fields(&check_decision(decision(ReviewState::Published, &long)).unwrap_err()), ["reply"]);
        let kept = check_decision(decision(ReviewState::Rejected, " Thank\r\nyou ")).unwrap();
        assert_eq!(kept.reply, "Thank\nyou");
    }

    proptest! {
        #[test]
        fn what_passes_is_plain_bounded_and_stable(
            stars in -2_i64..9, title in any::<String>(), text in any::<String>(), name in any::<String>()
        ) {
            if let Ok(once) = check(&ReviewInput { stars, title, text, name }) {
                prop_assert!((1..=5).contains(&once.stars));
                prop_assert!(!once.title.contains(char::is_control) && !once.name.contains(char::is_control));
                prop_assert!(!once.text.contains(|letter: char| letter.is_control() && letter != '\n'));
                prop_assert_eq!(check(&once).unwrap(), once);
            }
        }
    }
}
