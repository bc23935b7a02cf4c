//! Pure decisions of a waiting room: who may go on, how far the others are, and when it is honest to say that it is too late.

use std::collections::{BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use types::Millis;

use crate::pressure::Level;

/// Time that counts towards admissions at most, however long nobody looked: a queue nobody watched does not burst afterwards.
const LONGEST_STEP: Millis = 2_000;

/// A person, in the thousandths in which the right to admit grows.
const WHOLE: u64 = 1_000;

/// People let in beyond the units there are, per hundred: some of those let in will not come.
const BEYOND_STOCK_PERCENT: u64 = 10;

/// How far a queue has come. What all instances agree on; a few numbers, however many wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Places in line that have been let in: all below this number.
    pub admitted: u64,
    /// Of those, whose time has passed, used or not.
    pub lapsed: u64,
    /// Thousandths of a person that may be let in already.
    credit: u64,
    /// When this was last worked out.
    at: Millis,
    /// Until when which places had been let in; only as long as their time runs.
    steps: VecDeque<(Millis, u64)>,
}

/// What a step is decided on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The shop's clock.
    pub now: Millis,
    /// Tickets handed out.
    pub joined: u64,
    /// People a minute.
    pub per_minute: u64,
    /// Milliseconds somebody who was let in has.
    pub pass: Millis,
    /// Units that can be bought now; none where stock bounds nothing.
    pub remaining: Option<u64>,
    /// Everyone at once, as far as stock goes.
    pub drain: bool,
    /// Nobody.
    pub halt: bool,
}

impl Progress {
    /// Where a queue goes on after a restart: those let in before have their time from now on.
    #[must_use]
    pub fn resumed(admitted: u64, now: Millis) -> Self {
        let steps = if admitted > 0 { VecDeque::from([(now, admitted)]) } else { VecDeque::new() };
        Self { admitted, steps, at: now, ..Self::default() }
    }

    /// Lets in as many as time, stock and the queue allow. `used` are the places that came to the till. Answers with how many.
    pub fn step(&mut self, used: &BTreeSet<u64>, facts: Facts) -> u64 {
        self.forget(facts.now - facts.pass);
        let elapsed = u64::try_from((facts.now - self.at).clamp(0, LONGEST_STEP)).unwrap_or_default();
        self.at = self.at.max(facts.now);
        // At most what two seconds bring, and always one whole person: slow queues move as well.
        let most = (facts.per_minute * WHOLE / 30).max(WHOLE);
        self.credit = (self.credit + facts.per_minute * WHOLE * elapsed / 60_000).min(most);
        let waiting = facts.joined.saturating_sub(self.admitted);
        let by_time = if facts.drain { waiting } else { self.credit / WHOLE };
        let by_stock = facts.remaining.map_or(u64::MAX, |units| {
            (units + units * BEYOND_STOCK_PERCENT / 100).saturating_sub(self.on_their_way(used))
        });
        let next = if facts.halt { 0 } else { waiting.min(by_time).min(by_stock) };
        if next > 0 {
            self.admitted += next;
            self.credit = self.credit.saturating_sub(next * WHOLE);
            self.steps.push_back((facts.now, self.admitted));
        }
        next
    }

    fn forget(&mut self, before: Millis) {
        while let Some((at, admitted)) = self.steps.front().copied()
            && at <= before
        {
            self.lapsed = admitted;
            self.steps.pop_front();
        }
    }

    /// Let in, and neither at the till nor out of time.
    #[must_use]
    pub fn on_their_way(&self, used: &BTreeSet<u64>) -> u64 {
        let came = used.range(self.lapsed..self.admitted).count() as u64;
        (self.admitted - self.lapsed).saturating_sub(came)
    }

    /// Until when a place that was let in may be used; none when it was not let in, or its time is over.
    #[must_use]
    pub fn pass_until(&self, rank: u64, pass: Millis) -> Option<Millis> {
        let (at, _) = self.steps.iter().find(|(_, admitted)| rank < *admitted)?;
        (rank >= self.lapsed).then_some(at + pass)
    }

