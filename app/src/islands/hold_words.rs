//! What is said about the time units are kept for, and when. Pure, so that it can be tested off the browser. The words themselves come
//! with the page: the browser knows one language and no messages.

use serde::{Deserialize, Serialize};

/// Seconds between two extensions of a long hold.
const PAUSE: i64 = 60;

/// From here down the seconds are shown; before, whole minutes are calmer.
const LAST_MINUTES: i64 = 120;

/// Where a length of time or a number stands in a sentence of [`HoldWords`].
pub const PLACE: char = '#';

/// All that a [`super::HoldTimer`] says, in the language of its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldWords {
    /// Before and behind the time of day until when units are kept.
    pub until: (String, String),
    /// Before the time that is left.
    pub another: String,
    /// What the time that is left is called.
    pub time_left: String,
    /// The time is over.
    pub over: String,
    /// The button that keeps them again.
    pub again: String,
    /// Said aloud when the page has opened, with [`PLACE`] for a length of time.
    pub begun: String,
    /// Said aloud when little is left, with [`PLACE`] for a length of time.
    pub near: String,
    /// Said aloud when the time is over.
    pub ended: String,
    /// So many minutes, in the forms of [`counted`].
    pub minutes: [String; 5],
    /// So many seconds, likewise.
    pub seconds: [String; 5],
}

/// Something worth saying aloud. Everything else would be in the way of who listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// The page has opened.
    Begun,
    /// Five minutes or one are left.
    Near,
    /// The time is over.
    Over,
}

impl Moment {
    /// What is said, with so many seconds left.
    pub fn words(self, words: &HoldWords, left: i64) -> String {
        match self {
            Moment::Begun => words.begun.replace(PLACE, &words.length(left)),
            Moment::Near => words.near.replace(PLACE, &words.length(left)),
            Moment::Over => words.ended.clone(),
        }
    }
}

/// Which moment lies between two looks at the seconds left; `before` is none at the first look.
pub(super) fn passed(before: Option<i64>, now: i64) -> Option<Moment> {
    match before {
        _ if now == 0 => (before != Some(0)).then_some(Moment::Over),
        None => Some(Moment::Begun),
        Some(before) => [300, 60].into_iter().any(|mark| now <= mark && mark < before).then_some(Moment::Near),
    }
}

/// Seconds between two extensions: a minute; for short holds a third, or they would end between two.
pub(super) fn pause(seconds: i64) -> i64 {
    PAUSE.min(seconds / 3).max(1)
}

impl HoldWords {
    /// The time left as it is shown: `9 minutes`, at last `1:59`.
    pub(super) fn remaining(&self, left: i64) -> String {
        if left > LAST_MINUTES { self.length(left) } else { format!("{}:{:02}", left / 60, left % 60) }
    }

    /// In words, rounded up: `10 minutes`, `1 minute`, `30 seconds`.
    fn length(&self, seconds: i64) -> String {
        length(seconds, &self.minutes, &self.seconds)
    }
}

/// A length of time in words, rounded up.
#[must_use]
pub fn length(seconds: i64, in_minutes: &[String; 5], in_seconds: &[String; 5]) -> String {
    match seconds {
        ..60 => counted(in_seconds, seconds),
        _ => counted(in_minutes, (seconds + 59) / 60),
    }
}

/// Numbers that each have one of the forms of [`counted`], in their order.
pub const SAMPLES: [i64; 5] = [1, 2, 3, 11, 100];

/// So many of something. The forms are for one, two, a few, many, and any others: what Arabic tells apart. Other languages say the same
/// in several of them.
fn counted(forms: &[String; 5], number: i64) -> String {
    let form = match (number, number % 100) {
        (1, _) => 0,
        (2, _) => 1,
        (_, 3..=10) => 2,
        (_, 11..=99) => 3,
        _ => 4,
    };
    forms[form].replace(PLACE, &number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> HoldWords {
        let forms = |unit: &str| SAMPLES.map(|number| format!("{PLACE} {unit}{}", if number == 1 { "" } else { "s" }));
        HoldWords {
            until: ("Until ".into(), ".".into()),
            another: "Another ".into(),
            time_left: "Time left".into(),
            over: "Over.".into(),
            again: "Again".into(),
            begun: "For #.".into(),
            near: "Another #.".into(),
            ended: "It is over.".into(),
            minutes: forms("minute"),
            seconds: forms("second"),
        }
    }

    #[test]
    fn the_time_is_told_in_minutes_and_at_last_in_seconds() {
        let (words, remaining) = (words(), |left| words().remaining(left));
        assert_eq!(remaining(600), "10 minutes");
        assert_eq!(remaining(541), "10 minutes");
        assert_eq!(remaining(540), "9 minutes");
        assert_eq!(remaining(121), "3 minutes");
        assert_eq!(remaining(120), "2:00");
        assert_eq!(remaining(61), "1:01");
        assert_eq!(remaining(9), "0:09");
        let lengths = [60, 1, 30, 0].map(|seconds| words.length(seconds));
        assert_eq!(lengths, ["1 minute", "1 second", "30 seconds", "0 seconds"]);
        assert_eq!(Moment::Begun.words(&words, 600), "For 10 minutes.");
        assert_eq!(Moment::Near.words(&words, 60), "Another 1 minute.");
        assert_eq!(Moment::Over.words(&words, 0), "It is over.");
    }

    #[test]
    fn each_number_has_the_form_of_its_sample() {
        let forms = ["one", "two", "few", "many", "other"].map(str::to_owned);
        for (number, form) in [
            (0, "other"),
            (1, "one"),
            (2, "two"),
            (10, "few"),
            (11, "many"),
            (99, "many"),
            (102, "other"),
            (103, "few"),
        ] {
            assert_eq!(counted(&forms, number), form, "{number}");
        }
        for (sample, form) in SAMPLES.into_iter().zip(&forms) {
            assert_eq!(counted(&forms, sample), *form);
        }
    }

    #[test]
    fn of_a_whole_hold_four_moments_are_said_aloud() {
        let mut said = vec![passed(None, 600)];
        said.extend((0..600).rev().map(|left| passed(Some(left + 1), left)));
        let said: Vec<_> = said.into_iter().flatten().collect();
        assert_eq!(said, [Moment::Begun, Moment::Near, Moment::Near, Moment::Over]);
        assert_eq!(passed(Some(0), 0), None, "once is enough");
    }

    #[test]
    fn a_sleeping_tab_says_the_latest_moment_only_and_an_extension_none() {
        assert_eq!(passed(Some(400), 20), Some(Moment::Near));
        assert_eq!(passed(Some(400), 0), Some(Moment::Over));
        assert_eq!(passed(Some(40), 600), None);
    }

    #[test]
    fn a_hold_is_extended_once_a_minute_and_a_short_one_in_time() {
        assert_eq!(pause(600), 60);
        assert_eq!(pause(30), 10);
        assert_eq!(pause(0), 1);
    }
}
