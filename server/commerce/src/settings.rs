//! What a shop can be told to do, already read and checked. The binary fills it from files and environment.

use std::{collections::HashMap, path::PathBuf, time::Duration};

use types::{Currency, Locale, Market};

use crate::{Secret, fulfilment::Capacity, limits::LimitSettings, pressure::Level};

/// Settings of one shop.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// Read-only copies; reads that may lag go there.
    pub database_replica_urls: Vec<String>,
    /// Connections per database.
    pub database_connections: u32,
    /// Unset: cache and sessions stay in this process and its database.
    pub redis_url: Option<String>,
    /// Files the shop keeps: embedded database, dev mailbox, generated secret.
    pub data_dir: PathBuf,
    /// Where shoppers reach the shop, without a trailing slash.
    pub public_url: String,
    /// Signs what leaves the shop and comes back.
    pub secret: Vec<u8>,
    /// Unset: mail is written to files under the data directory.
    pub smtp_url: Option<String>,
    /// Sender of all mail.
    pub mail_from: String,
    /// Where messages from the contact form go.
    pub contact_address: String,
    /// The shop's name.
    pub shop_name: String,
    /// What the shop is about, in a line; may be empty.
    pub tagline: String,
    /// The same in languages that have a line of their own.
    pub taglines: HashMap<Locale, String>,
    /// What goods are priced in first; other markets' prices are set beside it or worked out from it.
    pub currency: Currency,
    /// Languages and moneys the shop sells in. The first is the one whose paths begin with nothing.
    pub markets: Vec<Market>,
    /// How long units are kept for a cart at the till, and for an order whose payment the customer has to approve.
    pub hold_time: Duration,
    /// How long a cart's hold can be extended in all by activity.
    pub hold_ceiling: Duration,
    /// How long one call to a payment provider may take.
    pub payment_timeout: Duration,
    /// How long the shopper waits for the provider before the order page takes over. Below 5 s by contract.
    pub payment_patience: Duration,
    /// How long a job stays with a worker that no longer extends its lease: one that died.
    pub job_lease: Duration,
    /// How many orders the shop can hand over.
    pub fulfilment: Capacity,
    /// How often one address or account may do what.
    pub limits: LimitSettings,
    /// Payment providers in the order of preference: `sandbox`, `sandbox_b`, `stripe`.
    pub payment_providers: Vec<String>,
    /// Set: Stripe takes payments.
    pub stripe: Option<StripeSettings>,
    /// Bytes this process may spend on copies of what it asked the database for; with 0 it keeps only what is on every page.
    pub data_cache_bytes: u64,
    /// The whole shop's waiting room.
    pub waiting_room: WaitingRoom,
}

/// When the whole shop asks for a place in a queue, and how it lets people in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingRoom {
    /// When it is pressed as hard as this for a while; none for never by itself.
    pub open_at: Option<Level>,
    /// People let in a minute while the shop is calm; fewer the harder it is pressed. A queue that the crowd has opened lets in more,
    /// as far as the shop bears it.
    pub per_minute: u64,
    /// How long somebody who was let in has to get to the till.
    pub pass: Duration,
    /// What a place in any queue costs whoever asks for it.
    pub challenge: Challenge,
}

/// A calculation that a browser does before it gets a place in a queue: nothing for one person, much for a program with a thousand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Who has to.
    pub whom: Challenged,
    /// Bits of the hash that have to be zero: one more, and it takes twice as long.
    pub bits: u8,
    /// Whoever cannot calculate gets a place after so long.
    pub wait: Duration,
}

/// Who has to do something for a place in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Challenged {
    /// Nobody.
    Nobody,
    /// Addresses that behave like programs.
    Suspects,
    /// Everyone but staff.
    Everyone,
}

/// An account with Stripe.
#[derive(Clone, Debug)]
pub struct StripeSettings {
    /// `sk_…`: what calls are signed with.
    pub secret_key: Secret,
    /// `whsec_…`: what events are signed with. Without it none is believed, and payments are settled by looking them up.
    pub webhook_secret: Option<Secret>,
    /// `pk_…`: for the card field of the checkout. Not secret.
    pub publishable_key: Option<String>,
    /// Where calls go, without a trailing slash.
    pub api_base: String,
}

impl StripeSettings {
    /// Whether real money moves.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.secret_key.expose().contains("_live_")
    }
}

impl Settings {
    /// What the shop is about, in a line, as near to `locale` as there is one.
    #[must_use]
    pub fn tagline(&self, locale: Locale) -> &str {
        self.taglines.get(&locale).unwrap_or(&self.tagline)
    }

    /// The market whose paths begin with nothing.
    #[must_use]
    pub fn home_market(&self) -> Market {
        self.markets.first().copied().unwrap_or(Market::root(Locale::En, self.currency))
    }

    /// Where links lead whoever speaks `locale`: the first market that does, or else the first of all.
    #[must_use]
    pub fn market_speaking(&self, locale: Locale) -> Market {
        let speaking = self.markets.iter().find(|market| market.locale == locale);
        speaking.copied().unwrap_or_else(|| self.home_market())
    }

    /// Mail goes to files that the dev mailbox shows.
    #[must_use]
    pub fn dev_mailbox(&self) -> bool {
        self.smtp_url.is_none()
    }

    /// Where mail files go.
    #[must_use]
    pub fn mailbox_dir(&self) -> PathBuf {
        self.data_dir.join("mail")
    }
}
