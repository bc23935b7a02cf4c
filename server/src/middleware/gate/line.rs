//! Those who wait for their turn: bounded, and with an end to their patience.
//!
//! First come, first served, while the line is short. In a long one whoever came first has waited so long already that they may not
//! be there any more when answered; then the newest is served, who still is, and the others run out of patience: more are served in
//! time that way, and the same number is refused.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

/// A line of `T`.
#[derive(Debug)]
pub struct Line<T> {
    waiting: VecDeque<(Instant, T)>,
    bound: usize,
    patience: Duration,
}

impl<T> Line<T> {
    /// An empty line for at most `bound`, each of whom waits for at most `patience`.
    #[must_use]
    pub fn new(bound: usize, patience: Duration) -> Self {
        Self { waiting: VecDeque::new(), bound, patience }
    }

    /// Joins the line; back at once where it is full.
    ///
    /// # Errors
    /// With what was to join, where there is no room.
    pub fn join(&mut self, who: T, now: Instant) -> Result<(), T> {
        self.forget(now);
        if self.waiting.len() >= self.bound {
            return Err(who);
        }
        self.waiting.push_back((now, who));
        Ok(())
    }

    /// Whose turn it is.
    pub fn next(&mut self, now: Instant) -> Option<T> {
        self.forget(now);
        let long = self.waiting.len() > self.bound / 2;
        let next = if long { self.waiting.pop_back() } else { self.waiting.pop_front() };
        next.map(|(_, who)| who)
    }

    /// Those whose patience has ended are gone.
    fn forget(&mut self, now: Instant) {
        while self.waiting.front().is_some_and(|(since, _)| now.duration_since(*since) >= self.patience) {
            self.waiting.pop_front();
        }
    }

    /// Whether nobody can join.
    #[must_use]
    pub fn is_full(&mut self, now: Instant) -> bool {
        self.forget(now);
        self.waiting.len() >= self.bound
    }

    /// How many wait.
    #[must_use]
    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    /// For how long the first has waited.
    #[must_use]
    pub fn oldest(&self, now: Instant) -> Duration {
        self.waiting.front().map_or(Duration::ZERO, |(since, _)| now.duration_since(*since).min(self.patience))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PATIENCE: Duration = Duration::from_millis(100);

    #[test]
    fn a_short_line_is_served_in_order_and_a_long_one_from_its_end() {
        let (now, mut line) = (Instant::now(), Line::new(4, PATIENCE));
        line.join(1, now).unwrap();
        line.join(2, now).unwrap();
        assert_eq!((line.next(now), line.next(now), line.next(now)), (Some(1), Some(2), None));
        (1..=4).for_each(|who| line.join(who, now).unwrap());
        assert_eq!(line.join(5, now), Err(5), "it is full");
        assert_eq!((line.next(now), line.next(now), line.next(now)), (Some(4), Some(3), Some(1)));
    }

    #[test]
    fn nobody_is_served_whose_patience_has_ended() {
        let (now, mut line) = (Instant::now(), Line::new(4, PATIENCE));
        line.join(1, now).unwrap();
        line.join(2, now + PATIENCE / 2).unwrap();
        assert_eq!(line.next(now + PATIENCE), Some(2));
        assert_eq!(line.next(now + PATIENCE), None);
    }

    proptest! {
        /// It never holds more than its bound, serves each at most once, and nobody late.
        #[test]
        fn it_keeps_its_bound_and_its_promise(steps in prop::collection::vec((any::<bool>(), 0_u64..60), 0..300), bound in 0_usize..20) {
            let (mut now, mut line, mut served) = (Instant::now(), Line::new(bound, PATIENCE), Vec::new());
            for (number, (joins, pause)) in steps.into_iter().enumerate() {
                now += Duration::from_millis(pause);
                if joins {
                    _ = line.join((number, now), now);
                } else if let Some((who, since)) = line.next(now) {
                    prop_assert!(!served.contains(&who) && now.duration_since(since) < PATIENCE);
                    served.push(who);
                }
                prop_assert!(line.len() <= bound && line.oldest(now) <= PATIENCE);
            }
        }
    }
}
