use reqwest::StatusCode;

use super::{notice, staff_at};
use crate::{
    api::{Program, goods},
    shop::TestShop,
};

const CONSOLE: &str = "/admin/surge";

#[tokio::test]
async fn the_console_shows_what_sells_and_the_part_that_changes_alone() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 9).await);
    Program::of(&shop).buy(kettle.variant, 2).await;
    let page = browser.get(CONSOLE).await;
    assert_eq!(page.status, StatusCode::OK);
    let row = page.text("section[aria-labelledby=hot] tbody tr");
    assert!(row.contains('7') && row.contains('2'), "{row}");
    let part = browser.get(&page.attributes("#live", "data-live")[0]).await;
    assert_eq!((part.status, part.texts("section[aria-labelledby=hot] tbody tr").len()), (StatusCode::OK, 1));
    assert!(part.texts("nav, form").is_empty(), "the part alone: {}", part.words());
    assert!(part.header("cache-control").contains("no-store"), "{}", part.header("cache-control"));
    shop.close().await;
}

#[tokio::test]
async fn staff_hold_the_level_and_let_it_go() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let page = browser.submit("/admin/surge/level", &[("level", "3")]).await;
    assert_eq!(notice(&page), "The level is held at 3.");
    assert_eq!(page.text(".admin-level-number"), "Level 3");
    assert_eq!(shop.services.pressure.level().number(), 3);
    for wrong in ["5", "-1", "high"] {
        let refused = browser.post("/admin/surge/level", &[("level", wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    assert_eq!(shop.services.pressure.level().number(), 3);
    browser.submit("/admin/surge/level", &[("level", "")]).await;
    assert_eq!(shop.services.pressure.level().number(), 0);
    shop.close().await;
}

#[tokio::test]
async fn only_staff_watch_a_surge() {
    let shop = TestShop::open().await;
    for path in [CONSOLE, "/admin/surge/live"] {
        let page = shop.browser().get(path).await;
        assert!(page.location().starts_with("/admin/sign-in"), "{path}: {}", page.status);
    }
    shop.close().await;
}
