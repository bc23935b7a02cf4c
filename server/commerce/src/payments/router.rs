//! The providers this shop works with, in the order of preference, each behind its own circuit breaker and retry budget.

use std::{
    future::Future,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Semaphore, time::timeout};
use types::{FieldError, Millis, checkout::PaymentChoice};
use words::t;

use super::{
    Provider, ProviderError,
    budget::Budget,
    reconcile,
    sandbox::{self, Sandbox},
    stripe::{self, Stripe},
};
use crate::{
    Cx, Error, Result, Settings,
    breaker::{Admission, Breaker, BreakerState, Outcome},
};

/// A shopper waits for it before the order is written, so it is short.
const FINGERPRINT_TIMEOUT: Duration = Duration::from_millis(800);

/// A choice that leaves the provider to the shop.
const ANY: &str = "any";

/// The providers this shop works with.
pub struct Providers {
    seats: Vec<Seat>,
    /// Bounds what the reconciler does at once, over all its rounds in this process.
    pub(super) looks: Semaphore,
}

/// One provider and what this process knows of how it is.
pub(super) struct Seat {
    provider: Box<dyn Provider>,
    health: Mutex<Health>,
}

#[derive(Default)]
struct Health {
    breaker: Breaker,
    budget: Budget,
}

impl Providers {
    /// As `settings` say.
    ///
    /// # Errors
    /// `internal` for a provider that cannot be set up.
    pub fn new(settings: &Settings) -> Result<Self> {
        let mut names: Vec<&str> = settings.payment_providers.iter().map(String::as_str).collect();
        if let Some(stripe) = &settings.stripe {
            if !names.contains(&stripe::NAME) {
                names.insert(0, stripe::NAME);
            }
            if stripe.is_live() && names.iter().any(|name| *name != stripe::NAME) {
                tracing::warn!("Stripe's key is for real money: the sandbox is off, its play money buys nothing");
                names.retain(|name| *name == stripe::NAME);
            }
            if stripe.webhook_secret.is_none() {
                tracing::warn!(
                    "Stripe's events cannot be believed without STRIPE_WEBHOOK_SECRET: payments are settled by looking them up"
                );
            }
        }
        let seats = names.into_iter().map(|name| Seat::of(name, settings)).collect::<Result<Vec<_>>>()?;
        Ok(Self { seats, looks: Semaphore::new(reconcile::AT_ONCE) })
    }

    /// Providers of the test's own.
    #[cfg(test)]
    pub(super) fn of(providers: Vec<Box<dyn Provider>>) -> Self {
        let seats = providers.into_iter().map(Seat::new).collect();
        Self { seats, looks: Semaphore::new(reconcile::AT_ONCE) }
    }

    /// Leaves one alone, as after failures enough.
    #[cfg(test)]
    pub(crate) fn leave_alone(&self, name: &str, now: Millis) {
        let Ok(seat) = self.seat(name) else { return };
        let mut health = seat.health();
        while let Some(admission) = health.breaker.admit(now) {
            health.breaker.record(admission, Outcome::Failed, now);
        }
    }

    /// The provider called `name`.
    ///
    /// # Errors
    /// `not_found` when the shop does not work with it.
    pub(super) fn seat(&self, name: &str) -> Result<&Seat> {
        let seat = self.seats.iter().find(|seat| seat.name() == name);
        seat.ok_or_else(|| Error::not_found("payment provider"))
    }

    /// What is wrong with a choice, if anything. A card's number is refused before it is written anywhere.
    pub(crate) fn refuse(&self, choice: &PaymentChoice) -> Option<FieldError> {
        let token = choice.token.as_str();
        let card = token.bytes().filter(u8::is_ascii_digit).count() >= 12
            && token.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if card {
            return Some(FieldError::new("payment.token", t!("wrong-payment-token")));
        }
        let named = !matches!(choice.provider.as_str(), "" | ANY);
        (named && self.seat(&choice.provider).is_err())
            .then(|| FieldError::new("payment.provider", t!("wrong-payment-provider")))
    }

