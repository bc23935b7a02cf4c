//! Rows put together into what pages, programs and other slices see.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{
    ImageId, Locale, Millis, Money, ProductId, VariantId,
    admin::{ProductRow, ProductStatus},
    catalog::{FEW_LEFT, ImageView, ProductCard, ProductView, VariantView},
};
use uuid::Uuid;

use super::{
    goods::{Goods, Priced, Told, Variant, goods, goods_alike, whole},
    related::Alike,
};
use crate::{
    Result,
    cache::keys::Product,
    catalog::{
        entity::image,
        rules::{translate_card, translate_view},
    },
    inventory::{self, Level},
    prices::{PriceRow, Selling, SetPrices},
    shipping::Parcel,
};

/// What the stock slice says about a variant. Where it knows nothing, nothing can be bought.
pub(in crate::catalog) fn level_of(levels: &HashMap<VariantId, Level>, id: Uuid) -> Level {
    levels.get(&VariantId(id)).copied().unwrap_or(Level { tracked: true, ..Level::default() })
}

pub(in crate::catalog) fn image_view(row: &image::Model) -> ImageView {
    let extension = match row.media_type.as_str() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "svg",
    };
    ImageView {
        id: ImageId(row.id),
        url: format!("/media/{}.{extension}", row.media_hash),
        alt: row.alt.clone(),
        width: u32::try_from(row.width).unwrap_or_default(),
        height: u32::try_from(row.height).unwrap_or_default(),
    }
}

/// What things cost in the money that they are sold in.
struct Tags {
    selling: Selling,
    set: SetPrices,
}

impl Tags {
    fn of(selling: Selling, set: impl IntoIterator<Item = PriceRow>) -> Result<Self> {
        Ok(Self { selling, set: SetPrices::read(set)? })
    }

    fn price(&self, variant: &Priced) -> Result<Money> {
        self.set.price(self.selling, variant.id, variant.price())
    }

    /// What the price is compared with.
    fn compare_at(&self, variant: &Priced) -> Result<Option<Money>> {
        self.set.compare_at(self.selling, variant.id, self.price(variant)?, variant.compare_at())
    }
}

/// Cards of `ids` in that order, in `locale`; products that are gone meanwhile are left out.
pub(in crate::catalog) async fn cards(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    selling: Selling,
    locale: Locale,
    now: Millis,
) -> Result<Vec<ProductCard>> {
    let told = Told { locale, currency: selling.other() };
    cards_of(connection, goods(connection, ids, told).await?, selling, now).await
}

/// Cards of what is like a product, most first, in `locale`.
pub(in crate::catalog) async fn cards_alike(
    connection: &impl ConnectionTrait,
    alike: Alike,
    selling: Selling,
    locale: Locale,
    now: Millis,
) -> Result<Vec<ProductCard>> {
    let told = Told { locale, currency: selling.other() };
    cards_of(connection, goods_alike(connection, &alike, told).await?, selling, now).await
}

async fn cards_of(
    connection: &impl ConnectionTrait,
    goods: Vec<Goods>,
    selling: Selling,
    now: Millis,
) -> Result<Vec<ProductCard>> {
    let levels = inventory::levels(connection, &variants_in(&goods), now).await?;
    goods.into_iter().filter_map(|goods| card(goods, &levels, selling).transpose()).collect()
}

fn variants_in(goods: &[Goods]) -> Vec<VariantId> {
    goods.iter().flat_map(|goods| &goods.variants.0).map(|variant| variant.id).collect()
}

fn card(goods: Goods, levels: &HashMap<VariantId, Level>, selling: Selling) -> Result<Option<ProductCard>> {
    let tags = Tags::of(selling, goods.set_prices.0)?;
    let variants = &goods.variants.0;
    let prices = variants.iter().map(|variant| Ok((tags.price(variant)?, variant))).collect::<Result<Vec<_>>>()?;
    let Some((price, cheapest)) = prices.iter().min_by_key(|(price, _)| price.amount).copied() else { return Ok(None) };
    let mut images = goods.images.0.iter().map(image_view);
    let values = goods.options.0.into_iter().flat_map(|option| option.values);
    let levels: Vec<Level> = variants.iter().map(|variant| level_of(levels, variant.id.0)).collect();
    // Of what is not counted there is always one more.
    let left = levels.iter().map(|level| level.for_sale()).sum::<Option<i64>>();
    let available = levels.iter().any(|level| level.is_available());
    let mut card = ProductCard {
        id: ProductId(goods.id),
        slug: goods.slug,
        title: goods.title,
        price,
        compare_at: tags.compare_at(cheapest)?,
        price_varies: prices.iter().any(|(other, _)| *other != price),
        available,
        in_drop: levels.iter().any(|level| level.in_drop),
        few_left: available && left.is_some_and(|left| left <= FEW_LEFT),
        image: images.next(),
        second_image: images.next(),
        swatches: values.filter(|value| value.swatch.is_some()).collect(),
    };
    for words in goods.words.0 {
        translate_card(&mut card, &words.read()?);
    }
    Ok(Some(card))
}

