//! Behind a real Varnish, with the configuration that ships.

use std::{
    net::TcpListener,
    process::{Child, Command, Stdio},
};

use reqwest::{Method, StatusCode, header::COOKIE};

use super::{MUG, get_with, product_of, reprice, until};
use crate::shop::{Browser, Page, TestShop};

const CONFIGURATION: &str = include_str!("../../../varnish.vcl");

/// A Varnish in front of a shop; gone when dropped.
struct Varnish {
    url: String,
    child: Child,
    _work: tempfile::TempDir,
}

impl Varnish {
    async fn before(shop: &TestShop) -> Self {
        let work = tempfile::tempdir().unwrap();
        let configuration = CONFIGURATION.replace("\"3000\"", &format!("\"{}\"", shop.addr.port()));
        assert_ne!(configuration, CONFIGURATION);
        let file = work.path().join("shop.vcl");
        std::fs::write(&file, configuration).unwrap();
        let addr = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let path = format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default());
        let child = Command::new("varnishd")
            .env("PATH", path)
            .args(["-F", "-j", "none", "-s", "malloc,32m", "-a", &addr.to_string(), "-T", "none"])
            .arg("-f")
            .arg(&file)
            .arg("-n")
            .arg(work.path().join("varnish"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("varnishd: `scripts/tools.sh test` installs what the tests need, or apt-get install varnish");
        let varnish = Self { url: format!("http://{addr}"), child, _work: work };
        until("Varnish answers", async || tokio::net::TcpStream::connect(addr).await.is_ok()).await;
        varnish
    }

    fn browser(&self) -> Browser {
        Browser::new(&self.url)
    }
}

impl Drop for Varnish {
    fn drop(&mut self) {
        let terminated = Command::new("kill").arg(self.child.id().to_string()).status();
        if terminated.is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Varnish names the request that fetched it, too.
fn is_hit(page: &Page) -> bool {
    page.header("x-varnish").split(' ').count() == 2
}

#[tokio::test]
async fn varnish_keeps_pages_for_everyone_and_passes_the_rest() {
    let shop = TestShop::open().await;
    let varnish = Varnish::before(&shop).await;
    let (one, other) = (varnish.browser(), varnish.browser());
    let variant = shop.for_sale(MUG).await.id.to_string();
    for (browser, quantity) in [(&one, "1"), (&other, "2")] {
        let added = browser.post("/cart/lines", &[("variant_id", &variant), ("quantity", quantity)]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.words());
        assert_eq!(browser.get("/cart").await.text(".cart-count"), quantity);
    }
    let product = format!("/products/{MUG}");
    for address in ["/", "/products?sort=title", &product, "/de/", "/ar/products"] {
        let (first, second) = (one.get(address).await, other.get(address).await);
        assert!(!is_hit(&first) && is_hit(&second), "{address}: {}", second.header("x-varnish"));
        assert_eq!(first.body, second.body, "{address}");
        assert_eq!(second.header("set-cookie"), "", "{address}");
        let has = get_with(&one, address, &[("if-none-match", second.header("etag"))]).await;
        assert_eq!((has.status, has.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{address}");
    }
    for address in ["/cart", "/de/cart", "/search?q=tent", "/products?q=tent", "/nothing"] {
        one.get(address).await;
        assert!(!is_hit(&other.get(address).await), "{address} is for one visitor");
    }
    assert_eq!(one.get("/cart").await.text(".cart-count"), "1", "after the other's");
    let fresh = varnish.browser();
    let stolen = fresh.request(Method::GET, "/").header(COOKIE, "fg_cart=x; fg_units=9");
    assert!(is_hit(&fresh.send(stolen).await), "cookies make no page of their own");
    shop.close().await;
}

#[tokio::test]
async fn varnish_drops_what_shows_a_product_when_it_is_told_and_asks_again_when_its_time_is_over() {
    let shop = TestShop::open_with(|config| config.server.page_cache.fresh = std::time::Duration::from_secs(2)).await;
    let varnish = Varnish::before(&shop).await;
    let (browser, address) = (varnish.browser(), format!("/products/{MUG}"));
    let (product, _) = product_of(&shop, MUG).await;
    let ban = async |key: &str| {
        let method = Method::from_bytes(b"BAN").unwrap();
        browser.send(browser.request(method, "/").header("surrogate-key", key)).await.status
    };
    browser.get(&address).await;
    browser.get("/products/lantern-no-7").await;
    reprice(&shop, MUG, 1_234_500).await;
    assert_eq!(ban(&format!("product-{}", product.0.simple())).await, StatusCode::OK);
    let dropped = browser.get(&address).await;
    assert!(!is_hit(&dropped) && dropped.words().contains("$12,345.00"), "{}", dropped.words());
    assert_eq!(ban("product-.*").await, StatusCode::BAD_REQUEST);

    reprice(&shop, MUG, 2_345_600).await;
    until("Varnish asks again", async || browser.get(&address).await.words().contains("$23,456.00")).await;
    shop.close().await;
}
