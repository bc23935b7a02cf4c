//! The shop in other languages and moneys, each under a beginning of paths of its own.

use reqwest::{Method, StatusCode};
use scraper::{Html, Selector};
use types::needs_prefix;

use crate::shop::{Checkout, Page, TestShop};

const MUG: &str = "kittiwake-enamel-mug";

/// One of each kind of page.
const PAGES: &[&str] = &[
    "/",
    "/products",
    "/products?page=2&sort=title",
    "/products/kittiwake-enamel-mug",
    "/products/kittiwake-enamel-mug/reviews",
    "/collections/paper",
    "/search?q=mug",
    "/cart",
    "/cart/feedback",
    "/checkout",
    "/wishlist",
    "/drops/lantern-no-7",
    "/drops/lantern-no-7/queue",
    "/queue",
    "/pages/imprint",
    "/contact/sent",
    "/account/sign-in",
    "/account/sign-up",
    "/account/reset",
    "/orders/lookup",
    "/offline",
];

/// Addresses on a page that lead out of the market that begins with `prefix`, those to other languages aside.
fn astray(page: &Page, prefix: &str) -> Vec<String> {
    let document = Html::parse_document(&page.body);
    let selector = Selector::parse("[href], [action], [formaction], [data-queue]").unwrap();
    let elements = document.select(&selector).filter(|element| element.attr("hreflang").is_none());
    let addresses = elements.flat_map(|element| {
        ["href", "action", "formaction", "data-queue"].map(|name| element.attr(name)).into_iter().flatten()
    });
    addresses.filter(|address| needs_prefix(address, prefix)).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_kind_of_page_is_there_in_every_market_and_leads_nowhere_else() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    for (prefix, language, direction) in [("/de", "de", "ltr"), ("/ar", "ar", "rtl"), ("", "en", "ltr")] {
        for path in PAGES {
            let address = format!("{prefix}{path}");
            let page = browser.get(&address).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert_eq!(page.attributes("html", "lang"), [language], "{address}");
            assert_eq!(page.attributes("html", "dir"), [direction], "{address}");
            assert_eq!(astray(&page, prefix), Vec::<String>::new(), "{address}");
        }
        let home = browser.get(&format!("{prefix}/")).await;
        let told: Vec<_> = if prefix.is_empty() { Vec::new() } else { vec![prefix.to_owned()] };
        assert_eq!(home.attributes("html", "data-prefix"), told);
        assert_eq!(home.attributes(".header-cart", "href"), [format!("{prefix}/cart")]);
    }
    shop.close().await;
}

#[tokio::test]
async fn an_order_is_placed_without_leaving_the_market() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let variant = shop.for_sale(MUG).await.id.to_string();
    let added = browser.post("/de/cart/lines", &[("variant_id", &variant), ("quantity", "1")]).await;
    assert_eq!((added.status, added.location().as_str()), (StatusCode::SEE_OTHER, "/de/cart"));
    let till = browser.get("/de/checkout").await;
    assert_eq!(till.attributes("form.order-form", "action"), ["/de/checkout"]);
    let key = till.field("idempotency_key");
    let missing = Checkout::paid_with("tok_ok").with("city", "");
    let again = browser.post("/de/checkout", &missing.fields(&key)).await;
    assert_eq!((again.status, again.attributes("html", "lang")), (StatusCode::UNPROCESSABLE_ENTITY, vec!["de".into()]));
    let to_english = again.attributes(".footer-languages a[hreflang=en]", "href");
    assert_eq!(to_english, ["/checkout"], "a form's page is another's too");
    let placed = browser.post("/de/checkout", &Checkout::paid_with("tok_action").fields(&key)).await;
    assert!(placed.location().starts_with("/de/orders/"), "{}", placed.location());
    let order = browser.get(&placed.location()).await;
    let bank = order.attributes("a.button", "href").into_iter().find(|href| href.contains("/sandbox/")).unwrap();
    let path = bank.strip_prefix(&shop.services.settings.public_url).unwrap_or(&bank);
    let back = browser.post(path, &[("decision", "approve")]).await;
    assert_eq!(back.location(), placed.location());
    shop.later(std::time::Duration::from_secs(1)).await;
    shop.close().await;
}