    /// Who is asked first: the provider named, or the most preferred one that takes such a token and is not left alone.
    pub(crate) fn choose(&self, choice: &PaymentChoice, now: Millis) -> Result<&'static str> {
        if !matches!(choice.provider.as_str(), "" | ANY) {
            return Ok(self.seat(&choice.provider)?.name());
        }
        let takes = |seat: &&Seat| seat.provider.issued(&choice.token);
        let well = self.seats.iter().filter(takes).find(|seat| seat.health().breaker.would_admit(now));
        let any = well.or_else(|| self.seats.iter().find(takes)).or(self.seats.first());
        Ok(any.ok_or_else(|| Error::not_found("payment provider"))?.name())
    }

    /// Whether the provider of a choice may know its card by something.
    pub(crate) fn knows_card(&self, choice: &PaymentChoice, now: Millis) -> bool {
        let seat = self.choose(choice, now).and_then(|name| self.seat(name));
        seat.is_ok_and(|seat| seat.provider.knows_card(&choice.token))
    }

    /// What the provider of a choice knows its card by. None when it does not tell, or not in time: then the cap goes by the other ways
    /// of recognising a person.
    pub(crate) async fn fingerprint(&self, cx: &Cx, choice: &PaymentChoice) -> Option<String> {
        let seat = self.seat(self.choose(choice, cx.clock.now()).ok()?).ok()?;
        let call = seat.provider().fingerprint(&choice.token);
        match seat.call(cx, FINGERPRINT_TIMEOUT, false, call).await {
            Ok(fingerprint) => fingerprint,
            Err(cause) => {
                tracing::warn!(provider = seat.name(), %cause, "a card's fingerprint could not be had");
                None
            }
        }
    }

    /// The next provider that takes the same token, is not left alone and has not been tried.
    pub(super) fn alternative(&self, token: &str, tried: &[&str], now: Millis) -> Option<&Seat> {
        let family = self.seat(tried.first()?).ok()?.provider.family();
        self.seats.iter().find(|seat| {
            seat.provider.family() == family
                && seat.provider.issued(token)
                && !tried.contains(&seat.name())
                && seat.health().breaker.would_admit(now)
        })
    }

    /// Where the shopper pays on the shop's own pages: by which provider, and with what key of its card field.
    pub(crate) fn on_pages(&self, settings: &Settings) -> (&'static str, Option<String>) {
        let key = settings.stripe.as_ref().and_then(|stripe| stripe.publishable_key.clone());
        let preferred = self.seats.first().map_or("", Seat::name);
        let sandbox = self.seats.iter().map(Seat::name).find(|name| *name != stripe::NAME);
        match key {
            Some(key) => (stripe::NAME, Some(key)),
            None => (sandbox.unwrap_or(preferred), None),
        }
    }

    /// How each provider is, as this process sees it.
    pub(super) fn standing(&self) -> Vec<types::admin::ProviderStanding> {
        self.seats.iter().map(|seat| seat.health().breaker.standing(seat.name())).collect()
    }
}

impl Seat {
    fn of(name: &str, settings: &Settings) -> Result<Self> {
        let provider: Box<dyn Provider> = match (name, &settings.stripe) {
            (sandbox::NAME, _) => Box::new(Sandbox::new(sandbox::NAME, settings)),
            (sandbox::SECOND_NAME, _) => Box::new(Sandbox::new(sandbox::SECOND_NAME, settings)),
            (stripe::NAME, Some(stripe)) => Box::new(Stripe::new(stripe, settings.payment_timeout)?),
            _ => return Err(Error::internal(anyhow::anyhow!("no such payment provider, or without its keys: {name}"))),
        };
        Ok(Self::new(provider))
    }

    fn new(provider: Box<dyn Provider>) -> Self {
        let seat = Self { provider, health: Mutex::default() };
        seat.show(BreakerState::Closed);
        seat
    }

    pub fn name(&self) -> &'static str {
        self.provider.name()
    }

    /// The provider itself, to make a call with. The call goes through [`Seat::call`].
    pub fn provider(&self) -> &dyn Provider {
        self.provider.as_ref()
    }

    /// Makes a call within `limit`, unless the provider is left alone. What is made with a `scripted` token is not held against it.
    pub async fn call<T>(
        &self,
        cx: &Cx,
        limit: Duration,
        scripted: bool,
        call: impl Future<Output = Result<T, ProviderError>>,
    ) -> Result<T, ProviderError> {
        let mut pass = self.pass(cx)?;
        let outcome = match timeout(limit, call).await {
            Ok(outcome) => outcome,
            Err(_) => Err(ProviderError::Silent("timed out".into())),
        };
        pass.outcome = match &outcome {
            Ok(_) => Outcome::Answered,
            Err(_) => Outcome::Failed,
        };
        if scripted && outcome.is_err() {
            pass.outcome = Outcome::NoMatter;
        }
        outcome
    }

    fn pass<'a>(&'a self, cx: &'a Cx) -> Result<Pass<'a>, ProviderError> {
        let mut health = self.health();
        let admission = health.breaker.admit(cx.clock.now()).ok_or(ProviderError::Resting(self.name()))?;
        if admission == Admission::Probe {
            self.show(health.breaker.state());
        }
        Ok(Pass { seat: self, cx, admission, outcome: Outcome::NoMatter })
    }

    /// A first call is about to be made.
    pub fn earn_retries(&self) {
        self.health().budget.earn();
    }

    /// Takes the right to ask once more after a failure.
    pub fn spend_retry(&self) -> bool {
        self.health().budget.spend()
    }

    fn health(&self) -> MutexGuard<'_, Health> {
        self.health.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn show(&self, state: BreakerState) {
        let value = match state {
            BreakerState::Closed => 0.0,
            BreakerState::HalfOpen => 1.0,
            BreakerState::Open => 2.0,
        };
        metrics::gauge!("floodgate_provider_breaker", "provider" => self.name()).set(value);
    }
}

