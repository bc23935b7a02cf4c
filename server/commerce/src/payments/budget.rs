//! How often a provider may be asked again: in proportion to how often it is asked at all, so that retries do not make an outage
//! worse. A token bucket in tenths of a retry.

/// A call earns this many tenths of a retry.
const EARNED: u32 = 1;
/// A retry costs this many.
const COST: u32 = 10;
/// Saved up at most, and at the start: twenty retries.
const MOST: u32 = 20 * COST;

/// One provider's retries.
#[derive(Debug)]
pub(super) struct Budget {
    tenths: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { tenths: MOST }
    }
}

impl Budget {
    /// A first call is made.
    pub fn earn(&mut self) {
        self.tenths = (self.tenths + EARNED).min(MOST);
    }

    /// Takes the right to ask once more, if there is one.
    pub fn spend(&mut self) -> bool {
        match self.tenths.checked_sub(COST) {
            Some(rest) => {
                self.tenths = rest;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// With every call failing and asking again as often as it may, a tenth is added, beyond what was saved.
        #[test]
        fn retries_stay_a_tenth_of_the_calls(calls in 0_u32..5000, wanted in 1_u32..5) {
            let (mut budget, mut retries) = (Budget::default(), 0);
            for _ in 0..calls {
                budget.earn();
                retries += (0..wanted).take_while(|_| budget.spend()).count();
            }
            prop_assert!(retries <= (MOST / COST + calls * EARNED / COST) as usize);
            prop_assert!(retries >= (calls * EARNED / COST).min(calls) as usize);
        }
    }
}
