//! What products, collections and pages say in other languages.

use commerce::{Scope, catalog, orders};
use reqwest::{Method, StatusCode};
use serde_json::json;
use types::Locale;

use crate::{
    admin::{notice, staff_at},
    api::Program,
    shop::{Checkout, TestShop},
};

const MUG: &str = "kittiwake-enamel-mug";

#[tokio::test]
async fn a_page_says_what_is_translated_and_the_rest_in_english() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    for (address, title) in [("/products", "Kittiwake enamel mug"), ("/de/products", "Emaillebecher Kittiwake")] {
        let page = browser.get(&format!("{address}/{MUG}")).await;
        assert_eq!(page.text("h1"), title, "{address}");
    }
    let german = browser.get(&format!("/de/products/{MUG}")).await;
    assert!(german.body.contains("Krapprot") && german.body.contains("Campküche"), "{}", german.words());
    assert!(browser.get("/de/collections/light").await.text("h1").contains("Licht"));
    assert_eq!(browser.get("/ar/pages/imprint").await.text("h1"), "بيانات الناشر");
    assert!(browser.get("/ar/").await.texts(".footer a").contains(&"الشحن".to_owned()));
    shop.close().await;
}

#[tokio::test]
async fn a_search_in_arabic_finds_what_is_called_so() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let found = browser.get("/ar/search?q=الفانوس").await;
    assert!(found.words().contains("فانوس رقم 7"), "{}", found.words());
    let found = browser.get("/de/search?q=sturmlatrene").await;
    assert!(found.words().contains("Sturmlaterne Breakwater"), "typed wrongly: {}", found.words());
    assert!(!browser.get("/search?q=sturmlaterne").await.words().contains("Breakwater storm lantern"));
    shop.close().await;
}

