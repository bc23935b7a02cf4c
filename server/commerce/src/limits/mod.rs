//! How often one address or one account may do something. First decided within the process, in memory that does not grow; what
//! passes there and is dear, or comes from someone who asks much, is decided once more by Redis for all instances together. Redis that
//! is slow or gone costs nothing but that.

pub mod rules;
mod shared;
mod table;
#[cfg(test)]
mod tests;

use std::time::Instant;

use fred::clients::Client;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use types::ErrorCode;
use words::t;

use self::{rules::Micros, shared::Shared, table::Table};
pub use rules::{Quota, Signal, Verdict};

use crate::{Cx, Error, Result};

/// Addresses and accounts a process can tell apart at once, over all classes.
const KEYS: usize = 1 << 18;
/// Addresses whose behaviour it remembers.
const WATCHED: usize = 1 << 15;

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident / $field:ident, over all instances: $global:literal;)*) => {
        /// What is limited, each by itself.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Class { $($(#[$doc])* $name,)* }

        /// Limits of a shop.
        #[derive(Clone, Copy, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct LimitSettings {
            /// Off only for load tests.
            pub enabled: bool,
            $($(#[$doc])* pub $field: Quota,)*
        }

        impl LimitSettings {
            /// Names and quotas of all classes.
            #[must_use]
            pub fn all(&self) -> Vec<(&'static str, Quota)> {
                vec![$((stringify!($field), self.$field),)*]
            }

            fn quota(&self, class: Class) -> Quota {
                match class { $(Class::$name => self.$field,)* }
            }

            /// The same quota for everything.
            #[must_use]
            pub fn same(enabled: bool, quota: Quota) -> Self {
                Self { enabled, $($field: quota,)* }
            }
        }

        impl Class {
            /// As settings, headers and Redis name it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Class::$name => stringify!($field),)* }
            }

            /// Every request counts over all instances; otherwise only those of someone who has used up half of their quota here.
            fn is_global(self) -> bool {
                match self { $(Class::$name => $global,)* }
            }
        }
    };
}

// From the cheapest to the dearest; the last ones by account instead of address.
classes! {
    /// Pages that are read.
    Pages / pages, over all instances: false;
    /// Searches: a page that costs many times another.
    Search / search, over all instances: false;
    /// REST calls.
    Rest / rest, over all instances: false;
    /// Forms and other changes.
    Writes / writes, over all instances: false;
    /// Asking how a queue stands.
    Queue / queue, over all instances: false;
    /// Taking a place in a queue.
    QueueJoin / queue_join, over all instances: true;
    /// Places in a queue got by waiting instead of calculating.
    QueueWaited / queue_waited, over all instances: true;
    /// Placing orders.
    Checkout / checkout, over all instances: true;
    /// Attempts to sign in.
    SignIn / sign_in, over all instances: true;
    /// Attempts to sign in to one account.
    SignInAccount / sign_in_account, over all instances: true;
    /// Orders placed for one e-mail address.
    CheckoutAccount / checkout_account, over all instances: true;
    /// Messages sent by the contact form.
    Contact / contact, over all instances: true;
    /// Reviews, and answers to what the shop asks.
    Feedback / feedback, over all instances: true;
    /// Discount codes tried by one address.
    Coupon / coupon, over all instances: true;
    /// Wishes of one address to be told when something is back.
    Notify / notify, over all instances: true;
    /// The same for one e-mail address.
    NotifyAccount / notify_account, over all instances: true;
}

/// The limits of one process.
pub struct Limits {
    settings: LimitSettings,
    local: Table,
    shared: Option<Shared>,
    /// By address: the moment when it will be trusted again.
    watched: Table,
    began: Instant,
}

/// What was said, and by which quota.
#[derive(Clone, Copy, Debug)]
pub struct Decision {
    /// Pass or wait.
    pub verdict: Verdict,
    /// The quota that was applied.
    pub quota: Quota,
}

impl Limits {
    /// With all quotas full; over all instances where there is a Redis.
    #[must_use]
    pub(crate) fn new(settings: LimitSettings, redis: Option<Client>) -> Self {
        let (local, watched) = (Table::new(KEYS), Table::new(WATCHED));
        Self { settings, local, shared: redis.map(Shared::new), watched, began: Instant::now() }
    }

    /// Anything is limited at all.
    #[must_use]
    pub fn are_on(&self) -> bool {
        self.settings.enabled
    }

    /// Beginning at an hour, so that nothing is before the beginning.
    fn now(&self) -> Micros {
        3_600_000_000 + Micros::try_from(self.began.elapsed().as_micros()).unwrap_or(Micros::MAX / 2)
    }

