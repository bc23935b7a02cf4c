use std::time::Duration;

use commerce::{Cx, Scope, catalog, db::sql};
use futures::join;
use reqwest::{Method, StatusCode};
use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::{Value, json};
use types::{CollectionId, admin::CollectionInput};

use super::with_code;
use crate::{
    api::{Program, goods},
    shop::{Page, TestShop},
};

async fn editor(shop: &TestShop) -> Program {
    Program::with_key(shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await
}

async fn collection(cx: &Cx) -> CollectionId {
    let input = CollectionInput { title: "Passing".into(), slug: "passing".into(), ..CollectionInput::default() };
    catalog::create_collection(cx, &input).await.unwrap()
}

/// What a program is told whose call comes while somebody is removing a collection.
async fn while_it_is_removed(cx: &Cx, id: CollectionId, call: impl Future<Output = Page>) -> Page {
    let removing = cx.db.write().begin().await.unwrap();
    removing.execute_raw(sql(&removing, "DELETE FROM collection WHERE id = $1", [id.0.into()])).await.unwrap();
    let commit = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        removing.commit().await.unwrap();
    };
    join!(call, commit).0
}

fn limited(code: &str, collections: Value) -> Value {
    json!({"code": code, "kind": "percent", "amount": 1_000, "collections": collections, "active": true})
}

#[tokio::test]
async fn a_code_for_a_collection_that_is_being_removed_is_told_that_it_is_not_known() {
    let shop = TestShop::open().await;
    let (editor, cx) = (editor(&shop).await, shop.cx());
    let id = collection(&cx).await;
    let wanted = limited("PASSING", json!(["paper", "passing"]));
    let refused = while_it_is_removed(&cx, id, editor.post("/admin/discounts", &wanted)).await;
    assert_eq!(refused.wrong_fields(), ["collections"]);

    let made = editor.post("/admin/discounts", &limited("PASSING", json!(["paper"]))).await.ok(StatusCode::CREATED);
    let path = format!("/admin/discounts/{}", made["id"].as_str().unwrap());
    let id = collection(&cx).await;
    let refused = while_it_is_removed(&cx, id, editor.call(Method::PUT, &path, &wanted)).await;
    assert_eq!(refused.wrong_fields(), ["collections"]);
    assert_eq!(editor.get(&path).await.ok(StatusCode::OK)["collections"], json!(["paper"]), "it is as it was");
    shop.close().await;
}

#[tokio::test]
async fn a_product_for_a_collection_that_is_being_removed_is_told_that_it_is_not_known() {
    let shop = TestShop::open().await;
    let (editor, cx) = (editor(&shop).await, shop.cx());
    let id = collection(&cx).await;
    let product = json!({"title": "Kite", "collections": ["passing"]});
    let refused = while_it_is_removed(&cx, id, editor.post("/admin/products", &product)).await;
    assert_eq!(refused.wrong_fields(), ["collections"]);
    shop.close().await;
}

/// Should a collection be removed past the shop's own rule, by hand or from a backup, the code is for nothing and not for everything.
#[tokio::test]
async fn a_code_whose_only_collection_is_gone_is_for_nothing() {
    let shop = TestShop::open().await;
    let (editor, program, cx) = (editor(&shop).await, Program::of(&shop), shop.cx());
    let (id, kettle) = (collection(&cx).await, goods(&shop, 5).await);
    editor.post("/admin/discounts", &limited("PASSING", json!(["passing"]))).await.ok(StatusCode::CREATED);
    let own = format!("/admin/collections/{id}");
    editor.call(Method::DELETE, &own, &json!(null)).await.refused(409, "conflict");
    let delete = sql(cx.db.write(), "DELETE FROM collection WHERE id = $1", [id.0.into()]);
    cx.db.write().execute_raw(delete).await.unwrap();
    let cart = program.cart_with(kettle.variant, 1).await;
    let refused = program.checkout(&cart, "k", &with_code("tok_ok", "PASSING")).await;
    assert!(super::said_of_code(&refused.refused(422, "invalid")).contains("not for these goods"));
    shop.close().await;
}
