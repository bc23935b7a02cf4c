//! `/`

use commerce::{bus::Tag, catalog};

use crate::{
    page_cache::showing,
    visitor::{Answer, Visitor},
};

pub async fn show(visitor: Visitor) -> Answer {
    let view = catalog::home(&visitor.cx).await?;
    let collections = view.collections.iter().map(|collection| Tag::Collection(collection.id));
    let products = view.featured.iter().chain(&view.newest).map(|card| Tag::Product(card.id));
    let tags: Vec<_> = [Tag::Chrome, Tag::Listings].into_iter().chain(collections).chain(products).collect();
    let page = visitor.page(|shell| app::pages::home(shell, view)).await?;
    Ok(showing(page, tags))
}
