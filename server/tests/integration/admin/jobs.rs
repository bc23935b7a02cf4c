use reqwest::StatusCode;
use sea_orm::ConnectionTrait;

use super::{notice, staff_at};
use crate::{
    api::{Program, goods},
    shop::{Browser, Page, TestShop},
};

const LIST: &str = "/admin/jobs";

/// A shop in which the mails of some orders gave up.
async fn troubled(orders: usize) -> (TestShop, Browser) {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 9).await);
    for _ in 0..orders {
        Program::of(&shop).buy(kettle.variant, 1).await;
    }
    park_mails(&shop).await;
    (shop, browser)
}

async fn park_mails(shop: &TestShop) {
    let park = "UPDATE job SET state = 'parked', attempts = 12, last_error = '<b>no route</b>', finished_at = run_at
        WHERE kind = 'order.mail'";
    shop.services.db.write().execute_unprepared(park).await.unwrap();
}

fn forms(page: &Page, verb: &str) -> Vec<String> {
    page.attributes(&format!("form[action$='/{verb}']"), "action")
}

#[tokio::test]
async fn the_overview_leads_to_jobs_that_gave_up_and_they_are_tried_again() {
    let (shop, browser) = troubled(2).await;
    let overview = browser.get("/admin").await;
    assert!(overview.words().contains("2 jobs gave up"), "{}", overview.words());
    assert_eq!(overview.attributes(".notice a", "href"), [LIST]);
    let page = browser.get(LIST).await;
    assert!(page.words().contains("<b>no route</b>"), "{}", page.words());
    let first = forms(&page, "requeue").remove(0);
    let page = browser.submit(&first, &[]).await;
    assert!(notice(&page).contains("waits"), "{}", page.words());
    assert_eq!(forms(&page, "requeue").len(), 1);
    assert_eq!(browser.post(&first, &[]).await.status, StatusCode::CONFLICT, "it is not parked any more");
    assert!(browser.get("/admin/jobs?state=ready&kind=order.mail").await.words().contains("mara"));

    shop.run_jobs().await;
    assert_eq!(browser.get("/admin/jobs?state=done&kind=order.mail").await.texts("tbody tr").len(), 1);
    let page = browser.submit("/admin/jobs/requeue", &[("kind", "order.mail")]).await;
    assert_eq!(notice(&page), "1 job waits for a worker again.");
    shop.run_jobs().await;
    assert_eq!(browser.get("/dev/mailbox").await.attributes("a[href^='/dev/mailbox/']", "href").len(), 2);
    shop.close().await;
}

#[tokio::test]
async fn a_job_can_be_put_away() {
    let (shop, browser) = troubled(1).await;
    let discard = forms(&browser.get(LIST).await, "discard").remove(0);
    let page = browser.submit(&discard, &[]).await;
    assert!(page.words().contains("No job has given up."), "{}", page.words());
    assert!(browser.get("/admin/jobs?state=done").await.words().contains("Discarded by mara"));
    shop.close().await;
}

#[tokio::test]
async fn every_state_can_be_looked_at_and_nonsense_is_refused() {
    let (shop, browser) = troubled(0).await;
    for state in ["parked", "ready", "running", "done"] {
        assert_eq!(browser.get(&format!("{LIST}?state={state}&kind=&cursor=")).await.status, StatusCode::OK, "{state}");
    }
    for query in ["state=lost", "cursor=x"] {
        assert_eq!(browser.get(&format!("{LIST}?{query}")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
    assert_eq!(browser.post("/admin/jobs/requeue", &[("kind", "no.such")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post("/admin/jobs/nonsense/requeue", &[]).await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn the_overview_sets_the_backlog_against_the_capacity() {
    let shop = TestShop::open_with(|config| config.shop.fulfilment.daily = 1).await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    Program::of(&shop).buy(kettle.variant, 1).await;
    shop.later(std::time::Duration::from_secs(10)).await;
    let page = browser.get("/admin").await;
    assert!(page.words().contains("1 order waits to be sent; a new one is promised to leave by"), "{}", page.words());
    assert!(page.texts(".admin-figure dd").contains(&"1 a day".to_owned()), "{}", page.words());

    let shopper = shop.browser();
    shopper.submit("/cart/lines", &[("variant_id", &kettle.variant.to_string()), ("quantity", "1")]).await;
    let checkout = shopper.get("/checkout").await;
    assert!(checkout.words().contains("Leaves our warehouse by"), "{}", checkout.words());
    shop.close().await;
}
