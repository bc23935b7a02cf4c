//! When the whole shop's queue is open: pure. Staff have the last word; what they leave to the shop opens when it has been pressed for
//! [`LASTING`] looks in a row, stays open for [`STAYS`] after the last pressed one, and closes when nobody waits any more.

use types::{Millis, drops::RoomMode};

/// Looks in a row, a second apart, that have to find the shop pressed before the queue opens.
pub const LASTING: u32 = 3;
/// Milliseconds it stays open after the shop was last pressed. A crowd that is held back presses no more; that is not the end of it.
pub const STAYS: Millis = 30_000;
/// Kept open by one write in so many milliseconds, not by one a second.
const RENEWED_EVERY: Millis = 10_000;

/// Whether people take a place before they can put something into a cart. `opened_until`: what the crowd has done since staff last
/// said something.
#[must_use]
pub fn is_open(mode: RoomMode, opened_until: Option<Millis>, waiting: u64, now: Millis) -> bool {
    match mode {
        RoomMode::Auto => opened_until.is_some_and(|until| now < until || waiting > 0),
        RoomMode::Open | RoomMode::Closed | RoomMode::Paused => true,
        RoomMode::Draining => false,
    }
}

/// Until when a pressed shop has to be written down as open now; none where enough is written down.
#[must_use]
pub fn renewed(opened_until: Option<Millis>, now: Millis) -> Option<Millis> {
    let until = now + STAYS;
    opened_until.is_none_or(|written| until - written >= RENEWED_EVERY).then_some(until)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_the_crowd_has_opened_stays_for_a_while_and_until_nobody_waits() {
        let auto = |until, waiting| is_open(RoomMode::Auto, until, waiting, 1_000);
        assert!(!auto(None, 7), "the crowd has opened nothing");
        assert!(auto(Some(1_001), 0) && !auto(Some(1_000), 0));
        assert!(auto(Some(5), 1), "somebody waits");
    }

    #[test]
    fn staff_have_the_last_word() {
        assert!(!is_open(RoomMode::Draining, Some(9), 5, 1));
        for mode in [RoomMode::Open, RoomMode::Closed, RoomMode::Paused] {
            assert!(is_open(mode, None, 0, 1));
        }
    }

    proptest! {
        /// Pressed all the time, it never closes for a moment, and is written down seldom.
        #[test]
        fn lasting_pressure_keeps_it_open_with_few_writes(began in 0_i64..10_000, looks in 2_i64..200) {
            let (mut until, mut writes) = (None, 0);
            for look in 0..looks {
                let now = began + look * 1_000;
                prop_assert!(until.is_none() || is_open(RoomMode::Auto, until, 0, now));
                if let Some(next) = renewed(until, now) {
                    (until, writes) = (Some(next), writes + 1);
                }
            }
            prop_assert!(writes <= 1 + looks / 10);
        }
    }
}
