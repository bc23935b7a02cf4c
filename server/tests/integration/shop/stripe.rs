//! A Stripe of one's own: `scripts/tools/stripe_server.py`, started by `scripts/services.sh`, behind a line that can be cut.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode, Uri};
use serde_json::Value;
use server::config::Config;
use tokio::{net::TcpListener, task::JoinHandle};

/// What the line does to calls that make an intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The request does not arrive, and no answer comes.
    RequestLost,
    /// The request arrives, and its answer does not.
    AnswerLost,
}

/// Stripe, as the shop meets it and as the test does.
pub struct StripePeer {
    direct: String,
    line: Arc<Line>,
    url: String,
    serving: JoinHandle<()>,
}

struct Line {
    direct: String,
    client: reqwest::Client,
    fault: Mutex<Fault>,
    /// Bodies of the calls that were to make an intent, with their keys.
    asked: Mutex<Vec<(String, Bytes)>>,
}

/// Signs the events.
const WEBHOOK_SECRET: &str = "whsec_hidden_from_logs";
const SECRET_KEY: &str = "sk_test_hidden_from_logs";

impl StripePeer {
    /// None where no Stripe was started: the test has nothing to do.
    pub async fn find() -> Option<Self> {
        let Some(direct) = std::env::var("FLOODGATE_TEST_STRIPE").ok().filter(|url| !url.is_empty()) else {
            eprintln!("FLOODGATE_TEST_STRIPE is not set: nothing was tested with Stripe (see scripts/services.sh)");
            return None;
        };
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let (fault, asked) = (Mutex::new(Fault::None), Mutex::default());
        let line = Arc::new(Line { direct: direct.clone(), client, fault, asked });
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", socket.local_addr().unwrap());
        let app = Router::new().fallback(pass_on).with_state(line.clone());
        let serving = tokio::spawn(async move { axum::serve(socket, app).await.unwrap() });
        Some(Self { direct, line, url, serving })
    }

    /// Has the shop work with it.
    pub fn configure(&self, config: &mut Config) {
        config.shop.stripe = Some(commerce::StripeSettings {
            secret_key: commerce::Secret::new(SECRET_KEY),
            webhook_secret: Some(commerce::Secret::new(WEBHOOK_SECRET)),
            publishable_key: None,
            api_base: self.url.clone(),
        });
        config.shop.payment_timeout = std::time::Duration::from_secs(2);
    }

    pub fn fail(&self, fault: Fault) {
        *self.line.fault.lock().unwrap() = fault;
    }

    /// Calls that were to make an intent: their keys and bodies, whether or not they arrived.
    pub fn asked(&self) -> Vec<(String, Bytes)> {
        self.line.asked.lock().unwrap().clone()
    }

    /// Sends events to the shop at `url`.
    pub async fn send_events_to(&self, url: &str) {
        let hook = format!("/_config/webhooks/{}", uuid());
        let url = format!("{url}/api/v1/payments/stripe/webhook");
        let request = self.line.client.post(format!("{}{hook}", self.direct));
        let fields = [("url", url.as_str()), ("secret", WEBHOOK_SECRET)];
        assert!(request.form(&fields).send().await.unwrap().status().is_success());
    }

    /// What Stripe's own form returns for a card.
    pub async fn token(&self, card: &str) -> String {
        let fields = [
            ("type", "card"),
            ("card[number]", card),
            ("card[exp_month]", "1"),
            ("card[exp_year]", "2040"),
            ("card[cvc]", "123"),
        ];
        self.post("/v1/payment_methods", &fields).await["id"].as_str().unwrap().to_owned()
    }

    /// The customer approves at their bank, or refuses.
    pub async fn approve(&self, intent: &str, success: bool) {
        let secret = self.get(&format!("/v1/payment_intents/{intent}")).await["client_secret"].clone();
        let fields = [("client_secret", secret.as_str().unwrap()), ("success", if success { "true" } else { "false" })];
        self.post(&format!("/v1/payment_intents/{intent}/_authenticate"), &fields).await;
    }

    pub async fn get(&self, path: &str) -> Value {
        let request = self.line.client.get(format!("{}{path}", self.direct)).bearer_auth(SECRET_KEY);
        request.send().await.unwrap().json().await.unwrap()
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Value {
        let request = self.line.client.post(format!("{}{path}", self.direct)).bearer_auth(SECRET_KEY);
        request.form(fields).send().await.unwrap().json().await.unwrap()
    }

    /// The intents of a payment.
    pub async fn intents(&self, payment: &str) -> Vec<Value> {
        let found = self.get(&format!("/v1/payment_intents/search?query=metadata['payment']:'{payment}'")).await;
        found["data"].as_array().unwrap().clone()
    }

    /// Sends a request that was on its way once more: a line that was slow, not dead.
    pub async fn arrive_late(&self, (key, body): (String, Bytes)) -> (u16, Value) {
        let request = self.line.client.post(format!("{}/v1/payment_intents", self.direct)).bearer_auth(SECRET_KEY);
        let request = request.header("Idempotency-Key", key).body(body);
        let answer = request.header("Content-Type", "application/x-www-form-urlencoded").send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }
}

impl Drop for StripePeer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn uuid() -> String {
    types::OrderId::new().to_string()
}

async fn pass_on(State(line): State<Arc<Line>>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let fault = *line.fault.lock().unwrap();
    let makes = method == Method::POST && uri.path() == "/v1/payment_intents";
    let confirms = makes && String::from_utf8_lossy(&body).contains("confirm=true");
    if confirms {
        let key = headers.get("idempotency-key").map(|key| key.to_str().unwrap().to_owned());
        line.asked.lock().unwrap().push((key.unwrap(), body.clone()));
    }
    if confirms && fault == Fault::RequestLost {
        return std::future::pending().await;
    }
    let mut request = line.client.request(method, format!("{}{uri}", line.direct)).body(body);
    for name in ["authorization", "content-type", "idempotency-key", "stripe-version"] {
        if let Some(value) = headers.get(name) {
            request = request.header(name, value);
        }
    }
    let answer = request.send().await.unwrap();
    let status = StatusCode::from_u16(answer.status().as_u16()).unwrap();
    let body = answer.bytes().await.unwrap();
    if confirms && fault == Fault::AnswerLost {
        return std::future::pending().await;
    }
    (status, body).into_response()
}
