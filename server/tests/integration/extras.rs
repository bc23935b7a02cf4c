//! What a page can do without, and pages without it.

use std::time::Duration;

use commerce::{
    Cx, Services,
    flags::{self, Flag},
    notifications, pressure, switches,
};
use reqwest::{Method, StatusCode};
use types::flag::FlagInput;

use crate::shop::{Checkout, Page, TestShop};

const PRODUCT: &str = "/products/skerry-waxed-tote";

/// A shop where extras may take their time: what is shown is judged here, not how fast.
async fn patient() -> TestShop {
    let shop = TestShop::open().await;
    shop.services.extras.allow(Duration::from_secs(60));
    shop
}

fn has(page: &Page, selector: &str) -> bool {
    !page.attributes(selector, "class").is_empty() || !page.texts(selector).is_empty()
}

/// What is an extra on a product's page.
const WIDGETS: [&str; 7] = [
    "#related",
    "[data-extra=recent]",
    "input[data-suggest]",
    "[data-live-stock]",
    "form.newsletter",
    "[data-zoom]",
    ".wish-units",
];

#[tokio::test]
async fn held_at_level_three_every_page_is_light_says_so_and_still_sells() {
    let shop = patient().await;
    let browser = shop.browser();
    let calm = browser.get(PRODUCT).await;
    for widget in WIDGETS {
        assert!(has(&calm, widget), "{widget}: {}", calm.body);
    }
    pressure::hold(&shop.cx(), Some(3)).await.unwrap();
    let light = browser.get(PRODUCT).await;
    for widget in WIDGETS {
        assert!(!has(&light, widget), "{widget}");
    }
    assert!(light.body.len() * 4 <= calm.body.len() * 3, "{} of {} bytes", light.body.len(), calm.body.len());
    assert!(light.attributes("script", "src").iter().all(|src| !src.contains("extras")), "no live connection");
    for path in ["/", "/products", "/collections/light", "/search?q=tote", "/cart", PRODUCT] {
        assert!(browser.get(path).await.text(".busy").contains("put the extras away"), "{path}");
    }
    assert!(!browser.get("/products").await.words().contains("In stock ("), "nothing is counted");

    let buyer = shop.browser_with("skerry-waxed-tote").await;
    let key = buyer.get("/checkout").await.field("idempotency_key");
    let page = buyer.submit("/checkout", &Checkout::paid_with("tok_ok").fields(&key)).await;
    assert!(page.words().to_lowercase().contains("confirmed"), "{}", page.words());
    pressure::hold(&shop.cx(), None).await.unwrap();
    assert!(!has(&browser.get(PRODUCT).await, ".busy"));
    shop.close().await;
}

#[tokio::test]
async fn each_flag_takes_its_widget_off_the_page_alone() {
    let shop = patient().await;
    let browser = shop.browser();
    let flags = [
        Flag::RelatedProducts,
        Flag::RecentlyViewed,
        Flag::SearchSuggestions,
        Flag::LiveStock,
        Flag::Newsletter,
        Flag::GalleryExtras,
        Flag::WishlistCount,
    ];
    for (off, flag) in flags.into_iter().enumerate() {
        let input = FlagInput { enabled: false, ..FlagInput::default() };
        flags::set(&shop.cx(), flag.key(), input).await.unwrap();
        let page = browser.get(PRODUCT).await;
        for (index, widget) in WIDGETS.iter().enumerate() {
            assert_eq!(has(&page, widget), index != off, "{widget} without {}", flag.key());
        }
        flags::clear(&shop.cx(), flag.key()).await.unwrap();
    }
    assert!(browser.get("/products").await.words().contains("In stock ("));
    let input = FlagInput { enabled: false, ..FlagInput::default() };
    flags::set(&shop.cx(), Flag::FacetCounts.key(), input).await.unwrap();
    let page = browser.get("/products").await;
    assert!(page.words().contains("In stock") && !page.words().contains("In stock ("), "{}", page.words());
    shop.close().await;
}

