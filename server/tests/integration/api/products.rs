use std::collections::HashSet;

use commerce::Scope;
use reqwest::StatusCode;
use serde_json::json;

use super::{Program, goods};
use crate::shop::TestShop;

#[tokio::test]
async fn a_list_says_what_a_shop_window_shows() {
    let shop = TestShop::open().await;
    let list = Program::of(&shop).get("/products?limit=5").await.ok(StatusCode::OK);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 5);
    for item in items {
        for name in ["id", "slug", "title"] {
            assert!(item[name].as_str().is_some_and(|text| !text.is_empty()), "{item}");
        }
        assert!(item["price"]["amount"].as_i64().unwrap() > 0);
        assert_eq!(item["price"]["currency"], "USD");
        assert!(item["available"].is_boolean());
    }
    assert!(list["next_cursor"].is_string());
    shop.close().await;
}

#[tokio::test]
async fn cursors_lead_past_every_product_once() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    for sort in ["featured", "newest", "price-asc", "price-desc", "title"] {
        let (mut seen, mut count, mut cursor) = (HashSet::new(), 0, String::new());
        loop {
            let page = program.get(&format!("/products?limit=7&sort={sort}&cursor={cursor}")).await.ok(StatusCode::OK);
            for item in page["items"].as_array().unwrap() {
                seen.insert(item["id"].as_str().unwrap().to_owned());
                count += 1;
            }
            match page["next_cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen.len(), count, "{sort}");
        assert!(count >= 60, "{sort}: {count}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_list_can_be_narrowed_to_words_and_to_a_collection() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    let first = program.get("/products?limit=1&sort=title").await.ok(StatusCode::OK)["items"][0].clone();
    let found = program
        .send(program.request(reqwest::Method::GET, "/products").query(&[("q", first["title"].as_str().unwrap())]));
    let found = found.await.ok(StatusCode::OK);
    let ids: Vec<_> = found["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
    assert!(ids.contains(&first["id"]), "{found}");

    let light = program.get("/products?collection=light&limit=100").await.ok(StatusCode::OK);
    let all = program.get("/products?limit=100").await.ok(StatusCode::OK);
    let count = |list: &serde_json::Value| list["items"].as_array().unwrap().len();
    assert!((1..count(&all)).contains(&count(&light)), "{}", count(&light));
    program.get("/products?collection=there-is-none").await.refused(404, "not_found");
    assert_eq!(program.get("/products?q=zzzzqqqq").await.ok(StatusCode::OK), json!({"items": [], "next_cursor": null}));
    shop.close().await;
}

#[tokio::test]
async fn a_parameter_that_cannot_be_read_is_named() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("limit=-1", "limit"),
        ("sort=random", "sort"),
        ("cursor=nonsense", "cursor"),
        ("cursor=%F0%9F%8F%AE", "cursor"),
        ("q=a%00b", "q"),
    ] {
        assert_eq!(program.get(&format!("/products?{query}")).await.wrong_fields(), [field], "{query}");
    }
    program.get("/products?q=%FF").await.refused(400, "bad_request");
    // Links carry parameters of other people.
    program.get("/products?utm_source=mail&limit=1").await.ok(StatusCode::OK);
    shop.close().await;
}

#[tokio::test]
async fn a_product_comes_with_options_pictures_and_variants() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    let list = program.get("/products?limit=100").await.ok(StatusCode::OK);
    let mut variants = 0;
    for item in list["items"].as_array().unwrap() {
        let slug = item["slug"].as_str().unwrap();
        let product = program.get(&format!("/products/{slug}")).await.ok(StatusCode::OK);
        assert_eq!(product["id"], item["id"]);
        assert!(
            product["description_html"].is_string() && product["images"].is_array() && product["options"].is_array()
        );
        for variant in product["variants"].as_array().unwrap() {
            variants += 1;
            let fields = ["id", "sku", "title", "options", "price", "compare_at", "available"];
            assert!(fields.iter().all(|name| variant.get(name).is_some()), "{variant}");
            assert_eq!(variant["options"].as_array().unwrap().len(), product["options"].as_array().unwrap().len());
        }
    }
    assert!(variants > 60);
    shop.close().await;
}

#[tokio::test]
async fn there_is_no_product_under_a_name_nobody_gave() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    for slug in ["there-is-none", "%FF", "a%00b", "..%2f..%2fetc", "%F0%9F%8F%AE", &"x".repeat(3000)] {
        for path in [format!("/products/{slug}"), format!("/products/{slug}/stock")] {
            program.get(&path).await.refused(404, "not_found");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn a_draft_is_there_for_keys_that_read_the_catalogue_alone() {
    let shop = TestShop::open().await;
    let writer = Program::with_key(&shop, &[Scope::CatalogWrite]).await;
    let made = writer.post("/admin/products", &json!({"title": "Not for sale yet"})).await.ok(StatusCode::CREATED);
    let path = format!("/products/{}", made["slug"].as_str().unwrap());
    Program::of(&shop).get(&path).await.refused(404, "not_found");
    writer.get(&path).await.refused(404, "not_found");
    Program::claiming(&shop, "fgk_invented").get(&path).await.refused(401, "unauthorized");
    let reader = Program::with_key(&shop, &[Scope::CatalogRead]).await;
    reader.get(&path).await.ok(StatusCode::OK);
    shop.close().await;
}

#[tokio::test]
async fn stock_tells_units_for_sale_and_sold() {
    let shop = TestShop::open().await;
    let goods = goods(&shop, 5).await;
    assert_eq!(goods.stock(&shop).await, [5, 0, 0]);
    Program::of(&shop).buy(goods.variant, 2).await;
    assert_eq!(goods.stock(&shop).await, [3, 0, 2]);
    shop.close().await;
}
