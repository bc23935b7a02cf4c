//! Time, as the shop sees it.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use types::Millis;

/// The shop's clock: the system's, plus an offset that tests move to let holds expire and jobs fall due.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Milliseconds ahead of the system's clock. Zero outside tests.
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub fn now(&self) -> Millis {
        jiff::Timestamp::now().as_millisecond() + self.offset.load(Ordering::Relaxed)
    }

    /// Moves this clock, and all clones of it, forward.
    pub fn advance(&self, by: std::time::Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.offset.fetch_add(millis, Ordering::Relaxed);
    }
}

/// A moment as RFC 3339 in UTC: `2026-11-27T18:00:00Z`. Moments outside the calendar's range become its ends.
#[must_use]
pub fn rfc3339(at: Millis) -> String {
    let edge = if at < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    let second = at.div_euclid(1000);
    jiff::Timestamp::from_second(second).unwrap_or(edge).to_string()
}

/// A moment as people write it, to the second: nobody announces thousandths. None when it is none.
pub(crate) fn moment(text: &str) -> Option<Millis> {
    let text = text.trim();
    // What a browser's field for date and time sends is the shop's own time: UTC.
    let full = match text.len() {
        16 => format!("{text}:00Z"),
        19 => format!("{text}Z"),
        _ => text.to_owned(),
    };
    full.parse::<jiff::Timestamp>().ok().map(|at| at.as_second() * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc_with_seconds() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(1_795_802_400_123), "2026-11-27T18:00:00Z");
        assert!(rfc3339(i64::MAX).starts_with("9999"));
    }

    #[test]
    fn a_moved_clock_moves_its_clones() {
        let clock = Clock::default();
        let clone = clock.clone();
        let before = clone.now();
        clock.advance(std::time::Duration::from_secs(60));
        assert!(clone.now() >= before + 60_000);
    }
}
