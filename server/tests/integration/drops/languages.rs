//! What a drop says and costs in each language and money.

use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{A_MINUTE, A_MOMENT, announced};
use crate::{
    admin::{notice, staff_at},
    api::Program,
    shop::{Browser, TestShop},
};

/// The form of the announced drop's German words.
async fn form(staff: &Browser) -> String {
    let listed = staff.get("/admin/drops").await;
    let found = listed.attributes("tbody a", "href").into_iter().zip(listed.texts("tbody a"));
    let drop = found.into_iter().find(|(_, title)| title == "Lamp").unwrap().0;
    let links = staff.get(&drop).await.attributes("a[href$='/translations/de']", "href");
    assert_eq!(links, [format!("{drop}/translations/de")]);
    links[0].clone()
}

#[tokio::test]
async fn what_staff_translate_of_a_drop_is_on_every_page_of_it_at_once_and_harmless() {
    let shop = TestShop::open().await;
    let goods = announced(&shop, 3).await.goods;
    let (staff, browser) = (staff_at(&shop).await, shop.browser());
    let product = format!("/de/products/{}", goods.slug);
    for kept in ["/de/drops/lamp", &product, "/drops/lamp"] {
        assert!(browser.get(kept).await.words().contains("Lamp"), "{kept}");
    }
    let address = form(&staff).await;
    let seen = staff.get(&address).await.field("seen");
    let hostile = "Früh & </p><script>alert(1)</script>";
    let fields = [("seen", seen.as_str()), ("title", "Leuchte <b>"), ("message_before", hostile)];
    assert!(notice(&staff.submit(&address, &fields).await).contains("saved"));

    let page = browser.get("/de/drops/lamp").await;
    assert_eq!(page.text("h1"), "Leuchte <b>");
    assert!(page.words().contains(hostile) && !page.body.contains("<script>alert"), "{}", page.body);
    assert_eq!(browser.get(&product).await.texts("a[href$='/drops/lamp']"), ["Leuchte <b>"]);
    assert!(browser.get("/de/drops/lamp/queue").await.words().contains("Leuchte <b>"));
    let english = browser.get("/drops/lamp").await;
    assert_eq!(english.text("h1"), "Lamp");
    assert!(english.words().contains("Come early & bring <friends>."), "{}", english.words());

    // What nobody has said in German reads as in English.
    let seen = staff.get(&address).await.field("seen");
    staff.submit(&address, &[("seen", seen.as_str()), ("title", "Leuchte")]).await;
    let page = browser.get("/de/drops/lamp").await;
    assert_eq!(page.text("h1"), "Leuchte");
    assert!(page.words().contains("Come early & bring <friends>."), "{}", page.words());
    shop.close().await;
}

#[tokio::test]
async fn of_two_who_translate_the_same_words_the_later_one_is_asked_again() {
    let shop = TestShop::open().await;
    announced(&shop, 3).await;
    let staff = staff_at(&shop).await;
    let address = form(&staff).await;
    let seen = staff.get(&address).await.field("seen");
    staff.submit(&address, &[("seen", seen.as_str()), ("title", "Leuchte")]).await;
    let late = staff.post(&address, &[("seen", seen.as_str()), ("title", "Lampe"), ("message_live", "Jetzt.")]).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(late.attributes("#translation-title", "value"), ["Lampe"]);
    assert_eq!(late.text("#translation-message_live"), "Jetzt.", "what was typed is still there");
    let (seen, long) = (late.field("seen"), "t".repeat(121));
    let wrong = staff.post(&address, &[("seen", seen.as_str()), ("title", long.as_str())]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for unknown in ["en", "fr"] {
        let address = address.replace("/de", &format!("/{unknown}"));
        assert_eq!(staff.get(&address).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_program_translates_a_drop_and_reads_it_in_any_language_and_money() {
    let shop = TestShop::open().await;
    announced(&shop, 3).await;
    let editor = Program::with_key(&shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await;
    let english = editor.get("/drops/lamp").await.ok(StatusCode::OK);
    let path = format!("/admin/drops/{}/translations/de", english["id"].as_str().unwrap());
    let empty = editor.get(&path).await;
    let tag = empty.header("etag").to_owned();
    assert_eq!(empty.ok(StatusCode::OK)["title"], "");
    let words = json!({"title": "Leuchte", "message_live": "Jetzt.\n\nHier."});
    let written = editor.call(Method::PUT, &path, &words).await.ok(StatusCode::OK);
    assert_eq!((&written["title"], &written["message_over"]), (&json!("Leuchte"), &json!("")));
    let stale = editor.request(Method::PUT, &path).header("If-Match", tag).json(&words);
    editor.send(stale).await.refused(412, "precondition_failed");

    // Asked one after the other within a moment: nobody hears another one's language or money.
    let told = async |query: &str| {
        let drop = editor.get(&format!("/drops/lamp{query}")).await.ok(StatusCode::OK);
        (drop["title"].as_str().unwrap().to_owned(), drop["goods"][0]["price"].clone())
    };
    let (dollars, euros) = (json!({"amount": 1500, "currency": "USD"}), json!({"amount": 1395, "currency": "EUR"}));
    for (query, title, price) in [
        ("", "Lamp", &dollars),
        ("?currency=EUR", "Lamp", &euros),
        ("?locale=de", "Leuchte", &dollars),
        ("?locale=de&currency=EUR", "Leuchte", &euros),
        ("", "Lamp", &dollars),
    ] {
        assert_eq!(told(query).await, (title.to_owned(), price.clone()), "{query}");
    }
    for wrong in ["currency=GBP", "currency=X", "locale=fr"] {
        let refused = editor.get(&format!("/drops/lamp?{wrong}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }

    let long = json!({"title": "t".repeat(121), "message_before": "m".repeat(2_001)});
    assert_eq!(editor.call(Method::PUT, &path, &long).await.wrong_fields(), ["title", "message_before"]);
    for unknown in ["en", "fr"] {
        let path = path.replace("/de", &format!("/{unknown}"));
        editor.call(Method::PUT, &path, &json!({})).await.refused(404, "not_found");
    }
    let reader = Program::with_key(&shop, &[Scope::CatalogRead]).await;
    assert_eq!(reader.call(Method::PUT, &path, &json!({})).await.status, StatusCode::FORBIDDEN);
    shop.close().await;
}

#[tokio::test]
async fn a_queue_sells_in_the_money_of_its_market() {
    let shop = TestShop::open().await;
    announced(&shop, 3).await;
    shop.later(A_MINUTE * 2).await;
    let browser = shop.browser();
    browser.submit("/de/drops/lamp/queue", &[]).await;
    shop.later(A_MOMENT).await;
    let turn = browser.get("/de/drops/lamp/queue").await;
    assert!(turn.text("form button").contains("13,95"), "{}", turn.words());
    assert!(browser.get("/drops/lamp/queue").await.text("form button").contains("$15.00"));
    shop.close().await;
}

#[tokio::test]
async fn the_demos_drop_is_announced_in_every_language() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    for (prefix, title, message) in [
        ("", "Lantern No. 7, 300 made", "Come early"),
        ("/de", "Laterne Nr. 7, 300 Stück", "Kommen Sie früh"),
        ("/ar", "فانوس رقم 7، 300 قطعة", "احضر مبكرًا"),
    ] {
        let page = browser.get(&format!("{prefix}/drops/lantern-no-7")).await;
        assert_eq!(page.text("h1"), title);
        assert!(page.words().contains(message), "{}", page.words());
    }
    shop.close().await;
}
