//! What goes wrong in a run, and who buys meanwhile: all of it follows from the run's seed.

use std::{fmt, str::FromStr, time::Duration};

use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

use super::tap::Blow;

/// Cards and how often they are drawn. `tok_slow` keeps a run waiting, so it is rare.
const CARDS: &[(&str, u32)] = &[
    ("tok_ok", 40),
    ("tok_flaky", 8),
    ("tok_webhook_first", 8),
    ("tok_webhook_twice", 8),
    ("tok_webhook_never", 8),
    ("tok_declined", 6),
    ("tok_insufficient_funds", 4),
    ("tok_action", 6),
    ("tok_timeout", 5),
    ("tok_timeout_charged", 5),
    ("tok_slow", 2),
];

/// What an order may take to end, however it was interrupted.
const BOUND: Duration = Duration::from_secs(60);

/// Whose steps are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Statements on their way to PostgreSQL.
    Postgres,
    /// Commands on their way to Redis.
    Redis,
    /// Writes to SQLite's write-ahead log.
    Sqlite,
}

/// Names of places, as seeds spell them.
const PLACES: [(&str, Place); 3] = [("postgres", Place::Postgres), ("redis", Place::Redis), ("sqlite", Place::Sqlite)];

/// Names of blows, as seeds spell them. All but the last are dealt at every step in turn.
pub const BLOWS: [&str; 7] = ["cut-before", "cut-after", "kill-before", "kill-after", "kill-twice", "stall", "outage"];

/// Names a run, so that it can be repeated: `17`, or `17/postgres/cut-after/12` where the step is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed {
    /// What chance begins with.
    pub number: u64,
    /// Place, blow and step, counted from 0 in the order of a calibrated purchase.
    pub aim: Option<(Place, &'static str, usize)>,
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number)?;
        let Some((place, blow, step)) = self.aim else { return Ok(()) };
        let name = PLACES.iter().find(|(_, one)| *one == place).map_or("", |(name, _)| *name);
        write!(f, "/{name}/{blow}/{step}")
    }
}

impl FromStr for Seed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("seed {text:?}: write NUMBER or NUMBER/PLACE/BLOW/STEP");
        let parts: Vec<_> = text.split('/').collect();
        let number = parts[0].parse().map_err(|_| wrong())?;
        let aim = match parts[1..] {
            [] => None,
            [place, blow, step] => {
                let (_, place) = PLACES.iter().find(|(name, _)| *name == place).ok_or_else(wrong)?;
                let blow = BLOWS.iter().find(|name| **name == blow).ok_or_else(wrong)?;
                Some((*place, *blow, step.parse().map_err(|_| wrong())?))
            }
            _ => return Err(wrong()),
        };
        Ok(Self { number, aim })
    }
}

/// One thing that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// At a step of the calibrated purchase, whoever takes it.
    AtStep(Place, usize, Blow),
    /// When that step comes for the first time, after an earlier fault.
    Again(Place, usize, Blow),
    /// The process dies this long after the buyers have begun.
    KillAt(Duration),
    /// Redis forgets everything.
    FlushRedisAt(Duration),
}

/// Steps of one purchase, by place.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// A statement's text, and which one with this text it is, from 1.
    pub postgres: Vec<(String, usize)>,
    /// The same for Redis' commands.
    pub redis: Vec<(String, usize)>,
    /// Writes to SQLite's log.
    pub sqlite: usize,
}

impl Steps {
    /// How many there are.
    pub fn count(&self, place: Place) -> usize {
        match place {
            Place::Postgres => self.postgres.len(),
            Place::Redis => self.redis.len(),
            Place::Sqlite => self.sqlite,
        }
    }
}

/// One buyer of a run: their card, and how many of the run's two goods they want, in which order.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The sandbox card.
    pub token: &'static str,
    /// Number of the good, and quantity.
    pub lines: Vec<(usize, i64)>,
    /// They try again when something goes wrong.
    pub insists: bool,
    /// When they begin.
    pub after: Duration,
}

/// A run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its name.
    pub seed: Seed,
    /// What goes wrong; a second fault waits for the first where both are at steps of one place.
    pub faults: Vec<Fault>,
    /// Who buys.
    pub wishes: Vec<Wish>,
    /// Units of either good.
    pub units: [i64; 2],
    /// How long a killed process stays dead.
    pub dead_for: Duration,
    /// How long an interrupted order may take to end; buyers insist twice as long.
    pub bound: Duration,
}

