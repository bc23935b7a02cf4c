use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::Program;
use crate::shop::TestShop;

async fn editor(shop: &TestShop) -> Program {
    Program::with_key(shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await
}

#[tokio::test]
async fn a_product_is_made_given_variants_and_sold() {
    let shop = TestShop::open().await;
    let editor = editor(&shop).await;
    let input = json!({"title": "Gull enamel mug", "options": ["Colour"], "collections": ["camp-kitchen"], "status": "active",
        "description_html": "<p>Holds <b>tea</b>.<script>alert(1)</script></p>"});
    let made = editor.post("/admin/products", &input).await;
    let product = made.ok(StatusCode::CREATED);
    let path = format!("/admin/products/{}", product["id"].as_str().unwrap());
    assert_eq!(made.location(), format!("/api/v1{path}"));
    assert!(!product["description_html"].as_str().unwrap().contains("script"));

    let variant = json!({"sku": "GULL-1", "options": ["White"], "price": {"amount": 1500, "currency": "USD"}, "weight_grams": 310});
    let variant_id = editor.post(&format!("{path}/variants"), &variant).await.ok(StatusCode::CREATED)["id"].clone();
    let variant_path = format!("/admin/variants/{}", variant_id.as_str().unwrap());
    let dearer = json!({"sku": "GULL-1", "options": ["Moss"], "price": {"amount": 1600, "currency": "USD"},
        "compare_at": {"amount": 2000, "currency": "USD"}});
    let written = editor.call(Method::PUT, &variant_path, &dearer).await;
    assert_eq!(written.status, StatusCode::NO_CONTENT);

    let product = editor.get(&path).await.ok(StatusCode::OK);
    assert_eq!(product["variants"][0]["price"], json!({"amount": 1600, "currency": "USD"}));
    assert_eq!(product["variants"][0]["compare_at"], json!({"amount": 2000, "currency": "USD"}));
    let slug = product["slug"].as_str().unwrap();
    let shown = Program::of(&shop).get(&format!("/products/{slug}")).await.ok(StatusCode::OK);
    assert_eq!((&shown["variants"][0]["title"], &shown["variants"][0]["available"]), (&json!("Moss"), &json!(false)));

    let found = editor.get("/admin/products?q=gull-1").await.ok(StatusCode::OK);
    assert_eq!(found["items"][0]["id"], product["id"]);
    assert_eq!(editor.send(editor.request(Method::DELETE, &variant_path)).await.status, StatusCode::NO_CONTENT);
    Program::of(&shop).get(&format!("/products/{slug}")).await.refused(404, "not_found");
    shop.close().await;
}

#[tokio::test]
async fn products_are_read_on_and_a_change_moves_none() {
    let shop = TestShop::empty().await;
    let editor = editor(&shop).await;
    for title in ["Mug", "Tote", "Lamp", "Mug rack", "Kettle"] {
        editor.post("/admin/products", &json!({"title": title})).await.ok(StatusCode::CREATED);
    }
    let page = async |query: &str| {
        let page = editor.get(&format!("/admin/products?{query}")).await.ok(StatusCode::OK);
        let titles: Vec<String> =
            page["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect();
        (titles, page["next_cursor"].as_str().map(str::to_owned), page["items"][0]["id"].as_str().map(str::to_owned))
    };
    let (newest, cursor, kettle) = page("limit=2").await;
    assert_eq!(newest, ["Kettle", "Mug rack"]);
    let renamed = json!({"title": "Ship's kettle", "slug": "kettle"});
    editor.call(Method::PUT, &format!("/admin/products/{}", kettle.unwrap()), &renamed).await.ok(StatusCode::OK);
    let (middle, cursor, _) = page(&format!("limit=2&cursor={}", cursor.unwrap())).await;
    assert_eq!(middle, ["Lamp", "Tote"]);
    let (oldest, cursor, _) = page(&format!("limit=2&cursor={}", cursor.unwrap())).await;
    assert_eq!((oldest, cursor), (vec!["Mug".to_owned()], None));
    assert_eq!(page("q=mug&limit=1").await.0, ["Mug rack"]);
    let after_rack = page("q=mug&limit=1").await.1.unwrap();
    assert_eq!(page(&format!("q=mug&limit=1&cursor={after_rack}")).await.0, ["Mug"]);
    for (query, field) in [("cursor=x", "cursor"), ("limit=-1", "limit"), ("limit=many", "limit")] {
        assert_eq!(editor.get(&format!("/admin/products?{query}")).await.wrong_fields(), [field], "{query}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_product_is_written_anew() {
    let shop = TestShop::open().await;
    let editor = editor(&shop).await;
    let product = editor.post("/admin/products", &json!({"title": "Old", "tags": ["a"]})).await.ok(StatusCode::CREATED);
    let path = format!("/admin/products/{}", product["id"].as_str().unwrap());
    let new =
        editor.call(Method::PUT, &path, &json!({"title": "New", "slug": "brand-new", "status": "archived"})).await;
    let new = new.ok(StatusCode::OK);
    assert_eq!((&new["title"], &new["slug"], &new["tags"]), (&json!("New"), &json!("brand-new"), &json!([])));
    assert_eq!(new["status"], "archived");
    shop.close().await;
}

#[tokio::test]
async fn a_field_that_cannot_be_stored_is_named() {
    let shop = TestShop::open().await;
    let editor = editor(&shop).await;
    for (input, field) in [
        (json!({}), "title"),
        (json!({"title": " "}), "title"),
        (json!({"title": 7}), "title"),
        (json!({"title": "x", "status": "secret"}), "status"),
        (json!({"title": "x", "tags": "a,b"}), "tags"),
        (json!({"title": "x", "collections": ["there-is-none"]}), "collections"),
        (json!({"title": "x", "options": ["a", "b", "c", "d"]}), "options"),
        (json!({"title": "x", "description_html": "x".repeat(60_000)}), "description_html"),
        (json!({"title": "x", "vendor": "a\u{0}"}), "vendor"),
    ] {
        assert_eq!(editor.post("/admin/products", &input).await.wrong_fields(), [field], "{field}");
    }
    let usd = |amount: i64| json!({"amount": amount, "currency": "USD"});
    let product = editor.post("/admin/products", &json!({"title": "x"})).await.ok(StatusCode::CREATED);
    let path = format!("/admin/products/{}/variants", product["id"].as_str().unwrap());
    for (input, field) in [
        (json!({}), "price"),
        (json!({"price": 1999}), "price"),
        (json!({"price": {"amount": "1", "currency": "USD"}}), "price.amount"),
        (json!({"price": {"amount": 1, "currency": "XXX"}}), "price.currency"),
        (json!({"price": {"amount": 1, "currency": "EUR"}}), "price.currency"),
        (json!({"price": usd(-1)}), "price"),
        (json!({"price": usd(i64::MAX)}), "price"),
        (json!({"price": usd(5), "compare_at": usd(5)}), "compare_at"),
        (json!({"price": usd(5), "weight_grams": -1}), "weight_grams"),
        (json!({"price": usd(5), "options": ["Moss"]}), "options"),
        (json!({"price": usd(5), "sku": "x".repeat(100)}), "sku"),
    ] {
        assert_eq!(editor.post(&path, &input).await.wrong_fields(), [field], "{input}");
    }
    editor.post(&path, &json!({"price": usd(5)})).await.ok(StatusCode::CREATED);
    assert_eq!(editor.post(&path, &json!({"price": usd(5)})).await.wrong_fields(), ["options"]);
    shop.close().await;
}
