//! How hard the shop is pressed, as one number that everything which sheds agrees on: 0 calm, 4 only what sells.
//!
//! A background task ([`measure`]) looks several times a second at how late the event loop is, how long requests wait and how much
//! longer than usual they take, how full their limits are, how long a connection to the database takes to get, and how long jobs have
//! been due; the input that presses most decides ([`rules`]). Staff may hold the level instead.

pub mod outside;
pub mod rules;
mod sampler;
#[cfg(test)]
mod tests;

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU8, AtomicU64, Ordering},
};

use types::flag::{PressureInputView, PressureView};

pub use rules::{INPUTS, Input};
pub use sampler::measure;

use crate::{
    Cx, Error, Result, Scope,
    bus::Note,
    switches::{self, Switched},
};

/// Levels, from calm to only what sells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// Everything is on.
    pub const CALM: Level = Level(0);
    /// From here on pages are light: no extras, and a banner says so.
    pub const LIGHT: Level = Level(3);
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

    /// Pages are light.
    #[must_use]
    pub fn is_light(self) -> bool {
        self >= Self::LIGHT
    }
}

/// Staff hold no level.
const NOT_PINNED: u8 = u8::MAX;

/// This process's gauge.
#[derive(Debug)]
pub struct Pressure {
    /// Written by the one task that measures, read by every request.
    measured: AtomicU8,
    /// Where staff hold it, or [`NOT_PINNED`]. Written when staff switch it.
    pinned: AtomicU8,
    /// The latest value of each input, as the bits of an `f64`. Written by whoever measures it.
    inputs: [AtomicU64; INPUTS.len()],
    /// What presses most. Written when the level changes.
    why: Mutex<String>,
}

impl Default for Pressure {
    fn default() -> Self {
        Self {
            measured: AtomicU8::new(0),
            pinned: AtomicU8::new(NOT_PINNED),
            inputs: Default::default(),
            why: Mutex::default(),
        }
    }
}

impl Pressure {
    /// The level of now: what staff hold the shop at, or what was measured.
    #[must_use]
    pub fn level(&self) -> Level {
        self.pinned().unwrap_or_else(|| self.measured())
    }

    /// Where staff hold it; none while it follows what is measured.
    #[must_use]
    pub fn pinned(&self) -> Option<Level> {
        Some(self.pinned.load(Ordering::Relaxed)).filter(|level| *level != NOT_PINNED).map(Level)
    }

    /// What was measured.
    #[must_use]
    pub fn measured(&self) -> Level {
        Level(self.measured.load(Ordering::Relaxed))
    }

    /// Sets what was measured.
    pub fn set(&self, level: Level) {
        self.measured.store(level.0, Ordering::Relaxed);
    }

    /// The latest value of `input`, in its unit.
    #[must_use]
    pub fn input(&self, input: Input) -> f64 {
        f64::from_bits(self.inputs[input as usize].load(Ordering::Relaxed))
    }

    /// Tells the value of `input`, in its unit, as of now.
    pub fn tell(&self, input: Input, value: f64) {
        self.inputs[input as usize].store(value.to_bits(), Ordering::Relaxed);
    }

    /// What presses most, in words; empty while nothing does.
    #[must_use]
    pub fn why(&self) -> String {
        self.why.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn explain(&self, why: String) {
        *self.why.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }

    fn pin(&self, level: Option<Level>) -> bool {
        let number = level.map_or(NOT_PINNED, Level::number);
        self.pinned.swap(number, Ordering::Relaxed) != number
    }
}

/// Lets the level that staff have switched to count in this process.
pub(crate) fn adopt(cx: &Cx, all: &[Switched]) {
    let kept = all.iter().find(|switch| switch.key == switches::PRESSURE);
    // What another build wrote and this one cannot read counts as not switched.
    let level = kept.and_then(|switch| switch.value.parse().ok()).map(Level::new);
    if cx.pressure.pin(level) {
        tracing::info!(level = level.map(Level::number), "staff hold the pressure, or let it go");
    }
}

/// How hard this process is pressed, and why.
///
/// # Errors
/// When the caller may not.
pub fn show(cx: &Cx) -> Result<PressureView> {
    cx.require(Scope::Ops)?;
    Ok(view(&cx.pressure))
}

fn view(pressure: &Pressure) -> PressureView {
    let input = |input: &Input| {
        let value = pressure.input(*input);
        PressureInputView {
            name: input.name().to_owned(),
            value: (value * 100.0).round() / 100.0,
            unit: input.unit().to_owned(),
            level: input.level(value).number(),
        }
    };
    PressureView {
        level: pressure.pinned().map(Level::number),
        current: pressure.level().number(),
        measured: pressure.measured().number(),
        why: pressure.why(),
        inputs: INPUTS.iter().map(input).collect(),
    }
}

/// Holds the shop at a level, or lets it go. It counts at once in this process and within a second in all others.
///
/// # Errors
/// `invalid` for a level beyond 4; when the caller may not.
pub async fn hold(cx: &Cx, level: Option<u8>) -> Result<PressureView> {
    cx.require(Scope::Ops)?;
    if level.is_some_and(|level| level > Level::MOST.0) {
        return Err(Error::invalid_field("level", "Between 0 and 4, or null to follow what is measured."));
    }
    switches::set(cx, switches::PRESSURE, level.map(|level| level.to_string())).await?;
    switches::read(cx).await?;
    cx.bus.publish(Note::Pressure);
    Ok(view(&cx.pressure))
}
