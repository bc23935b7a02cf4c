//! What an attacker has found out: ids of things that are there, names of fields, and how to sign in.

use std::collections::{BTreeMap, BTreeSet};

use commerce::{Scope, staff};
use rand::{rngs::StdRng, seq::IndexedRandom};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::attack::encoded;
use crate::{
    api::{Program, goods},
    shop::{Browser, Page, TestShop},
};

const PASSWORD: &str = "correct horse battery";

/// What can be asked for a list of what there is. By the part of an address behind which it is named.
const LISTS: &[(&str, &str)] = &[
    ("products", "/products?limit=10"),
    ("products", "/admin/products"),
    ("collections", "/admin/collections"),
    ("customers", "/admin/customers"),
    ("orders", "/admin/orders"),
    ("drops", "/admin/drops"),
    ("discounts", "/admin/discounts"),
    ("pages", "/admin/pages"),
    ("locations", "/admin/locations"),
    ("flags", "/admin/flags"),
    ("currencies", "/admin/currencies"),
    ("jobs", "/admin/jobs?state=done"),
];

/// Everything.
#[derive(Default)]
pub struct Known {
    /// By the part of an address before it.
    by_kind: BTreeMap<String, Vec<String>>,
    /// The same in one.
    pub all: Vec<String>,
    /// Names of fields.
    pub names: Vec<String>,
    /// Of a member of staff who is a customer too, and has a cart.
    pub cookies: String,
    /// `Bearer …`, with every scope.
    pub key: String,
    staff: String,
    customer: String,
    cart: String,
    renewals: u32,
}

impl Known {
    /// All of a shop with something of everything in it.
    pub async fn of(shop: &TestShop) -> Self {
        let mut known = Self::default();
        let key = staff::create_key(&shop.cx(), "hostile", &[Scope::Admin]).await.unwrap();
        let admin = Program::claiming(shop, &key);
        known.key = format!("Bearer {key}");
        known.fill(shop, &admin).await;
        known.add("translations", "de");
        for (kind, path) in LISTS {
            let list = admin.get(path).await.ok(StatusCode::OK);
            for item in list["items"].as_array().into_iter().flatten() {
                let names = ["id", "slug", "number", "key", "currency"].map(|name| item[name].as_str());
                names.into_iter().flatten().for_each(|name| known.add(kind, name));
            }
        }
        let document = admin.get("/openapi.json").await.ok(StatusCode::OK);
        let mut names = BTreeSet::new();
        field_names(&document, &mut names);
        staff::create(&shop.cx(), "hostile@example.com", PASSWORD).await.unwrap();
        known.sign_in_again(shop).await;
        for path in server::routes::paths(&shop.app) {
            let request =
                shop.browser().request(reqwest::Method::GET, &known.filled(&path)).header("accept", "text/html");
            let answer = request.header("cookie", &known.cookies).send().await.unwrap();
            // What stays open is no form.
            if answer.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
                let page = Page {
                    status: answer.status(),
                    headers: answer.headers().clone(),
                    body: answer.text().await.unwrap(),
                };
                names.extend(page.attributes("[name]", "name"));
            }
        }
        known.names = names.into_iter().collect();
        known
    }

    /// Puts something of everything into the shop.
    async fn fill(&mut self, shop: &TestShop, admin: &Program) {
        let kettle = goods(shop, 1000).await;
        let variant = kettle.variant.to_string();
        let plan = json!({"title": "Dawn", "starts_at": "2040-01-01T10:00:00Z", "ends_at": "2040-01-01T11:00:00Z",
            "admit_per_minute": 60, "pass_seconds": 120, "goods": [{"variant_id": variant, "units": 3}]});
        let code = json!({"code": "TERN", "kind": "percent", "amount": 1000, "active": true});
        for (path, body) in [("/admin/drops", plan), ("/admin/discounts", code)] {
            admin.post(path, &body).await.ok(StatusCode::CREATED);
        }
        self.cart = admin.cart_with(kettle.variant, 2).await;
        let order = admin.buy(kettle.variant, 1).await;
        for (kind, value) in [("orders", &order["number"]), ("orders", &order["token"])] {
            self.add(kind, value.as_str().unwrap());
        }
        for kind in ["variants", "stock", "lines"] {
            self.add(kind, &variant);
        }
        let cart = self.cart.clone();
        self.add("carts", &cart);
        let mug = shop.for_sale("kittiwake-enamel-mug").await.id.to_string();
        self.add("variants", &mug);
        for (kind, name) in [
            ("payments", "sandbox"),
            ("collections", "camp-kitchen"),
            ("sitemap", "products-1.xml"),
            ("fn", "add-to-cart"),
        ] {
            self.add(kind, name);
        }
    }

    fn add(&mut self, kind: &str, name: &str) {
        self.by_kind.entry(kind.to_owned()).or_default().push(name.to_owned());
        self.all.push(name.to_owned());
    }

    /// Sign-in is among what is attacked: whoever was signed out, or has another password now, comes back.
    pub async fn sign_in_again(&mut self, shop: &TestShop) {
        let is_in = async |path: &str, cookie: &str| {
            let request = shop.browser().request(reqwest::Method::GET, path).header("cookie", cookie);
            request.send().await.unwrap().status() != StatusCode::SEE_OTHER
        };
        if self.staff.is_empty() || !is_in("/admin", &self.staff).await {
            let form = [("email", "hostile@example.com"), ("password", PASSWORD), ("next", "")];
            self.staff = cookie_of(&shop.browser(), "/admin/sign-in", &form, "fg_admin").await;
        }
        if self.customer.is_empty() || !is_in("/account", &self.customer).await {
            self.renewals += 1;
            let email = format!("hostile{}@example.com", self.renewals);
            let form = [("email", email.as_str()), ("name", "Mara"), ("password", PASSWORD)];
            self.customer = cookie_of(&shop.browser(), "/account/sign-up", &form, "fg_customer").await;
        }
        self.cookies = format!("{}; {}; fg_cart={}", self.staff, self.customer, self.cart);
    }

    /// Something that is there, for the place behind `before`.
    pub fn of_kind(&self, before: &str, rng: &mut StdRng) -> String {
        let kind = self.by_kind.get(before).filter(|names| !names.is_empty()).unwrap_or(&self.all);
        kind.choose(rng).cloned().unwrap_or_else(|| "1".to_owned())
    }

    /// A path with something in place of every parameter.
    pub fn filled(&self, route: &str) -> String {
        let mut before = "";
        let parts = route.split('/').map(|part| {
            let named = self.by_kind.get(before).and_then(|names| names.first());
            let filled =
                if part.starts_with('{') { named.map_or("1".into(), |name| encoded(name)) } else { part.to_owned() };
            before = part;
            filled
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

async fn cookie_of(browser: &Browser, path: &str, form: &[(&str, &str)], name: &str) -> String {
    let page = browser.post(path, form).await;
    let cookies = page.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok()?.split(';').next());
    let found = cookies.rev().find(|cookie| cookie.starts_with(&format!("{name}=")));
    found.unwrap_or_else(|| panic!("no {name} from {path}: {}", page.words())).to_owned()
}

/// Names under `properties`, and of parameters.
fn field_names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(
                fields.get("properties").and_then(Value::as_object).into_iter().flat_map(|names| names.keys().cloned()),
            );
            found.extend(fields.get("in").and(fields.get("name")).and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| field_names(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| field_names(value, found)),
        _ => {}
    }
}
