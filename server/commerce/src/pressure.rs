//! How hard the shop is pressed, as one number that everything which sheds agrees on.

use std::sync::atomic::{AtomicU8, Ordering};

/// Levels, from calm to only what sells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// Everything is on.
    pub const CALM: Level = Level(0);
    /// Only what sells.
    pub const MOST: Level = Level(4);

    /// The level with this number; higher ones are the highest.
    #[must_use]
    pub const fn new(number: u8) -> Self {
        if number > Self::MOST.0 { Self::MOST } else { Self(number) }
    }

    /// 0 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

/// This process's gauge.
#[derive(Debug, Default)]
pub struct Pressure {
    /// Written by the one task that measures, read by every request.
    level: AtomicU8,
}

impl Pressure {
    /// The level of now: what staff hold the shop at, or what was measured.
    #[must_use]
    pub fn level(&self) -> Level {
        Level(self.level.load(Ordering::Relaxed))
    }

    /// Sets the level.
    pub fn set(&self, level: Level) {
        self.level.store(level.0, Ordering::Relaxed);
    }
}
