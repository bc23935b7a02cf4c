//! Pages that are the same for everyone.

mod assets;
mod changes;
mod drops;
mod identity;
mod instances;
mod poisoning;
mod serving;
mod varnish;

use commerce::{Seen, catalog, db::sql};
use reqwest::{Method, header::HeaderMap};
use sea_orm::ConnectionTrait;
use types::{ProductId, VariantId, admin::VariantInput};

use crate::shop::{Browser, Page, TestShop};

/// One of the demo's products, with one variant.
const MUG: &str = "kittiwake-enamel-mug";

/// An address with headers of the test's own.
async fn get_with(browser: &Browser, path: &str, headers: &[(&'static str, &str)]) -> Page {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(*name, value.parse().unwrap());
    }
    browser.send(browser.request(Method::GET, path).headers(map)).await
}

/// A shop that hears the other instances, where there is a way to: from then on it believes what it knows.
async fn open() -> TestShop {
    let shop = TestShop::open().await;
    if shop.services.settings.redis_url.is_some() {
        let mut listener = shop.services.bus.listen();
        // It may have said so already.
        let _ = tokio::time::timeout(std::time::Duration::from_millis(500), listener.next()).await;
    }
    shop
}

/// Asks again until it holds; longer than any of this takes.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..400 {
        if holds().await {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("waited in vain until {what}");
}

/// Changes a title behind the shop's back: a page that shows the new one was made anew.
async fn rename_silently(shop: &TestShop, slug: &str, title: &str) {
    let db = shop.services.db.write();
    let update = "UPDATE product SET title = $2 WHERE slug = $1";
    db.execute_raw(sql(db, update, [slug.into(), title.into()])).await.unwrap();
    // What the page is made from is looked at anew; the page itself knows nothing of it.
    shop.services.cache.clear().await;
}

/// Pages made so far.
fn made(shop: &TestShop) -> u64 {
    shop.app.page_cache.as_ref().unwrap().made()
}

async fn product_of(shop: &TestShop, slug: &str) -> (ProductId, VariantId) {
    let product = catalog::product(&shop.cx(), slug).await.unwrap();
    (product.id, product.variants[0].id)
}

/// Gives the product's first variant another price, as staff do.
async fn reprice(shop: &TestShop, slug: &str, price: i64) {
    let (product, variant) = product_of(shop, slug).await;
    let before = catalog::admin_product(&shop.cx(), product).await.unwrap();
    let input = before.variants.into_iter().find(|one| one.id == variant).unwrap().input;
    catalog::update_variant(&shop.cx(), variant, Seen::Any, VariantInput { price, ..input }).await.unwrap();
}
