//! How often is too often: pure. The generic cell rate algorithm: of each key one number is kept, the moment at which it would have its
//! whole quota again (its theoretical arrival time).

use serde::Deserialize;

/// How many requests one key may make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// At once, after a rest.
    pub burst: u32,
    /// How many come back in a minute.
    pub per_minute: u32,
}

/// Microseconds; since when does not matter as long as it stays the same.
pub type Micros = u64;

/// A minute.
const MINUTE: Micros = 60_000_000;

/// What is said to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may pass.
    Pass {
        /// So many more may pass at once.
        remaining: u32,
    },
    /// It has to wait.
    Wait {
        /// So long at least.
        micros: Micros,
    },
}

impl Verdict {
    /// It may pass.
    #[must_use]
    pub fn passes(self) -> bool {
        matches!(self, Verdict::Pass { .. })
    }

    /// Whole seconds until it is worth trying again, at least 1 for one who has to wait.
    #[must_use]
    pub fn seconds(self) -> u32 {
        match self {
            Verdict::Pass { .. } => 0,
            Verdict::Wait { micros } => u32::try_from(micros.div_ceil(1_000_000)).unwrap_or(u32::MAX).max(1),
        }
    }
}

impl Quota {
    /// Between two requests at a steady pace.
    #[must_use]
    pub fn period(self) -> Micros {
        MINUTE / Micros::from(self.per_minute.max(1))
    }

    /// Seconds in which an empty quota is full again.
    #[must_use]
    pub fn window_seconds(self) -> u64 {
        (self.period() * Micros::from(self.burst)).div_ceil(1_000_000).max(1)
    }

    /// For those who behave like programs: a quarter of it.
    #[must_use]
    pub fn strict(self) -> Self {
        Self { burst: (self.burst / 4).max(1), per_minute: (self.per_minute / 4).max(1) }
    }

    /// Decides on one request at `now`, of a key whose number is `tat`, and tells the key's number from then on.
    #[must_use]
    pub fn decide(self, tat: Micros, now: Micros) -> (Verdict, Micros) {
        let (period, tat) = (self.period(), tat.max(now));
        let full = period * Micros::from(self.burst.max(1));
        let next = tat + period;
        if next > now + full {
            return (Verdict::Wait { micros: next - full - now }, tat);
        }
        let remaining = (now + full - next) / period;
        (Verdict::Pass { remaining: u32::try_from(remaining).unwrap_or(u32::MAX) }, next)
    }
}

/// Something people seldom do and programs often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Begins a cart without keeping the cookie of the one before.
    NoCookieKept,
    /// Shows a ticket that was never ours.
    ForgedTicket,
    /// Shows a ticket of somebody else's cart. A person does once, when their browser has kept the ticket and not the cart.
    SharedTicket,
    /// Shows a ticket that has bought already.
    ReplayedTicket,
    /// Asks again before the time it was told to wait.
    MachinePace,
}

/// A point is forgotten after a second.
const POINT: Micros = 1_000_000;
/// From so many points on an address is held to the strict quotas.
const STRICT_FROM: Micros = 60 * POINT;
/// More points are not counted: whoever stops is trusted again within minutes.
const MOST: Micros = 300 * POINT;

impl Signal {
    /// How much it says.
    fn points(self) -> Micros {
        match self {
            Signal::NoCookieKept => 5 * POINT,
            Signal::ForgedTicket => 30 * POINT,
            Signal::SharedTicket | Signal::ReplayedTicket => 10 * POINT,
            Signal::MachinePace => 2 * POINT,
        }
    }

    /// Adds it to what is known of an address: the moment when it will be trusted again.
    #[must_use]
    pub fn add(self, trusted_at: Micros, now: Micros) -> Micros {
        (trusted_at.max(now) + self.points()).min(now + MOST)
    }
}

/// Whether an address that will be trusted again at that moment is held to the strict quotas.
#[must_use]
pub fn is_suspect(trusted_at: Micros, now: Micros) -> bool {
    trusted_at.saturating_sub(now) >= STRICT_FROM
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const THREE: Quota = Quota { burst: 3, per_minute: 3 };
    const SECOND: Micros = 1_000_000;

    #[test]
    fn a_burst_passes_and_then_one_by_one() {
        let (mut tat, mut passed) = (0, Vec::new());
        for at in [0, 0, 0, 0, 19, 20, 21, 40] {
            let (verdict, next) = THREE.decide(tat, at * SECOND);
            tat = next;
            passed.push(verdict.passes());
        }
        assert_eq!(passed, [true, true, true, false, false, true, false, true]);
        assert_eq!(THREE.window_seconds(), 60);
    }

    #[test]
    fn who_waits_as_long_as_told_passes_and_a_second_is_the_least() {
        let mut tat = 0;
        (0..3).for_each(|_| tat = THREE.decide(tat, 0).1);
        let (verdict, _) = THREE.decide(tat, 0);
        assert_eq!(verdict.seconds(), 20);
        assert!(THREE.decide(tat, 20 * SECOND).0.passes());
        assert_eq!(Verdict::Wait { micros: 1 }.seconds(), 1);
    }

    #[test]
    fn a_person_is_never_suspect_and_a_program_soon_is_and_can_live_it_down() {
        let mut trusted_at = Signal::NoCookieKept.add(0, 0);
        trusted_at = Signal::MachinePace.add(trusted_at, 5 * SECOND);
        assert!(!is_suspect(trusted_at, 5 * SECOND));
        (0..12).for_each(|_| trusted_at = Signal::NoCookieKept.add(trusted_at, 6 * SECOND));
        assert!(is_suspect(trusted_at, 6 * SECOND));
        (0..1000).for_each(|_| trusted_at = Signal::ForgedTicket.add(trusted_at, 6 * SECOND));
        assert!(!is_suspect(trusted_at, 306 * SECOND));
    }

    proptest! {
        /// In any stretch of time no more pass than the burst and what comes back meanwhile, whoever waits as told passes, and a strict
        /// quota lets nothing pass that the ordinary one does not.
        #[test]
        fn it_lets_as_many_pass_as_it_says(
            burst in 1_u32..50, per_minute in 1_u32..6000, pauses in prop::collection::vec(0_u64..3_000_000, 1..200)
        ) {
            let quota = Quota { burst, per_minute };
            let (mut tat, mut now, mut passed) = (0, 0, 0_u64);
            for pause in pauses {
                now += pause;
                let (verdict, next) = quota.decide(tat, now);
                match verdict {
                    Verdict::Pass { remaining } => {
                        prop_assert!(remaining < burst);
                        passed += 1;
                    }
                    Verdict::Wait { micros } => {
                        prop_assert_eq!(next, tat.max(now), "a refusal costs nothing");
                        prop_assert!(quota.decide(next, now + micros).0.passes());
                        prop_assert!(!quota.decide(next, now + micros - 1).0.passes());
                    }
                }
                tat = next;
                prop_assert!(passed <= u64::from(burst) + now / quota.period());
            }
            let strict = quota.strict();
            prop_assert!(strict.burst <= quota.burst && strict.period() >= quota.period());
        }
    }
}
