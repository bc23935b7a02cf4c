use std::time::Duration;

use commerce::Scope;
use reqwest::StatusCode;
use sea_orm::ConnectionTrait;

use super::{Program, goods};
use crate::shop::TestShop;

#[tokio::test]
async fn jobs_are_listed_by_state_and_kind_and_requeued() {
    let shop = TestShop::open().await;
    let (keeper, kettle) = (Program::with_key(&shop, &[Scope::Ops]).await, goods(&shop, 5).await);
    for _ in 0..3 {
        Program::of(&shop).buy(kettle.variant, 1).await;
    }
    let park = "UPDATE job SET state = 'parked', last_error = 'no route', finished_at = 5 WHERE kind = 'order.mail'";
    shop.services.db.write().execute_unprepared(park).await.unwrap();

    let page = keeper.get("/admin/jobs?kind=order.mail&limit=2").await.ok(StatusCode::OK);
    assert_eq!(page["items"].as_array().unwrap().len(), 2);
    assert_eq!(page["items"][0]["last_error"], "no route");
    let rest = keeper.get(&format!("/admin/jobs?limit=2&cursor={}", page["next_cursor"].as_str().unwrap())).await;
    let rest = rest.ok(StatusCode::OK);
    assert_eq!((rest["items"].as_array().unwrap().len(), rest["next_cursor"].is_null()), (1, true));
    assert_ne!(rest["items"][0]["id"], page["items"][1]["id"]);
    assert!(keeper.get("/admin/jobs?state=ready").await.ok(StatusCode::OK)["items"].as_array().unwrap().len() >= 3);
    assert_eq!(keeper.get("/admin/jobs?state=lost").await.wrong_fields(), ["state"]);

    let (first, second) = (page["items"][0]["id"].as_str().unwrap(), page["items"][1]["id"].as_str().unwrap());
    let requeue = format!("/admin/jobs/{first}/requeue");
    assert_eq!(keeper.press(&requeue).await.status, StatusCode::NO_CONTENT);
    keeper.press(&requeue).await.refused(409, "conflict");
    assert_eq!(keeper.press(&format!("/admin/jobs/{second}/discard")).await.status, StatusCode::NO_CONTENT);
    let third = rest["items"][0]["id"].as_str().unwrap();
    assert_eq!(keeper.press(&format!("/admin/jobs/{third}/requeue")).await.status, StatusCode::NO_CONTENT);
    let ready = keeper.get("/admin/jobs?state=ready&kind=order.mail").await.ok(StatusCode::OK);
    assert_eq!(ready["items"][0]["requeued_by"], "test");
    shop.later(Duration::from_secs(1)).await;
    shop.close().await;
}
