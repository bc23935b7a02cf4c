//! Lists that are read on from their last row.

use commerce::Scope;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Program, goods};
use crate::shop::TestShop;

/// All rows of a list, read two at a time: what `field` says of each.
async fn read_on(program: &Program, path: &str, field: &str) -> Vec<String> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = program.get(&format!("{path}?limit=2&cursor={cursor}")).await.ok(StatusCode::OK);
        let items = page["items"].as_array().unwrap();
        found.extend(items.iter().map(|item| item[field].as_str().unwrap().to_owned()));
        match &page["next_cursor"] {
            Value::String(next) => {
                assert_eq!(items.len(), 2, "{path}: {page}");
                cursor.clone_from(next);
            }
            end => {
                assert!(end.is_null() && items.len() <= 2, "{path}: {page}");
                break;
            }
        }
    }
    let whole = program.get(path).await.ok(StatusCode::OK);
    assert_eq!((whole["items"].as_array().unwrap().len(), whole["next_cursor"].is_null()), (found.len(), true));
    for (query, field) in [("cursor=x", "cursor"), ("limit=x", "limit")] {
        assert_eq!(program.get(&format!("{path}?{query}")).await.wrong_fields(), [field], "{path}");
    }
    found
}

#[tokio::test]
async fn drops_are_read_on_from_the_latest_start() {
    let shop = TestShop::empty().await;
    let program = Program::with_key(&shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await;
    let variant = goods(&shop, 1).await.variant;
    for (slug, day) in [("b", 2), ("e", 5), ("c", 3), ("c-too", 3), ("a", 1)] {
        let plan = json!({
            "slug": slug,
            "title": slug,
            "starts_at": format!("2099-01-0{day}T10:00:00Z"),
            "ends_at": format!("2099-01-0{day}T12:00:00Z"),
            "admit_per_minute": 600,
            "pass_seconds": 60,
            "goods": [{"variant_id": variant, "units": 1}],
        });
        program.post("/admin/drops", &plan).await.ok(StatusCode::CREATED);
    }
    let found = read_on(&program, "/admin/drops", "slug").await;
    assert_eq!((found[0].as_str(), &found[3..]), ("e", &["b".to_owned(), "a".to_owned()][..]));
    // Those that start together stand together, each once.
    let mut together = found[1..3].to_vec();
    together.sort();
    assert_eq!(together, ["c", "c-too"]);
    shop.close().await;
}

#[tokio::test]
async fn pages_of_words_are_read_on_in_the_footers_order() {
    let shop = TestShop::empty().await;
    let program = Program::with_key(&shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await;
    for title in ["Zinc", "Amber", "Moss"] {
        let page = json!({"title": title, "body_html": "<p>Words.</p>"});
        program.post("/admin/pages", &page).await.ok(StatusCode::CREATED);
    }
    assert_eq!(read_on(&program, "/admin/pages", "title").await, ["Zinc", "Amber", "Moss"]);
    shop.close().await;
}

#[tokio::test]
async fn locations_are_read_on_in_the_order_goods_are_sold_from_them() {
    let shop = TestShop::empty().await;
    let program = Program::with_key(&shop, &[Scope::StockWrite]).await;
    let first = program.get("/admin/locations").await.ok(StatusCode::OK)["items"][0].clone();
    let between = first["priority"].as_i64().unwrap() + 1;
    for (name, priority) in [("Quay", 900), ("Loft", between), ("Shed", 900), ("Cellar", 900)] {
        let place = json!({"name": name, "priority": priority, "active": true});
        program.post("/admin/locations", &place).await.ok(StatusCode::CREATED);
    }
    let found = read_on(&program, "/admin/locations", "name").await;
    assert_eq!((found[0].as_str(), found[1].as_str()), (first["name"].as_str().unwrap(), "Loft"));
    let mut last = found[2..].to_vec();
    last.sort();
    assert_eq!(last, ["Cellar", "Quay", "Shed"]);
    shop.close().await;
}
