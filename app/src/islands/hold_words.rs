//! What is said about the time units are kept for, and when. Pure, so that it can be tested off the browser.

/// Seconds between two extensions of a long hold.
const PAUSE: i64 = 60;

/// From here down the seconds are shown; before, whole minutes are calmer.
const LAST_MINUTES: i64 = 120;

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
    pub fn words(self, left: i64) -> String {
        match self {
            Moment::Begun => format!("We keep these for you for {}.", length(left)),
            Moment::Near => format!("We keep these for you for another {}.", length(left)),
            Moment::Over => "The time we kept these for you is over.".to_owned(),
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

/// The time left as it is shown: `9 minutes`, at last `1:59`.
pub(super) fn remaining(left: i64) -> String {
    if left > LAST_MINUTES { length(left) } else { format!("{}:{:02}", left / 60, left % 60) }
}

/// In words, rounded up: `10 minutes`, `1 minute`, `30 seconds`.
pub(super) fn length(seconds: i64) -> String {
    let (number, unit) = match seconds {
        ..60 => (seconds, "second"),
        _ => ((seconds + 59) / 60, "minute"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_told_in_minutes_and_at_last_in_seconds() {
        assert_eq!(remaining(600), "10 minutes");
        assert_eq!(remaining(541), "10 minutes");
        assert_eq!(remaining(540), "9 minutes");
        assert_eq!(remaining(121), "3 minutes");
        assert_eq!(remaining(120), "2:00");
        assert_eq!(remaining(61), "1:01");
        assert_eq!(remaining(9), "0:09");
        assert_eq!((length(60), length(1), length(30)), ("1 minute".into(), "1 second".into(), "30 seconds".into()));
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
