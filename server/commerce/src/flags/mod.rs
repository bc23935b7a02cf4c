//! Extras that can be switched off: by staff, for some visitors, and by pressure. Evaluated from memory alone; what staff switch is
//! brought in by [`crate::switches`].
//!
//! A page that is cached is the same for everyone, so it shows an extra only where its audience is everyone. Where it is some visitors
//! (a percentage, a list), the page carries a hole, and the browser asks for what goes there by the visitor's own id. At 0 and 100
//! percent there is no hole and no further request.

mod registry;
mod rules;
#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    sync::{PoisonError, RwLock},
};

use serde::{Deserialize, Serialize};
use types::flag::{FlagInput, FlagView};

pub use registry::{Definition, FLAGS, Flag};
pub use rules::{Audience, Rule};

use crate::{
    Cx, Error, Result, Scope,
    bus::{Note, Tag},
    drops,
    pressure::Level,
    rfc3339,
    switches::{self, Switched},
};

/// Visitors on one flag's list.
const MOST_ALLOWED: usize = 1000;
/// Characters of a visitor's id.
const LONGEST_VISITOR: usize = 100;

/// What this process knows of the flags. Read by every page, written when staff switch something.
pub struct Flags(RwLock<Known>);

struct Known {
    /// By flag.
    rules: Vec<Rule>,
    /// Those that are not at their default, as they are kept.
    switched: Vec<Switched>,
}

impl Default for Flags {
    /// All at their default.
    fn default() -> Self {
        let rules = FLAGS.iter().map(|definition| Rule::default_of(definition.flag)).collect();
        Self(RwLock::new(Known { rules, switched: Vec::new() }))
    }
}

impl Flags {
    /// Whether `visitor` sees `flag` at `level`: some tens of nanoseconds.
    #[must_use]
    pub fn is_on(&self, flag: Flag, level: Level, visitor: Option<&str>) -> bool {
        self.read(|known| known.rules[flag as usize].shows(flag, level, visitor))
    }

    /// Who sees `flag` at `level`.
    #[must_use]
    pub fn audience(&self, flag: Flag, level: Level) -> Audience {
        self.read(|known| known.rules[flag as usize].audience(level))
    }

    fn read<T>(&self, look: impl FnOnce(&Known) -> T) -> T {
        // Nothing panics while it writes: it puts one value in another's place.
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lets `switched` count. True when that changes something.
    fn put(&self, switched: Vec<Switched>) -> bool {
        if self.read(|known| known.switched == switched) {
            return false;
        }
        let rules = FLAGS.iter().map(|definition| rule_of(definition.flag, &switched)).collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Known { rules, switched };
        true
    }
}

/// An override as it is kept.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    enabled: bool,
    percent: u8,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    allow: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shed_at: Option<u8>,
}

fn rule_of(flag: Flag, switched: &[Switched]) -> Rule {
    let default = Rule::default_of(flag);
    let kept = switched.iter().find(|switch| switch.key == flag.key());
    // What another build wrote and this one cannot read counts as not switched.
    match kept.and_then(|switch| serde_json::from_str::<Kept>(&switch.value).ok()) {
        Some(kept) => Rule {
            enabled: kept.enabled,
            percent: kept.percent.min(100),
            shed_at: kept.shed_at.map_or(default.shed_at, |level| Level::new(level.max(1))),
            allow: kept.allow.into_iter().collect(),
        },
        None => default,
    }
}

/// Lets what staff have switched count in this process, and drops this process's pages that were made before.
pub(crate) fn adopt(cx: &Cx, all: &[Switched]) {
    let mut mine: Vec<_> = all.iter().filter(|switch| Flag::from_key(&switch.key).is_some()).cloned().collect();
    mine.sort_by(|one, other| one.key.cmp(&other.key));
    if cx.flags.put(mine) {
        cx.bus.publish_here(Note::Changed(vec![Tag::Chrome]));
    }
}

/// Whether the caller sees `flag` at the level the request began with. `visitor` is the id their browser keeps; without one it is
/// their cart's.
#[must_use]
pub fn is_on(cx: &Cx, flag: Flag, visitor: Option<&str>) -> bool {
    match (visitor, cx.cart_id) {
        (None, Some(cart)) => cx.flags.is_on(flag, level_for(cx, flag, cx.level), Some(&cart.to_string())),
        (visitor, _) => cx.flags.is_on(flag, level_for(cx, flag, cx.level), visitor),
    }
}