    /// Decides on one request of `class` by `key`, an address or an account; none where nothing is limited.
    pub async fn decide(&self, class: Class, key: &str) -> Option<Decision> {
        if !self.settings.enabled {
            return None;
        }
        let (now, quota) = (self.now(), self.quota(class, key));
        let verdict = self.local.with((class, key), |tat| quota.decide(tat, now));
        let verdict = match (&self.shared, verdict) {
            (Some(shared), Verdict::Pass { remaining }) if self.asks_others(class, quota, remaining) => {
                shared.decide(class.name(), key, quota, now).await.unwrap_or(verdict)
            }
            _ => verdict,
        };
        if !verdict.passes() {
            count(class);
        }
        Some(Decision { verdict, quota })
    }

    /// Counts one request of each of `classes` by `key`, where all pass and no other instance has to be asked about any. Otherwise
    /// nothing is counted: [`Limits::decide`] is to say. Never waits.
    #[must_use]
    pub fn passes_here(&self, classes: &[Class], key: &str) -> bool {
        if !self.settings.enabled {
            return true;
        }
        let looked: Vec<_> = classes.iter().map(|class| (*class, self.look(*class, key))).collect();
        let passes = |(class, Decision { verdict, quota }): &(Class, Decision)| matches!(*verdict, Verdict::Pass { remaining } if !self.asks_others(*class, *quota, remaining));
        if !looked.iter().all(passes) {
            return false;
        }
        let now = self.now();
        for (class, Decision { quota, .. }) in looked {
            self.local.with((class, key), |tat| quota.decide(tat, now));
        }
        true
    }

    /// What this process would decide, without counting the request.
    fn look(&self, class: Class, key: &str) -> Decision {
        let (now, quota) = (self.now(), self.quota(class, key));
        let verdict = self.local.with((class, key), |tat| (quota.decide(tat, now).0, tat));
        Decision { verdict, quota }
    }

    /// Whether the other instances have a say in a pass after which `remaining` are left here.
    fn asks_others(&self, class: Class, quota: Quota, remaining: u32) -> bool {
        self.shared.is_some() && (class.is_global() || remaining < quota.burst / 2)
    }

    /// The decision where it is a refusal that this process can give by itself, without counting the request; none otherwise.
    pub fn spent(&self, class: Class, key: &str) -> Option<Decision> {
        if !self.settings.enabled {
            return None;
        }
        let decision = self.look(class, key);
        if decision.verdict.passes() {
            return None;
        }
        count(class);
        Some(decision)
    }

    fn quota(&self, class: Class, key: &str) -> Quota {
        let quota = self.settings.quota(class);
        if self.is_suspect(key) { quota.strict() } else { quota }
    }

    /// Notes that an address does what programs do.
    pub fn suspect(&self, address: &str, signal: Signal) {
        let now = self.now();
        self.watched.with(address, |trusted_at| ((), signal.add(trusted_at, now)));
    }

    /// An address is held to the strict quotas for what it did.
    #[must_use]
    pub fn is_suspect(&self, address: &str) -> bool {
        let now = self.now();
        self.watched.with(address, |trusted_at| (rules::is_suspect(trusted_at, now), trusted_at))
    }
}

fn count(class: Class) {
    metrics::counter!("floodgate_limited_total", "class" => class.name()).increment(1);
}

/// Notes that whoever asks does what programs do, where it is known who does.
pub fn suspect(cx: &Cx, signal: Signal) {
    if let Some(client) = cx.client.filter(|_| cx.limits.are_on()) {
        cx.limits.suspect(&client.to_string(), signal);
    }
}

/// Whoever asks is held to the strict quotas for what they did.
#[must_use]
pub fn is_suspect(cx: &Cx) -> bool {
    cx.client.is_some_and(|client| cx.limits.is_suspect(&client.to_string()))
}

/// Lets an operation go on unless whoever asks has done too much of `class`, where it is known who asks.
///
/// # Errors
/// `rate_limited`.
pub async fn address(cx: &Cx, class: Class) -> Result<()> {
    let Some(client) = cx.client else { return Ok(()) };
    refuse(cx.limits.decide(class, &client.to_string()).await, |seconds| t!("limited-client", seconds = seconds))
}

/// Lets an operation go on unless `account` (an e-mail address, say) has been the object of too many of `class`.
///
/// # Errors
/// `rate_limited`.
pub async fn account(cx: &Cx, class: Class, account: &str) -> Result<()> {
    // Redis need not know addresses of mail, nor how long they are.
    let digest = hex::encode(&Sha256::digest(account.trim().to_lowercase())[..16]);
    refuse(cx.limits.decide(class, &digest).await, |seconds| t!("limited-account", seconds = seconds))
}

fn refuse(decision: Option<Decision>, words: impl FnOnce(u32) -> String) -> Result<()> {
    match decision {
        Some(Decision { verdict, .. }) if !verdict.passes() => {
            let seconds = verdict.seconds();
            Err(Error::new(ErrorCode::RateLimited, words(seconds)).with_retry_after(seconds))
        }
        _ => Ok(()),
    }
}
