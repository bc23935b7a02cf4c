//! How many requests of a class are worked on at once: as many as can be without answers taking much longer than they usually do.
//! Pure. Additive increase while the limit is in use and answers come in time, multiplicative decrease as soon as they do not. Where
//! limits are fixed, the ceiling.

use std::time::Duration;

use super::class::Terms;

/// A limit is looked at again after so many answers or so much time, whichever comes first, and not before one answer's time has
/// passed: what its last change led to shows no earlier.
const WINDOW_ANSWERS: u32 = 32;
const WINDOW: Duration = Duration::from_millis(200);
/// At most so much of a limit is given up at once.
const STEEPEST: f64 = 0.7;
/// A limit that is used to less than this is not raised: nobody knows how it would go.
const IN_USE: f64 = 0.75;
/// Used to less than this share of a limit, answers take as long as they usually do. Above it what is seen may be queueing already.
const AT_EASE: f64 = 0.125;
/// How fast the usual time follows what is seen: down soon, up slowly, and up only at ease.
const FASTER: f64 = 0.2;
const SLOWER: f64 = 0.02;

/// The limit of one class.
#[derive(Clone, Debug)]
pub struct Limit {
    terms: Terms,
    /// Not even the slowest answers bring it below this.
    lowest: f64,
    ceiling: f64,
    current: f64,
    /// Milliseconds an answer usually takes; none before the first.
    usual: Option<f64>,
    window: Window,
    /// The mean of the last window over what is usual.
    slowness: f64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Window {
    answers: u32,
    sum_ms: f64,
    most_in_flight: u32,
    /// Since the class's first answer.
    began: Duration,
}

impl Limit {
    /// A limit between the class's floor and `ceiling`, beginning in the middle.
    #[must_use]
    pub fn new(terms: Terms, ceiling: u32) -> Self {
        Self::between(f64::from(terms.floor), f64::from(ceiling.max(1)), terms)
    }

    /// A limit that stays at `ceiling` however long answers take. How slow they are is still told.
    #[must_use]
    pub fn fixed(terms: Terms, ceiling: u32) -> Self {
        let ceiling = f64::from(ceiling.max(1));
        Self::between(ceiling, ceiling, terms)
    }

    fn between(lowest: f64, ceiling: f64, terms: Terms) -> Self {
        let lowest = lowest.min(ceiling);
        let current = (ceiling / 4.0).max(lowest);
        Self { terms, lowest, ceiling, current, usual: None, window: Window::default(), slowness: 0.0 }
    }

    /// So many may be worked on at once now.
    #[must_use]
    pub fn current(&self) -> u32 {
        // Between 1 and the ceiling.
        self.current as u32
    }

    /// How many times as long as usual answers took lately; 0 before the first, and where they are quick anyway.
    #[must_use]
    pub fn slowness(&self) -> f64 {
        self.slowness
    }

    /// Takes in how long an answer took, when `in_flight` were worked on, at a moment counted from any fixed one.
    pub fn observe(&mut self, took: Duration, in_flight: u32, now: Duration) {
        let window = &mut self.window;
        if window.answers == 0 {
            window.began = now;
        }
        window.answers += 1;
        window.sum_ms += took.as_secs_f64() * 1000.0;
        window.most_in_flight = window.most_in_flight.max(in_flight);
        let (lasted, mean_ms) = (now.saturating_sub(window.began), window.sum_ms / f64::from(window.answers));
        let is_enough = window.answers >= WINDOW_ANSWERS || lasted >= WINDOW;
        if is_enough && lasted.as_secs_f64() * 1000.0 >= mean_ms {
            let window = std::mem::take(window);
            self.settle(mean_ms, f64::from(window.most_in_flight));
        }
    }

