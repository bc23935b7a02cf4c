//! Other shops' exports, from file to order.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use commerce::catalog::{
    self, ListQuery,
    import::{ImportOptions, ImportReport, import_shopify},
};
use types::catalog::Sort;

use crate::shop::{Checkout, TestShop};

/// The project's own sample, and real exports where some lie beside the project: they belong to their shops and not in here.
fn exports() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let beside = fs::read_dir(root.join("../shared/data")).into_iter().flatten().flatten().map(|entry| entry.path());
    let sample = root.join("server/commerce/src/catalog/import/fixture.csv");
    beside.filter(|path| path.extension().is_some_and(|kind| kind == "csv")).chain([sample]).collect()
}

async fn import(shop: &TestShop, file: &Path) -> ImportReport {
    import_shopify(&shop.cx(), File::open(file).unwrap(), ImportOptions::default(), |_| {}).await.unwrap()
}

#[tokio::test]
async fn an_export_comes_in_once_and_its_goods_can_be_bought() {
    for file in exports() {
        let shop = TestShop::open().await;
        let first = import(&shop, &file).await;
        assert!(first.products.created > 0, "{}: {first:?}", file.display());
        let second = import(&shop, &file).await;
        assert_eq!((second.products.created, second.products.updated), (0, 0), "{}: {second:?}", file.display());

        let newest = ListQuery { sort: Sort::Newest, ..ListQuery::default() };
        let items = catalog::list(&shop.cx(), newest).await.unwrap().items;
        let product = items.into_iter().find(|product| product.available).expect("something new to buy");
        let browser = shop.browser_with(&product.slug).await;
        let key = browser.get("/checkout").await.field("idempotency_key");
        let order = browser.submit("/checkout", &Checkout::paid_with("tok_ok").fields(&key)).await;
        assert!(order.words().contains(&product.title), "{}: {}", file.display(), order.words());
        shop.close().await;
    }
}