/// As people look for it in a German list.
fn place(title: &str) -> String {
    let letters = title.to_lowercase().replace('ß', "ss").replace('ä', "a").replace('ö', "o").replace('ü', "u");
    letters
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[tokio::test]
async fn a_list_by_title_is_in_the_order_of_its_language() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let mut listed = Vec::new();
    for page in ["/de/products?sort=title", "/de/products?sort=title&page=2"] {
        listed.extend(browser.get(page).await.texts(".product-card-title"));
    }
    let places: Vec<String> = listed.iter().map(|title| place(title)).collect();
    assert!(places.len() > 24 && places.is_sorted(), "{places:?}");
    assert!(listed.iter().any(|title| place(title) != title.to_lowercase()), "some of it is German: {listed:?}");

    let program = Program::of(&shop);
    let (mut walked, mut cursor) = (Vec::new(), String::new());
    while walked.len() < listed.len() {
        let page = program.get(&format!("/products?locale=de&sort=title&limit=7{cursor}")).await.ok(StatusCode::OK);
        let titles = page["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned());
        walked.extend(titles);
        cursor = format!("&cursor={}", page["next_cursor"].as_str().unwrap_or_default());
    }
    walked.truncate(listed.len());
    assert_eq!(walked, listed, "programs walk it as people read it");
    shop.close().await;
}

#[tokio::test]
async fn what_staff_translate_is_on_the_page_at_once_and_harmless() {
    let shop = TestShop::open().await;
    let (staff, browser) = (staff_at(&shop).await, shop.browser());
    let id = catalog::product(&shop.cx(), MUG).await.unwrap().id;
    let address = format!("/admin/products/{id}/translations/de");
    let shown = format!("/de/products/{MUG}");
    browser.get(&shown).await;
    let form = staff.get(&address).await;
    let seen = form.field("seen");
    let hostile = "<p>Neu.</p><script>alert(1)</script><img src=x onerror=alert(2)>";
    let fields = [("seen", seen.as_str()), ("title", "Becher"), ("description_html", hostile), ("term.Colour", "Ton")];
    let saved = staff.submit(&address, &fields).await;
    assert!(notice(&saved).contains("saved"), "{}", saved.words());
    let page = browser.get(&shown).await;
    assert_eq!(page.text("h1"), "Becher");
    assert!(page.words().contains("Neu.") && !page.body.contains("alert("), "{}", page.body);
    assert_eq!(browser.get(&format!("/products/{MUG}")).await.text("h1"), "Kittiwake enamel mug");

    // Whoever has looked at older words does not overwrite these; what they typed is still there.
    let late = staff.post(&address, &[("seen", seen.as_str()), ("title", "Tasse")]).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(late.attributes("#translation-title", "value"), ["Tasse"]);
    assert_eq!(browser.get(&shown).await.text("h1"), "Becher");
    let wrong = [("seen", late.field("seen")), ("title", "t".repeat(201))];
    let wrong: Vec<(&str, &str)> = wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(staff.post(&address, &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for unknown in ["en", "fr", "DE"] {
        let address = format!("/admin/products/{id}/translations/{unknown}");
        assert_eq!(staff.get(&address).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_page_of_words_is_translated_by_a_form() {
    let shop = TestShop::open().await;
    let (staff, browser) = (staff_at(&shop).await, shop.browser());
    let pages = staff.get("/admin/pages").await.attributes("tbody a", "href");
    let address = format!("{}/translations/de", pages[0]);
    let seen = staff.get(&address).await.field("seen");
    let fields =
        [("seen", seen.as_str()), ("title", "Schreiben Sie uns"), ("body_html", "<p>Gern.</p><script>x</script>")];
    staff.submit(&address, &fields).await;
    let page = browser.get("/de/pages/contact").await;
    assert_eq!(page.text("h1"), "Schreiben Sie uns");
    assert!(browser.get("/de/").await.texts(".footer a").contains(&"Schreiben Sie uns".to_owned()));
    shop.close().await;
}

#[tokio::test]
async fn a_collection_is_translated_by_a_form() {
    let shop = TestShop::open().await;
    let (staff, browser) = (staff_at(&shop).await, shop.browser());
    let listed = staff.get("/admin/collections").await.attributes("tbody a[href*='/translations/de']", "href");
    assert_eq!(listed.len(), 6);
    let seen = staff.get(&listed[0]).await.field("seen");
    let hostile = "<p>Zum Mitnehmen.</p><script>alert(1)</script>";
    let fields = [("seen", seen.as_str()), ("title", "Taschen"), ("description_html", hostile)];
    assert!(notice(&staff.submit(&listed[0], &fields).await).contains("saved"));
    let page = browser.get("/de/collections/carry").await;
    assert!(page.text("h1").contains("Taschen") && page.words().contains("Zum Mitnehmen."), "{}", page.words());
    assert!(!page.body.contains("alert("), "{}", page.body);
    assert_eq!(staff.post(&listed[0], &fields).await.status, StatusCode::PRECONDITION_FAILED, "seen before the change");
    shop.close().await;
}

#[tokio::test]
async fn a_refusal_names_goods_in_the_language_it_is_read_in() {
    let shop = TestShop::open().await;
    let variant = shop.for_sale("eider-sleeping-bag").await.id.to_string();
    let refused = shop.browser().post("/de/cart/lines", &[("variant_id", &variant), ("quantity", "90")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.words().contains("Schlafsack Eider"), "{}", refused.words());
    shop.close().await;
}

#[tokio::test]
async fn a_cart_and_an_order_say_what_was_bought_in_the_language_it_was_bought_in() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let variant = shop.for_sale(MUG).await.id.to_string();
    browser.post("/de/cart/lines", &[("variant_id", &variant), ("quantity", "1")]).await;
    let cart = browser.get("/de/cart").await;
    assert!(cart.words().contains("Emaillebecher Kittiwake"), "{}", cart.words());
    assert!(browser.get("/cart").await.words().contains("Kittiwake enamel mug"));
    let key = browser.get("/de/checkout").await.field("idempotency_key");
    let placed = browser.post("/de/checkout", &Checkout::paid_with("tok_ok").fields(&key)).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.words());
    let order = orders::by_token(&shop.cx(), placed.location().rsplit('/').next().unwrap()).await.unwrap();
    assert_eq!(order.lines[0].title, "Emaillebecher Kittiwake");
    shop.close().await;
}

#[tokio::test]
async fn programs_read_and_write_every_language() {
    let shop = TestShop::open().await;
    let editor = Program::with_key(&shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await;
    let id = catalog::product(&shop.cx(), MUG).await.unwrap().id;
    let path = format!("/admin/products/{id}/translations/de");
    let mut words = editor.get(&path).await.ok(StatusCode::OK);
    assert_eq!((&words["title"], &words["terms"]["Madder"]), (&json!("Emaillebecher Kittiwake"), &json!("Krapprot")));
    words["title"] = json!("Becher");
    words["description_html"] = json!("<p>Neu.</p><script>x</script>");
    let written = editor.call(Method::PUT, &path, &words).await.ok(StatusCode::OK);
    assert_eq!((&written["title"], &written["description_html"]), (&json!("Becher"), &json!("<p>Neu.</p>")));
    let title =
        async |query: &str| editor.get(&format!("/products/{MUG}{query}")).await.ok(StatusCode::OK)["title"].clone();
    assert_eq!(title("?locale=de").await, "Becher");
    assert_eq!(title("").await, "Kittiwake enamel mug");
    let listed = editor.get("/products?locale=de&q=becher").await.ok(StatusCode::OK);
    assert!(listed["items"].as_array().unwrap().iter().any(|item| item["title"] == "Becher"), "{listed}");
    assert_eq!(editor.get(&format!("/products/{MUG}?locale=fr")).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    words["terms"]["Moss"] = json!("Moos");
    assert_eq!(editor.call(Method::PUT, &path, &words).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for unknown in ["en", "fr"] {
        let path = format!("/admin/products/{id}/translations/{unknown}");
        assert_eq!(editor.call(Method::PUT, &path, &json!({})).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    let reader = Program::with_key(&shop, &[Scope::CatalogRead]).await;
    assert_eq!(reader.call(Method::PUT, &path, &json!({})).await.status, StatusCode::FORBIDDEN);

    let made = editor.post("/admin/collections", &json!({"title": "Night sea"})).await.ok(StatusCode::CREATED);
    let path = format!("/admin/collections/{}/translations/ar", made["id"].as_str().unwrap());
    editor.call(Method::PUT, &path, &json!({"title": "بحر الليل"})).await.ok(StatusCode::OK);
    let mut arabic = shop.cx();
    arabic.market.locale = Locale::Ar;
    assert_eq!(catalog::collection_links(&arabic).await.unwrap().pop().unwrap().title, "بحر الليل");
    shop.close().await;
}
