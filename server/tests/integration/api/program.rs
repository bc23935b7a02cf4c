//! A program that calls the shop, with or without a key, and what it needs to have something to buy.

use std::time::Duration;

use commerce::{Scope, catalog, inventory, staff};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use types::{
    VariantId,
    admin::{ProductInput, ProductStatus, StockAdjustment, VariantInput},
};

use crate::shop::{Browser, Page, TestShop};

/// Whoever calls REST.
#[derive(Clone)]
pub struct Program {
    browser: Browser,
    key: Option<String>,
}

impl Program {
    /// Without a key.
    pub fn of(shop: &TestShop) -> Self {
        Self { browser: shop.browser(), key: None }
    }

    /// With a key that may do `scopes`.
    pub async fn with_key(shop: &TestShop, scopes: &[Scope]) -> Self {
        let key = staff::create_key(&shop.cx(), "test", scopes).await.unwrap();
        Self { key: Some(key), ..Self::of(shop) }
    }

    /// With any text for a key.
    pub fn claiming(shop: &TestShop, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..Self::of(shop) }
    }

    /// A request under `/api/v1` to add to.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.browser.request(method, &format!("/api/v1{path}"));
        match &self.key {
            Some(key) => request.bearer_auth(key),
            None => request,
        }
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Page {
        self.browser.send(request).await
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn call(&self, method: Method, path: &str, body: &Value) -> Page {
        self.send(self.request(method, path).json(body)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Page {
        self.call(Method::POST, path, body).await
    }

    /// A POST without a body.
    pub async fn press(&self, path: &str) -> Page {
        self.send(self.request(Method::POST, path)).await
    }

    /// A cart with `quantity` of one thing in it: its id.
    pub async fn cart_with(&self, variant: VariantId, quantity: i64) -> String {
        let cart = self.press("/carts").await.ok(StatusCode::CREATED);
        let id = cart["id"].as_str().unwrap().to_owned();
        let line = json!({"variant_id": variant, "quantity": quantity});
        self.post(&format!("/carts/{id}/lines"), &line).await.ok(StatusCode::OK);
        id
    }

    /// Sends `form` to a cart's checkout under an idempotency key.
    pub async fn checkout(&self, cart: &str, key: &str, form: &Value) -> Page {
        let request = self.request(Method::POST, &format!("/carts/{cart}/checkout"));
        self.send(request.header("Idempotency-Key", key).json(form)).await
    }

    /// Places an order for `quantity` of one thing that is paid at once: the order as checkout answers it.
    pub async fn buy(&self, variant: VariantId, quantity: i64) -> Value {
        let cart = self.cart_with(variant, quantity).await;
        let placed = self.checkout(&cart, &cart, &order("tok_ok")).await.ok(StatusCode::ACCEPTED);
        assert_eq!(placed["order"]["status"], "confirmed");
        placed["order"].clone()
    }

    /// Waits until an order is no longer pending: the order.
    pub async fn settled(&self, token: &str) -> Value {
        for _ in 0..200 {
            let order = self.get(&format!("/orders/{token}")).await.ok(StatusCode::OK);
            if order["status"] != "pending" {
                return order;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("order {token} is still pending after ten seconds");
    }
}

impl Page {
    /// The JSON of an answer with this status.
    pub fn ok(&self, status: StatusCode) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.json()
    }

    /// The problem of a refusal with this status and code, in the shape that every refusal has.
    pub fn refused(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["code"], code, "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{problem}");
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        problem
    }

    /// The fields that a 422 names.
    pub fn wrong_fields(&self) -> Vec<String> {
        let problem = self.refused(422, "invalid");
        let errors = problem["errors"].as_array().unwrap_or_else(|| panic!("no errors in {problem}"));
        errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
    }
}

/// What a checkout sends, complete and right.
pub fn order(token: &str) -> Value {
    json!({
        "email": "ada@example.com",
        "shipping_address": {
            "name": "Ada Lovelace", "line1": "1 Engine Way", "line2": "", "city": "Portland", "region": "OR",
            "postal_code": "97201", "country": "US",
        },
        "shipping_method": "standard",
        "payment": {"provider": "sandbox", "token": token},
    })
}

/// Something to buy: $20.00, counted.
pub struct Goods {
    pub slug: String,
    pub variant: VariantId,
}

impl Goods {
    /// What stock says: for sale, held, sold.
    pub async fn stock(&self, shop: &TestShop) -> [i64; 3] {
        let stock = Program::of(shop).get(&format!("/products/{}/stock", self.slug)).await.ok(StatusCode::OK);
        ["for_sale", "held", "sold"].map(|name| stock["variants"][0][name].as_i64().unwrap())
    }
}

/// A product of its own with `units` in the house.
pub async fn goods(shop: &TestShop, units: i64) -> Goods {
    let cx = shop.cx();
    let slug = format!("test-{}", VariantId::new());
    let input = ProductInput {
        title: "Galley kettle".into(),
        slug: slug.clone(),
        status: ProductStatus::Active,
        ..ProductInput::default()
    };
    let product = catalog::create_product(&cx, input).await.unwrap();
    let input = VariantInput { price: 2000, weight_grams: 400, tracked: true, ..VariantInput::default() };
    let variant = catalog::create_variant(&cx, product, input).await.unwrap();
    if units > 0 {
        let change = StockAdjustment { delta: Some(units), set: None, reason: "delivery".into(), location_id: None };
        inventory::adjust(&cx, variant, change).await.unwrap();
    }
    Goods { slug, variant }
}