#[tokio::test]
async fn what_goes_well_with_a_cart_is_not_in_it_and_is_shed() {
    let shop = patient().await;
    let browser = shop.browser_with("skerry-waxed-tote").await;
    let cart = browser.get("/cart").await;
    assert_eq!(cart.texts("#beside"), ["Goes well with it"]);
    let beside = cart.attributes(".product-card a", "href");
    assert!(!beside.is_empty() && beside.iter().all(|href| href != PRODUCT), "{beside:?}");
    assert!(!has(&shop.browser().get("/cart").await, "#beside"), "nothing goes with an empty cart");
    pressure::hold(&shop.cx(), Some(2)).await.unwrap();
    assert!(!has(&browser.get("/cart").await, "#beside"));
    pressure::hold(&shop.cx(), None).await.unwrap();
    let off = FlagInput { enabled: false, ..FlagInput::default() };
    flags::set(&shop.cx(), Flag::RelatedOnCart.key(), off).await.unwrap();
    assert!(!has(&browser.get("/cart").await, "#beside"));
    shop.close().await;
}

#[tokio::test]
async fn an_extra_for_some_is_left_to_the_browser_which_asks_by_its_own_id() {
    let shop = patient().await;
    let browser = shop.browser();
    let input = FlagInput { percent: 0, allow: vec!["mara".into()], ..FlagInput::default() };
    flags::set(&shop.cx(), Flag::RelatedProducts.key(), input).await.unwrap();
    let page = browser.get(PRODUCT).await;
    assert!(!has(&page, "#related"));
    assert_eq!(page.attributes("[data-extra=related]", "data-some").len(), 1);
    let mine = async |visitor: &str| {
        let items = browser.get(&format!("/extras/mine?visitor={visitor}")).await.json()["items"].clone();
        items.as_array().unwrap().iter().any(|key| key == "related_products")
    };
    assert!(mine("mara").await);
    assert!(!mine("ada").await && !mine("").await);
    let fragment = browser.get("/extras/related/skerry-waxed-tote").await;
    assert_eq!(fragment.texts("#related"), ["You may also like"]);
    assert_eq!(fragment.texts(".product-card").len(), 4);
    flags::set(&shop.cx(), Flag::RelatedProducts.key(), FlagInput { enabled: false, ..FlagInput::default() })
        .await
        .unwrap();
    assert_eq!(browser.get("/extras/related/skerry-waxed-tote").await.status, StatusCode::NO_CONTENT);
    shop.close().await;
}

