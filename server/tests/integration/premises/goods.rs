//! Something to buy, made over REST.

use reqwest::Method;
use serde_json::{Value, json};

use super::Premises;

/// A product with one counted variant.
#[derive(Clone, Debug)]
pub struct Goods {
    /// Its page.
    pub slug: String,
    /// What is bought.
    pub variant: String,
    /// Units received.
    pub units: i64,
}

impl Premises {
    /// A product of its own with `units` in the house.
    pub async fn goods(&self, units: i64) -> Goods {
        let product =
            json!({"title": "Galley kettle", "status": "active", "slug": format!("kettle-{}", uuid::Uuid::new_v4())});
        let product = self.staff(Method::POST, "/admin/products", &product).await;
        let (id, slug) = (product["id"].as_str().unwrap(), product["slug"].as_str().unwrap().to_owned());
        let variant = json!({"price": {"amount": 2000, "currency": "USD"}, "weight_grams": 400});
        let variant = self.staff(Method::POST, &format!("/admin/products/{id}/variants"), &variant).await;
        let variant = variant["id"].as_str().unwrap().to_owned();
        let delivery = json!({"set": units, "reason": "delivery"});
        self.staff(Method::POST, &format!("/admin/stock/{variant}/adjust"), &delivery).await;
        Goods { slug, variant, units }
    }

    /// What stock says over REST: for sale, held, sold.
    pub async fn stock(&self, goods: &Goods) -> Result<[i64; 3], String> {
        let url = format!("{}/api/v1/products/{}/stock", self.url(0), goods.slug);
        let answer = self.client.get(url).send().await.map_err(|error| error.to_string())?;
        let status = answer.status();
        let stock: Value = answer.json().await.map_err(|error| format!("stock: {status}, {error}"))?;
        let number = |name: &str| stock["variants"][0][name].as_i64().ok_or_else(|| format!("stock: {stock}"));
        Ok([number("for_sale")?, number("held")?, number("sold")?])
    }

    /// A call of the staff's that has to succeed, in the end: the shop may be on its way up.
    pub async fn staff(&self, method: Method, path: &str, body: &Value) -> Value {
        let mut said = String::new();
        for _ in 0..200 {
            let request = self.client.request(method.clone(), format!("{}/api/v1{path}", self.url(0)));
            match request.bearer_auth(&self.key).json(body).send().await {
                Ok(answer) if answer.status().is_success() => return answer.json().await.unwrap(),
                Ok(answer) => said = format!("{}: {}", answer.status(), answer.text().await.unwrap_or_default()),
                Err(error) => said = error.to_string(),
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("{path}: {said}");
    }
}
