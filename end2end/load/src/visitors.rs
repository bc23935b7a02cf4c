//! What visitors of the open model do on each visit.

use std::{net::SocketAddr, sync::Arc};

use anyhow::{Context, bail};
use serde::Deserialize;

use crate::{
    http::Connection,
    journey::{Buyer, End, expect},
    mix::{Interaction, Mix},
    open::{Done, Visitor},
};

/// Products a visitor chooses from, at most: what a page of the catalogue lists.
const MOST_GOODS: usize = 100;

/// What is for sale.
#[derive(Clone, Debug, Default)]
pub struct Goods {
    /// Slugs of products.
    pub slugs: Vec<String>,
    /// A variant of each.
    pub variants: Vec<String>,
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Card>,
}

#[derive(Deserialize)]
struct Card {
    slug: String,
    available: bool,
}

#[derive(Deserialize)]
struct Product {
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    id: String,
    available: bool,
}

impl Goods {
    /// The first products of a shop that can be bought.
    ///
    /// # Errors
    /// When the shop does not tell, or has none.
    pub async fn of(shop: SocketAddr) -> anyhow::Result<Self> {
        let mut connection = Connection::to(shop);
        let answer = connection.get(&format!("/api/v1/products?limit={MOST_GOODS}")).await?;
        let cards = expect::<Page>(&answer, 200)?.items;
        let slugs: Vec<String> = cards.into_iter().filter(|card| card.available).map(|card| card.slug).collect();
        Self::named(shop, &slugs).await
    }

    /// These products.
    ///
    /// # Errors
    /// When one is not there, or none has anything to sell.
    pub async fn named(shop: SocketAddr, slugs: &[String]) -> anyhow::Result<Self> {
        let (mut connection, mut goods) = (Connection::to(shop), Self::default());
        for slug in slugs {
            let answer = connection.get(&format!("/api/v1/products/{slug}")).await?;
            let product: Product = expect(&answer, 200).with_context(|| format!("the product {slug}"))?;
            if let Some(variant) = product.variants.into_iter().find(|variant| variant.available) {
                goods.slugs.push(slug.clone());
                goods.variants.push(variant.id);
            }
        }
        if goods.slugs.is_empty() {
            bail!("the shop has nothing to sell");
        }
        Ok(goods)
    }
}

/// What the visits of a phase are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// One interaction of a mix.
    Mix(Mix),
    /// A product's page, again and again, as before a sale.
    Watch,
    /// One unit, from an empty cart to a confirmed order.
    Buy,
    /// The same, by a machine: no page, and only the first item, however often it is refused.
    Snatch,
}

/// What all visitors of a run share.
#[derive(Clone, Debug)]
pub struct Outing {
    /// Where.
    pub shop: SocketAddr,
    /// What is there.
    pub goods: Goods,
    /// What for, by phase.
    pub errands: Vec<Errand>,
    /// Everyone has an address of their own, for a shop that believes what a proxy says of it.
    pub from: Addresses,
}

/// Client addresses that visitors claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// One each, in 10.0.0.0/8.
    OneEach,
    /// So many, in 172.16.0.0/16, shared by all.
    Shared(u32),
}

impl Addresses {
    /// Of the visitor with this number.
    pub(crate) fn of(self, number: u64) -> String {
        let [.., high, middle, low] = number.to_be_bytes();
        match self {
            Self::OneEach => format!("10.{high}.{middle}.{low}"),
            Self::Shared(count) => {
                let one = number % u64::from(count.clamp(1, 65_536));
                format!("172.16.{}.{}", one / 256, one % 256)
            }
        }
    }
}

/// One visitor.
pub struct Guest {
    buyer: Buyer,
    outing: Arc<Outing>,
    /// State of the generator of chance: splitmix64.
    chance: u64,
    cart: Option<String>,
    order: Option<String>,
}

impl Guest {
    /// Somebody nobody has seen before.
    #[must_use]
    pub fn new(outing: &Arc<Outing>) -> Self {
        let mut buyer = Buyer::at(outing.shop);
        let number = buyer.number();
        buyer.connection().always(format!("x-forwarded-for: {}\r\n", outing.from.of(number)));
        Self { buyer, outing: Arc::clone(outing), chance: number, cart: None, order: None }
    }

