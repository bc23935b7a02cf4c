//! Pictures.

use reqwest::Method;

use crate::shop::TestShop;

#[tokio::test]
async fn a_picture_is_kept_for_ever_and_can_do_nothing() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let address = browser.get("/products").await.attributes("img", "src").remove(0);
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
async fn what_is_no_hash_is_no_picture() {
    let shop = TestShop::open().await;
    for path in ["/media/..%2f..%2fCargo.toml", "/media/%00", "/media/abc.svg", "/media/.svg"] {
        assert_eq!(shop.browser().get(path).await.status, 404, "{path}");
    }
    shop.close().await;
}
