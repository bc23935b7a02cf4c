use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::with_code;
use crate::{
    admin::{notice, staff_at, wrong_fields},
    api::{Program, goods},
    shop::TestShop,
};

const LIST: &str = "/admin/discounts";

#[tokio::test]
async fn staff_make_change_and_switch_off_a_code() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let fields = [
        ("code", "spring 1"),
        ("kind", "percent"),
        ("amount", "much"),
        ("max_uses", "none"),
        ("products", "no-such"),
        ("active", "1"),
    ];
    let page = browser.post(LIST, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((wrong_fields(&page), page.field("code").as_str()), (vec!["discount-amount".to_owned()], "spring 1"));

    let fields =
        [("code", "spring"), ("kind", "percent"), ("amount", "12.5"), ("products", &kettle.slug), ("active", "1")];
    let page = browser.submit(LIST, &fields).await;
    assert!(notice(&page).contains("saved"), "{}", page.words());
    assert_eq!((page.field("code").as_str(), page.field("amount").as_str()), ("SPRING", "12.5"));
    let path = page.attributes("form[action$='/deactivate']", "action")[0].replace("/deactivate", "");
    assert_eq!(browser.post(LIST, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "there is one already");

    let program = Program::of(&shop);
    for cart in [program.cart_with(kettle.variant, 2).await, program.cart_with(kettle.variant, 2).await] {
        program.checkout(&cart, &cart, &with_code("tok_ok", "spring")).await.ok(StatusCode::ACCEPTED);
    }
    let page = browser.get(&path).await;
    let facts = page.text("section[aria-labelledby=facts]");
    assert!(facts.contains("Uses2") && facts.contains("Given$10.00"), "{facts}");
    let too_few = [("code", "spring"), ("kind", "fixed"), ("amount", "5.00"), ("max_uses", "1")];
    let page = browser.post(&path, &too_few).await;
    assert_eq!(wrong_fields(&page), ["discount-max_uses"]);
    assert!(page.words().contains("used 2 times already"), "{}", page.words());
    assert_eq!(browser.post(&format!("{path}/delete"), &[]).await.status, StatusCode::CONFLICT);

    browser.submit(&format!("{path}/deactivate"), &[]).await;
    let cart = program.cart_with(kettle.variant, 1).await;
    program.checkout(&cart, "late", &with_code("tok_ok", "spring")).await.refused(422, "invalid");
    let list = browser.get(LIST).await;
    assert!(list.text(".admin-table").contains("SPRING"), "{}", list.words());
    browser.submit(&format!("{path}/activate"), &[]).await;
    program.checkout(&cart, "again", &with_code("tok_ok", "spring")).await.ok(StatusCode::ACCEPTED);
    shop.close().await;
}

#[tokio::test]
async fn programs_make_list_change_and_remove_codes() {
    let shop = TestShop::empty().await;
    let program = Program::with_key(&shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await;
    let mut made = Vec::new();
    for number in 0..5 {
        let code = json!({"code": format!("code-{number}"), "kind": "fixed", "amount": 500});
        let answer = program.post("/admin/discounts", &code).await;
        let stored = answer.ok(StatusCode::CREATED);
        assert!(answer.header("location").ends_with(stored["id"].as_str().unwrap()));
        made.push(stored["code"].clone());
    }
    made.reverse();
    let (mut listed, mut cursor, mut last) = (Vec::new(), String::new(), String::new());
    loop {
        let page = program.get(&format!("/admin/discounts?limit=2&cursor={cursor}")).await.ok(StatusCode::OK);
        listed.extend(page["items"].as_array().unwrap().iter().map(|item| item["code"].clone()));
        last = page["items"].as_array().unwrap().last().map_or(last, |item| item["id"].as_str().unwrap().to_owned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(listed, made);
    let path = format!("/admin/discounts/{last}");
    let twice = json!({"code": "CODE-1", "kind": "fixed", "amount": 500});
    assert_eq!(program.call(Method::PUT, &path, &twice).await.wrong_fields(), ["code"]);
    let wrong =
        json!({"code": "x", "kind": "percent", "amount": 10_001, "ends_at": "later", "collections": ["no-such"]});
    assert_eq!(program.post("/admin/discounts", &wrong).await.wrong_fields(), ["code", "amount", "ends_at"]);
    let unknown = json!({"code": "CODE-9", "kind": "percent", "amount": 1_000, "collections": ["no-such"]});
    assert_eq!(program.post("/admin/discounts", &unknown).await.wrong_fields(), ["collections"]);
    let changed = json!({"code": "code-0", "kind": "free_shipping", "active": false});
    let stored = program.call(Method::PUT, &path, &changed).await.ok(StatusCode::OK);
    assert_eq!(
        (&stored["kind"], &stored["active"], &stored["uses"]),
        (&json!("free_shipping"), &json!(false), &json!(0))
    );
    assert_eq!(program.call(Method::DELETE, &path, &json!(null)).await.status, StatusCode::NO_CONTENT);
    program.get(&path).await.refused(404, "not_found");
    for (query, field) in [("limit=x", "limit"), ("cursor=x", "cursor")] {
        assert_eq!(program.get(&format!("/admin/discounts?{query}")).await.wrong_fields(), [field]);
    }
    shop.close().await;
}
