use commerce::{
    Scope,
    customers::{self, Asker},
};
use reqwest::StatusCode;

use crate::{api::Program, shop::TestShop};

#[tokio::test]
async fn accounts_are_listed_newest_first_and_found_by_address_or_name() {
    let shop = TestShop::empty().await;
    for (email, name) in [("ada@example.com", "Ada"), ("grace@example.com", "Grace"), ("joan@example.org", "Joan <b>")]
    {
        customers::sign_up(&shop.cx(), email, name, "correct horse battery", &Asker::default()).await.unwrap();
    }
    let clerk = Program::with_key(&shop, &[Scope::OrdersRead]).await;
    let first = clerk.get("/admin/customers?limit=2").await.ok(StatusCode::OK);
    let names = |page: &serde_json::Value| {
        let items = page["items"].as_array().unwrap().iter();
        items.map(|item| item["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&first), ["Joan <b>", "Grace"]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let last = clerk.get(&format!("/admin/customers?limit=2&cursor={cursor}")).await.ok(StatusCode::OK);
    assert_eq!((names(&last), last["next_cursor"].is_null()), (vec!["Ada".to_owned()], true));
    for (query, found) in [("example.COM", vec!["Grace", "Ada"]), ("joan <", vec!["Joan <b>"]), ("%25", vec![])] {
        let page = clerk.get(&format!("/admin/customers?q={query}")).await.ok(StatusCode::OK);
        assert_eq!(names(&page), found, "{query}");
    }
    assert_eq!(clerk.get("/admin/customers?cursor=x").await.wrong_fields(), ["cursor"]);
    let ada =
        clerk.get(&format!("/admin/customers/{}", last["items"][0]["id"].as_str().unwrap())).await.ok(StatusCode::OK);
    assert_eq!((ada["email"].as_str(), ada["orders"].as_i64()), (Some("ada@example.com"), Some(0)));
    assert!(ada.get("password_hash").is_none() && ada["confirmed"] == false, "{ada}");
    shop.close().await;
}
