//! How many may begin to buy while the crowd has opened the whole shop's queue: found out, not set. Pure.
//!
//! Nobody knows beforehand what a shop bears, so the pace begins with what it bore when the queue opened, grows while the shop is not
//! pressed and shrinks while it is. It never falls below what was set, nor below a quarter more than the orders that are placed: as many
//! have to come in as go out, whatever else presses.

use types::Millis;

use super::opening;
use crate::pressure::Level;

/// A person, in the thousandths in which the right to walk in grows.
const WHOLE: u64 = 1_000;
/// Per cent of the pace that a second adds while the shop is at ease, and takes while it is pressed most.
const FASTER: u64 = 110;
const SLOWER: u64 = 95;
/// Per cent of the orders placed that may come in at least.
const BEYOND_ORDERS: u64 = 125;
/// Up to this level the shop is at ease enough for more.
const AT_EASE: Level = Level::new(2);

/// The pace of one instance, and who may walk in by it without waiting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    per_minute: u64,
    /// Thousandths of a person that may walk in.
    credit: u64,
    /// When credit was last worked out.
    at: Millis,
    /// People who began to buy since the last look.
    began: u64,
    /// Looks in a row at a shop that was pressed enough to open the queue.
    pressed: u32,
}

/// What a look finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The crowd has opened the queue.
    pub is_open: bool,
    /// How hard the shop is pressed, as measured.
    pub level: Level,
    /// The level that opens the queue.
    pub opens_at: Level,
    /// People a minute that are let in whatever happens.
    pub least: u64,
    /// Orders placed a minute, of late.
    pub orders: u64,
}

impl Pace {
    /// People a minute; 0 before the first look.
    #[must_use]
    pub fn per_minute(&self) -> u64 {
        self.per_minute
    }

    /// Somebody begins to buy while there is no queue.
    pub fn note(&mut self) {
        self.began += 1;
    }

    /// One look a second. True where the queue has to be open now.
    pub fn look(&mut self, seen: Seen) -> bool {
        let began = std::mem::take(&mut self.began) * 60;
        let next = match seen.is_open {
            // A quarter of what was just seen: one quiet second is no trend.
            false => (self.per_minute * 3 + began).div_ceil(4),
            true if seen.level >= Level::MOST => self.per_minute * SLOWER / 100,
            true if seen.level <= AT_EASE => (self.per_minute * FASTER).div_ceil(100),
            true => self.per_minute,
        };
        self.per_minute = next.max(seen.least).max(seen.orders * BEYOND_ORDERS / 100);
        self.pressed = if seen.level >= seen.opens_at { self.pressed.saturating_add(1) } else { 0 };
        self.pressed >= if seen.is_open { 1 } else { opening::LASTING }
    }

    /// Lets one person walk in, if it is within the pace.
    pub fn walks_in(&mut self, now: Millis) -> bool {
        let elapsed = u64::try_from((now - self.at).clamp(0, 1_000)).unwrap_or_default();
        // What a second brings at most, and always one whole person.
        let most = (self.per_minute * WHOLE / 60).max(WHOLE);
        self.credit = (self.credit + self.per_minute * WHOLE * elapsed / 60_000).min(most);
        self.at = self.at.max(now);
        let room = self.credit >= WHOLE;
        if room {
            self.credit -= WHOLE;
        }
        room
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CALM: Seen = Seen { is_open: false, level: Level::CALM, opens_at: Level::MOST, least: 60, orders: 0 };
    const PRESSED: Seen = Seen { level: Level::MOST, ..CALM };

    #[test]
    fn one_pressed_second_opens_nothing_and_three_in_a_row_do() {
        let mut pace = Pace::default();
        assert_eq!(
            [PRESSED, PRESSED, CALM, PRESSED, PRESSED, PRESSED].map(|seen| pace.look(seen)),
            [false, false, false, false, false, true]
        );
        assert!(!pace.look(CALM));
        assert!(pace.look(Seen { is_open: true, ..PRESSED }), "one that is open is kept open at once");
    }

    #[test]
    fn it_begins_with_what_the_shop_bore_and_gives_way_no_further_than_to_what_is_sold() {
        let mut pace = Pace::default();
        for _ in 0..30 {
            (0..10).for_each(|_| pace.note());
            pace.look(CALM);
        }
        assert!((560..=610).contains(&pace.per_minute()), "{pace:?}");
        let open = Seen { is_open: true, orders: 300, ..PRESSED };
        (0..60).for_each(|_| _ = pace.look(open));
        assert_eq!(pace.per_minute(), 375, "as many as go out, and a quarter more");
        (0..60).for_each(|_| _ = pace.look(Seen { level: Level::new(3), ..open }));
        assert_eq!(pace.per_minute(), 375, "neither at ease nor pressed most");
        (0..10).for_each(|_| _ = pace.look(Seen { level: Level::CALM, ..open }));
        assert!(pace.per_minute() > 900, "{pace:?}");
    }

    #[test]
    fn as_many_walk_in_as_the_pace_says() {
        let mut pace = Pace::default();
        pace.look(Seen { is_open: true, least: 600, ..CALM });
        let mut walked = 0;
        for now in (10_000..70_000).step_by(20) {
            walked += u64::from(pace.walks_in(now));
        }
        assert!((600..=610).contains(&walked), "{walked}");
    }

    proptest! {
        #[test]
        fn it_is_never_below_what_was_set_and_the_harder_pressed_is_never_the_faster(
            looks in prop::collection::vec((any::<bool>(), 0_u8..5, 0_u64..2_000, 0_u64..50), 1..60), least in 1_u64..5_000, level in 0_u8..4
        ) {
            let mut pace = Pace::default();
            for (is_open, level, orders, began) in looks {
                (0..began).for_each(|_| pace.note());
                pace.look(Seen { is_open, level: Level::new(level), opens_at: Level::MOST, least, orders });
                prop_assert!(pace.per_minute() >= least && pace.per_minute() >= orders);
            }
            let after = |level| {
                let mut pace = pace.clone();
                pace.look(Seen { is_open: true, level: Level::new(level), least, ..CALM });
                pace.per_minute()
            };
            prop_assert!(after(level) >= after(level + 1));
        }
    }
}
