//! What search engines are told: names of before, sitemaps, data for programs.

use std::collections::BTreeSet;

use commerce::{Seen, catalog, drops, inventory, pressure::Level, rfc3339};
use reqwest::{Method, StatusCode};
use types::{
    admin::{CollectionInput, ProductInput, StockAdjustment},
    drops::{DropGoods, DropInput},
};

use crate::shop::{Page, TestShop};

const MUG: &str = "kittiwake-enamel-mug";

async fn rename(shop: &TestShop, from: &str, to: &str) {
    let id = catalog::product(&shop.cx(), from).await.unwrap().id;
    let input = catalog::admin_product(&shop.cx(), id).await.unwrap().input;
    catalog::update_product(&shop.cx(), id, Seen::Any, ProductInput { slug: to.into(), ..input }).await.unwrap();
}

#[tokio::test]
async fn links_to_former_names_lead_to_the_name_of_now_in_one_step() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let leads = async |from: &str| {
        let page = browser.get(from).await;
        (page.status.as_u16(), page.location())
    };
    browser.get(&format!("/products/{MUG}")).await;
    rename(&shop, MUG, "mug-b").await;
    rename(&shop, "mug-b", "mug-c").await;
    for old in [MUG, "mug-b"] {
        for rest in ["", "?variant=00000000-0000-7000-8000-000000000000", "/reviews", "/reviews?page=2"] {
            assert_eq!(leads(&format!("/products/{old}{rest}")).await, (301, format!("/products/mug-c{rest}")));
        }
        assert_eq!(leads(&format!("/products/{old}/notify")).await, (301, "/products/mug-c".into()));
        assert_eq!(leads(&format!("/api/v1/products/{old}")).await, (301, "/api/v1/products/mug-c".into()));
        assert_eq!(leads(&format!("/api/v1/products/{old}/stock")).await, (301, "/api/v1/products/mug-c/stock".into()));
    }
    // Back to the first name: no circle.
    rename(&shop, "mug-c", MUG).await;
    assert_eq!(leads(&format!("/products/{MUG}")).await.0, 200);
    assert_eq!(leads("/products/mug-c").await, (301, format!("/products/{MUG}")));
    // Another product takes a name: it wins.
    rename(&shop, "skerry-waxed-tote", "mug-b").await;
    assert_eq!(browser.get("/products/mug-b").await.status, StatusCode::OK);
    assert_eq!(leads("/products/nothing").await.0, 404);
    shop.close().await;
}

async fn rename_collection(shop: &TestShop, from: &str, to: &str) {
    let listed = catalog::admin_collections(&shop.cx(), None, 100).await.unwrap().items;
    let id = listed.into_iter().find(|row| row.slug == from).unwrap().id;
    let input = catalog::admin_collection(&shop.cx(), id).await.unwrap().input;
    let input = CollectionInput { slug: to.into(), ..input };
    catalog::update_collection(&shop.cx(), id, Seen::Any, &input).await.unwrap();
}

#[tokio::test]
async fn links_to_former_names_of_collections_lead_on_narrowed_as_they_were() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let leads = async |from: &str| {
        let page = browser.get(from).await;
        (page.status.as_u16(), page.location())
    };
    browser.get("/collections/paper").await;
    rename_collection(&shop, "paper", "sheets").await;
    rename_collection(&shop, "sheets", "reams").await;
    for old in ["paper", "sheets"] {
        for (from, to) in [
            ("/collections/{}", "/collections/reams"),
            ("/collections/{}?page=2", "/collections/reams?page=2"),
            ("/de/collections/{}", "/de/collections/reams"),
            ("/products?collection={}&sort=newest", "/products?collection=reams&sort=newest"),
            ("/search?q=blue+ink&collection={}", "/search?q=blue+ink&collection=reams"),
            ("/api/v1/products?collection={}&limit=5", "/api/v1/products?collection=reams&limit=5"),
        ] {
            assert_eq!(leads(&from.replace("{}", old)).await, (301, to.into()), "{from}");
        }
    }
    assert_eq!(leads("/collections/reams").await.0, 200);
    // Back to the first name: no circle.
    rename_collection(&shop, "reams", "paper").await;
    assert_eq!(leads("/collections/paper").await.0, 200);
    assert_eq!(leads("/collections/reams").await, (301, "/collections/paper".into()));
    // Another collection takes a name: it wins.
    let input = CollectionInput { title: "Sheets".into(), ..CollectionInput::default() };
    catalog::create_collection(&shop.cx(), &input).await.unwrap();
    assert_eq!(leads("/collections/sheets").await.0, 200);
    for nothing in ["/collections/nothing", "/products?collection=nothing", "/api/v1/products?collection=nothing"] {
        assert_eq!(leads(nothing).await.0, 404, "{nothing}");
    }
    shop.close().await;
}

