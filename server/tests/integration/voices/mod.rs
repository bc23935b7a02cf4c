//! What buyers and visitors say: reviews, and answers to what the shop asks.

mod feedback;
mod rest;
mod reviews;

use crate::shop::{Browser, Checkout, TestShop};

/// One of the demo's products about which the demo's buyers say nothing.
const QUIET: &str = "lighthouse-print";

/// Buys one unit of a product; the buyer, and the address of their order.
async fn buyer_of(shop: &TestShop, slug: &str) -> (Browser, String) {
    let browser = shop.browser_with(slug).await;
    let key = browser.get("/checkout").await.field("idempotency_key");
    let answer = browser.post("/checkout", &Checkout::paid_with("tok_ok").fields(&key)).await;
    (browser, answer.location())
}
