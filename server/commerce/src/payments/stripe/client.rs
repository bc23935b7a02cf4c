//! One call to Stripe: how it is written, and what its failing means. Neither keys, nor tokens, nor bodies get into an error.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode, header::HeaderValue};
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    super::{Charge, ChargeState, ProviderError},
    intent::{Intent, PaymentError},
};
use crate::{Error, Result, StripeSettings};

/// The newest version of the API in which an intent is for cards unless it says otherwise. Later ones take whatever the account's
/// dashboard allows, and then every call has to name a page to return to.
const VERSION: &str = "2022-11-15";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    authorization: HeaderValue,
}

/// Why a call brought nothing.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Nothing was done, and asking again may help: no connection, too many calls, a key of ours that is not accepted.
    NotDone(String),
    /// Whether anything was done is not known.
    Unknown(String),
    /// The idempotency key has been used with another request.
    KeyUsed,
    /// Stripe says no, and will say so again.
    Refused(Refusal),
}

/// Stripe's no.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error: PaymentError,
}

#[derive(Deserialize)]
struct ErrorBody {
    error: PaymentError,
}

impl Refusal {
    /// A refusal of a charge. What is wrong with the request rather than the card is refused as well: asking again would not help.
    pub fn declined(self) -> Charge {
        if self.status != StatusCode::PAYMENT_REQUIRED {
            tracing::warn!(status = %self.status, code = self.error.code, param = self.error.param, "Stripe refused a charge");
        }
        let reason = self.error.reason().to_owned();
        let reference = self.error.payment_intent.map(|intent: Box<Intent>| intent.id).unwrap_or_default();
        Charge { reference, state: ChargeState::Declined { reason } }
    }
}

impl Trouble {
    /// For calls that do not charge: whatever went wrong, nothing is known.
    pub fn into_silence(self) -> ProviderError {
        ProviderError::Silent(self.words())
    }

    fn words(self) -> String {
        match self {
            Trouble::NotDone(words) | Trouble::Unknown(words) => words,
            Trouble::KeyUsed => "the idempotency key stands for another request".into(),
            Trouble::Refused(refusal) => format!("{}: {}", refusal.status, refusal.error.code.unwrap_or_default()),
        }
    }
}

/// For calls that charge or pay back.
impl From<Trouble> for ProviderError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::NotDone(words) => ProviderError::Failed(words),
            other => other.into_silence(),
        }
    }
}

impl Client {
    pub fn new(settings: &StripeSettings, limit: Duration) -> Result<Self> {
        let http = reqwest::Client::builder().connect_timeout(CONNECT_TIMEOUT).timeout(limit).user_agent("floodgate");
        // A redirect would carry the key elsewhere.
        let http = http.redirect(reqwest::redirect::Policy::none()).build().map_err(Error::internal)?;
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", settings.secret_key.expose()))
            .map_err(|_| Error::internal(anyhow::anyhow!("STRIPE_SECRET_KEY is not a key")))?;
        authorization.set_sensitive(true);
        Ok(Self { http, base: settings.api_base.clone(), authorization })
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, String)]) -> Result<T, Trouble> {
        self.send(self.request(Method::GET, path).query(query)).await
    }

    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        form: &[(&str, String)],
        idempotency_key: Option<&str>,
    ) -> Result<T, Trouble> {
        let mut request = self.request(Method::POST, path).form(form);
        if let Some(key) = idempotency_key {
            request = request.header("Idempotency-Key", key);
        }
        self.send(request).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base));
        request.header("Authorization", self.authorization.clone()).header("Stripe-Version", VERSION)
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Trouble> {
        let answer = match request.send().await {
            Ok(answer) => answer,
            // Not one byte of the request was sent.
            Err(cause) if cause.is_connect() || cause.is_builder() => return Err(Trouble::NotDone(told(cause))),
            Err(cause) => return Err(Trouble::Unknown(told(cause))),
        };
        let status = answer.status();
        let body = answer.bytes().await.map_err(|cause| Trouble::Unknown(told(cause)))?;
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(|cause| Trouble::Unknown(format!("unreadable: {cause}")));
        }
        Err(refusal(status, &body))
    }
}

/// Without the address, which may name a charge.
fn told(cause: reqwest::Error) -> String {
    format!("{:#}", anyhow::Error::from(cause.without_url()))
}

fn refusal(status: StatusCode, body: &[u8]) -> Trouble {
    let error = serde_json::from_slice::<ErrorBody>(body).map(|body| body.error).unwrap_or_default();
    match (status, error.kind.as_deref()) {
        (_, Some("idempotency_error")) if status == StatusCode::BAD_REQUEST => Trouble::KeyUsed,
        (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS, _) => {
            Trouble::NotDone(format!("Stripe answered {status}"))
        }
        // The same key is in work, a lock was not to be had, or Stripe failed: it may have done it or yet do it.
        (StatusCode::CONFLICT, _) => Trouble::Unknown(format!("Stripe answered {status}")),
        _ if status.is_client_error() => Trouble::Refused(Refusal { status, error }),
        _ => Trouble::Unknown(format!("Stripe answered {status}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;

    fn trouble(status: u16, body: &str) -> Trouble {
        refusal(StatusCode::from_u16(status).unwrap(), body.as_bytes())
    }

    #[test]
    fn only_what_was_certainly_not_done_may_be_asked_again() {
        for status in [401, 403, 429] {
            assert!(matches!(ProviderError::from(trouble(status, "{}")), ProviderError::Failed(_)), "{status}");
        }
        for status in [302, 409, 500, 502, 503, 504] {
            assert!(matches!(ProviderError::from(trouble(status, "<html>")), ProviderError::Silent(_)), "{status}");
        }
        let used = r#"{"error":{"type":"idempotency_error"}}"#;
        assert!(matches!(trouble(400, used), Trouble::KeyUsed));
        assert!(matches!(ProviderError::from(trouble(400, used)), ProviderError::Silent(_)));
    }

    #[test]
    fn a_refused_card_has_a_stable_reason() {
        for (error, reason) in [
            (r#"{"code":"card_declined","decline_code":"insufficient_funds"}"#, "insufficient_funds"),
            (r#"{"code":"card_declined","decline_code":"lost_card"}"#, "card_declined"),
            (r#"{"code":"card_declined","decline_code":"card_velocity_exceeded"}"#, "limit_exceeded"),
            (r#"{"code":"expired_card"}"#, "expired_card"),
            (r#"{"code":"authentication_required"}"#, "authentication_failed"),
            (r#"{"code":"something_new"}"#, "card_declined"),
            ("{}", "card_declined"),
        ] {
            let body = format!(r#"{{"error":{error}}}"#);
            let Trouble::Refused(refusal) = trouble(402, &body) else { panic!("{body}") };
            assert_eq!(refusal.declined().state, ChargeState::Declined { reason: reason.into() });
        }
    }

    #[tokio::test]
    async fn a_call_that_reaches_nobody_was_certainly_not_done_and_tells_no_secret() {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = StripeSettings {
            secret_key: Secret::new("sk_test_hidden"),
            webhook_secret: None,
            publishable_key: None,
            api_base: format!("http://127.0.0.1:{port}"),
        };
        let client = Client::new(&settings, Duration::from_secs(5)).unwrap();
        let form = [("payment_method", "pm_hidden".to_owned())];
        let trouble = client.post::<Intent>("/v1/payment_intents", &form, Some("key")).await.unwrap_err();
        let shown = format!("{trouble:?} {settings:?}");
        assert!(!shown.contains("hidden"), "{shown}");
        assert!(matches!(trouble, Trouble::NotDone(_)), "{shown}");
    }
}