    /// Others have let in more by now: those have their time from when this is heard.
    pub fn follow(&mut self, admitted: u64, now: Millis) {
        if admitted > self.admitted {
            self.admitted = admitted;
            self.steps.push_back((now, admitted));
        }
    }

    /// What both have seen is so: what an instance did by itself while it could not talk to the others counts.
    pub fn merge(&mut self, other: &Self) {
        if other.admitted > self.admitted {
            let (credit, at) = (self.credit.min(other.credit), self.at.max(other.at));
            *self = Self { credit, at, ..other.clone() };
        }
    }
}

/// People a minute, as the shop is pressed: the queue protects what is behind it.
#[must_use]
pub fn rate(per_minute: u64, level: Level) -> u64 {
    let percent = [100, 100, 50, 25, 10][usize::from(level.number()).min(4)];
    (per_minute * percent / 100).max(1)
}

/// How somebody stands who has not been let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Their place in line, from 1.
    pub position: u64,
    /// People in front: those in line, and those let in who may still come.
    pub ahead: u64,
    /// More people are ahead than units are left or may come back.
    pub too_late: bool,
    /// Nothing is left and nothing can come back.
    pub sold_out: bool,
    /// Seconds, as things go now; none where only returned units can help.
    pub eta_seconds: Option<u64>,
}

/// Where place `rank` stands, with `held` units that may yet come back.
#[must_use]
pub fn outlook(progress: &Progress, used: &BTreeSet<u64>, rank: u64, facts: Facts, held: u64) -> Outlook {
    let before = rank.saturating_sub(progress.admitted);
    let ahead = before + progress.on_their_way(used);
    let too_late = facts.remaining.is_some_and(|remaining| remaining + held < ahead + 1);
    let sold_out = facts.remaining.is_some_and(|remaining| remaining + held == 0);
    let can_tell = !facts.halt && facts.remaining.is_none_or(|remaining| remaining > ahead);
    let eta_seconds = can_tell.then(|| (before + 1) * 60 / facts.per_minute.max(1));
    Outlook { position: before + 1, ahead, too_late, sold_out, eta_seconds }
}

