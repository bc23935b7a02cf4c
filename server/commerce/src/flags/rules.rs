//! Who sees an extra: pure, and cheap enough to be asked for each of them on every page.

use std::collections::HashSet;

use super::Flag;
use crate::pressure::Level;

/// How an extra is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// At all.
    pub enabled: bool,
    /// Of a hundred visitors to so many.
    pub percent: u8,
    /// From this level on to nobody.
    pub shed_at: Level,
    /// To these in any case.
    pub allow: HashSet<String>,
}

/// Who sees an extra, as far as that is known without a visitor. A page that is kept for everyone may only tell `Everyone` from the
/// rest; what some see is filled in afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Every visitor.
    Everyone,
    /// Some: the visitor decides.
    Some,
    /// No visitor.
    Nobody,
}

impl Rule {
    /// As the registry has it.
    #[must_use]
    pub fn default_of(flag: Flag) -> Self {
        Self { enabled: true, percent: 100, shed_at: flag.definition().shed_at, allow: HashSet::new() }
    }

    /// Who sees it at `level`.
    #[must_use]
    pub fn audience(&self, level: Level) -> Audience {
        match self.percent {
            _ if !self.enabled || level >= self.shed_at => Audience::Nobody,
            100.. => Audience::Everyone,
            0 if self.allow.is_empty() => Audience::Nobody,
            _ => Audience::Some,
        }
    }

    /// Whether `visitor` sees `flag` at `level`. Who cannot be told from others is not among some.
    #[must_use]
    pub fn shows(&self, flag: Flag, level: Level, visitor: Option<&str>) -> bool {
        match self.audience(level) {
            Audience::Everyone => true,
            Audience::Nobody => false,
            Audience::Some => {
                visitor.is_some_and(|visitor| place(flag.key(), visitor) < self.percent || self.allow.contains(visitor))
            }
        }
    }
}

/// The visitor's place among a hundred, the same for ever and another for each flag: raising the percentage takes it from nobody.
fn place(key: &str, visitor: &str) -> u8 {
    // FNV-1a, and a last stir: its low bits alone are not even.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in key.bytes().chain([0]).chain(visitor.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 32;
    hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // Below 100, so it fits.
    ((hash >> 32) % 100) as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::flags::FLAGS;

    fn rule(percent: u8) -> Rule {
        Rule { percent, ..Rule::default_of(Flag::RelatedProducts) }
    }

    #[test]
    fn a_tenth_of_the_visitors_is_about_a_tenth_of_them() {
        let seen = |percent| {
            let visitors = (0..10_000).map(|number| format!("visitor-{number}"));
            visitors.filter(|visitor| rule(percent).shows(Flag::RelatedProducts, Level::CALM, Some(visitor))).count()
        };
        assert!((850..1150).contains(&seen(10)), "{}", seen(10));
        assert!((4700..5300).contains(&seen(50)), "{}", seen(50));
    }

    #[test]
    fn flags_draw_their_visitors_apart() {
        let half = |flag: Flag| (0..1000).filter(|n| place(flag.key(), &n.to_string()) < 50).collect::<Vec<_>>();
        assert_ne!(half(Flag::RelatedProducts), half(Flag::Newsletter));
    }

    #[test]
    fn who_is_allowed_sees_it_before_all_others_but_not_under_pressure() {
        let rule = Rule { allow: HashSet::from(["mara".to_owned()]), ..rule(0) };
        assert!(rule.shows(Flag::RelatedProducts, Level::CALM, Some("mara")));
        assert!(!rule.shows(Flag::RelatedProducts, Level::CALM, Some("ada")));
        assert!(!rule.shows(Flag::RelatedProducts, Level::CALM, None));
        assert!(!rule.shows(Flag::RelatedProducts, Level::MOST, Some("mara")));
        assert!(!Rule { enabled: false, ..rule }.shows(Flag::RelatedProducts, Level::CALM, Some("mara")));
    }

    proptest! {
        /// More percent never take an extra from somebody, more pressure never gives one; a page for everyone agrees with each of them.
        #[test]
        fn it_is_sticky_and_monotone(
            visitor in "[a-z0-9-]{1,40}", percent in 0_u8..=100, more in 0_u8..=100, level in 0_u8..=4, which in 0..FLAGS.len()
        ) {
            let flag = FLAGS[which].flag;
            let rule = Rule { percent, ..Rule::default_of(flag) };
            let shows = |rule: &Rule, level| rule.shows(flag, Level::new(level), Some(&visitor));
            let wider = Rule { percent: percent.max(more), ..rule.clone() };
            prop_assert!(!shows(&rule, level) || shows(&wider, level));
            prop_assert!(!shows(&rule, level + 1) || shows(&rule, level));
            match rule.audience(Level::new(level)) {
                Audience::Everyone => prop_assert!(shows(&rule, level)),
                Audience::Nobody => prop_assert!(!shows(&rule, level)),
                Audience::Some => {}
            }
        }
    }
}
