use reqwest::StatusCode;

use super::{notice, staff_at, wrong_fields};
use crate::{api::goods, shop::TestShop};

#[tokio::test]
async fn a_location_is_added_changed_and_gets_stock_from_another() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let item = format!("/admin/stock/{}", kettle.variant);
    assert!(browser.get(&item).await.texts("[name=location_id]").is_empty(), "nothing to choose from yet");

    let new = [("name", "Sail loft"), ("priority", "50"), ("active", "1")];
    let page = browser.submit("/admin/locations", &new).await;
    assert!(notice(&page).contains("added"), "{}", page.words());
    let changes = page.attributes("form[action^='/admin/locations/']", "action");
    assert_eq!(changes.len(), 2);

    let page = browser.get(&item).await;
    let places = page.attributes("[name=from] option", "value");
    let fields = [("from", places[0].as_str()), ("to", &places[1]), ("quantity", "2")];
    let page = browser.submit(&format!("{item}/transfer"), &fields).await;
    assert!(notice(&page).contains("moved"), "{}", page.words());
    let levels = page.texts("section[aria-labelledby=levels] tbody tr");
    assert!(levels[0].ends_with("3 0 3") || levels[0].contains("303"), "{levels:?}");
    assert!(levels[1].contains("Sail loft"), "{levels:?}");
    assert!(page.text("section[aria-labelledby=ledger] tbody").contains("Sail loft"), "{}", page.words());

    let counted = [("mode", "set"), ("quantity", "9"), ("location_id", &*places[1]), ("reason", "counted")];
    browser.submit(&item, &counted).await;
    assert_eq!(kettle.stock(&shop).await, [12, 0, 0]);
    let loft = changes.iter().find(|change| change.ends_with(&places[1])).unwrap();
    browser.submit(loft, &[("name", "Sail loft"), ("priority", "50")]).await;
    assert_eq!(kettle.stock(&shop).await, [3, 0, 0], "closed: what lies there is not for sale");
    shop.close().await;
}

#[tokio::test]
async fn a_location_that_cannot_be_comes_back_as_it_was_typed() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    for (name, priority, wrong) in [(" ", "1", "new-location-name"), ("Quay", "first", "new-location-priority")] {
        let page = browser.post("/admin/locations", &[("name", name), ("priority", priority)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong_fields(&page), [wrong]);
        assert!(page.attributes("#new-location-priority", "value").contains(&priority.to_owned()));
    }
    let only = browser.get("/admin/locations").await.attributes("form[action^='/admin/locations/']", "action");
    let closed = browser.post(&only[0], &[("name", "Here"), ("priority", "0")]).await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
    assert!(closed.text("#errors").contains("needs a location"), "{}", closed.words());
    let nowhere = types::LocationId::new().to_string();
    let item = format!("/admin/stock/{}/transfer", kettle.variant);
    let page = browser.post(&item, &[("from", "here"), ("to", &nowhere), ("quantity", "1")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        browser
            .post(&format!("/admin/locations/{nowhere}"), &[("name", "x"), ("priority", "1"), ("active", "1")])
            .await
            .status,
        404
    );
    shop.close().await;
}