fn locations(xml: &str) -> Vec<String> {
    xml.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap().to_owned()).collect()
}

const PREFIXES: [&str; 3] = ["", "/de", "/ar"];

/// Each address of `xml` stands there in every language, and names all of them and the one that stands for others.
fn assert_complete(xml: &str, origin: &str) {
    let listed = locations(xml);
    for entry in xml.split("<url>").skip(1) {
        let languages: Vec<_> = entry.split("hreflang=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(languages, ["en", "de", "ar", "x-default"], "{entry}");
        let hrefs: Vec<_> = entry.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let path = hrefs[0].strip_prefix(origin).unwrap();
        let wanted: Vec<_> = PREFIXES.iter().chain([&""]).map(|prefix| format!("{origin}{prefix}{path}")).collect();
        assert_eq!(hrefs, wanted, "{entry}");
        assert!(hrefs.contains(&locations(entry)[0].as_str()), "{entry}");
        assert!(wanted.iter().all(|address| listed.contains(address)), "{entry}");
    }
}

#[tokio::test]
async fn the_sitemap_has_every_product_once_in_each_language_however_it_is_cut() {
    let shop = TestShop::open_with(|config| config.server.sitemap_part = 7).await;
    let browser = shop.browser();
    let index = browser.get("/sitemap.xml").await;
    assert!(index.header("content-type").starts_with("application/xml"));
    let parts = locations(&index.body);
    assert!(parts.len() > 3, "{parts:?}");
    let mut found = Vec::new();
    for part in parts.iter().filter(|part| part.contains("/products")) {
        let page = browser.get(part.strip_prefix(&shop.url).unwrap()).await;
        assert!(page.body.trim_end().ends_with("</urlset>"), "{}", page.body);
        let inside = locations(&page.body);
        assert!((1..=7).contains(&inside.len()), "{inside:?}");
        assert_complete(&page.body, &shop.url);
        found.extend(inside);
    }
    let all = catalog::sitemap_products(&shop.cx(), None, 10_000).await.unwrap();
    let addresses = |slug: &str| PREFIXES.map(|prefix| format!("{}{prefix}/products/{slug}", shop.url));
    let wanted: BTreeSet<_> = all.iter().flat_map(|listed| addresses(&listed.slug)).collect();
    assert_eq!((found.len(), found.into_iter().collect()), (wanted.len(), wanted));
    let pages = browser.get("/sitemap/pages.xml").await.body;
    assert_complete(&pages, &shop.url);
    for page in ["/", "/products", "/collections/paper", "/pages/imprint"] {
        assert!(pages.contains(&format!("<loc>{}/ar{page}</loc>", shop.url)), "{page}: {pages}");
    }
    assert_eq!(browser.get("/sitemap/products-after-x.xml").await.status, StatusCode::NOT_FOUND);
    let robots = browser.get("/robots.txt").await.body;
    assert!(robots.contains(&format!("Sitemap: {}/sitemap.xml", shop.url)));
    assert!(["/cart", "/de/cart", "/ar/cart"].iter().all(|path| robots.contains(&format!("\nDisallow: {path}\n"))));
    shop.close().await;
}

#[tokio::test]
async fn the_sitemap_has_drops_from_their_announcement_to_their_end() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let (variant_id, now) = (shop.for_sale(MUG).await.id, shop.services.clock.now());
    let input = DropInput {
        title: "Mugs of spring".into(),
        starts_at: rfc3339(now + 600_000),
        ends_at: rfc3339(now + 1_200_000),
        admit_per_minute: 60,
        pass_seconds: 60,
        goods: vec![DropGoods { variant_id, units: 1, price: None }],
        ..DropInput::default()
    };
    let is_listed = async || {
        let pages = browser.get("/sitemap/pages.xml").await.body;
        PREFIXES.map(|prefix| pages.contains(&format!("<loc>{}{prefix}/drops/mugs-of-spring</loc>", shop.url)))
    };
    let id = drops::create(&shop.cx(), input).await.unwrap();
    assert_eq!(is_listed().await, [false; 3], "a draft is nobody's business");
    drops::schedule(&shop.cx(), id).await.unwrap();
    assert_eq!(is_listed().await, [true; 3]);
    drops::withdraw(&shop.cx(), id).await.unwrap();
    assert_eq!(is_listed().await, [false; 3]);
    shop.close().await;
}

#[tokio::test]
async fn a_sitemap_that_is_known_is_not_sent_again_and_waits_while_people_buy() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let tag = browser.get("/sitemap/products.xml").await.header("etag").to_owned();
    let known = browser.request(Method::GET, "/sitemap/products.xml").header("if-none-match", tag);
    assert_eq!(browser.send(known).await.status, StatusCode::NOT_MODIFIED);
    shop.services.pressure.set(Level::LIGHT);
    let refused = browser.get("/sitemap.xml").await;
    assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "600"));
    shop.close().await;
}

