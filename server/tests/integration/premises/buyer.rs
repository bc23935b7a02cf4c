//! A program that buys. Most do not give up: they try again with the same key until they are told how their order ended.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

/// Somebody who wants something.
#[derive(Clone, Debug)]
pub struct Buyer {
    /// Where they shop.
    pub url: String,
    /// Their idempotency key.
    pub key: String,
    /// The sandbox card they pay with.
    pub token: String,
    /// They try again until they are told; others leave when something goes wrong at the checkout.
    pub insists: bool,
    /// Variants and quantities, in the order they come into the cart.
    pub lines: Vec<(String, i64)>,
}

/// What they were told in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 202, with the order's token.
    Accepted(String),
    /// 402.
    Declined,
    /// 409 `out_of_stock`, at the cart or at the checkout.
    SoldOut,
    /// Nothing: they left. Whatever they ordered has to end all the same.
    Left,
    /// Something a shop does not say, or nothing within their patience.
    Odd(String),
}

/// A buyer's story.
#[derive(Clone, Debug)]
pub struct Purchase {
    /// Their idempotency key.
    pub key: String,
    /// How it ended.
    pub answer: Answer,
    /// Answers 5xx and connections cut on the way; allowed when the shop is under fire.
    pub troubles: Vec<String>,
}

impl Buyer {
    /// Fills a cart and checks out, for at most `patience`.
    pub async fn buy(&self, client: &Client, patience: Duration) -> Purchase {
        let (deadline, mut troubles) = (Instant::now() + patience, Vec::new());
        let answer = loop {
            match self.fill_cart(client, &mut troubles).await {
                Ok(cart) => break self.check_out(client, &cart, deadline, &mut troubles).await,
                Err(Some(answer)) => break answer,
                // A line may have been added or not: they start over with an empty cart.
                Err(None) if Instant::now() < deadline => sleep(Duration::from_millis(100)).await,
                Err(None) => break Answer::Odd(format!("no cart in time; last: {:?}", troubles.last())),
            }
        };
        Purchase { key: self.key.clone(), answer, troubles }
    }

    /// A cart with everything in it; an answer when that cannot be; nothing when it is worth another try.
    pub async fn fill_cart(&self, client: &Client, troubles: &mut Vec<String>) -> Result<String, Option<Answer>> {
        let (status, cart) = self.call(client.post(self.rest("/carts"))).await.map_err(|cut| note(troubles, cut))?;
        let id = match (status, cart["id"].as_str()) {
            (StatusCode::CREATED, Some(id)) => id.to_owned(),
            _ => return Err(note(troubles, format!("POST /carts: {status} {cart}"))),
        };
        for (variant, quantity) in &self.lines {
            let line = json!({"variant_id": variant, "quantity": quantity});
            let request = client.post(self.rest(&format!("/carts/{id}/lines"))).json(&line);
            let (status, said) = self.call(request).await.map_err(|cut| note(troubles, cut))?;
            match (status, code_of(&said)) {
                (StatusCode::OK, _) => {}
                (StatusCode::CONFLICT, "out_of_stock") => return Err(Some(Answer::SoldOut)),
                _ => return Err(note(troubles, format!("adding a line: {status} {said}"))),
            }
        }
        Ok(id)
    }

    /// Asks for the order, again and again with the same key.
    pub async fn check_out(
        &self,
        client: &Client,
        cart: &str,
        deadline: Instant,
        troubles: &mut Vec<String>,
    ) -> Answer {
        loop {
            let request = client.post(self.rest(&format!("/carts/{cart}/checkout")));
            let request = request.header("Idempotency-Key", &self.key).json(&self.order());
            match self.call(request).await {
                Ok((status, said)) => match (status.as_u16(), code_of(&said)) {
                    (202, _) => {
                        return Answer::Accepted(said["order"]["token"].as_str().unwrap_or_default().to_owned());
                    }
                    (402, "payment_declined") => return Answer::Declined,
                    (409, "out_of_stock") => return Answer::SoldOut,
                    (409, "in_progress") => {}
                    (500.., _) => troubles.push(format!("checkout: {status} {said}")),
                    _ => return Answer::Odd(format!("{status} {said}")),
                },
                Err(cut) => troubles.push(cut),
            }
            if !self.insists && !troubles.is_empty() {
                return Answer::Left;
            }
            if Instant::now() >= deadline {
                return Answer::Odd(format!("no answer in time; last trouble: {:?}", troubles.last()));
            }
            sleep(Duration::from_millis(150)).await;
        }
    }

    /// What they send to the checkout.
    pub fn order(&self) -> Value {
        let mut order = crate::api::order(&self.token);
        order["email"] = json!(format!("{}@example.com", self.key));
        order
    }

    fn rest(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.url)
    }

    async fn call(&self, request: reqwest::RequestBuilder) -> Result<(StatusCode, Value), String> {
        let answer = request.send().await.map_err(|error| chain(&error))?;
        let status = answer.status();
        let body = answer.text().await.map_err(|error| chain(&error))?;
        Ok((status, serde_json::from_str(&body).unwrap_or(Value::String(body))))
    }
}

/// A refusal's stable code.
pub fn code_of(problem: &Value) -> &str {
    problem["code"].as_str().unwrap_or_default()
}

fn note(troubles: &mut Vec<String>, trouble: String) -> Option<Answer> {
    troubles.push(trouble);
    None
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source()).map(|cause| format!(": {cause}"));
    format!("{error}{}", causes.collect::<String>())
}
