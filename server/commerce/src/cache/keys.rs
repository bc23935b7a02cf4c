//! Everything that is kept: one line each, so that no two places choose the same name.

use std::{borrow::Cow, marker::PhantomData, time::Duration};

use types::{
    Currency, Market, ProductId,
    catalog::{CollectionLink, HomeView, Listing, ProductView, Sort},
    content::{ContentView, PageLink},
    prices::CurrencyInput,
    review::ReviewsView,
};

use super::Cached;
use crate::{
    bus::Tag,
    catalog::{SitemapPart, TermCount},
    shipping::Parcel,
};

/// Where a `T` is kept, and for how long.
pub struct Key<T> {
    name: Cow<'static, str>,
    life: Duration,
    on_every_page: bool,
    what: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    const fn of(name: Cow<'static, str>, seconds: u64) -> Self {
        Self { name, life: Duration::from_secs(seconds), on_every_page: false, what: PhantomData }
    }

    /// Hardly ever changes and is asked for by every page: kept also where nothing else is.
    fn on_every_page(self) -> Self {
        Self { on_every_page: true, ..self }
    }

    /// What is kept there for one language and money: a market's words and prices are no other's.
    #[must_use]
    pub fn within(self, market: Market) -> Self {
        let Market { locale, currency, .. } = market;
        Self { name: format!("{}:{locale}:{}", self.name, currency.code()).into(), ..self }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn life(&self) -> Duration {
        self.life
    }

    pub(super) fn is_on_every_page(&self) -> bool {
        self.on_every_page
    }
}

/// The collections every page links to.
#[must_use]
pub fn collection_links() -> Key<Links> {
    Key::of(Cow::Borrowed("collection-links"), 60).on_every_page()
}

/// The home page's contents, within a market.
#[must_use]
pub fn home() -> Key<HomeView> {
    Key::of(Cow::Borrowed("home"), 30)
}

/// What a product's page says of it within a market, without its stock: that is asked for each time.
#[must_use]
pub fn product(slug: &str) -> Key<Product> {
    Key::of(format!("product:{slug}").into(), 30)
}

/// What currencies are worth.
#[must_use]
pub fn exchange_rates() -> Key<Rates> {
    Key::of(Cow::Borrowed("exchange-rates"), 30).on_every_page()
}

/// What a product's page says of its reviews.
#[must_use]
pub fn reviews(product: ProductId) -> Key<Reviews> {
    Key::of(format!("reviews:{product}").into(), 60)
}

/// A page of a list that nobody searched for or narrowed, within a market, with its filters' numbers where they are `counted`.
#[must_use]
pub fn listing(collection: Option<&str>, sort: Sort, page: u64, counted: bool) -> Key<Listing> {
    let collection = collection.unwrap_or_default();
    Key::of(format!("listing:{collection}:{}:{page}:{counted}", sort.as_str()).into(), 30)
}

/// The pages of words that every page links to.
#[must_use]
pub fn page_links() -> Key<PageLinks> {
    Key::of(Cow::Borrowed("page-links"), 60).on_every_page()
}

/// A page of words.
#[must_use]
pub fn content(slug: &str) -> Key<ContentView> {
    Key::of(format!("content:{slug}").into(), 60)
}

/// How the products' part of the sitemap is cut, with so many in a part. Whoever reads it comes once a day.
#[must_use]
pub fn sitemap_parts(most: u64) -> Key<SitemapParts> {
    Key::of(format!("sitemap:{most}").into(), 60)
}

/// What products of a collection, or all, can be told by.
#[must_use]
pub(crate) fn terms(collection: Option<&str>) -> Key<Terms> {
    Key::of(format!("terms:{}", collection.unwrap_or_default()).into(), 300)
}

/// [`terms`].
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Terms(pub Vec<TermCount>);

impl Cached for Terms {
    fn tags(&self) -> Vec<Tag> {
        vec![Tag::Chrome]
    }
}

/// [`exchange_rates`].
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Rates(pub Vec<(Currency, CurrencyInput)>);

impl Cached for Rates {
    fn tags(&self) -> Vec<Tag> {
        vec![Tag::Chrome]
    }
}

/// [`collection_links`].
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Links(pub Vec<CollectionLink>);

impl Cached for Links {
    fn tags(&self) -> Vec<Tag> {
        vec![Tag::Chrome]
    }
}

/// [`page_links`].
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct PageLinks(pub Vec<PageLink>);

impl Cached for PageLinks {
    fn tags(&self) -> Vec<Tag> {
        vec![Tag::Chrome]
    }
}

impl Cached for ContentView {
    fn tags(&self) -> Vec<Tag> {
        vec![Tag::Chrome, Tag::Content(self.id)]
    }
}

/// [`sitemap_parts`].
#[derive(Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct SitemapParts(pub Vec<SitemapPart>);

impl Cached for SitemapParts {
    /// Cutting costs a look at every product, so no single change is worth it.
    fn tags(&self) -> Vec<Tag> {
        Vec::new()
    }
}

/// [`reviews`].
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Reviews {
    /// Of which product.
    pub product: ProductId,
    /// What its page says.
    pub view: ReviewsView,
}

impl Cached for Reviews {
    fn tags(&self) -> Vec<Tag> {
        vec![Tag::Chrome, Tag::Product(self.product)]
    }
}

impl Cached for HomeView {
    fn tags(&self) -> Vec<Tag> {
        let collections = self.collections.iter().map(|collection| Tag::Collection(collection.id));
        let products = self.featured.iter().chain(&self.newest).map(|card| Tag::Product(card.id));
        [Tag::Chrome, Tag::Listings].into_iter().chain(collections).chain(products).collect()
    }
}

/// [`product`].
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Product {
    /// What its page says.
    pub view: ProductView,
    /// The least that somebody can have sent of it: the lowest price and the lowest weight of what is sent. None where nothing is.
    pub parcel: Option<Parcel>,
}

impl Cached for Product {
    fn tags(&self) -> Vec<Tag> {
        vec![Tag::Chrome, Tag::Product(self.view.id)]
    }
}

impl Cached for Listing {
    fn tags(&self) -> Vec<Tag> {
        let collection = self.collection.iter().map(|collection| Tag::Collection(collection.id));
        let products = self.items.iter().map(|card| Tag::Product(card.id));
        [Tag::Chrome, Tag::Listings].into_iter().chain(collection).chain(products).collect()
    }
}
