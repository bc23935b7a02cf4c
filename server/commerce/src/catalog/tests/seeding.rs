use super::Shop;
use crate::{
    Seen,
    catalog::{ListQuery, home, list, product, update_product},
    seed::{SeedReport, seed},
};

#[tokio::test]
async fn the_demo_shop_is_complete_and_a_second_seeding_changes_nothing() {
    let shop = Shop::open().await;
    let first = seed(&shop.cx).await.unwrap();
    assert!(first.products >= 60 && first.collections == 6, "{first:?}");
    assert_eq!(shop.count("product").await.unsigned_abs(), first.products);
    assert_eq!(shop.count("stock_item").await.unsigned_abs(), first.variants);
    assert_eq!(shop.count("image").await.unsigned_abs(), first.images);

    let view = home(&shop.cx).await.unwrap();
    assert_eq!((view.collections.len(), view.featured.len(), view.newest.len()), (6, 8, 8));
    assert!(view.collections.iter().all(|collection| collection.product_count > 0 && collection.image.is_some()));
    let listing = list(&shop.cx, ListQuery::default()).await.unwrap();
    assert_eq!(listing.total, first.products);
    assert!(listing.items.iter().all(|card| card.image.is_some() && card.second_image.is_some()));

    assert_eq!(seed(&shop.cx).await.unwrap(), SeedReport::default());
    assert_eq!(shop.count("product").await.unsigned_abs(), first.products);
}

#[tokio::test]
async fn a_seeded_product_can_be_saved_by_staff_unchanged() {
    let shop = Shop::open().await;
    seed(&shop.cx).await.unwrap();
    let listing = list(&shop.cx, ListQuery::default()).await.unwrap();
    for card in &listing.items {
        let before = product(&shop.cx, &card.slug).await.unwrap();
        let input = crate::catalog::admin_product(&shop.cx, card.id).await.unwrap().input;
        update_product(&shop.cx, card.id, Seen::Any, input).await.unwrap();
        assert_eq!(product(&shop.cx, &card.slug).await.unwrap(), before);
    }
}
