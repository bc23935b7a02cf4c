use reqwest::StatusCode;

use super::{notice, staff_at, wrong_fields};
use crate::shop::TestShop;

#[tokio::test]
async fn a_page_of_words_is_written_changed_and_deleted() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let new = [("title", "Size guide"), ("body_html", "<p>Measure twice.</p><script>alert(1)</script>")];
    let page = browser.submit("/admin/pages", &new).await;
    assert!(notice(&page).contains("saved"), "{}", page.words());
    let form = page.attributes("form.admin-form", "action").remove(0);
    let shown = browser.get("/pages/size-guide").await;
    assert!(shown.text(".prose").contains("Measure twice.") && !shown.body.contains("alert("), "{}", shown.body);

    browser.submit(&form, &[("title", "Sizes"), ("body_html", "<p>Cut once.</p>")]).await;
    let shown = browser.get("/pages/size-guide").await;
    assert_eq!((shown.text("h1"), shown.text(".prose")), ("Sizes".to_owned(), "Cut once.".to_owned()), "where it was");
    assert!(browser.get("/admin/pages").await.texts("tbody a").contains(&"Sizes".to_owned()));

    browser.submit(&format!("{form}/delete"), &[]).await;
    assert_eq!(browser.get("/pages/size-guide").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(&form).await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn a_page_that_cannot_be_comes_back_as_it_was_typed() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let stored = browser.get("/admin/pages").await.attributes("tbody a", "href").remove(0);
    let hostile = "</textarea><script>alert(1)</script>";
    for path in ["/admin/pages", &stored] {
        let page = browser.post(path, &[("title", " "), ("body_html", hostile)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_eq!(wrong_fields(&page), ["page-title"], "{path}");
        assert!(page.text("textarea").contains(hostile) && !page.body.contains("<script>alert"), "{path}");
    }
    let taken = browser.post("/admin/pages", &[("title", "Imprint"), ("body_html", "")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text("#errors").contains("Another page has this address"), "{}", taken.words());
    shop.close().await;
}
