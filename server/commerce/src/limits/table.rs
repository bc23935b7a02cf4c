//! One number for each of very many keys, in memory that never grows. A key has eight places it may stand in; where all are taken, the
//! one with the lowest number makes way: whoever is closest to having their whole quota again. So a flood of made-up addresses pushes
//! out each other, and not those who are at their limit.

use std::{
    hash::{BuildHasher, Hash, RandomState},
    sync::{Mutex, PoisonError},
};

const WAYS: usize = 8;

/// A key's fingerprint and its number; 0 is nobody's.
type Slot = (u64, u64);

/// A table of numbers.
pub struct Table {
    sets: Box<[Mutex<[Slot; WAYS]>]>,
    /// Drawn at start: nobody outside can tell which keys share places.
    hasher: RandomState,
}

impl Table {
    /// A table with room for about `keys` of them.
    #[must_use]
    pub fn new(keys: usize) -> Self {
        let sets = (keys / WAYS).next_power_of_two();
        Self { sets: (0..sets).map(|_| Mutex::default()).collect(), hasher: RandomState::new() }
    }

    /// Lets `change` look at the number of `key` (0 where there is none) and put another in its place.
    pub fn with<T>(&self, key: impl Hash, change: impl FnOnce(u64) -> (T, u64)) -> T {
        let hash = self.hasher.hash_one(key).max(1);
        // As many low bits as there are sets; the fingerprint is all of it.
        let set = &self.sets[(hash as usize) & (self.sets.len() - 1)];
        let mut slots = set.lock().unwrap_or_else(PoisonError::into_inner);
        let place = slots.iter().position(|(fingerprint, _)| *fingerprint == hash);
        let (answer, number) = change(place.map_or(0, |place| slots[place].1));
        let lowest = || (0..WAYS).min_by_key(|place| slots[*place].1).unwrap_or_default();
        let place = place.unwrap_or_else(lowest);
        // Nothing to remember is not written down.
        if number > 0 {
            slots[place] = (hash, number);
        }
        answer
    }

    /// Bytes it takes, now and for ever.
    #[cfg(test)]
    fn bytes(&self) -> usize {
        self.sets.len() * size_of::<Mutex<[Slot; WAYS]>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::rules::Quota;

    #[test]
    fn each_key_has_a_number_of_its_own() {
        let table = Table::new(1024);
        (0..500_u64).for_each(|key| table.with(key, |_| ((), key + 1)));
        let kept = (0..500_u64).filter(|key| table.with(key, |number| (number, number)) == key + 1).count();
        assert!(kept > 490, "{kept}");
    }

    /// A million addresses that were never seen before come by, and one at its limit among them stays refused.
    #[test]
    fn a_million_spoofed_addresses_take_no_more_memory_and_free_nobody() {
        let (table, quota) = (Table::new(1 << 16), Quota { burst: 100, per_minute: 60 });
        let bytes = table.bytes();
        assert!(bytes <= 2 * 1024 * 1024, "{bytes}");
        let now = 3_600_000_000;
        (0..100).for_each(|_| assert!(table.with("offender", |tat| quota.decide(tat, now)).passes()));
        for address in 0..1_000_000_u32 {
            table.with(address, |tat| quota.decide(tat, now));
        }
        assert_eq!(table.bytes(), bytes);
        assert!(!table.with("offender", |tat| quota.decide(tat, now)).passes(), "it was forgotten");
    }
}
