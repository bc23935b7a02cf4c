//! Rows put together into what pages, programs and other slices see.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use types::{
    Currency, ImageId, Locale, Millis, Money, ProductId, VariantId,
    admin::ProductRow,
    catalog::{CollectionLink, FEW_LEFT, ImageView, ProductCard, ProductView, VariantView},
};
use uuid::Uuid;

use super::{collection_slugs, images_of, translations, variants_of, variants_of_all};
use crate::{
    Error, Result,
    catalog::{
        entity::{image, product, variant},
        rules::translate_card,
    },
    inventory::{self, Level},
    prices::{Selling, SetPrices},
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

pub(super) fn price(row: &variant::Model) -> Result<Money> {
    let currency: Currency = row.currency.parse().map_err(Error::internal)?;
    Ok(Money::new(row.price, currency))
}

/// What things cost in the money that they are sold in.
struct Tags {
    selling: Selling,
    set: SetPrices,
}

impl Tags {
    async fn of(connection: &impl ConnectionTrait, ids: &[VariantId], selling: Selling) -> Result<Self> {
        Ok(Self { selling, set: SetPrices::of(connection, ids, &[selling]).await? })
    }

    fn price(&self, row: &variant::Model) -> Result<Money> {
        self.set.price(self.selling, VariantId(row.id), price(row)?)
    }

    /// What the price is compared with. Rounding, or a price that was set, may leave nothing to compare.
    fn compare_at(&self, row: &variant::Model) -> Result<Option<Money>> {
        let (price, own) = (self.price(row)?, price(row)?);
        let was = row.compare_at.map(|amount| self.selling.price_of(Money::new(amount, own.currency))).transpose()?;
        Ok(was.filter(|was| self.selling.is_base() || was.amount > price.amount))
    }
}

/// Everything that belongs to some products, by product.
struct Parts {
    products: HashMap<Uuid, product::Model>,
    variants: HashMap<Uuid, Vec<variant::Model>>,
    images: HashMap<Uuid, Vec<image::Model>>,
    levels: HashMap<VariantId, Level>,
}

async fn load(connection: &impl ConnectionTrait, ids: &[Uuid], now: Millis) -> Result<Parts> {
    let query = product::Entity::find().filter(product::Column::Id.is_in(ids.iter().copied()));
    let products = query.all(connection).await?.into_iter().map(|product| (product.id, product)).collect();
    let variants = variants_of_all(connection, ids).await?;
    let all: Vec<VariantId> = variants.values().flatten().map(|variant| VariantId(variant.id)).collect();
    let levels = inventory::levels(connection, &all, now).await?;
    Ok(Parts { products, variants, images: images_of(connection, ids).await?, levels })
}

/// Cards of `ids` in that order, in `locale`; products that are gone meanwhile are left out.
pub(in crate::catalog) async fn cards(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    selling: Selling,
    locale: Locale,
    now: Millis,
) -> Result<Vec<ProductCard>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let parts = load(connection, ids, now).await?;
    let variants: Vec<VariantId> = parts.variants.values().flatten().map(|variant| VariantId(variant.id)).collect();
    let tags = Tags::of(connection, &variants, selling).await?;
    let words = translations(connection, ids, locale).await?;
    let mut cards: Vec<ProductCard> =
        ids.iter().filter_map(|id| card(&parts, &tags, *id).transpose()).collect::<Result<_>>()?;
    for card in &mut cards {
        if let Some(words) = words.get(&card.id.0) {
            translate_card(card, words);
        }
    }
    Ok(cards)
}

