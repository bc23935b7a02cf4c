//! What sending a product costs, told on its page.

use super::{HOME_COUNTRY, quote::Tariffs};
use crate::{
    Cx, Result, prices,
    shipping::{Parcel, Terms},
};

/// What sending `parcel` costs at least, in the visitor's money, to where the checkout's form begins. None when the shop does not ship
/// it there.
///
/// # Errors
/// When the database does not answer.
pub async fn delivery(cx: &Cx, parcel: Parcel) -> Result<Option<Terms>> {
    let tariffs = Tariffs::current(cx, cx.db.read()).await?;
    tariffs.methods.terms(HOME_COUNTRY, parcel, prices::selling(cx).await?)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::{
        bus::{Note, Tag},
        catalog,
        test_shop::TestShop,
    };

    async fn write(shop: &TestShop, statement: &str) {
        shop.cx.db.write().execute_unprepared(statement).await.unwrap();
    }

    async fn parcel(shop: &TestShop) -> Option<Parcel> {
        catalog::product_to_send(&shop.cx, "lantern").await.unwrap().parcel
    }

    #[tokio::test]
    async fn a_parcel_is_the_least_of_what_is_sent() {
        let shop = TestShop::open().await;
        shop.stocked("Lantern", 1).await;
        assert_eq!(parcel(&shop).await, Some(Parcel { subtotal: 1000, weight_grams: 300, needs_shipping: true }));
        write(&shop, "UPDATE variant SET requires_shipping = false").await;
        assert_eq!(parcel(&shop).await, None);
    }

    #[tokio::test]
    async fn the_price_of_sending_is_the_tariffs_in_the_visitors_money() {
        let shop = TestShop::open().await;
        shop.stocked("Lantern", 1).await;
        let parcel = parcel(&shop).await.unwrap();
        let terms = delivery(&shop.cx, parcel).await.unwrap().unwrap();
        assert_eq!((terms.least.to_string(), terms.free_from.unwrap().to_string()), ("$6.00".into(), "$150.00".into()));
        assert_eq!(terms.promise, "3 to 5 working days");
        write(&shop, "DELETE FROM shipping_method").await;
        shop.cx.clock.advance(Duration::from_secs(2));
        assert_eq!(delivery(&shop.cx, parcel).await.unwrap(), None);
    }

    #[tokio::test]
    async fn whoever_reads_other_tariffs_than_before_tells_pages() {
        let shop = TestShop::open().await;
        let mut listener = shop.cx.bus.listen();
        let parcel = Parcel { subtotal: 1000, weight_grams: 300, needs_shipping: true };
        for _ in 0..2 {
            delivery(&shop.cx, parcel).await.unwrap();
            shop.cx.clock.advance(Duration::from_secs(2));
        }
        assert_eq!(listener.heard(), None, "nothing has changed");
        write(&shop, "UPDATE shipping_method SET countries = '[\"US\"]' WHERE code = 'standard'").await;
        delivery(&shop.cx, parcel).await.unwrap();
        assert_eq!(listener.heard(), Some(Note::Changed(vec![Tag::Tariffs])));
    }
}