#[tokio::test]
async fn redirects_and_former_names_stay_in_the_market() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let leads = async |path: &str| {
        let page = browser.get(path).await;
        (page.status.as_u16(), page.location())
    };
    assert_eq!(leads("/de").await, (308, "/de/".into()));
    assert_eq!(leads("/de?a=b").await, (308, "/de/?a=b".into()));
    assert_eq!(leads("/ar/checkout").await, (303, "/ar/cart".into()));
    assert_eq!(leads("/de/account").await, (303, "/de/account/sign-in?next=/account".into()));
    let db = shop.services.db.write();
    let rename = format!(
        "INSERT INTO product_former_slug (slug, product_id, left_at) SELECT 'old-mug', id, 0 FROM product WHERE slug = '{MUG}'"
    );
    sea_orm::ConnectionTrait::execute_unprepared(db, &rename).await.unwrap();
    assert_eq!(leads("/de/products/old-mug").await, (301, format!("/de/products/{MUG}")));
    shop.close().await;
}

#[tokio::test]
async fn what_is_there_once_is_not_there_again_below_a_prefix() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    for path in [
        "/admin",
        "/admin/orders",
        "/api/v1/products",
        "/sitemap.xml",
        "/sitemap/products.xml",
        "/robots.txt",
        "/islands.js",
        "/healthz",
        "/media/x",
        "/dev/mailbox",
    ] {
        let page = browser.get(&format!("/de{path}")).await;
        assert_eq!(
            (page.status, page.attributes("html", "lang")),
            (StatusCode::NOT_FOUND, vec!["de".into()]),
            "{path}"
        );
        assert_eq!(page.attributes(".footer-languages a[hreflang=ar]", "href"), ["/ar/"], "{path}");
    }
    let unknown = browser.get("/fr/cart").await;
    assert_eq!((unknown.status, unknown.attributes("html", "lang")), (StatusCode::NOT_FOUND, vec!["en".into()]));
    assert_eq!(browser.get("/de//evil.example").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/dessert").await.attributes("html", "lang"), ["en"]);
    shop.close().await;
}

#[tokio::test]
async fn kept_pages_of_the_markets_are_kept_apart() {
    let shop = TestShop::open().await;
    let (first, second) = (["/", "/de/", "/ar/"], ["/ar/products", "/de/products", "/products"]);
    for addresses in [first, second] {
        let mut made = Vec::new();
        for address in addresses {
            made.push(shop.browser().get(address).await.body);
        }
        for (address, body) in addresses.iter().zip(&made) {
            let kept = shop.browser().get(address).await;
            assert!(kept.header("cache-control").starts_with("public"), "{address}");
            assert_eq!(kept.body, *body, "{address}");
        }
        assert!(made[0] != made[1] && made[1] != made[2], "{addresses:?}");
    }
    assert_eq!(shop.app.page_cache.as_ref().unwrap().made(), 6);
    shop.close().await;
}

#[tokio::test]
async fn the_switcher_keeps_the_page_and_the_cart() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    for (page, german) in [
        ("/ar/products?page=2&sort=title", "/de/products?page=2&sort=title"),
        ("/cart", "/de/cart"),
        ("/search?q=mug%20%22", "/de/search?q=mug%20%22"),
        ("/ar/", "/de/"),
    ] {
        let links = browser.get(page).await;
        assert_eq!(links.attributes(".footer-languages a[hreflang=de]", "href"), [german], "{page}");
        assert_eq!(links.attributes(".footer-languages a", "lang"), ["en", "de", "ar"]);
        assert_eq!(links.attributes(".footer-languages [aria-current=true]", "href").len(), 1);
        assert_eq!(browser.get(german).await.status, StatusCode::OK);
    }
    assert_eq!(browser.get("/de/cart").await.texts(".cart-line").len(), 1);
    let alone = TestShop::open_with(|config| config.shop.markets.truncate(1)).await;
    let page = alone.browser().get("/").await;
    assert!(page.texts(".footer-languages").is_empty() && page.attributes("[hreflang]", "href").is_empty());
    assert_eq!(alone.browser().get("/de/").await.status, StatusCode::NOT_FOUND);
    alone.close().await;
    shop.close().await;
}