fn card(parts: &Parts, tags: &Tags, id: Uuid) -> Result<Option<ProductCard>> {
    let (Some(product), Some(variants)) = (parts.products.get(&id), parts.variants.get(&id)) else { return Ok(None) };
    let prices = variants.iter().map(|variant| Ok((tags.price(variant)?, variant))).collect::<Result<Vec<_>>>()?;
    let Some((price, cheapest)) = prices.iter().min_by_key(|(price, _)| price.amount).copied() else { return Ok(None) };
    let mut images = parts.images.get(&id).into_iter().flatten().map(image_view);
    let values = product.options.0.iter().flat_map(|option| &option.values);
    let levels: Vec<Level> = variants.iter().map(|variant| level_of(&parts.levels, variant.id)).collect();
    // Of what is not counted there is always one more.
    let left = levels.iter().map(|level| level.for_sale()).sum::<Option<i64>>();
    let available = levels.iter().any(|level| level.is_available());
    Ok(Some(ProductCard {
        id: ProductId(id),
        slug: product.slug.clone(),
        title: product.title.clone(),
        price,
        compare_at: tags.compare_at(cheapest)?,
        price_varies: prices.iter().any(|(other, _)| *other != price),
        available,
        in_drop: levels.iter().any(|level| level.in_drop),
        few_left: available && left.is_some_and(|left| left <= FEW_LEFT),
        image: images.next(),
        second_image: images.next(),
        swatches: values.filter(|value| value.swatch.is_some()).cloned().collect(),
    }))
}

/// Rows of `ids` in that order, for staff.
pub(in crate::catalog) async fn product_rows(
    connection: &impl ConnectionTrait,
    ids: &[Uuid],
    now: Millis,
) -> Result<Vec<ProductRow>> {
    let parts = load(connection, ids, now).await?;
    ids.iter().filter_map(|id| product_row(&parts, *id).transpose()).collect()
}

fn product_row(parts: &Parts, id: Uuid) -> Result<Option<ProductRow>> {
    let Some(product) = parts.products.get(&id) else { return Ok(None) };
    let variants = parts.variants.get(&id).map_or(&[][..], Vec::as_slice);
    let for_sale = variants.iter().filter_map(|variant| level_of(&parts.levels, variant.id).for_sale()).sum();
    Ok(Some(ProductRow {
        id: ProductId(id),
        slug: product.slug.clone(),
        title: product.title.clone(),
        vendor: product.vendor.clone(),
        status: product.status,
        image: parts.images.get(&id).and_then(|images| images.first()).map(image_view),
        variant_count: variants.len() as u64,
        for_sale,
        price: variants.iter().min_by_key(|variant| variant.price).map(price).transpose()?,
    }))
}

/// The page of one product, as if nothing were known of its stock; see [`with_stock`]. Its own words are English, those of the collections
/// it stands in are in `locale`.
pub(in crate::catalog) async fn product_view(
    connection: &impl ConnectionTrait,
    product: product::Model,
    selling: Selling,
    locale: Locale,
) -> Result<ProductView> {
    let id = ProductId(product.id);
    let rows = variants_of(connection, id).await?;
    let ids: Vec<VariantId> = rows.iter().map(|variant| VariantId(variant.id)).collect();
    let tags = Tags::of(connection, &ids, selling).await?;
    let variants = rows.into_iter().map(|row| variant_view(row, &tags));
    let images = images_of(connection, &[product.id]).await?.remove(&product.id).unwrap_or_default();
    let links = collection_slugs(connection, id, locale).await?;
    Ok(ProductView {
        id,
        variants: variants.collect::<Result<_>>()?,
        images: images.iter().map(image_view).collect(),
        collections: links.into_iter().map(|(slug, title)| CollectionLink { slug, title }).collect(),
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
    })
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

fn variant_view(row: variant::Model, tags: &Tags) -> Result<VariantView> {
    Ok(VariantView {
        id: VariantId(row.id),
        price: tags.price(&row)?,
        compare_at: tags.compare_at(&row)?,
        available: false,
        for_sale: None,
        held: 0,
        cap_per_person: None,
        image_id: row.image_id.map(ImageId),
        sku: row.sku,
        title: row.title,
        options: row.options.0,
    })
}