/// All that a page says to programs.
fn data(page: &Page) -> Vec<serde_json::Value> {
    let texts = page.texts("script[type='application/ld+json']");
    texts.iter().map(|text| serde_json::from_str(text).unwrap()).collect()
}

/// What it says of the product it shows.
fn product_data(page: &Page) -> serde_json::Value {
    data(page).into_iter().find(|one| one["@type"] == "Product").unwrap()
}

#[tokio::test]
async fn an_offer_says_what_the_page_says() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let page = browser.get("/products/lantern-no-7").await;
    let data = data(&page);
    let product = data.iter().find(|one| one["@type"] == "Product").unwrap();
    let view = catalog::product(&shop.cx(), "lantern-no-7").await.unwrap();
    assert_eq!(product["offers"][0]["price"], view.variants[0].price.to_decimal());
    assert!(data.iter().any(|one| one["@type"] == "BreadcrumbList"));
    shop.services.pressure.set(Level::LIGHT);
    let light = browser.get("/products/lantern-no-7").await;
    assert!(light.texts("script[type='application/ld+json']").is_empty() && !light.body.contains("webmanifest"));
    shop.close().await;
}

#[tokio::test]
async fn each_offer_says_whether_its_variant_can_be_bought() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    for (slug, is_there) in [("skerry-waxed-tote", true), ("weather-watercolour-tin", false)] {
        let view = catalog::product(&shop.cx(), slug).await.unwrap();
        assert_eq!(view.variants.iter().any(|variant| variant.available), is_there, "{slug}");
        let wanted: Vec<_> = view.variants.iter().map(|variant| in_words(variant.available)).collect();
        let product = product_data(&browser.get(&format!("/products/{slug}")).await);
        let offers = product["offers"].as_array().unwrap();
        let said: Vec<_> = offers.iter().map(|offer| offer["availability"].as_str().unwrap()).collect();
        assert_eq!(said, wanted, "{slug}");
    }
    shop.close().await;
}

#[tokio::test]
async fn the_one_variant_that_is_gone_is_told_from_those_that_are_there() {
    let shop = TestShop::open().await;
    let gone = catalog::product(&shop.cx(), "skerry-waxed-tote").await.unwrap().variants.swap_remove(1).id;
    let change = StockAdjustment { set: Some(0), reason: "counted".into(), ..StockAdjustment::default() };
    inventory::adjust(&shop.cx(), gone, change).await.unwrap();
    let product = product_data(&shop.browser().get("/products/skerry-waxed-tote").await);
    for offer in product["offers"].as_array().unwrap() {
        let is_it = offer["url"].as_str().unwrap().ends_with(&gone.to_string());
        assert_eq!(offer["availability"], in_words(!is_it), "{offer}");
    }
    shop.close().await;
}

fn in_words(available: bool) -> &'static str {
    if available { "https://schema.org/InStock" } else { "https://schema.org/OutOfStock" }
}

#[tokio::test]
async fn an_offer_in_another_market_is_in_the_money_the_page_shows() {
    let shop = TestShop::open().await;
    let page = shop.browser().get(&format!("/de/products/{MUG}")).await;
    let offer = product_data(&page)["offers"][0].clone();
    assert_eq!(offer["priceCurrency"], "EUR");
    let price = offer["price"].as_str().unwrap();
    let shown = page.text(".product-price .price-now");
    assert_eq!(shown.trim_end_matches('€').trim().replace(',', "."), price, "{shown}");
    let english = product_data(&shop.browser().get(&format!("/products/{MUG}")).await)["offers"][0].clone();
    assert_ne!((&english["priceCurrency"], &english["price"]), (&offer["priceCurrency"], &offer["price"]));
    shop.close().await;
}

#[tokio::test]
async fn sorted_lists_name_the_whole_list_and_narrowed_ones_are_kept_out() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    for (path, canonical) in [
        ("/products", "/products"),
        ("/products?page=2", "/products?page=2"),
        ("/products?page=2&sort=title", "/products"),
        ("/collections/paper?sort=newest", "/collections/paper"),
    ] {
        let found = browser.get(path).await.attributes("link[rel=canonical]", "href");
        assert_eq!(found, [format!("{}{canonical}", shop.url)], "{path}");
    }
    for path in ["/search?q=mug", "/products?available=1", "/products?collection=paper"] {
        let page = browser.get(path).await;
        assert!(page.attributes("link[rel=canonical]", "href").is_empty(), "{path}");
        assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"], "{path}");
    }
    shop.close().await;
}