    fn random(&mut self) -> u64 {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.chance;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Index of one of the goods.
    fn some(&mut self) -> usize {
        (self.random() % self.outing.goods.slugs.len() as u64) as usize
    }

    async fn look(&mut self, path: &str) -> anyhow::Result<Done> {
        let answer = self.buyer.connection().get(path).await?;
        if let Some(refusal) = answer.refusal() {
            return Err(refusal.into());
        }
        match answer.status {
            200..400 => Ok(Done::Seen),
            _ => bail!("{path}: {}", answer.text()),
        }
    }

    async fn buy(&mut self, item: usize) -> anyhow::Result<Done> {
        let outing = Arc::clone(&self.outing);
        Ok(done(self.buyer.buy(&outing.goods.variants[item]).await?))
    }

    async fn interact(&mut self, interaction: Interaction) -> anyhow::Result<Done> {
        let item = self.some();
        let slug = self.outing.goods.slugs[item].clone();
        match interaction {
            Interaction::Home => self.look("/").await,
            Interaction::NewProducts => self.look("/products?sort=newest").await,
            Interaction::BestSellers => self.look("/products").await,
            Interaction::ProductDetail => self.look(&format!("/products/{slug}")).await,
            Interaction::SearchRequest => self.look("/search").await,
            Interaction::SearchResults => self.look(&format!("/search?q={}", word(&slug))).await,
            Interaction::ShoppingCart => self.add_to_cart(item).await,
            Interaction::CustomerRegistration => self.look("/cart").await,
            Interaction::BuyRequest => match self.cart.clone() {
                Some(cart) => self.look(&format!("/api/v1/carts/{cart}")).await,
                None => self.add_to_cart(item).await,
            },
            Interaction::BuyConfirm => match self.cart.take() {
                Some(cart) => self.pay(&cart).await,
                None => self.buy(item).await,
            },
            Interaction::OrderInquiry | Interaction::OrderDisplay => match self.order.clone() {
                Some(token) => self.look(&format!("/orders/{token}")).await,
                None => self.look("/cart").await,
            },
            Interaction::AdminRequest => self.look(&format!("/api/v1/products/{slug}")).await,
            Interaction::AdminConfirm => self.look(&format!("/api/v1/products/{slug}/stock")).await,
        }
    }

    async fn add_to_cart(&mut self, item: usize) -> anyhow::Result<Done> {
        let outing = Arc::clone(&self.outing);
        self.cart = self.buyer.fill_cart(&outing.goods.variants[item]).await?;
        Ok(if self.cart.is_some() { Done::Seen } else { Done::SoldOut })
    }

    async fn pay(&mut self, cart: &str) -> anyhow::Result<Done> {
        let end = self.buyer.pay(cart).await?;
        self.order = self.buyer.last_order().map(str::to_owned);
        Ok(done(end))
    }
}

fn done(end: End) -> Done {
    match end {
        End::Confirmed | End::ConfirmedLater => Done::Bought,
        End::OutOfStock => Done::SoldOut,
    }
}

/// A word that is in a product's name.
fn word(slug: &str) -> &str {
    slug.split('-').max_by_key(|word| word.len()).unwrap_or(slug)
}

impl Visitor for Guest {
    async fn visit(&mut self, phase: usize) -> anyhow::Result<Done> {
        match self.outing.errands[phase] {
            Errand::Mix(mix) => {
                let interaction = mix.choose(self.random());
                self.interact(interaction).await
            }
            Errand::Watch => {
                let item = self.some();
                let path = format!("/products/{}", self.outing.goods.slugs[item]);
                self.look(&path).await
            }
            Errand::Buy => {
                let item = self.some();
                self.buy(item).await
            }
            Errand::Snatch => self.buy(0).await,
        }
    }

    fn connection(&mut self) -> &mut Connection {
        self.buyer.connection()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_an_address_each_and_bots_share_a_few() {
        assert_eq!(Addresses::OneEach.of(0x01_02_03), "10.1.2.3");
        let shared: std::collections::HashSet<String> = (0..1_000).map(|one| Addresses::Shared(20).of(one)).collect();
        assert_eq!(shared.len(), 20);
    }
}
