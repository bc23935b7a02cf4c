use std::time::Duration;

use reqwest::StatusCode;

use super::staff_at;
use crate::shop::{Browser, Checkout, Page, TestShop};

const MUG: &str = "kittiwake-enamel-mug";
const PASSWORD: &str = "correct horse battery";
const HOSTILE: &str = "</title><script>alert(1)</script>";

async fn sign_up(browser: &Browser, email: &str, name: &str) -> Page {
    browser.submit("/account/sign-up", &[("email", email), ("name", name), ("password", PASSWORD)]).await
}

#[tokio::test]
async fn accounts_are_looked_up_by_staff_and_nobody_else() {
    let shop = TestShop::empty().await;
    for (email, name) in [("ada@example.com", "Ada"), ("grace@example.com", "Grace"), ("joan@example.org", HOSTILE)] {
        sign_up(&shop.browser(), email, name).await;
    }
    let staff = staff_at(&shop).await;
    let all = staff.get("/admin/customers").await;
    assert_eq!(all.texts("tbody th"), ["joan@example.org", "grace@example.com", "ada@example.com"]);
    assert!(all.words().contains(HOSTILE) && !all.body.contains(HOSTILE));
    let newest = all.attributes("tbody a", "href").remove(0);
    let cursor = newest.rsplit('/').next().unwrap();
    let older = staff.get(&format!("/admin/customers?cursor={cursor}")).await;
    assert_eq!(older.texts("tbody th"), ["grace@example.com", "ada@example.com"]);
    assert_eq!(older.attributes(".admin-pager a", "href"), ["/admin/customers"]);
    assert_eq!(staff.get("/admin/customers?q=GRACE%40").await.texts("tbody th"), ["grace@example.com"]);
    assert!(staff.get("/admin/customers?q=nobody").await.text(".admin-empty").contains("No account matches"));
    assert_eq!(staff.get("/admin/customers?cursor=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(staff.get("/admin/customers/x").await.status, StatusCode::NOT_FOUND);
    for path in ["/admin/customers", &newest] {
        assert_eq!(shop.browser().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    shop.close().await;
}

#[tokio::test]
async fn an_account_is_shown_with_its_orders_its_money_its_addresses_and_what_it_said() {
    let shop = TestShop::open().await;
    // What is shown is judged here, not how fast.
    shop.services.extras.allow(Duration::from_secs(60));
    let (staff, ada) = (staff_at(&shop).await, shop.browser_with(MUG).await);
    sign_up(&ada, "ada@example.com", "Ada").await;
    let path = staff.get("/admin/customers").await.attributes("tbody a", "href").remove(0);
    let bare = staff.get(&path).await;
    assert_eq!((bare.text("h1"), bare.texts(".admin-empty").len()), ("ada@example.com".to_owned(), 3));
    assert!(bare.text(".admin-facts").contains("Nothing yet"), "{}", bare.words());

    let key = ada.get("/checkout").await.field("idempotency_key");
    let form = Checkout::paid_with("tok_ok").with("keep_address", "1").with("line1", HOSTILE);
    let order = ada.post("/checkout", &form.fields(&key)).await.location();
    let product = ada.get(&order).await.field("product_id");
    let said = [("product_id", &*product), ("stars", "4"), ("title", HOSTILE), ("text", "Holds."), ("name", "Ada")];
    ada.submit(&format!("{order}/reviews"), &said).await;

    let page = staff.get(&path).await;
    assert_eq!(page.texts("tbody tr").len(), 1, "{}", page.words());
    let total = page.text("tbody td:last-child");
    assert!(page.text(".admin-facts").contains(&total), "{total}: {}", page.words());
    assert!(page.text(".admin-places").contains(HOSTILE) && page.text(".admin-review").contains(HOSTILE));
    assert!(!page.body.contains("<script>alert"));

    let number = page.text("tbody th");
    let order = format!("/admin/orders/{}", number.trim_start_matches('#'));
    staff.submit(&format!("{order}/refund"), &[("all", "1"), ("reason", "")]).await;
    shop.run_jobs().await;
    let refunded = staff.get(&path).await;
    assert!(refunded.text(".admin-facts").contains("Nothing yet"), "{}", refunded.words());
    shop.close().await;
}