/// Rows of `ids` in that order, for staff.
pub(in crate::catalog) async fn product_rows(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    now: Millis,
) -> Result<Vec<ProductRow>> {
    let goods = goods(connection, ids, Told { locale: Locale::En, currency: None }).await?;
    let levels = inventory::levels(connection, &variants_in(&goods), now).await?;
    Ok(goods.into_iter().map(|goods| product_row(goods, &levels)).collect())
}

fn product_row(goods: Goods, levels: &HashMap<VariantId, Level>) -> ProductRow {
    let variants = &goods.variants.0;
    ProductRow {
        id: ProductId(goods.id),
        status: goods.status,
        image: goods.images.0.first().map(image_view),
        variant_count: variants.len() as u64,
        for_sale: variants.iter().filter_map(|variant| level_of(levels, variant.id.0).for_sale()).sum(),
        price: variants.iter().map(Priced::price).min_by_key(|price| price.amount),
        slug: goods.slug,
        title: goods.title,
        vendor: goods.vendor,
    }
}

/// A product's page, and whether shoppers see it.
pub(in crate::catalog) struct Page {
    pub product: Product,
    pub is_on_sale: bool,
}

/// The page of the product called `slug` in `locale`, as if nothing were known of its stock; see [`with_stock`].
pub(in crate::catalog) async fn product_page(
    connection: &impl ConnectionTrait,
    slug: &str,
    selling: Selling,
    locale: Locale,
) -> Result<Option<Page>> {
    let told = Told { locale, currency: selling.other() };
    let Some(product) = whole(connection, slug, told).await? else { return Ok(None) };
    let tags = Tags::of(selling, product.set_prices.0)?;
    let parcel = parcel(&product.variants.0, &tags)?;
    let variants = product.variants.0.into_iter().map(|variant| variant_view(variant, &tags));
    let mut view = ProductView {
        id: ProductId(product.id),
        variants: variants.collect::<Result<_>>()?,
        images: product.images.0.iter().map(image_view).collect(),
        collections: product.collections.0,
        slug: product.slug,
        title: product.title,
        vendor: product.vendor,
        kind: product.kind,
        description_html: product.description_html,
        tags: product.tags.0,
        options: product.options.0,
        seo_title: product.seo_title,
        seo_description: product.seo_description,
        drop: None,
        reviews: None,
    };
    for words in product.words.0 {
        translate_view(&mut view, &words.read()?);
    }
    let is_on_sale = is_on_sale(product.status, product.min_price);
    Ok(Some(Page { product: Product { view, parcel }, is_on_sale }))
}

/// The least that somebody can have sent of what is sold; none where nothing of it is sent.
fn parcel(variants: &[Variant], tags: &Tags) -> Result<Option<Parcel>> {
    let mut least: Option<Parcel> = None;
    for variant in variants.iter().filter(|variant| variant.requires_shipping) {
        let (subtotal, weight_grams) = (tags.price(&variant.priced())?.amount, variant.weight_grams);
        let known = least.unwrap_or(Parcel { subtotal, weight_grams, needs_shipping: true });
        least = Some(Parcel {
            subtotal: known.subtotal.min(subtotal),
            weight_grams: known.weight_grams.min(weight_grams),
            ..known
        });
    }
    Ok(least)
}

/// Shoppers see what lists show: active products with a price.
pub(in crate::catalog) fn is_on_sale(status: ProductStatus, min_price: Option<i64>) -> bool {
    status == ProductStatus::Active && min_price.is_some()
}

/// The page with the stock of now.
pub(in crate::catalog) async fn with_stock(
    connection: &impl ConnectionTrait,
    mut view: ProductView,
    now: Millis,
) -> Result<ProductView> {
    let ids: Vec<VariantId> = view.variants.iter().map(|variant| variant.id).collect();
    let levels = inventory::levels(connection, &ids, now).await?;
    for variant in &mut view.variants {
        let level = level_of(&levels, variant.id.0);
        variant.available = level.is_available();
        variant.for_sale = level.for_sale();
        variant.held = level.held;
        variant.cap_per_person = level.cap_per_person;
    }
    Ok(view)
}

fn variant_view(variant: Variant, tags: &Tags) -> Result<VariantView> {
    let priced = variant.priced();
    Ok(VariantView {
        id: variant.id,
        price: tags.price(&priced)?,
        compare_at: tags.compare_at(&priced)?,
        available: false,
        for_sale: None,
        held: 0,
        cap_per_person: None,
        image_id: variant.image_id,
        sku: variant.sku,
        title: variant.title,
        options: variant.options,
    })
}
