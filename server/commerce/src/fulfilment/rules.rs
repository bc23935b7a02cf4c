//! When a new order can be handed over, by arithmetic alone.

use jiff::{Timestamp, tz::TimeZone};
use types::{Locale, Millis};
use words::t;

const HOUR: Millis = 60 * 60 * 1000;
const DAY: Millis = 24 * HOUR;

/// How many orders the shop can hand over to carriers. Zero means that there is no such limit. Every day counts alike: a shop that
/// rests at weekends gives its weekly capacity divided by seven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// Orders a day.
    pub daily: i64,
    /// Orders an hour.
    pub hourly: i64,
    /// A backlog of more days is told plainly before paying.
    pub max_backlog_days: i64,
}

impl Capacity {
    /// Nothing limits it.
    #[must_use]
    pub fn is_unlimited(&self) -> bool {
        self.daily <= 0 && self.hourly <= 0
    }

    /// Such a wait is longer than the shop finds acceptable.
    pub(super) fn is_too_late(&self, wait: Millis) -> bool {
        self.max_backlog_days > 0 && wait > self.max_backlog_days.saturating_mul(DAY)
    }

    /// Orders that can leave in 24 hours.
    fn per_day(&self) -> i64 {
        match (self.daily, self.hourly) {
            (..=0, hourly) => hourly.saturating_mul(24),
            (daily, ..=0) => daily,
            (daily, hourly) => daily.min(hourly.saturating_mul(24)),
        }
    }

    /// Orders that can leave in the shortest time that is limited: an hour, or a day where only days are.
    fn at_once(&self) -> i64 {
        if self.hourly > 0 { self.hourly.min(self.per_day()) } else { self.per_day() }
    }
}

/// Until when an order is handed over that comes behind `backlog` others, all sent in the order in which they came. None when it
/// leaves at once: with the first hour's orders, or the first day's where only the day is limited.
///
/// Time is counted from now on, in whole hours, and where only the day is limited in whole days: within one, an order may come last.
pub(super) fn hand_over_by(now: Millis, backlog: i64, capacity: Capacity) -> Option<Millis> {
    if capacity.is_unlimited() {
        return None;
    }
    let before = backlog.max(0);
    if before < capacity.at_once() {
        return None;
    }
    let (days, behind) = (before / capacity.per_day(), before % capacity.per_day());
    let rest = if capacity.hourly > 0 { (behind / capacity.hourly + 1).saturating_mul(HOUR) } else { DAY };
    Some(now.saturating_add(days.saturating_mul(DAY)).saturating_add(rest))
}

/// `3 to 5 working days` behind a delay.
pub(super) fn delayed(promise: &str, by: Millis, now: Millis) -> String {
    let day = day(by, now);
    if promise.is_empty() {
        return t!("promise-leaves", day = day);
    }
    t!("promise-leaves-then", day = day, promise = inside_a_sentence(promise))
}

