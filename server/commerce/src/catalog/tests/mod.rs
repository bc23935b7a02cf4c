//! The catalogue on a real database.

mod browsing;
mod company;
mod editing;
mod importing;
mod narrowing;
mod seeding;
mod spelling;
mod translating;

use types::{
    ProductId, VariantId,
    admin::{ProductInput, ProductStatus, VariantInput},
};

use super::{create_product, create_variant};
use crate::{Actor, Cx, Error, test_shop::TestShop};

/// A shop with no products.
struct Shop {
    cx: Cx,
    _shop: TestShop,
}

impl Shop {
    async fn open() -> Self {
        let shop = TestShop::open().await;
        // What is shown is judged here, not how fast.
        shop.cx.extras.allow(std::time::Duration::from_secs(60));
        shop.cx.search.allow(std::time::Duration::from_secs(60));
        Self { cx: shop.cx.clone(), _shop: shop }
    }

    /// For the next seconds the index of the search is left alone, as after too many questions it did not answer in time.
    async fn search_rests(&self) {
        self.cx.search.allow(std::time::Duration::ZERO);
        for _ in 0..5 {
            assert_eq!(self.cx.search.within(&self.cx, std::future::pending::<crate::Result<()>>()).await, None);
        }
    }

    /// The same shop, asked by someone else.
    fn asked_by(&self, actor: Actor) -> Cx {
        Cx::new(self.cx.services().clone(), actor, "test")
    }

    /// An active product whose variants are told apart by `options`: values and price each.
    async fn product(&self, title: &str, options: &[&str], variants: &[(&[&str], i64)]) -> ProductId {
        let id = create_product(&self.cx, active(title, options)).await.unwrap();
        for (values, price) in variants {
            self.variant(id, values, *price).await;
        }
        id
    }

    async fn variant(&self, product: ProductId, values: &[&str], price: i64) -> VariantId {
        create_variant(&self.cx, product, variant(values, price)).await.unwrap()
    }

    async fn count(&self, table: &str) -> i64 {
        use sea_orm::ConnectionTrait;
        let statement = crate::db::sql(self.cx.db.read(), &format!("SELECT COUNT(*) AS n FROM {table}"), []);
        self.cx.db.read().query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap()
    }
}

fn active(title: &str, options: &[&str]) -> ProductInput {
    ProductInput { title: title.into(), options: texts(options), status: ProductStatus::Active, ..Default::default() }
}

/// Untracked, so always available.
fn variant(values: &[&str], price: i64) -> VariantInput {
    VariantInput { options: texts(values), price, ..Default::default() }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The fields an error names.
fn fields<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<String> {
    result.unwrap_err().problem().errors.iter().map(|error| error.field.clone()).collect()
}
