//! How long one has to wait after so many failures.

use types::Millis;

/// The first wait; every further failure doubles it.
const FIRST: Millis = 5_000;
/// Without an attempt for so long all is forgotten.
pub(super) const FORGOTTEN_AFTER: Millis = 60 * 60 * 1000;

/// How patient the shop is with one kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// So many attempts that fail cost nothing.
    pub free: i64,
    /// No wait is longer, in milliseconds.
    pub longest: Millis,
}

/// What is known of a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Attempts that failed, or of which nothing is known yet.
    pub failures: i64,
    /// The next attempt is not before this moment.
    pub until: Millis,
    /// The last one that was let through.
    pub last_at: Millis,
}

impl Policy {
    fn wait(self, failures: i64) -> Millis {
        let beyond = failures - self.free;
        if beyond <= 0 {
            return 0;
        }
        let doubled = u32::try_from(beyond - 1).unwrap_or(u32::MAX).min(30);
        (FIRST << doubled).min(self.longest)
    }
}

impl Tally {
    /// One more attempt at `now`, counted as a failure until it is known to be none. Whoever comes too early is told how many
    /// milliseconds are left, and has not made their wait any longer.
    ///
    /// # Errors
    /// The milliseconds.
    pub fn attempt(self, policy: Policy, now: Millis) -> Result<Self, Millis> {
        // Should a clock have been wrong, nobody waits longer than the longest wait.
        let left = (self.until - now).min(policy.longest);
        if left > 0 {
            return Err(left);
        }
        let known = if now - self.last_at >= FORGOTTEN_AFTER { 0 } else { self.failures };
        let failures = known + 1;
        // Where there is no wait nothing is set: somebody who came a moment earlier may be counted a moment later.
        let until = match policy.wait(failures) {
            0 => self.until,
            wait => now + wait,
        };
        Ok(Self { failures, until, last_at: now })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const POLICY: Policy = Policy { free: 5, longest: 300_000 };

    #[test]
    fn waits_double_up_to_the_longest() {
        let waits: Vec<_> = (1..=13).map(|failures| POLICY.wait(failures) / 1000).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300]);
        assert_eq!(POLICY.wait(i64::MAX), 300_000);
    }

    #[test]
    fn an_hour_of_quiet_forgives_everything() {
        let tally = Tally { failures: 50, until: 400_000, last_at: 100_000 };
        let next = tally.attempt(POLICY, 100_000 + FORGOTTEN_AFTER).unwrap();
        assert_eq!(next, Tally { failures: 1, until: 400_000, last_at: 100_000 + FORGOTTEN_AFTER });
    }

    #[test]
    fn two_at_one_moment_do_not_keep_each_other_waiting_whoever_is_counted_first() {
        let one = Tally::default().attempt(POLICY, 1_000).unwrap();
        assert_eq!(one.attempt(POLICY, 998).unwrap().failures, 2);
    }

    proptest! {
        #[test]
        fn who_waits_as_told_passes_and_nobody_waits_longer_than_the_longest(
            failures in 0_i64..1000, until in 0_i64..10_000_000, last_at in 0_i64..10_000_000, now in 0_i64..10_000_000,
        ) {
            let tally = Tally { failures, until, last_at };
            match tally.attempt(POLICY, now) {
                Err(left) => {
                    prop_assert!(left > 0 && left <= POLICY.longest);
                    // Asking in vain changes nothing: the same wait ends at the same moment.
                    prop_assert!(tally.attempt(POLICY, until.max(now)).is_ok());
                }
                Ok(next) => {
                    prop_assert!(next.failures >= 1 && next.failures <= failures + 1);
                    prop_assert!(next.until - now <= POLICY.longest);
                }
            }
        }

        #[test]
        fn guesses_of_a_day_are_few(pause in 1_i64..1000) {
            let (mut tally, mut now, mut passed) = (Tally::default(), 10_000_000, 0);
            let end = now + 24 * 60 * 60 * 1000;
            while now < end {
                match tally.attempt(POLICY, now) {
                    Ok(next) => { tally = next; passed += 1; now += pause; }
                    Err(left) => now += left,
                }
            }
            prop_assert!(passed < 24 * 12 + 20, "{passed}");
        }
    }
}