    fn settle(&mut self, mean_ms: f64, most_in_flight: f64) {
        let usual = self.usual.unwrap_or(mean_ms);
        let bound = (usual * self.terms.tolerance).max(self.terms.target_ms);
        let in_use = most_in_flight >= self.current * IN_USE;
        if mean_ms > bound {
            self.current *= (bound / mean_ms).max(STEEPEST);
        } else if in_use {
            self.current += 1.0 + self.current / 16.0;
        }
        self.current = self.current.clamp(self.lowest, self.ceiling);
        self.slowness = if mean_ms > self.terms.target_ms { mean_ms / usual.max(0.1) } else { 0.0 };
        let at_ease = !in_use && most_in_flight <= (self.current * AT_EASE).max(1.0);
        let pace = match (mean_ms < usual, at_ease) {
            (true, _) => FASTER,
            (false, true) => SLOWER,
            (false, false) => 0.0,
        };
        self.usual = Some(usual + (mean_ms - usual) * pace);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::middleware::gate::class::{CLASSES, Class};

    const CEILING: u32 = 512;

    fn ms(millis: f64) -> Duration {
        Duration::from_secs_f64(millis / 1000.0)
    }

    /// `windows` windows of answers that took so long, with the limit used to a share.
    fn feed_at(limit: &mut Limit, share: f64, took_ms: f64, windows: u32) {
        for window in 1..=windows {
            let began = limit.window.began + ms(10_000.0);
            for answer in 0..WINDOW_ANSWERS {
                let in_flight = (f64::from(limit.current()) * share) as u32;
                // The last comes just after an answer's time has passed.
                let since = took_ms * 1.01 * f64::from(answer) / f64::from(WINDOW_ANSWERS - 1);
                limit.observe(ms(took_ms), in_flight, began + ms(since));
            }
            assert_eq!(limit.window.answers, 0, "window {window} is over");
            limit.window.began = began;
        }
    }

    /// The same in full use.
    fn feed(limit: &mut Limit, took_ms: f64, windows: u32) {
        feed_at(limit, 1.0, took_ms, windows);
    }

    #[test]
    fn it_shrinks_to_its_floor_while_answers_are_slow_and_grows_again_when_they_are_not() {
        for class in CLASSES {
            let mut limit = Limit::new(class.terms(), CEILING);
            feed(&mut limit, 5.0, 10);
            let before = limit.current();
            feed(&mut limit, 2000.0, 40);
            assert_eq!(limit.current(), class.terms().floor, "{class:?}");
            assert!(limit.slowness() > 10.0);
            feed(&mut limit, 5.0, 200);
            assert!(limit.current() >= before, "{class:?}: {} after {before}", limit.current());
        }
    }

    #[test]
    fn a_fixed_limit_stays_at_the_ceiling_and_tells_of_slowness_all_the_same() {
        for class in CLASSES {
            let mut limit = Limit::fixed(class.terms(), CEILING);
            feed(&mut limit, 5.0, 10);
            feed(&mut limit, 2000.0, 40);
            assert_eq!(limit.current(), CEILING, "{class:?}");
            assert!(limit.slowness() > 10.0);
        }
    }

    #[test]
    fn a_limit_that_is_not_used_is_not_raised() {
        let mut limit = Limit::new(Class::Product.terms(), CEILING);
        let before = limit.current();
        (0..1000).for_each(|answer| limit.observe(ms(3.0), 2, ms(3.0) * answer));
        assert_eq!(limit.current(), before);
    }

    #[test]
    fn lasting_overload_does_not_become_the_usual() {
        let mut limit = Limit::new(Class::Browse.terms(), CEILING);
        feed(&mut limit, 5.0, 10);
        feed(&mut limit, 500.0, 1000);
        assert!(limit.usual.unwrap() < 10.0, "{:?}", limit.usual);
    }

    #[test]
    fn neither_does_what_is_slow_below_the_limit() {
        let mut limit = Limit::new(Class::Checkout.terms(), CEILING);
        feed_at(&mut limit, 0.1, 20.0, 10);
        feed_at(&mut limit, 0.5, 500.0, 1000);
        assert!(limit.usual.unwrap() < 25.0, "{:?}", limit.usual);
        assert_eq!(limit.current(), limit.terms.floor);
        feed_at(&mut limit, 0.1, 60.0, 1000);
        assert!(limit.usual.unwrap() > 50.0, "what lasts at ease is usual: {:?}", limit.usual);
    }

    #[test]
    fn it_waits_for_what_its_last_change_led_to() {
        let mut limit = Limit::new(Class::Cart.terms(), CEILING);
        feed(&mut limit, 20.0, 5);
        let before = limit.current();
        (0..1000).for_each(|_| limit.observe(ms(900.0), before, ms(1_000_000.0)));
        assert_eq!(limit.current(), before, "all of them began under the same limit");
        limit.observe(ms(900.0), before, ms(1_000_900.0));
        assert!(limit.current() < before);
    }

    proptest! {
        /// Whatever is seen, it stays within its bounds, and among classes that see the same the higher has no less.
        #[test]
        fn it_stays_within_its_bounds_and_keeps_the_order(
            answers in prop::collection::vec((0.0..3000.0_f64, 0_u32..600, 0_u64..10_000), 0..600), ceiling in 1_u32..1000
        ) {
            let mut limits: Vec<_> = CLASSES.iter().map(|class| Limit::new(class.terms(), ceiling)).collect();
            for (took, in_flight, at) in answers {
                for (limit, class) in limits.iter_mut().zip(CLASSES) {
                    limit.observe(ms(took), in_flight, Duration::from_millis(at));
                    prop_assert!(limit.current() >= class.terms().floor.min(ceiling) && limit.current() <= ceiling);
                    prop_assert!(limit.current() >= 1);
                }
            }
        }

        /// Slower answers never leave a higher limit.
        #[test]
        fn slower_is_never_better(took in 0.0..2000.0_f64, more in 0.0..2000.0_f64, before in 1.0..50.0_f64) {
            let mut one = Limit::new(Class::Cart.terms(), CEILING);
            feed(&mut one, before, 3);
            let mut other = one.clone();
            feed(&mut one, took, 1);
            feed(&mut other, took + more, 1);
            prop_assert!(other.current() <= one.current());
        }
    }
}