/// In English "Next working day" begins small there, "DHL Express" does not. Other languages have it behind a colon.
fn inside_a_sentence(text: &str) -> String {
    if words::locale() != Locale::En {
        return text.to_owned();
    }
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

pub(super) fn day(at: Millis, now: Millis) -> String {
    let date = |at: Millis| Timestamp::from_millisecond(at).unwrap_or(Timestamp::MAX).to_zoned(TimeZone::UTC).date();
    let (day, today) = (date(at), date(now));
    let weekday = t!("date-weekday", number = day.weekday().to_monday_one_offset());
    let month = t!("date-month", number = day.month());
    match day.year() {
        year if year == today.year() => t!("date-day-this-year", weekday = weekday, day = day.day(), month = month),
        year => t!("date-day", weekday = weekday, day = day.day(), month = month, year = year),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 23 November 2026, 12:00, a Monday.
    const NOON: Millis = 1_795_435_200_000;

    fn capacity(daily: i64, hourly: i64) -> Capacity {
        Capacity { daily, hourly, max_backlog_days: 0 }
    }

    /// Orders that a warehouse can have handed over after so many hours, worked hour by hour.
    fn handed_over(hours: i64, capacity: Capacity) -> i64 {
        let (mut all, mut today) = (0, 0);
        for hour in 0..hours {
            if hour % 24 == 0 {
                today = 0;
            }
            let left_today = if capacity.daily > 0 { capacity.daily - today } else { i64::MAX };
            // A warehouse that knows no hours may be done with a day's orders in its last one.
            let this_hour = match capacity.hourly {
                0 if hour % 24 == 23 => left_today,
                0 => 0,
                hourly => hourly.min(left_today),
            };
            (all, today) = (all + this_hour, today + this_hour);
        }
        all
    }

    #[test]
    fn days_and_hours_are_filled_one_after_the_other() {
        let after = |backlog, capacity| hand_over_by(NOON, backlog, capacity).map(|by| (by - NOON) / HOUR);
        assert_eq!(after(99, capacity(100, 0)), None, "leaves with today's");
        assert_eq!(after(100, capacity(100, 0)), Some(48), "the first of tomorrow's");
        assert_eq!(after(299, capacity(100, 0)), Some(72));
        assert_eq!(after(9, capacity(0, 10)), None);
        assert_eq!(after(10, capacity(0, 10)), Some(2));
        assert_eq!(after(99, capacity(100, 10)), Some(10));
        assert_eq!(after(100, capacity(100, 10)), Some(25), "the day's hundred are gone by the tenth hour");
        assert_eq!(after(1_000_000, capacity(0, 0)), None);
    }

    #[test]
    fn too_late_is_what_the_shop_calls_so() {
        let capacity = Capacity { max_backlog_days: 14, ..capacity(100, 0) };
        assert!(!capacity.is_too_late(14 * DAY));
        assert!(capacity.is_too_late(14 * DAY + 1));
        assert!(!Capacity { max_backlog_days: 0, ..capacity }.is_too_late(i64::MAX));
    }

    #[test]
    fn a_delay_stands_before_what_the_carrier_promises() {
        let by = NOON + 3 * DAY;
        let expected = "Leaves our warehouse by Thursday 26 November; then 3 to 5 working days";
        assert_eq!(delayed("3 to 5 working days", by, NOON), expected);
        assert!(delayed("Next working day", by, NOON).ends_with("; then next working day"));
        assert!(delayed("DHL Express", by, NOON).ends_with("; then DHL Express"));
        assert_eq!(delayed("", by, NOON), "Leaves our warehouse by Thursday 26 November");
        assert_eq!(day(NOON + 60 * DAY, NOON), "Friday 22 January 2027");
    }

    #[test]
    fn other_languages_leave_what_the_carrier_promises_as_it_is() {
        words::speaking(Locale::De, || {
            let expected = "Verlässt unser Lager spätestens am Donnerstag, 26. November; danach: Nächster Werktag";
            assert_eq!(delayed("Nächster Werktag", NOON + 3 * DAY, NOON), expected);
            assert_eq!(day(NOON + 60 * DAY, NOON), "Freitag, 22. Januar 2027");
        });
    }

    proptest! {
        #[test]
        fn nothing_is_promised_earlier_than_the_warehouse_can_work(
            backlog in 0_i64..2000, daily in 0_i64..200, hourly in 0_i64..50
        ) {
            let capacity = capacity(daily, hourly);
            prop_assume!(!capacity.is_unlimited());
            if let Some(by) = hand_over_by(NOON, backlog, capacity) {
                prop_assert!(handed_over((by - NOON) / HOUR, capacity) > backlog);
                // Nor later than needed: an hour before, it cannot have left.
                prop_assert!(handed_over((by - NOON) / HOUR - 1, capacity) <= backlog);
            }
        }

        #[test]
        fn a_longer_backlog_never_means_an_earlier_promise(
            backlog in 0_i64..i64::MAX, daily in 0_i64..i64::MAX, hourly in 0_i64..i64::MAX
        ) {
            let capacity = capacity(daily, hourly);
            prop_assert!(hand_over_by(NOON, backlog, capacity) <= hand_over_by(NOON, backlog.saturating_add(1), capacity));
        }
    }
}
