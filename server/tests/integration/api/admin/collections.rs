use commerce::Scope;
use futures::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::Program;
use crate::shop::TestShop;

async fn editor(shop: &TestShop) -> Program {
    Program::with_key(shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await
}

/// Where a collection called `title` is.
async fn made(editor: &Program, title: &str) -> String {
    let made = editor.post("/admin/collections", &json!({"title": title})).await.ok(StatusCode::CREATED);
    format!("/admin/collections/{}", made["id"].as_str().unwrap())
}

/// Ids of products called so.
async fn products<const N: usize>(editor: &Program, titles: [&str; N]) -> [String; N] {
    let make = async |title: &str| {
        let made = editor.post("/admin/products", &json!({"title": title})).await.ok(StatusCode::CREATED);
        made["id"].as_str().unwrap().to_owned()
    };
    let mut ids = Vec::new();
    for title in titles {
        ids.push(make(title).await);
    }
    ids.try_into().unwrap()
}

async fn put(editor: &Program, path: &str) {
    assert_eq!(editor.send(editor.request(Method::PUT, path)).await.status, StatusCode::NO_CONTENT, "{path}");
}

/// Titles of what stands in a collection.
async fn members(editor: &Program, path: &str) -> Vec<String> {
    titles(&editor.get(&format!("{path}/products")).await.ok(StatusCode::OK))
}

fn titles(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_collection_is_made_shown_renamed_and_removed() {
    let shop = TestShop::open().await;
    let editor = editor(&shop).await;
    let input = json!({"title": "Night sea", "description_html": "<p>Dark.<script>x</script></p>"});
    let made = editor.post("/admin/collections", &input).await;
    let collection = made.ok(StatusCode::CREATED);
    let path = format!("/admin/collections/{}", collection["id"].as_str().unwrap());
    assert_eq!(made.location(), format!("/api/v1{path}"));
    assert_eq!((&collection["slug"], &collection["description_html"]), (&json!("night-sea"), &json!("<p>Dark.</p>")));
    assert_eq!(collection["product_count"], 0);
    assert_eq!(shop.browser().get("/collections/night-sea").await.status, StatusCode::OK);

    let anew = json!({"title": "Deep sea", "slug": "deep"});
    assert_eq!(editor.call(Method::PUT, &path, &anew).await.ok(StatusCode::OK)["description_html"], "");
    let shown = shop.browser().get("/collections/deep").await;
    assert!(shown.words().contains("Deep sea"), "{}", shown.words());
    assert_eq!(shop.browser().get("/collections/night-sea").await.location(), "/collections/deep");

    assert_eq!(editor.send(editor.request(Method::DELETE, &path)).await.status, StatusCode::NO_CONTENT);
    editor.get(&path).await.refused(404, "not_found");
    for gone in ["deep", "night-sea"] {
        assert_eq!(shop.browser().get(&format!("/collections/{gone}")).await.status, StatusCode::NOT_FOUND);
    }
    shop.close().await;
}

#[tokio::test]
async fn collections_are_read_on_in_the_shops_order() {
    let shop = TestShop::empty().await;
    let editor = editor(&shop).await;
    for title in ["Zinc", "Amber", "Moss"] {
        made(&editor, title).await;
    }
    let first = editor.get("/admin/collections?limit=2").await.ok(StatusCode::OK);
    assert_eq!(titles(&first), ["Zinc", "Amber"]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let last = editor.get(&format!("/admin/collections?limit=2&cursor={cursor}")).await.ok(StatusCode::OK);
    assert_eq!((titles(&last), last["next_cursor"].is_null()), (vec!["Moss".to_owned()], true));
    assert_eq!(editor.get("/admin/collections?cursor=x").await.wrong_fields(), ["cursor"]);
    for (input, field) in [
        (json!({}), "title"),
        (json!({"title": " "}), "title"),
        (json!({"title": "!!!"}), "slug"),
        (json!({"title": "Zinc"}), "slug"),
        (json!({"title": "x", "description_html": "x".repeat(60_000)}), "description_html"),
    ] {
        assert_eq!(editor.post("/admin/collections", &input).await.wrong_fields(), [field], "{field}");
    }
    shop.close().await;
}

#[tokio::test]
async fn products_come_into_a_collection_change_places_and_leave() {
    let shop = TestShop::empty().await;
    let editor = editor(&shop).await;
    let path = made(&editor, "Sea").await;
    let [mug, tote, lamp] = products(&editor, ["Mug", "Tote", "Lamp"]).await;
    for product in [&mug, &tote, &lamp, &mug] {
        put(&editor, &format!("{path}/products/{product}")).await;
    }
    assert_eq!(members(&editor, &path).await, ["Mug", "Tote", "Lamp"]);
    assert_eq!(editor.get(&path).await.ok(StatusCode::OK)["product_count"], 3);
    let first = editor.get(&format!("{path}/products?limit=2")).await.ok(StatusCode::OK);
    let rest = format!("{path}/products?limit=2&cursor={}", first["next_cursor"].as_str().unwrap());
    assert_eq!(titles(&editor.get(&rest).await.ok(StatusCode::OK)), ["Lamp"]);

    let order = async |products: Value| {
        editor.call(Method::PUT, &format!("{path}/products"), &json!({"products": products})).await
    };
    assert_eq!(order(json!([lamp, mug])).await.status, StatusCode::NO_CONTENT);
    assert_eq!(members(&editor, &path).await, ["Lamp", "Mug", "Tote"]);
    assert_eq!(order(json!([tote])).await.status, StatusCode::NO_CONTENT);
    assert_eq!(members(&editor, &path).await, ["Tote", "Lamp", "Mug"]);
    let [other] = products(&editor, ["Other"]).await;
    for wrong in [json!([tote, other]), json!([tote, tote]), json!(vec![&tote; 501])] {
        assert_eq!(order(wrong).await.wrong_fields(), ["products"]);
    }
    assert_eq!(members(&editor, &path).await, ["Tote", "Lamp", "Mug"], "nothing was written");

    let place = format!("{path}/products/{lamp}");
    assert_eq!(editor.send(editor.request(Method::DELETE, &place)).await.status, StatusCode::NO_CONTENT);
    editor.send(editor.request(Method::DELETE, &place)).await.refused(404, "not_found");
    assert_eq!(members(&editor, &path).await, ["Tote", "Mug"]);
    shop.close().await;
}

#[tokio::test]
async fn many_who_put_products_into_one_collection_each_get_a_place() {
    let shop = TestShop::empty().await;
    let editor = editor(&shop).await;
    let path = made(&editor, "Sea").await;
    let all = products(&editor, ["A", "B", "C", "D", "E", "F"]).await;
    let puts = all.iter().map(|product| {
        let (editor, place) = (&editor, format!("{path}/products/{product}"));
        async move { put(editor, &place).await }
    });
    join_all(puts).await;
    let mut standing = members(&editor, &path).await;
    standing.sort_unstable();
    assert_eq!(standing, ["A", "B", "C", "D", "E", "F"]);
    shop.close().await;
}

#[tokio::test]
async fn a_collection_that_a_code_is_limited_to_stays() {
    let shop = TestShop::empty().await;
    let editor = editor(&shop).await;
    let path = made(&editor, "Sea").await;
    let code = json!({"code": "TERN", "kind": "percent", "amount": 1000, "active": true, "collections": ["sea"]});
    let code = editor.post("/admin/discounts", &code).await.ok(StatusCode::CREATED);
    editor.send(editor.request(Method::DELETE, &path)).await.refused(409, "conflict");
    let code = format!("/admin/discounts/{}", code["id"].as_str().unwrap());
    assert_eq!(editor.send(editor.request(Method::DELETE, &code)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(editor.send(editor.request(Method::DELETE, &path)).await.status, StatusCode::NO_CONTENT);
    shop.close().await;
}
