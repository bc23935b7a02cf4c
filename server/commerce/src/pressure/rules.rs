//! From what is measured to a level: pure.
//!
//! Each input has four thresholds; the one that presses most decides. The level rises to that as soon as it has been asked for in
//! [`RISE_AFTER`] samples running, and falls one step at a time, each after [`FALL_AFTER`] samples in which everything was well below
//! what holds the step. So it neither jumps at a single late tick nor flaps around a threshold.

use super::Level;

/// Samples in a row that have to ask for a higher level.
pub const RISE_AFTER: u32 = 3;
/// Samples in a row that have to be calm before the level falls by one: at four samples a second from 4 to 0 within 8 s.
pub const FALL_AFTER: u32 = 8;
/// A step is held until its input is below this share of the threshold that led to it.
const RELEASE: f64 = 0.7;

macro_rules! inputs {
    ($($(#[$doc:meta])* $name:ident = $key:literal in $unit:literal, levels $levels:expr, says $says:literal;)*) => {
        /// Something that tells how hard the shop is pressed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Input { $($(#[$doc])* $name,)* }

        /// All inputs.
        pub const INPUTS: &[Input] = &[$(Input::$name,)*];

        impl Input {
            /// Its name, as a metric's label and for programs.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Input::$name => $key,)* } }

            /// What it is measured in.
            #[must_use]
            pub const fn unit(self) -> &'static str { match self { $(Input::$name => $unit,)* } }

            /// From where on it asks for level 1, 2, 3 and 4.
            const fn thresholds(self) -> [f64; 4] { match self { $(Input::$name => $levels,)* } }

            const fn words(self) -> &'static str { match self { $(Input::$name => $says,)* } }
        }
    };
}

inputs! {
    /// How late tasks of this process are run, on average over a sample.
    EventLoop = "event_loop" in "ms", levels [15.0, 40.0, 90.0, 200.0], says "tasks are run late";
    /// How long requests wait for their turn: the oldest of those that wait, or the latest that waited.
    Waiting = "waiting" in "ms", levels [50.0, 150.0, 300.0, 600.0], says "requests wait for their turn";
    /// Requests in work and waiting, as a share of what the limit of the moment lets in at once.
    InFlight = "in_flight" in "×", levels [0.9, 1.5, 2.5, 4.0], says "more is asked for than can be worked on at once";
    /// How much longer than usual answers take.
    Latency = "latency" in "×", levels [3.0, 6.0, 12.0, 24.0], says "answers take longer than usual";
    /// How long a connection to the database takes to get and to answer.
    Pool = "pool" in "ms", levels [50.0, 150.0, 400.0, 1000.0], says "connections to the database are hard to get";
    /// For how long the job has been due that has waited longest. Shoppers do not feel it, and pressure itself puts
    /// jobs off, so by itself it never asks for more than the first level.
    Jobs = "jobs" in "s", levels [30.0, f64::INFINITY, f64::INFINITY, f64::INFINITY], says "background jobs are late";
}

impl Input {
    /// The level that `value` asks for by itself.
    #[must_use]
    pub fn level(self, value: f64) -> Level {
        level(self.thresholds(), value)
    }
}

fn level(thresholds: [f64; 4], value: f64) -> Level {
    // No more than four.
    Level::new(thresholds.iter().filter(|threshold| value >= **threshold).count() as u8)
}

/// One look at all inputs, in their order.
pub type Sample = [f64; INPUTS.len()];

/// The level a sample asks for, and the input that does.
#[must_use]
pub fn asked(sample: &Sample) -> (Level, Option<Input>) {
    let levels = INPUTS.iter().zip(sample).map(|(input, value)| (input.level(*value), *input));
    let most = levels.reduce(|most, next| if next.0 > most.0 { next } else { most });
    most.map_or((Level::CALM, None), |(level, input)| (level, Some(input).filter(|_| level > Level::CALM)))
}

/// The level below which nothing holds any more.
fn held(sample: &Sample) -> Level {
    asked(&sample.map(|value| value / RELEASE)).0
}

/// Why a sample asks for its level, in words; empty when it asks for none.
#[must_use]
pub fn why(sample: &Sample) -> String {
    let Some(input) = asked(sample).1 else { return String::new() };
    let value = sample[input as usize];
    format!("{} ({value:.1} {})", input.words(), input.unit())
}

/// The level in the course of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gauge {
    level: Level,
    rising: u32,
    falling: u32,
    /// The lowest level asked for while rising.
    target: Level,
}

impl Gauge {
    /// Takes one more look, and answers with the level that follows.
    pub fn step(&mut self, sample: &Sample) -> Level {
        let (asked, held) = (asked(sample).0, held(sample));
        if asked > self.level {
            self.falling = 0;
            self.target = if self.rising == 0 { asked } else { self.target.min(asked) };
            self.rising += 1;
            if self.rising >= RISE_AFTER {
                (self.level, self.rising) = (self.target, 0);
            }
        } else {
            self.rising = 0;
            self.falling = if held < self.level { self.falling + 1 } else { 0 };
            if self.falling >= FALL_AFTER {
                (self.level, self.falling) = (Level::new(self.level.number() - 1), 0);
            }
        }
        self.level
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CALM: Sample = [0.0; INPUTS.len()];

    fn pressed(milliseconds: f64) -> Sample {
        let mut sample = CALM;
        sample[Input::EventLoop as usize] = milliseconds;
        sample
    }

    #[test]
    fn a_single_late_tick_changes_nothing_and_lasting_pressure_does_at_once() {
        let mut gauge = Gauge::default();
        assert_eq!(gauge.step(&pressed(500.0)), Level::CALM);
        assert_eq!(gauge.step(&CALM), Level::CALM);
        let levels: Vec<_> = (0..RISE_AFTER).map(|_| gauge.step(&pressed(100.0)).number()).collect();
        assert_eq!(levels, [0, 0, 3]);
        assert_eq!(why(&pressed(100.0)), "tasks are run late (100.0 ms)");
    }

    #[test]
    fn from_the_top_it_is_calm_again_within_ten_seconds() {
        let mut gauge = Gauge::default();
        (0..RISE_AFTER).for_each(|_| _ = gauge.step(&pressed(1000.0)));
        let steps = (0..).take_while(|_| gauge.step(&CALM) > Level::CALM).count();
        assert!(steps < 40, "{steps} samples, four a second");
    }

    #[test]
    fn late_jobs_never_make_a_page_light() {
        let mut sample = CALM;
        sample[Input::Jobs as usize] = 1e9;
        assert!(!asked(&sample).0.is_light());
    }

    fn samples() -> impl Strategy<Value = Vec<Sample>> {
        let value = prop_oneof![Just(0.0), 0.0..2.0_f64, 0.0..50.0_f64, 0.0..2000.0_f64];
        prop::collection::vec(prop::array::uniform6(value), 1..200)
    }

    proptest! {
        /// More of anything never asks for less.
        #[test]
        fn what_is_asked_for_is_monotone(sample in prop::array::uniform6(0.0..2000.0_f64), which in 0_usize..6, more in 0.0..1000.0_f64) {
            let mut harder = sample;
            harder[which] += more;
            prop_assert!(asked(&harder).0 >= asked(&sample).0);
            prop_assert!(held(&sample) >= asked(&sample).0);
        }

        /// It rises only to what was asked for in each of the last samples, falls by one at a time and only after a calm stretch:
        /// between any two changes in opposite directions lie enough samples.
        #[test]
        fn it_does_not_flap(samples in samples()) {
            let (mut gauge, mut before, mut changed) = (Gauge::default(), Level::CALM, None::<usize>);
            for (index, sample) in samples.iter().enumerate() {
                let after = gauge.step(sample);
                if after > before {
                    let recent = &samples[index + 1 - RISE_AFTER as usize..=index];
                    prop_assert!(recent.iter().all(|sample| asked(sample).0 >= after));
                }
                if after < before {
                    prop_assert_eq!(after.number() + 1, before.number());
                    prop_assert!(changed.is_none_or(|changed| index - changed >= FALL_AFTER as usize));
                }
                if after != before {
                    changed = Some(index);
                }
                before = after;
            }
        }

        /// Under a pressure that stays the same the level comes to rest, at or just above what is asked for.
        #[test]
        fn it_comes_to_rest(samples in samples(), last in prop::array::uniform6(0.0..2000.0_f64)) {
            let mut gauge = Gauge::default();
            samples.iter().for_each(|sample| _ = gauge.step(sample));
            (0..5 * FALL_AFTER).for_each(|_| _ = gauge.step(&last));
            let rest = gauge.step(&last);
            (0..50).for_each(|_| assert_eq!(gauge.step(&last), rest));
            prop_assert!(asked(&last).0 <= rest && rest <= held(&last).max(asked(&last).0));
        }
    }
}
