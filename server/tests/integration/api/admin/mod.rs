mod collections;
mod customers;
mod flags;
mod images;
mod jobs;
mod lists;
mod locations;
mod orders;
mod products;
mod selling;
mod stock;

use commerce::Scope;
use reqwest::Method;
use serde_json::json;
use types::{LocationId, ProductId, VariantId};

use super::{Program, goods, order};
use crate::shop::TestShop;

/// Every call for staff, the scope it needs, and a body that can be read.
fn calls() -> Vec<(Method, String, Scope, serde_json::Value)> {
    let (product, variant) = (ProductId::new(), VariantId::new());
    let fields = json!({"price": {"amount": 100, "currency": "USD"}});
    let (location, place) = (LocationId::new(), json!({"name": "", "active": true}));
    let plan = json!({"title": ""});
    let discount = json!({"code": "x", "kind": "percent"});
    let room = json!({"mode": "auto", "per_minute": 0});
    let transfer = json!({"from": location, "to": LocationId::new(), "quantity": 1});
    vec![
        (Method::GET, "/admin/products".into(), Scope::CatalogRead, json!(null)),
        (Method::POST, "/admin/products".into(), Scope::CatalogWrite, json!({"title": ""})),
        (Method::GET, format!("/admin/products/{product}"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/products/{product}"), Scope::CatalogWrite, json!({"title": "x"})),
        (Method::POST, format!("/admin/products/{product}/variants"), Scope::CatalogWrite, fields.clone()),
        (Method::GET, format!("/admin/variants/{variant}"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/variants/{variant}"), Scope::CatalogWrite, fields),
        (Method::DELETE, format!("/admin/variants/{variant}"), Scope::CatalogWrite, json!(null)),
        (Method::GET, "/admin/currencies".into(), Scope::CatalogRead, json!(null)),
        (Method::GET, "/admin/currencies/JPY".into(), Scope::CatalogRead, json!(null)),
        (Method::PUT, "/admin/currencies/JPY".into(), Scope::CatalogWrite, json!({"rate_ppm": 0})),
        (Method::GET, format!("/admin/variants/{variant}/prices"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/variants/{variant}/prices"), Scope::CatalogWrite, json!({"prices": []})),
        (Method::GET, format!("/admin/products/{product}/images"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/products/{product}/images"), Scope::CatalogWrite, json!({"images": []})),
        (Method::GET, format!("/admin/images/{product}"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/images/{product}"), Scope::CatalogWrite, json!({"alt": "x"})),
        (Method::DELETE, format!("/admin/images/{product}"), Scope::CatalogWrite, json!(null)),
        (Method::GET, "/admin/collections".into(), Scope::CatalogRead, json!(null)),
        (Method::POST, "/admin/collections".into(), Scope::CatalogWrite, json!({"title": ""})),
        (Method::GET, format!("/admin/collections/{product}"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/collections/{product}"), Scope::CatalogWrite, json!({"title": "x"})),
        (Method::DELETE, format!("/admin/collections/{product}"), Scope::CatalogWrite, json!(null)),
        (Method::GET, format!("/admin/collections/{product}/products"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/collections/{product}/products"), Scope::CatalogWrite, json!({"products": []})),
        (Method::PUT, format!("/admin/collections/{product}/products/{product}"), Scope::CatalogWrite, json!(null)),
        (Method::DELETE, format!("/admin/collections/{product}/products/{product}"), Scope::CatalogWrite, json!(null)),
        (Method::POST, format!("/admin/stock/{variant}/adjust"), Scope::StockWrite, json!({"delta": 1, "reason": "x"})),
        (Method::GET, format!("/admin/stock/{variant}"), Scope::StockWrite, json!(null)),
        (Method::POST, format!("/admin/stock/{variant}/transfer"), Scope::StockWrite, transfer),
        (Method::GET, format!("/admin/variants/{variant}/bundle"), Scope::StockWrite, json!(null)),
        (Method::PUT, format!("/admin/variants/{variant}/bundle"), Scope::StockWrite, json!({"parts": []})),
        (Method::GET, format!("/admin/variants/{variant}/policy"), Scope::StockWrite, json!(null)),
        (Method::PUT, format!("/admin/variants/{variant}/policy"), Scope::StockWrite, json!({})),
        (Method::GET, "/admin/locations".into(), Scope::StockWrite, json!(null)),
        (Method::POST, "/admin/locations".into(), Scope::StockWrite, place),
        (Method::PUT, format!("/admin/locations/{location}"), Scope::StockWrite, json!({"name": "x", "active": true})),
        (Method::GET, "/admin/orders".into(), Scope::OrdersRead, json!(null)),
        (Method::GET, "/admin/orders/1".into(), Scope::OrdersRead, json!(null)),
        (Method::POST, "/admin/orders/1/fulfil".into(), Scope::OrdersWrite, json!({})),
        (Method::POST, "/admin/orders/1/cancel".into(), Scope::OrdersWrite, json!({})),
        (Method::POST, "/admin/orders/1/refund".into(), Scope::OrdersWrite, json!({})),
        (Method::GET, "/admin/drops".into(), Scope::CatalogRead, json!(null)),
        (Method::POST, "/admin/drops".into(), Scope::CatalogWrite, plan.clone()),
        (Method::GET, format!("/admin/drops/{product}"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/drops/{product}"), Scope::CatalogWrite, plan),
        (Method::DELETE, format!("/admin/drops/{product}"), Scope::CatalogWrite, json!(null)),
        (Method::POST, format!("/admin/drops/{product}/schedule"), Scope::CatalogWrite, json!(null)),
        (Method::POST, format!("/admin/drops/{product}/withdraw"), Scope::CatalogWrite, json!(null)),
        (Method::POST, format!("/admin/drops/{product}/end"), Scope::CatalogWrite, json!(null)),
        (Method::PUT, format!("/admin/drops/{product}/room"), Scope::Ops, room.clone()),
        (Method::GET, "/admin/waiting-room".into(), Scope::Ops, json!(null)),
        (Method::PUT, "/admin/waiting-room".into(), Scope::Ops, room),
        (Method::GET, "/admin/discounts".into(), Scope::CatalogRead, json!(null)),
        (Method::POST, "/admin/discounts".into(), Scope::CatalogWrite, discount.clone()),
        (Method::GET, format!("/admin/discounts/{product}"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/discounts/{product}"), Scope::CatalogWrite, discount),
        (Method::DELETE, format!("/admin/discounts/{product}"), Scope::CatalogWrite, json!(null)),
        (Method::GET, "/admin/pages".into(), Scope::CatalogRead, json!(null)),
        (Method::POST, "/admin/pages".into(), Scope::CatalogWrite, json!({"title": "", "body_html": ""})),
        (Method::GET, format!("/admin/pages/{product}"), Scope::CatalogRead, json!(null)),
        (Method::PUT, format!("/admin/pages/{product}"), Scope::CatalogWrite, json!({"title": "x", "body_html": "x"})),
        (Method::DELETE, format!("/admin/pages/{product}"), Scope::CatalogWrite, json!(null)),
        (Method::GET, "/admin/customers".into(), Scope::OrdersRead, json!(null)),
        (Method::GET, format!("/admin/customers/{product}"), Scope::OrdersRead, json!(null)),
        (Method::GET, "/admin/payments/providers".into(), Scope::Ops, json!(null)),
        (Method::GET, "/admin/jobs".into(), Scope::Ops, json!(null)),
        (Method::POST, format!("/admin/jobs/{product}/requeue"), Scope::Ops, json!(null)),
        (Method::POST, format!("/admin/jobs/{product}/discard"), Scope::Ops, json!(null)),
        (Method::GET, "/admin/flags".into(), Scope::Ops, json!(null)),
        (Method::PUT, "/admin/flags/no_such".into(), Scope::Ops, json!({"enabled": true})),
        (Method::DELETE, "/admin/flags/no_such".into(), Scope::Ops, json!(null)),
        (Method::GET, "/admin/pressure".into(), Scope::Ops, json!(null)),
        (Method::PUT, "/admin/pressure".into(), Scope::Ops, json!({"level": 9})),
        (Method::GET, "/admin/switches".into(), Scope::Ops, json!(null)),
    ]
}

#[tokio::test]
async fn nobody_gets_in_without_a_valid_key() {
    let shop = TestShop::open().await;
    for (method, path, _, body) in calls() {
        for program in [Program::of(&shop), Program::claiming(&shop, "fgk_invented"), Program::claiming(&shop, "x")] {
            let refused = program.call(method.clone(), &path, &body).await;
            refused.refused(401, "unauthorized");
            assert_eq!(refused.header("www-authenticate"), "Bearer");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn a_key_opens_what_its_scopes_say_and_no_more() {
    let shop = TestShop::open().await;
    for (method, path, needed, body) in calls() {
        let others: Vec<Scope> =
            Scope::ALL.iter().copied().filter(|scope| *scope != needed && *scope != Scope::Admin).collect();
        let problem = Program::with_key(&shop, &others).await.call(method.clone(), &path, &body).await;
        let problem = problem.refused(403, "forbidden");
        assert!(problem["detail"].as_str().unwrap().contains(needed.as_str()), "{problem}");
        for scope in [needed, Scope::Admin] {
            let answer = Program::with_key(&shop, &[scope]).await.call(method.clone(), &path, &body).await;
            assert!(matches!(answer.status.as_u16(), 200 | 404 | 422), "{method} {path}: {}", answer.body);
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn ids_that_name_nothing_are_not_found() {
    let shop = TestShop::open().await;
    let admin = Program::with_key(&shop, &[Scope::Admin]).await;
    let names_one = |path: &str| path.matches('/').count() > 2 && !path.ends_with("/providers");
    for (method, path, _, body) in calls().into_iter().filter(|(_, path, ..)| names_one(path)) {
        // A currency is named by its code, and every code can be given a rate.
        let may_be_there = path.ends_with("/JPY") || method == Method::GET && path.ends_with("/1");
        if !may_be_there {
            admin.call(method.clone(), &path, &body).await.refused(404, "not_found");
        }
        let nonsense: Vec<&str> =
            path.split('/').enumerate().map(|(at, part)| if at == 3 { "%FF" } else { part }).collect();
        admin.call(method, &nonsense.join("/"), &body).await.refused(404, "not_found");
    }
    shop.close().await;
}