impl Plan {
    /// What the seed says, on a shop whose purchases take `steps`.
    pub fn of(seed: Seed, steps: &Steps) -> Self {
        let mut chance = StdRng::seed_from_u64(seed.number);
        let wishes = (0..chance.random_range(4..=8)).map(|_| wish(&mut chance)).collect();
        let units = [chance.random_range(1..=10), chance.random_range(1..=10)];
        let dead_for = millis(&mut chance, 0..400);
        let mut faults = vec![match seed.aim {
            Some((place, name, step)) => Fault::AtStep(place, step, blow(name, &mut chance)),
            None => fault(&mut chance, steps),
        }];
        if let Some((place, "kill-twice", step)) = seed.aim {
            // Whoever repairs what the first death left dies at the same step.
            faults.push(Fault::Again(place, step, Blow::KillBefore));
        }
        if seed.aim.is_none() && chance.random_ratio(1, 3) {
            faults.push(fault(&mut chance, steps));
        }
        Self { seed, faults, wishes, units, dead_for, bound: BOUND }
    }
}

fn wish(chance: &mut StdRng) -> Wish {
    let token = CARDS.choose_weighted(chance, |(_, weight)| *weight).unwrap().0;
    let quantity = chance.random_range(1..=2);
    let lines = match chance.random_range(0..4) {
        0 => vec![(0, quantity)],
        1 => vec![(1, quantity)],
        2 => vec![(0, 1), (1, quantity)],
        _ => vec![(1, 1), (0, quantity)],
    };
    // Whoever has to approve a payment is needed until then.
    let insists = chance.random_ratio(3, 5) || token == "tok_action";
    Wish { token, lines, insists, after: millis(chance, 0..60) }
}

fn fault(chance: &mut StdRng, steps: &Steps) -> Fault {
    if steps.postgres.is_empty() {
        return match chance.random_range(0..10) {
            0..4 => Fault::AtStep(Place::Sqlite, chance.random_range(0..steps.sqlite.max(1) * 5), Blow::KillBefore),
            _ => Fault::KillAt(millis(chance, 0..1200)),
        };
    }
    let name = BLOWS.choose(chance).unwrap();
    match chance.random_range(0..20) {
        0..12 => Fault::AtStep(Place::Postgres, chance.random_range(0..steps.postgres.len()), blow(name, chance)),
        12..15 if !steps.redis.is_empty() => {
            Fault::AtStep(Place::Redis, chance.random_range(0..steps.redis.len()), blow(name, chance))
        }
        15 => Fault::FlushRedisAt(millis(chance, 0..300)),
        _ => Fault::KillAt(millis(chance, 0..1500)),
    }
}

fn blow(name: &str, chance: &mut StdRng) -> Blow {
    match name {
        "cut-before" => Blow::CutBefore,
        "cut-after" => Blow::CutAfter,
        "kill-before" => Blow::KillBefore,
        "kill-after" | "kill-twice" => Blow::KillAfter,
        "stall" => Blow::Stall(millis(chance, 300..3000)),
        _ => Blow::Outage(millis(chance, 300..2500)),
    }
}

fn millis(chance: &mut StdRng, range: std::ops::Range<u64>) -> Duration {
    Duration::from_millis(chance.random_range(range))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_read_as_it_was_printed() {
        for text in ["17", "3/postgres/cut-after/12", "0/redis/stall/0", "9/sqlite/kill-before/4"] {
            assert_eq!(text.parse::<Seed>().unwrap().to_string(), text);
        }
        for text in ["", "x", "1/postgres", "1/mongo/stall/1", "1/redis/bite/1", "1/redis/stall/x"] {
            assert!(text.parse::<Seed>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_plan() {
        let steps = Steps { postgres: vec![("COMMIT".into(), 1); 30], redis: vec![("GET".into(), 1)], sqlite: 0 };
        let plan = |number| format!("{:?}", Plan::of(Seed { number, aim: None }, &steps));
        assert_eq!(plan(5), plan(5));
        assert_ne!(plan(5), plan(6));
    }
}
