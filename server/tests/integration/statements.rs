//! What pages that are made anew ask of the database. Nothing is kept here but what is on every page.

use commerce::pressure;

use crate::shop::{Page, TestShop};

/// A product's own page: the product with all that belongs to it, its stock, its reviews, what is like it, and the stock of that.
const PRODUCT: u64 = 5;
/// The same at level 3, without what is like it and its stock.
const LIGHT_PRODUCT: u64 = 3;
/// Looks at a page. Each half second the drops that are on are read anew, which is no page's doing: the least counts.
const LOOKS: usize = 6;

async fn keeping_nothing() -> TestShop {
    TestShop::open_with(|config| {
        config.server.page_cache.enabled = false;
        config.shop.data_cache_bytes = 0;
    })
    .await
}

/// A page, and the statements it took.
async fn look(shop: &TestShop, path: &str) -> (Page, u64) {
    let before = shop.services.db.statements();
    let page = shop.browser().get(path).await;
    assert_eq!(page.status, 200, "{path}");
    (page, shop.services.db.statements() - before)
}

async fn fewest(shop: &TestShop, path: &str) -> u64 {
    let mut fewest = u64::MAX;
    for _ in 0..LOOKS {
        fewest = fewest.min(look(shop, path).await.1);
    }
    fewest
}

#[tokio::test]
async fn a_whole_product_page_takes_five_statements() {
    let shop = keeping_nothing().await;
    let (page, first) = look(&shop, "/products/lantern-no-7").await;
    assert!(first > PRODUCT, "the links of every page are read once: {first}");
    assert_eq!(page.texts("[aria-labelledby=related] .product-card-title").len(), 4, "{}", page.words());
    assert!(!page.texts(".reviews-said").is_empty(), "{}", page.words());
    for path in ["/products/lantern-no-7", "/products/skerry-waxed-tote", "/de/products/lantern-no-7"] {
        let taken = fewest(&shop, path).await;
        assert!((1..=PRODUCT).contains(&taken), "{path}: {taken} statements");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_light_product_page_takes_fewer() {
    let shop = keeping_nothing().await;
    look(&shop, "/products/lantern-no-7").await;
    pressure::hold(&shop.cx(), Some(3)).await.unwrap();
    let (page, _) = look(&shop, "/products/lantern-no-7").await;
    assert!(page.texts("[aria-labelledby=related]").is_empty(), "{}", page.words());
    for path in ["/products/lantern-no-7", "/products/skerry-waxed-tote", "/de/products/lantern-no-7"] {
        let taken = fewest(&shop, path).await;
        assert!((1..=LIGHT_PRODUCT).contains(&taken), "{path}: {taken} statements");
    }
    shop.close().await;
}
