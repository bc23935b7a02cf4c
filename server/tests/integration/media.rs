//! Pictures.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use sea_orm::TransactionTrait;

use crate::shop::{Page, TestShop};

/// Addresses of one format in the first picture of the list that has any.
async fn offered(shop: &TestShop, media_type: &str) -> Vec<String> {
    let page = shop.browser().get("/products").await;
    let srcset = page.attributes(&format!("source[type='{media_type}']"), "srcset").remove(0);
    srcset.split(", ").map(|entry| entry.split(' ').next().unwrap_or_default().to_owned()).collect()
}

/// The original behind an address.
fn original(address: &str) -> String {
    format!("{}.svg", address.split_once('-').unwrap().0)
}

#[tokio::test]
async fn a_picture_is_kept_for_ever_and_can_do_nothing() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let address = original(&offered(&shop, "image/avif").await[0]);
    let picture = browser.get(&address).await;
    assert_eq!(picture.status, 200);
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert_eq!(picture.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(picture.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(picture.header("x-content-type-options"), "nosniff");

    let known = browser.request(Method::GET, &address).header("if-none-match", picture.header("etag"));
    let again = browser.send(known).await;
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    shop.close().await;
}

#[tokio::test]
async fn a_rendition_is_shown_as_soon_as_it_is_made_and_something_else_until_then() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let address = offered(&shop, "image/webp").await.remove(0);
    let since = Instant::now();
    let made = loop {
        let picture = browser.get(&address).await;
        assert_eq!(picture.status, 200);
        if picture.header("content-type") == "image/webp" {
            break picture;
        }
        assert_eq!(picture.header("content-type"), "image/svg+xml", "the original stands in");
        assert_eq!(picture.header("cache-control"), "public, max-age=10");
        assert!(since.elapsed() < Duration::from_secs(60), "it is never made");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert_eq!(made.header("cache-control"), "public, max-age=31536000, immutable");
    let known = browser.request(Method::GET, &address).header("if-none-match", made.header("etag"));
    assert_eq!(browser.send(known).await.status, 304);
    shop.close().await;
}

#[tokio::test]
async fn a_link_preview_is_a_jpeg_at_the_first_request() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let product = browser.get("/products").await.attributes(".product-card-title a", "href").remove(0);
    let page = browser.get(&product).await;
    let says = |property: &str| page.attributes(&format!("meta[property='og:image{property}']"), "content").remove(0);
    assert_eq!(
        (says(":width").as_str(), says(":height").as_str(), says(":type").as_str()),
        ("1200", "630", "image/jpeg")
    );
    assert_eq!(page.attributes("meta[name='twitter:card']", "content"), ["summary_large_image"]);
    let url = says("");
    let picture = browser.get(&url[url.find("/media/").unwrap()..]).await;
    assert_eq!((picture.status.as_u16(), picture.header("content-type")), (200, "image/jpeg"));
    shop.close().await;
}

/// Refused as what can be had again in a moment, and as nothing to keep.
fn is_away(picture: &Page) -> bool {
    let refused = picture.status == StatusCode::SERVICE_UNAVAILABLE;
    assert!(!refused || (picture.header("retry-after"), picture.header("cache-control")) == ("3", "no-store"));
    refused
}

#[tokio::test]
async fn pictures_that_cannot_be_read_say_so_at_once_and_no_page_waits_for_them() {
    let shop = TestShop::open_with(|config| config.shop.database_connections = 2).await;
    let browser = shop.browser();
    let address = original(&offered(&shop, "image/avif").await[0]);
    let shown = browser.get(&address).await;
    // Somebody has all of the database's connections and does not let go of them.
    let db = shop.services.db.clone();
    let taken = [db.read().begin().await.unwrap(), db.read().begin().await.unwrap()];
    let (first, since) = (browser.get(&address).await, Instant::now());
    assert!(is_away(&first), "{}", first.status);
    let others = futures::future::join_all((0..4).map(|_| browser.get(&address))).await;
    assert!(others.iter().all(is_away) && since.elapsed() < Duration::from_secs(5));
    let since = Instant::now();
    for _ in 0..20 {
        assert!(is_away(&browser.get(&address).await), "nobody is asked any more");
    }
    assert_eq!(browser.get("/products").await.status, 200, "the page is there without them");
    let known = browser.request(Method::GET, &address).header("if-none-match", shown.header("etag"));
    assert_eq!(browser.send(known).await.status, 304, "whoever has it keeps it");
    assert!(since.elapsed() < Duration::from_secs(2), "twenty-two answers took {:?}", since.elapsed());

    for transaction in taken {
        transaction.rollback().await.unwrap();
    }
    shop.services.clock.advance(Duration::from_secs(3));
    let again = browser.get(&address).await;
    assert_eq!((again.status.as_u16(), again.header("etag")), (200, shown.header("etag")));
    assert_eq!(again.header("cache-control"), "public, max-age=31536000, immutable");
    shop.close().await;
}

#[tokio::test]
async fn what_is_no_hash_is_no_picture() {
    let shop = TestShop::open().await;
    let nobody = format!("/media/{}-640.avif", "0".repeat(64));
    let other_width = offered(&shop, "image/avif").await[0].replace("320", "321");
    let wrong = [
        "/media/..%2f..%2fCargo.toml",
        "/media/%00",
        "/media/abc.svg",
        "/media/.svg",
        "/media/-640.avif",
        &nobody,
        &other_width,
    ];
    for path in wrong {
        assert_eq!(shop.browser().get(path).await.status, 404, "{path}");
    }
    shop.close().await;
}
