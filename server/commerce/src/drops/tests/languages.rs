//! What a drop says in another language than the one it was written in.

use types::{Locale, admin::DropTranslation};

use super::*;

fn german(title: &str, over: &str) -> DropTranslation {
    DropTranslation { title: title.into(), message_over: over.into(), ..DropTranslation::default() }
}

async fn stored(shop: &TestShop, id: DropId) -> Option<DropTranslation> {
    store::translation(shop.cx.db.write(), id, Locale::De).await.unwrap()
}

#[tokio::test]
async fn whoever_is_turned_away_is_told_in_their_language_where_to_stand() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = announced(&shop, variant, |_| {}).await;
    let shut = async |locale| turned_away(words::scope(locale, Visitor::new(&shop).add(variant)).await);
    shut(Locale::De).await;
    translate(&shop.cx, id, Locale::De, Seen::Any, &german("Laterne Nr. 7", "")).await.unwrap();
    let (said, english) = (shut(Locale::De).await, shut(Locale::En).await);
    assert!(said.contains("Laterne Nr. 7") && english.contains("Lantern No. 7"), "{said} {english}");
    assert!(shut(Locale::Ar).await.contains("Lantern No. 7"), "nobody has said it in Arabic");
    translate(&shop.cx, id, Locale::De, Seen::Any, &german("", "")).await.unwrap();
    assert!(shut(Locale::De).await.contains("Lantern No. 7"), "and no longer in German");
    assert_eq!(stored(&shop, id).await, None, "no words are no row");
}

#[tokio::test]
async fn a_drop_that_is_over_keeps_its_words_until_it_is_deleted() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 3).await;
    let id = announced(&shop, variant, |_| {}).await;
    translate(&shop.cx, id, Locale::De, Seen::Any, &german("Laterne", "Danke.")).await.unwrap();
    later(&shop, 81, 0);
    let mut visitor = Visitor::new(&shop);
    visitor.cx.market.locale = Locale::De;
    let over = page(&visitor.cx, "lantern-no-7").await.unwrap().view;
    assert!(over.status.is_over());
    assert_eq!((over.title.as_str(), over.message.as_str()), ("Laterne", "Danke."));
    let told = plan(&visitor.cx, "lantern-no-7").await.unwrap().title;
    assert_eq!((told.said_in(Locale::De), told.said_in(Locale::En)), ("Laterne", "Lantern No. 7"));
    delete(&shop.cx, id, Seen::Any).await.unwrap();
    assert_eq!(stored(&shop, id).await, None);
}