#[tokio::test]
async fn search_engines_are_told_the_page_in_each_language() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let path = format!("/products/{MUG}");
    let page = browser.get(&format!("/de{path}")).await;
    let url = &shop.url;
    assert_eq!(page.attributes("link[rel=canonical]", "href"), [format!("{url}/de{path}")]);
    assert_eq!(page.attributes("meta[property='og:url']", "content"), [format!("{url}/de{path}")]);
    assert_eq!(page.attributes("meta[property='og:locale']", "content"), ["de_DE"]);
    assert_eq!(page.attributes("link[rel=alternate]", "hreflang"), ["en", "de", "ar", "x-default"]);
    let there: Vec<_> = ["", "/de", "/ar", ""].iter().map(|prefix| format!("{url}{prefix}{path}")).collect();
    assert_eq!(page.attributes("link[rel=alternate]", "href"), there);
    let data: serde_json::Value = serde_json::from_str(&page.text("script[type='application/ld+json']")).unwrap();
    assert_eq!(data["url"], format!("{url}/de{path}"));
    assert!(data["image"][0].as_str().unwrap().starts_with(&format!("{url}/media/")), "{data}");

    let map = browser.get("/sitemap/products.xml").await.body;
    let german = format!("<xhtml:link rel=\"alternate\" hreflang=\"de\" href=\"{url}/de{path}\"/>");
    for prefix in ["", "/de", "/ar"] {
        let own = format!("<loc>{url}{prefix}{path}</loc>");
        let entry = map.lines().find(|line| line.contains(&own)).unwrap_or_else(|| panic!("{own}: {map}"));
        assert!(entry.contains(&german), "{entry}");
    }
    let manifest = browser.get("/ar/site.webmanifest").await.json();
    assert_eq!((&manifest["lang"], &manifest["dir"]), (&"ar".into(), &"rtl".into()));
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&"/ar/".into(), &"/".into()));
    assert!(browser.get("/cart").await.attributes("link[rel=alternate]", "href").is_empty(), "nobody else's business");
    shop.close().await;
}

#[tokio::test]
async fn refusals_and_what_scripts_are_told_are_in_the_visitors_language() {
    let shop = TestShop::open_with(|config| {
        config.shop.limits.enabled = true;
        config.shop.limits.pages = commerce::limits::Quota { burst: 3, per_minute: 3 };
    })
    .await;
    let browser = shop.browser();
    let call = |path: &str| {
        let request = browser.request(Method::POST, path).header("content-type", "application/json");
        browser.send(request.body("{}").header("origin", &shop.url).header("sec-fetch-site", "same-origin"))
    };
    let (english, german) = (call("/fn/keep-hold").await.json(), call("/de/fn/keep-hold").await.json());
    assert_eq!(english["code"], german["code"]);
    assert_ne!(english["detail"], german["detail"]);
    let missing = browser.get("/de/nothing").await;
    assert_eq!((missing.status, missing.attributes("html", "lang")), (StatusCode::NOT_FOUND, vec!["de".into()]));
    browser.get("/search?q=mug").await;
    browser.get("/de/search?q=mug").await;
    let refused = browser.get("/de/search?q=mug").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        (refused.text("h1").as_str(), refused.attributes("html", "lang")),
        ("Zu viele Anfragen", vec!["de".into()])
    );
    assert_eq!(browser.get("/search?q=mug").await.text("h1"), "Too many requests", "they count together");
    shop.close().await;
}

#[tokio::test]
async fn what_is_kept_in_the_data_cache_is_worded_for_whoever_reads_it() {
    let shop = TestShop::open().await;
    // The English list is asked for first, and what it is made from is kept.
    for (address, words, others) in [
        ("/products", ["In stock", "Made by", "Price, low to high"], ["Vorrätig", "متوفر"]),
        ("/de/products", ["Vorrätig", "Hersteller", "Preis, aufsteigend"], ["In stock", "متوفر"]),
        ("/ar/products", ["متوفر", "الصانع", "السعر: من الأقل إلى الأعلى"], ["In stock", "Vorrätig"]),
    ] {
        let page = shop.browser().get(address).await.words();
        assert!(words.iter().all(|words| page.contains(words)), "{address}: {page}");
        assert!(others.iter().all(|words| !page.contains(words)), "{address}: {page}");
    }
    let narrowed = shop.browser().get("/de/products?min=19,50&max=1.299,00&available=1").await;
    let chips = narrowed.texts(".filter-chip").join("; ");
    assert!(chips.contains("Vorrätig") && chips.contains("19,50") && chips.contains(" bis 1.299,00"), "{chips}");
    let wrong = shop.browser().get("/de/products?min=abc").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.words().contains("Schreiben Sie einen Preis als Zahl, zum Beispiel 25,00."), "{}", wrong.words());
    shop.close().await;
}

#[tokio::test]
async fn the_shop_says_what_it_is_about_in_each_language_that_has_a_line() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    for (path, line) in [("/", "Goods for"), ("/de/", "Gutes zum Hinausgehen"), ("/ar/", "أشياء جميلة")] {
        let page = browser.get(path).await;
        assert!(page.texts(".hero-words p").concat().starts_with(line), "{path}");
    }
    shop.close().await;
}