#[tokio::test]
async fn the_browser_is_told_what_was_looked_at_and_what_a_search_would_find() {
    let shop = patient().await;
    let browser = shop.browser();
    let recent = browser.get("/extras/recent?slugs=skerry-waxed-tote,no-such").await;
    assert_eq!(recent.attributes(".product-card a", "href"), [PRODUCT]);
    assert_eq!(browser.get("/extras/recent?slugs=").await.status, StatusCode::NO_CONTENT);
    let suggested = browser.get("/extras/suggest?q=sker").await;
    assert_eq!(suggested.attributes("[role=option]", "href")[0], PRODUCT);
    assert_eq!(suggested.texts("[role=option] .price")[0], "$128.00");
    assert_eq!(suggested.texts("[role=option]").len(), 6, "few are enough");
    assert_eq!(suggested.header("cache-control"), "public, max-age=60");
    let nothing = browser.get("/extras/suggest?q=qzxwv").await;
    assert_eq!((nothing.status, nothing.header("cache-control")), (StatusCode::NO_CONTENT, "public, max-age=60"));
    shop.services.extras.allow(Duration::ZERO);
    let too_late = browser.get("/extras/suggest?q=skerr").await;
    assert_eq!((too_late.status, too_late.header("cache-control")), (StatusCode::NO_CONTENT, "no-store"));
    shop.services.extras.allow(Duration::from_secs(60));
    pressure::hold(&shop.cx(), Some(3)).await.unwrap();
    for path in ["/extras/recent?slugs=skerry-waxed-tote", "/extras/suggest?q=sker", "/extras/newsletter"] {
        assert_eq!(browser.get(path).await.status, StatusCode::NO_CONTENT, "{path}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_list_is_narrowed_by_what_is_chosen_and_its_pages_keep_to_it() {
    let shop = patient().await;
    let browser = shop.browser();
    let page = browser.get("/products?max=25&available=1&sort=title&facet=colour.kelp&facet=colour.clay").await;
    let cards = page.texts(".product-card").len();
    assert!(cards > 0);
    assert!(!page.texts(".product-card-flag").iter().any(|flag| flag == "Sold out"));
    assert!(page.words().contains(&format!("{cards} product")), "{}", page.words());
    assert_eq!(page.attributes("form.facets [name=max]", "value"), ["25.00"]);
    assert_eq!(page.attributes("form.facets [name=facet][checked]", "value"), ["colour.clay", "colour.kelp"]);
    assert_eq!(page.attributes("form.sort input[name=available]", "value"), ["1"]);
    let chips = page.attributes("a.filter-chip", "href");
    assert_eq!(chips.len(), 4, "{chips:?}");
    for chip in &chips {
        let wider = browser.get(chip).await;
        assert_eq!(wider.texts("a.filter-chip").len(), 3, "{chip}");
        // One of two colours less leaves less, anything else leaves more.
        let alternative = chip.matches("facet=").count() == 1;
        assert!(alternative || wider.texts(".product-card").len() >= cards, "{chip}");
    }
    let nothing = browser.get("/products?min=1000&q=notebook&available=1").await;
    assert!(nothing.words().contains("Show all"), "one finds the way back: {}", nothing.words());
    shop.close().await;
}

#[tokio::test]
async fn whatever_narrows_a_list_is_answered_with_a_list_or_words() {
    let shop = patient().await;
    let browser = shop.browser();
    let whole = browser.get("/products").await.texts(".product-card");
    let many: String = (0..400).map(|number| format!("&facet=colour.x{number}")).collect();
    for meaningless in [
        "facet=colour.nobody-has",
        "facet=nonsense&facet=.&facet=a.b.c&facet=%F0%9F%8F%AE.x&facet='%20OR%201=1--.x",
        "facet=&min=&max=&available=maybe",
        "price=nonsense",
        many.as_str(),
    ] {
        let page = browser.get(&format!("/products?{meaningless}")).await;
        assert_eq!((page.status, page.texts(".product-card")), (StatusCode::OK, whole.clone()), "{meaningless}");
    }
    for (wrong, words) in [
        ("min=abc", "as a number"),
        ("max=-1", "as a number"),
        ("min=1.999", "as a number"),
        ("min=20&max=10", "above the highest"),
        ("max=99999999999999999999999", "more than anything costs"),
        ("min=%3Cscript%3E", "as a number"),
    ] {
        for path in ["/products", "/collections/wear", "/search"] {
            let page = browser.get(&format!("{path}?q=wool&{wrong}")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {wrong}");
            assert!(page.text("[role=alert]").contains(words), "{path} {wrong}: {}", page.words());
            assert!(!page.body.contains("<script>"), "{path} {wrong}");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn a_search_with_a_typing_error_says_what_it_looked_for_and_one_in_vain_helps() {
    let shop = patient().await;
    let browser = shop.browser();
    let page = browser.get("/search?q=lantren").await;
    assert!(page.words().contains("Nothing matches “lantren”. These are results for"), "{}", page.words());
    assert!(page.texts(".product-card-title").iter().any(|title| title.to_lowercase().contains("lantern")));
    let nothing = browser.get("/search?q=qzxwv").await;
    assert_eq!(nothing.status, StatusCode::OK);
    assert_eq!(nothing.texts("section.shelf .product-card").len(), 4, "what others like");
    let instead = browser.get("/search?q=lantern+notebook").await;
    assert_eq!(instead.texts(".search-instead a"), ["lantern", "notebook"]);
    shop.close().await;
}

#[tokio::test]
async fn the_newsletter_is_asked_for_and_confirmed_without_javascript() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let page = browser.post("/newsletter", &[("email", "ada@example.com")]).await;
    assert_eq!(page.text("h1"), "Please look at your mail");
    let again = browser.post("/newsletter", &[("email", "nobody")]).await;
    assert_eq!((again.status, again.field("email")), (StatusCode::UNPROCESSABLE_ENTITY, "nobody".into()));
    assert!(again.text("#field-email-error").starts_with("Enter an e-mail address"), "{}", again.words());
    shop.run_jobs().await;
    let mail = browser.get(&browser.get("/dev/mailbox").await.attributes("a[href^='/dev/mailbox/']", "href")[0]).await;
    let words = mail.words();
    let link = words.split_whitespace().find(|word| word.contains("/newsletter/")).unwrap();
    let path = format!("/newsletter/{}", link.rsplit('/').next().unwrap());
    assert_eq!(browser.get(&path).await.texts("form.newsletter-answer button").len(), 2);
    assert_eq!(browser.post(&path, &[("answer", "yes")]).await.text("h1"), "Welcome");
    assert_eq!(browser.post(&path, &[("answer", "no")]).await.text("h1"), "Your address is removed");
    assert_eq!(browser.get("/newsletter/made-up").await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn a_mail_program_leaves_the_newsletter_for_its_reader() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    for (number, kind, body) in [
        (0, "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
        (1, "multipart/form-data; boundary=x", multipart),
        (2, "", ""),
    ] {
        let to = format!("reader{number}@example.com");
        browser.post("/newsletter", &[("email", &to)]).await;
        shop.run_jobs().await;
        let mails = notifications::mailbox(&shop.cx()).await.unwrap();
        let mail = mails.into_iter().find(|mail| mail.to == to).unwrap();
        let link = mail.text.split_whitespace().find(|word| word.contains("/newsletter/")).unwrap();
        let path = format!("/newsletter/{}", link.rsplit('/').next().unwrap());
        assert_eq!(browser.post(&path, &[("answer", "yes")]).await.text("h1"), "Welcome");

        let leave = format!("{path}/leave");
        assert_eq!(
            browser.get(&leave).await.texts("form.newsletter-answer button").len(),
            2,
            "opening it ends nothing"
        );
        let foreign = browser.request(Method::POST, &leave).header("origin", "https://evil.example").body(body);
        assert_eq!(browser.send(foreign.header("content-type", kind)).await.status, StatusCode::FORBIDDEN);
        assert_eq!(browser.post(&path, &[("answer", "yes")]).await.text("h1"), "Welcome", "nothing has ended");
        // It has no cookie and sends no origin.
        let pressed = shop.browser().request(Method::POST, &leave).header("content-type", kind).body(body);
        assert_eq!(browser.send(pressed).await.status, StatusCode::OK, "{kind}");
        assert_eq!(browser.post(&path, &[("answer", "yes")]).await.status, StatusCode::NOT_FOUND, "it is gone");
    }
    let made_up = browser.request(Method::POST, "/newsletter/made-up/leave");
    assert_eq!(browser.send(made_up).await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

/// Over Redis where the run has one, and by reading alone where it has none.
#[tokio::test]
async fn two_instances_agree_on_flags_and_pressure() {
    let shop = TestShop::open().await;
    let other = Cx::system(Services::connect(shop.services.settings.clone()).await.unwrap());
    let following = [shop.cx(), other.clone()].map(|cx| tokio::spawn(switches::follow(cx)));
    // A second is promised; as much again is for a busy machine.
    let until = async |seen: &dyn Fn() -> bool| {
        let looking = async {
            while !seen() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(2), looking).await.expect("the instances agree soon");
    };
    let off = FlagInput { enabled: false, ..FlagInput::default() };
    flags::set(&shop.cx(), Flag::Newsletter.key(), off).await.unwrap();
    until(&|| !flags::is_on(&other, Flag::Newsletter, None)).await;
    pressure::hold(&other, Some(2)).await.unwrap();
    until(&|| shop.services.pressure.level().number() == 2).await;
    flags::clear(&other, Flag::Newsletter.key()).await.unwrap();
    until(&|| flags::is_on(&shop.cx(), Flag::Newsletter, None)).await;
    following.iter().for_each(tokio::task::JoinHandle::abort);
    other.db.clone().close().await;
    shop.close().await;
}
