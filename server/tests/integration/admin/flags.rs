use reqwest::StatusCode;

use super::{notice, staff_at};
use crate::shop::TestShop;

#[tokio::test]
async fn staff_switch_an_extra_and_hold_the_pressure_and_see_who_did_what() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let page = browser.submit("/admin/flags/newsletter", &[("percent", "100"), ("shed_at", "2")]).await;
    assert!(notice(&page).contains("within a second"), "{}", page.words());
    assert!(page.words().contains("Switched off"), "no tick in the box: {}", page.words());
    let page = browser.submit("/admin/pressure", &[("level", "3")]).await;
    assert_eq!(notice(&page), "The level is held at 3.");
    assert!(page.words().contains("Level 3. Light pages: no extras. Held by staff."), "{}", page.words());
    let page = browser.submit("/admin/flags/newsletter", &[("clear", "1")]).await;
    assert!(page.words().contains("newsletter") && page.words().contains("mara"), "{}", page.words());
    let page = browser.submit("/admin/pressure", &[("level", "")]).await;
    assert!(page.words().contains("Level 0. Calm"), "{}", page.words());
    for (name, value) in [("percent", "many"), ("shed_at", "7")] {
        let refused = browser.post("/admin/flags/newsletter", &[("enabled", "1"), (name, value)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
    assert_eq!(browser.post("/admin/flags/no_such", &[("enabled", "1")]).await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}