/// Who sees `flag` at the level the request began with.
#[must_use]
pub fn audience(cx: &Cx, flag: Flag) -> Audience {
    cx.flags.audience(flag, level_for(cx, flag, cx.level))
}

/// Nobody sees `flag` at the level of this moment: what goes on for longer than a request asks this.
#[must_use]
pub fn is_shed(cx: &Cx, flag: Flag) -> bool {
    cx.flags.audience(flag, level_for(cx, flag, cx.pressure.level())) == Audience::Nobody
}

/// While a drop sells, its own ladder says at which level a flag is shed. A light page has no extra, whoever wants one.
fn level_for(cx: &Cx, flag: Flag, level: Level) -> Level {
    if level.is_light() {
        return Level::MOST;
    }
    match drops::shed_at(cx, flag.key()) {
        Some(at) if level.number() >= at => Level::MOST,
        Some(_) => Level::CALM,
        None => level,
    }
}

/// All flags as they stand in this process.
///
/// # Errors
/// When the caller may not.
pub fn list(cx: &Cx) -> Result<Vec<FlagView>> {
    cx.require(Scope::Ops)?;
    Ok(cx.flags.read(|known| FLAGS.iter().map(|definition| view(cx, definition, known)).collect()))
}

fn view(cx: &Cx, definition: &Definition, known: &Known) -> FlagView {
    let level = level_for(cx, definition.flag, cx.pressure.level());
    let rule = &known.rules[definition.flag as usize];
    let kept = known.switched.iter().find(|switch| switch.key == definition.key);
    let mut allow: Vec<_> = rule.allow.iter().cloned().collect();
    allow.sort_unstable();
    FlagView {
        key: definition.key.to_owned(),
        description: definition.description.to_owned(),
        stand_in: definition.stand_in.to_owned(),
        enabled: rule.enabled,
        percent: rule.percent,
        allow,
        shed_at: rule.shed_at.number(),
        shown: rule.audience(level) != Audience::Nobody,
        overridden: kept.is_some(),
        changed_by: kept.map(|switch| switch.changed_by.clone()),
        changed_at: kept.map(|switch| rfc3339(switch.changed_at)),
    }
}

/// Switches a flag. It counts at once in this process and within a second in all others.
///
/// # Errors
/// `not_found` for a flag this build does not know; `invalid`; when the caller may not.
pub async fn set(cx: &Cx, key: &str, input: FlagInput) -> Result<FlagView> {
    cx.require(Scope::Ops)?;
    let flag = Flag::from_key(key).ok_or_else(|| Error::not_found("flag"))?;
    let kept = check(input)?;
    change(cx, flag, Some(serde_json::to_string(&kept).map_err(Error::internal)?)).await
}

/// Gives a flag back to its default.
///
/// # Errors
/// `not_found` for a flag this build does not know; when the caller may not.
pub async fn clear(cx: &Cx, key: &str) -> Result<FlagView> {
    cx.require(Scope::Ops)?;
    let flag = Flag::from_key(key).ok_or_else(|| Error::not_found("flag"))?;
    change(cx, flag, None).await
}

async fn change(cx: &Cx, flag: Flag, value: Option<String>) -> Result<FlagView> {
    switches::set(cx, flag.key(), value).await?;
    switches::read(cx).await?;
    cx.bus.publish(Note::Flags);
    Ok(cx.flags.read(|known| view(cx, flag.definition(), known)))
}

fn check(input: FlagInput) -> Result<Kept> {
    if input.percent > 100 {
        return Err(Error::invalid_field("percent", "Between 0 and 100."));
    }
    if input.shed_at.is_some_and(|level| !(1..=4).contains(&level)) {
        return Err(Error::invalid_field("shed_at", "Between 1 and 4, or null for its default."));
    }
    let allow: HashSet<_> = input.allow.iter().map(|visitor| visitor.trim().to_owned()).collect();
    let mut allow: Vec<_> = allow.into_iter().filter(|visitor| !visitor.is_empty()).collect();
    if allow.len() > MOST_ALLOWED || allow.iter().any(|visitor| visitor.chars().count() > LONGEST_VISITOR) {
        let words = format!("At most {MOST_ALLOWED} visitors, of {LONGEST_VISITOR} characters each.");
        return Err(Error::invalid_field("allow", words));
    }
    allow.sort_unstable();
    Ok(Kept { enabled: input.enabled, percent: input.percent, allow, shed_at: input.shed_at })
}
