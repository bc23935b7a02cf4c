use std::time::Duration;

use reqwest::{Method, StatusCode};
use sea_orm::ConnectionTrait;

use super::{MUG, get_with, made, open, rename_silently, until};
use crate::shop::TestShop;

#[tokio::test]
async fn a_page_is_made_once_and_shown_to_all() {
    let shop = open().await;
    let first = shop.browser().get(&format!("/products/{MUG}")).await;
    rename_silently(&shop, MUG, "Renamed mug").await;
    let second = shop.browser().get(&format!("/products/{MUG}?utm_source=mail")).await;
    assert_eq!(second.body, first.body);
    assert_ne!(second.header("x-request-id"), first.header("x-request-id"));
    for header in ["content-security-policy", "x-content-type-options", "etag", "cache-control", "content-type"] {
        assert!(!first.header(header).is_empty(), "{header}");
        assert_eq!(second.header(header), first.header(header));
    }
    assert_eq!(second.header("vary"), "accept-encoding");
    shop.close().await;
}

#[tokio::test]
async fn switched_off_every_page_is_made_for_whoever_asks() {
    let shop = TestShop::open_with(|config| config.server.page_cache.enabled = false).await;
    let browser = shop.browser();
    let address = format!("/products/{MUG}");
    assert_eq!(browser.get(&address).await.header("cache-control"), "private, no-cache");
    rename_silently(&shop, MUG, "Renamed mug").await;
    assert_eq!(browser.get(&address).await.text("h1"), "Renamed mug");
    shop.close().await;
}

#[tokio::test]
async fn a_page_comes_as_the_client_likes_it_and_not_again_when_it_has_it() {
    let shop = open().await;
    let browser = shop.browser();
    let mut tags = Vec::new();
    // The first is made for the request, the second is there.
    for (accepted, encoding) in [("br, gzip", "br"), ("gzip, zstd;q=0.5", "gzip"), ("zstd", "zstd"), ("identity", "")] {
        let page = get_with(&browser, "/", &[("accept-encoding", accepted)]).await;
        assert_eq!((page.status, page.header("content-encoding")), (StatusCode::OK, encoding));
        let tag = page.header("etag").to_owned();
        let again = get_with(&browser, "/", &[("accept-encoding", accepted), ("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.as_str(), again.header("etag")), (StatusCode::NOT_MODIFIED, "", &*tag));
        assert_eq!(again.header("cache-control"), page.header("cache-control"));
        tags.push(tag);
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 4, "each encoding is bytes of its own");
    let head = browser.send(browser.request(Method::HEAD, "/")).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    assert!(head.header("content-length").parse::<u32>().unwrap() > 1000);
    shop.close().await;
}

#[tokio::test]
async fn an_old_page_is_shown_once_more_while_a_new_one_is_made_and_a_very_old_one_is_not() {
    let shop = open().await;
    let browser = shop.browser();
    let address = format!("/products/{MUG}");
    let title = browser.get(&address).await.text("h1");
    rename_silently(&shop, MUG, "Renamed mug").await;
    shop.services.clock.advance(Duration::from_secs(25));
    assert_eq!(browser.get(&address).await.text("h1"), title, "fresh");
    shop.services.clock.advance(Duration::from_secs(20));
    assert_eq!(browser.get(&address).await.text("h1"), title, "old, and the reason for a new one");
    until("it is made anew", async || browser.get(&address).await.text("h1") == "Renamed mug").await;

    rename_silently(&shop, MUG, "Renamed again").await;
    shop.services.clock.advance(Duration::from_secs(70));
    assert_eq!(browser.get(&address).await.text("h1"), "Renamed again", "too old to be shown");
    shop.close().await;
}

#[tokio::test]
async fn where_no_new_page_can_be_made_an_old_one_is_shown_but_not_for_ever() {
    let shop = open().await;
    let browser = shop.browser();
    let (known, unknown) = (format!("/products/{MUG}"), "/products/lantern-no-7");
    let before = browser.get(&known).await;
    shop.services.clock.advance(Duration::from_secs(120));
    // From now on no page can be made.
    let move_products = async |from: &str, to: &str| {
        let rename = format!("ALTER TABLE {from} RENAME TO {to}");
        shop.services.db.write().execute_unprepared(&rename).await.unwrap();
    };
    move_products("product", "mislaid").await;
    assert_eq!(browser.get(&known).await.body, before.body);
    assert_eq!(browser.get(unknown).await.status, StatusCode::INTERNAL_SERVER_ERROR);
    shop.services.clock.advance(Duration::from_secs(500));
    assert_eq!(browser.get(&known).await.status, StatusCode::INTERNAL_SERVER_ERROR, "after ten minutes");
    move_products("mislaid", "product").await;
    assert_eq!(browser.get(unknown).await.status, StatusCode::OK, "a failure is not kept");
    shop.close().await;
}

#[tokio::test]
async fn what_is_not_there_is_not_kept() {
    let shop = open().await;
    let browser = shop.browser();
    let missing = browser.get("/products/renamed-mug").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(missing.header("cache-control"), "private, no-cache");
    assert!(missing.words().contains(missing.header("x-request-id")), "in a face of its own");
    let db = shop.services.db.write();
    sea_orm::ConnectionTrait::execute_unprepared(
        db,
        &format!("UPDATE product SET slug = 'renamed-mug' WHERE slug = '{MUG}'"),
    )
    .await
    .unwrap();
    shop.services.cache.clear().await;
    assert_eq!(browser.get("/products/renamed-mug").await.status, StatusCode::OK);
    shop.close().await;
}

#[tokio::test]
async fn many_who_ask_at_once_wait_for_one_page() {
    let shop = open().await;
    let address = format!("/products/{MUG}");
    let pages = (0..200).map(|_| {
        let browser = shop.browser();
        let address = address.clone();
        async move { browser.get(&address).await }
    });
    let pages = futures::future::join_all(pages).await;
    assert!(pages.iter().all(|page| page.status == StatusCode::OK && page.body == pages[0].body));
    // One handler has been at work: the request of the shop's own, and those of the visitors that it answered for.
    assert_eq!(made(&shop), 1);
    shop.close().await;
}

#[tokio::test]
async fn pages_made_together_do_not_grow_old_together() {
    // An hour, a tenth more or less: what this test takes by itself is nothing beside that.
    let shop = TestShop::empty_with(|config| {
        config.shop.redis_url = None;
        let pages = &mut config.server.page_cache;
        (pages.fresh, pages.stale) = (Duration::from_secs(3600), Duration::ZERO);
    })
    .await;
    let browser = shop.browser();
    let addresses: Vec<_> = (2..42).map(|page| format!("/products?page={page}")).collect();
    let made_anew = async || {
        let before = made(&shop);
        for address in &addresses {
            assert_eq!(browser.get(address).await.status, StatusCode::OK, "{address}");
        }
        made(&shop) - before
    };
    assert_eq!(made_anew().await, 40);
    shop.services.clock.advance(Duration::from_secs(3000));
    assert_eq!(made_anew().await, 0, "all are fresh for nine tenths");
    shop.services.clock.advance(Duration::from_secs(500));
    let old = made_anew().await;
    assert!((1..40).contains(&old), "some are old before others, not all: {old}");
    shop.services.clock.advance(Duration::from_secs(500));
    assert_eq!(old + made_anew().await, 40, "after eleven tenths all have been");
    shop.close().await;
}
