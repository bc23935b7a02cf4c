//! How variants are sold: policies and bundles.

use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::json;
use types::VariantId;

use super::{Program, goods};
use crate::shop::TestShop;

#[tokio::test]
async fn a_policy_is_written_and_read_again() {
    let shop = TestShop::open().await;
    let (keeper, kettle) = (Program::with_key(&shop, &[Scope::StockWrite]).await, goods(&shop, 5).await);
    let path = format!("/admin/variants/{}/policy", kettle.variant);
    let policy = json!({"cap_per_person": 2, "hold_seconds": 120, "hold_in_cart": true});
    assert_eq!(keeper.call(Method::PUT, &path, &policy).await.ok(StatusCode::OK), policy);
    assert_eq!(keeper.get(&path).await.ok(StatusCode::OK), policy);
    keeper.cart_with(kettle.variant, 2).await;
    assert_eq!(kettle.stock(&shop).await, [3, 2, 0], "held as soon as it is in a cart");
    for (policy, field) in [
        (json!({"cap_per_person": 0}), "cap_per_person"),
        (json!({"cap_per_person": 100}), "cap_per_person"),
        (json!({"hold_seconds": 29}), "hold_seconds"),
        (json!({"hold_seconds": 86_401}), "hold_seconds"),
        (json!({"hold_in_cart": "yes"}), "hold_in_cart"),
    ] {
        assert_eq!(keeper.call(Method::PUT, &path, &policy).await.wrong_fields(), [field], "{policy}");
    }
    let none = json!({"cap_per_person": null, "hold_seconds": null, "hold_in_cart": false});
    assert_eq!(keeper.call(Method::PUT, &path, &json!({})).await.ok(StatusCode::OK), none);
    shop.close().await;
}

#[tokio::test]
async fn a_bundle_has_as_many_as_its_scarcest_component_allows() {
    let shop = TestShop::open().await;
    let keeper = Program::with_key(&shop, &[Scope::StockWrite]).await;
    let (set, mug, tray) = (goods(&shop, 0).await, goods(&shop, 7).await, goods(&shop, 5).await);
    let path = format!("/admin/variants/{}/bundle", set.variant);
    assert_eq!(keeper.get(&path).await.ok(StatusCode::OK), json!({"parts": []}));
    let parts = json!({"parts": [
        {"variant_id": mug.variant, "quantity": 2}, {"variant_id": tray.variant, "quantity": 1},
    ]});
    keeper.call(Method::PUT, &path, &parts).await.ok(StatusCode::OK);
    let read = keeper.get(&path).await.ok(StatusCode::OK);
    assert_eq!(read["parts"].as_array().unwrap().len(), 2, "{read}");
    assert_eq!(set.stock(&shop).await[0], 3);

    keeper.buy(set.variant, 2).await;
    assert_eq!((mug.stock(&shop).await, tray.stock(&shop).await), ([3, 0, 4], [3, 0, 2]));
    assert_eq!(set.stock(&shop).await[0], 1);
    keeper.get(&format!("/admin/stock/{}", set.variant)).await.refused(404, "not_found");

    keeper.call(Method::PUT, &path, &json!({"parts": []})).await.ok(StatusCode::OK);
    assert_eq!(set.stock(&shop).await[0], 0, "stock of its own again, and none of it");
    shop.close().await;
}

#[tokio::test]
async fn what_cannot_be_a_bundle_is_refused() {
    let shop = TestShop::open().await;
    let keeper = Program::with_key(&shop, &[Scope::StockWrite]).await;
    let (set, mug) = (goods(&shop, 0).await, goods(&shop, 7).await);
    let path = format!("/admin/variants/{}/bundle", set.variant);
    let part = |id: VariantId, quantity: i64| json!({"variant_id": id, "quantity": quantity});
    for parts in [
        vec![part(set.variant, 1)],
        vec![part(mug.variant, 1), part(mug.variant, 2)],
        vec![part(mug.variant, 0)],
        vec![part(VariantId::new(), 1)],
    ] {
        assert_eq!(keeper.call(Method::PUT, &path, &json!({"parts": parts})).await.wrong_fields(), ["parts"]);
    }
    let stocked = format!("/admin/variants/{}/bundle", mug.variant);
    let parts = json!({"parts": [part(goods(&shop, 1).await.variant, 1)]});
    keeper.call(Method::PUT, &stocked, &parts).await.refused(409, "conflict");
    shop.close().await;
}