/// A call under way. Given back when dropped, so that a call nobody waits for any more does not keep the breaker half open.
struct Pass<'a> {
    seat: &'a Seat,
    cx: &'a Cx,
    admission: Admission,
    outcome: Outcome,
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut health = self.seat.health();
        let before = health.breaker.state();
        health.breaker.record(self.admission, self.outcome, self.cx.clock.now());
        let after = health.breaker.state();
        if before != after {
            self.seat.show(after);
            tracing::warn!(provider = self.seat.name(), from = before.as_str(), to = after.as_str(), "circuit breaker");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_shop::TestShop;

    async fn fail(shop: &TestShop, seat: &Seat, times: usize) {
        for _ in 0..times {
            let call = async { Err::<(), _>(ProviderError::Failed("down".into())) };
            seat.call(&shop.cx, Duration::from_secs(1), false, call).await.unwrap_err();
        }
    }

    fn choice(provider: &str, token: &str) -> PaymentChoice {
        PaymentChoice { provider: provider.into(), token: token.into() }
    }

    #[tokio::test]
    async fn a_provider_that_keeps_failing_is_left_alone_and_tried_again_later() {
        let shop = TestShop::open().await;
        let providers = &shop.cx.providers;
        let seat = providers.seat("sandbox").unwrap();
        fail(&shop, seat, 5).await;
        assert_eq!(providers.standing()[0].breaker, "open");
        let refused = seat.call(&shop.cx, Duration::from_secs(1), false, async { Ok(()) }).await.unwrap_err();
        assert!(matches!(refused, ProviderError::Resting("sandbox")) && refused.is_certain());
        assert_eq!(providers.choose(&choice("", "tok_ok"), shop.cx.clock.now()).unwrap(), "sandbox_b");
        assert_eq!(providers.choose(&choice("sandbox", "tok_ok"), shop.cx.clock.now()).unwrap(), "sandbox");

        shop.cx.clock.advance(Duration::from_secs(11));
        seat.call(&shop.cx, Duration::from_secs(1), false, async { Ok(()) }).await.unwrap();
        assert_eq!(providers.standing()[0].breaker, "closed");
    }

    #[tokio::test]
    async fn a_token_that_plays_a_fault_is_not_held_against_the_provider() {
        let shop = TestShop::open().await;
        let seat = shop.cx.providers.seat("sandbox").unwrap();
        for _ in 0..50 {
            let call = async { Err::<(), _>(ProviderError::Silent("played".into())) };
            seat.call(&shop.cx, Duration::from_secs(1), true, call).await.unwrap_err();
        }
        assert_eq!(shop.cx.providers.standing()[0].breaker, "closed");
    }

    #[tokio::test]
    async fn a_probe_that_nobody_waits_for_makes_way_for_another() {
        let shop = TestShop::open().await;
        let seat = shop.cx.providers.seat("sandbox").unwrap();
        fail(&shop, seat, 5).await;
        shop.cx.clock.advance(Duration::from_secs(11));
        let probe = seat.call(&shop.cx, Duration::from_secs(60), false, std::future::pending::<Result<(), _>>());
        assert!(timeout(Duration::from_millis(1), probe).await.is_err());
        seat.call(&shop.cx, Duration::from_secs(1), false, async { Ok(()) }).await.unwrap();
        assert_eq!(shop.cx.providers.standing()[0].breaker, "closed");
    }

    #[tokio::test]
    async fn what_looks_like_a_card_is_refused() {
        let shop = TestShop::open().await;
        let refuse = |provider, token| shop.cx.providers.refuse(&choice(provider, token)).map(|error| error.field);
        for token in ["4242424242424242", "4242-4242-4242-4242"] {
            assert_eq!(refuse("sandbox", token).as_deref(), Some("payment.token"), "{token}");
        }
        for token in ["tok_ok", "pm_1NqBk2Lkd1RTnO9y2sPqF7Aa", "pm_card_visa", ""] {
            assert_eq!(refuse("any", token), None, "{token}");
        }
        assert_eq!(refuse("nobody", "tok_ok").as_deref(), Some("payment.provider"));
    }
}
