//! `/offline`: browsers keep it for when there is no connection.

use commerce::bus::Tag;

use crate::{
    page_cache::showing,
    visitor::{Answer, Visitor},
};

pub async fn show(visitor: Visitor) -> Answer {
    let page = visitor.page(app::pages::offline).await?;
    Ok(showing(page, [Tag::Chrome]))
}