/// Seconds after which somebody should look again: the nearer, the sooner, and nobody more often than every two seconds.
#[must_use]
pub fn look_again(eta_seconds: Option<u64>) -> u32 {
    eta_seconds.map_or(10, |eta| u32::try_from(eta / 10).unwrap_or(u32::MAX).clamp(2, 20))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PASS: Millis = 60_000;

    fn facts(now: Millis, joined: u64, remaining: Option<u64>) -> Facts {
        Facts { now, joined, per_minute: 600, pass: PASS, remaining, drain: false, halt: false }
    }

    #[test]
    fn people_are_let_in_at_the_pace_that_was_set() {
        let (mut progress, nobody) = (Progress::resumed(0, 0), BTreeSet::new());
        let admitted: u64 = (1..=40).map(|tick| progress.step(&nobody, facts(tick * 250, 1_000, None))).sum();
        assert_eq!(admitted, 100, "ten a second for ten seconds");
        assert_eq!(progress.step(&nobody, facts(600_000, 1_000, None)), 20, "two seconds' worth after a long silence");
        assert_eq!(progress.step(&nobody, Facts { drain: true, ..facts(600_001, 1_000, None) }), 880);
        assert_eq!(progress.step(&nobody, facts(700_000, 1_000, None)), 0, "nobody is left");
    }

    #[test]
    fn a_unit_that_comes_back_lets_one_person_in() {
        let (mut progress, mut used) = (Progress::resumed(0, 0), BTreeSet::new());
        assert_eq!(progress.step(&used, Facts { drain: true, ..facts(1, 50, Some(5)) }), 5);
        used.extend(0..5);
        assert_eq!(progress.step(&used, facts(3_000, 50, Some(0))), 0, "all are at the till");
        assert_eq!(progress.step(&used, facts(5_000, 50, Some(1))), 1, "one hold has expired");
        assert_eq!(progress.step(&used, facts(7_000, 50, Some(1))), 0, "it is offered to one at a time");
        assert_eq!(
            progress.step(&used, facts(5_000 + PASS, 50, Some(1))),
            1,
            "who let it pass is followed by the next"
        );
    }

    #[test]
    fn a_pass_ends_when_its_time_is_over() {
        let (mut progress, nobody) = (Progress::resumed(0, 0), BTreeSet::new());
        progress.step(&nobody, Facts { drain: true, ..facts(1_000, 3, None) });
        assert_eq!(progress.pass_until(2, PASS), Some(1_000 + PASS));
        assert_eq!(progress.pass_until(3, PASS), None, "not let in yet");
        progress.step(&nobody, facts(1_000 + PASS, 3, None));
        assert_eq!(progress.pass_until(2, PASS), None, "over");
    }

    #[test]
    fn it_is_said_to_be_too_late_as_soon_as_it_is() {
        let (progress, nobody) = (Progress::resumed(0, 0), BTreeSet::new());
        let at = |rank, remaining, held| outlook(&progress, &nobody, rank, facts(0, 100, Some(remaining)), held);
        assert!(!at(4, 3, 2).too_late, "five units for the fifth");
        assert!(at(5, 3, 2).too_late);
        assert!(at(0, 0, 0).sold_out && !at(0, 0, 1).sold_out);
        assert_eq!(at(2, 3, 0).eta_seconds, Some(0));
        assert_eq!(at(0, 0, 1).eta_seconds, None, "only what comes back can help: nobody can tell when");
    }

    #[test]
    fn what_an_instance_did_alone_counts() {
        let (mut here, nobody) = (Progress::resumed(10, 0), BTreeSet::new());
        let shared = here.clone();
        here.step(&nobody, Facts { drain: true, ..facts(10, 15, None) });
        let mut merged = shared;
        merged.merge(&here);
        assert_eq!(merged.admitted, 15);
        merged.merge(&Progress::default());
        assert_eq!(merged.admitted, 15, "a store that has forgotten takes nothing back");
    }

    proptest! {
        /// Whatever happens and however units come and go, more than a tenth too many are never on their way.
        #[test]
        fn nobody_is_let_in_beyond_stock(
            steps in prop::collection::vec((0_i64..4_000, 0_u64..40, 0_u64..60, any::<bool>(), prop::collection::vec(0_u64..400, 0..4)), 1..120),
        ) {
            let (mut progress, mut used) = (Progress::resumed(0, 0), BTreeSet::new());
            let (mut now, mut joined) = (0, 0);
            for (later, more, remaining, drain, come) in steps {
                now += later;
                joined += more;
                used.extend(come.into_iter().filter(|rank| *rank < progress.admitted));
                let before = progress.clone();
                let next = progress.step(&used, Facts { drain, ..facts(now, joined, Some(remaining)) });
                prop_assert!(progress.admitted <= joined && progress.admitted >= before.admitted);
                prop_assert!(progress.lapsed <= progress.admitted);
                if next > 0 {
                    prop_assert!(progress.on_their_way(&used) <= remaining + remaining / 10);
                }
            }
        }

        #[test]
        fn nobody_overtakes(rank in 0_u64..500, later in 1_u64..500, admitted in 0_u64..400) {
            let (progress, nobody) = (Progress::resumed(admitted, 0), BTreeSet::new());
            let look = |rank| outlook(&progress, &nobody, rank, facts(0, 1_000, Some(50)), 3);
            prop_assert!(look(rank).ahead <= look(rank + later).ahead);
            prop_assert!(!look(rank).too_late || look(rank + later).too_late);
        }
    }
}
