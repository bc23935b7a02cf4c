//! What is planned, announced and taken back.

use super::*;

#[tokio::test]
async fn a_plan_that_people_rely_on_cannot_be_changed_and_goods_are_in_one_drop() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = announced(&shop, variant, |_| {}).await;
    let input = admin_drop(&shop.cx, id).await.unwrap().input;
    assert_eq!(update(&shop.cx, id, Seen::Any, input.clone()).await.unwrap_err().code(), ErrorCode::Conflict);
    let second = create(&shop.cx, DropInput { slug: "again".into(), ..input.clone() }).await.unwrap();
    assert_eq!(schedule(&shop.cx, second).await.unwrap_err().code(), ErrorCode::Conflict);
    let taken = create(&shop.cx, input.clone()).await.unwrap_err();
    assert_eq!(taken.problem().errors[0].field, "slug");
    withdraw(&shop.cx, id).await.unwrap();
    update(&shop.cx, id, Seen::Any, DropInput { title: "Lantern".into(), ..input }).await.unwrap();
    schedule(&shop.cx, second).await.unwrap();
    assert_eq!(delete(&shop.cx, second, Seen::Any).await.unwrap_err().code(), ErrorCode::Conflict);
    delete(&shop.cx, id, Seen::Any).await.unwrap();
}
