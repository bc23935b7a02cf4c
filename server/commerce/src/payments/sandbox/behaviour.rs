//! What each token makes the sandbox do.

use words::t;

/// When the answer comes, if it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Answer,
    /// No answer; no charge was made.
    SilentUncharged,
    /// No answer; the charge was made.
    SilentCharged,
}

/// When events come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Events {
    Before,
    After,
    Twice,
    Never,
}

/// What becomes of the charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Succeed,
    Decline(&'static str),
    AskCustomer,
}

/// One token's behaviour.
#[derive(Clone, Copy, Debug)]
pub(super) struct Behaviour {
    pub verdict: Verdict,
    pub moment: Moment,
    pub events: Events,
    pub slow: bool,
    /// Calls that fail with a server error before one works.
    pub failures: i64,
}

const PLAIN: Behaviour =
    Behaviour { verdict: Verdict::Succeed, moment: Moment::Answer, events: Events::After, slow: false, failures: 0 };

/// What a card does, for whoever the work at hand is done for.
type Words = fn() -> String;

/// Tokens and what they do, as the checkout offers them.
pub(super) const CARDS: &[(&str, Words)] = &[
    ("tok_ok", || t!("card-ok")),
    ("tok_declined", || t!("card-declined")),
    ("tok_insufficient_funds", || t!("card-insufficient-funds")),
    ("tok_action", || t!("card-action")),
    ("tok_slow", || t!("card-slow")),
    ("tok_timeout", || t!("card-timeout")),
    ("tok_timeout_charged", || t!("card-timeout-charged")),
    ("tok_flaky", || t!("card-flaky")),
    ("tok_webhook_first", || t!("card-webhook-first")),
    ("tok_webhook_twice", || t!("card-webhook-twice")),
    ("tok_webhook_never", || t!("card-webhook-never")),
];

/// A token, and the card it stands for where it says so: `tok_ok.4242` and `tok_slow.4242` are of one card.
pub(super) fn split(token: &str) -> (&str, Option<&str>) {
    match token.split_once('.') {
        Some((token, card)) => (token, Some(card)),
        None => (token, None),
    }
}

/// Whether the sandbox issues this token.
#[must_use]
pub fn is_known(token: &str) -> bool {
    let (token, _) = split(token);
    CARDS.iter().any(|&(known, _)| known == token)
}

impl Behaviour {
    /// Tokens the sandbox never issued are declined, as a real provider would.
    pub fn of(token: &str) -> Self {
        match split(token).0 {
            "tok_ok" | "tok_outage" => PLAIN,
            "tok_insufficient_funds" => Self { verdict: Verdict::Decline("insufficient_funds"), ..PLAIN },
            "tok_action" => Self { verdict: Verdict::AskCustomer, events: Events::Never, ..PLAIN },
            "tok_slow" => Self { slow: true, ..PLAIN },
            "tok_timeout" => Self { moment: Moment::SilentUncharged, events: Events::Never, ..PLAIN },
            "tok_timeout_charged" => Self { moment: Moment::SilentCharged, events: Events::Never, ..PLAIN },
            "tok_flaky" => Self { failures: 2, ..PLAIN },
            "tok_webhook_first" => Self { events: Events::Before, ..PLAIN },
            "tok_webhook_twice" => Self { events: Events::Twice, ..PLAIN },
            "tok_webhook_never" => Self { events: Events::Never, ..PLAIN },
            _ => Self { verdict: Verdict::Decline("card_declined"), ..PLAIN },
        }
    }

    /// Whether it plays a fault of the provider's.
    pub fn is_fault(&self) -> bool {
        self.moment != Moment::Answer || self.failures > 0
    }
}
