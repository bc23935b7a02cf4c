//! The demo shop's goods: catalogue and drawings from crate `demo`, written where they are missing.

mod translations;

use std::collections::HashMap;

use sea_orm::ConnectionTrait;
use types::{
    CollectionId, ImageId, Millis, ProductId, VariantId,
    admin::ProductStatus,
    catalog::{OptionValue, ProductOption},
};
use uuid::Uuid;

use super::{
    entity::{Options, Texts, collection, image, product, variant},
    much_changed,
    rules::sanitise,
    store::{self, NewMedia},
};
use crate::{
    Cx, Result,
    inventory::{self, NewItem},
    seed::SeedReport,
};

const SVG: &str = "image/svg+xml";
/// Pixels of a drawing's edge.
const EDGE: i64 = 800;
/// Products that stand in a second collection come after those at home there.
const GUESTS: i64 = 1_000;
/// Hours between the arrivals of two products, so that "newest" has an order.
const ARRIVAL_HOURS: i64 = 6;

/// A product of the demo with its place over the whole shop.
struct Goods {
    product: demo::Product,
    /// The home page begins with the first.
    position: i64,
    created_at: Millis,
}

/// Writes collections, then each missing product in a transaction of its own.
pub(crate) async fn seed(cx: &Cx) -> Result<SeedReport> {
    let demo::Catalogue { collections, products } = demo::catalogue();
    let mut report = SeedReport::default();
    let shelves = seed_collections(cx, &collections, &mut report).await?;
    for goods in arranged(products, cx.clock.now()) {
        if store::product_by_slug(cx.db.write(), &goods.product.slug).await?.is_none() {
            seed_product(cx, goods, &shelves, &mut report).await?;
        }
    }
    translations::seed(cx).await?;
    much_changed(cx).await;
    Ok(report)
}

/// Featured products first, then one of each collection in turn; what stands last in its collection arrived last.
fn arranged(mut products: Vec<demo::Product>, now: Millis) -> Vec<Goods> {
    products.sort_by_key(|product| (!product.featured, product.position));
    let mut goods: Vec<Goods> =
        (1..).zip(products).map(|(position, product)| Goods { product, position, created_at: now }).collect();
    let mut by_arrival: Vec<&mut Goods> = goods.iter_mut().collect();
    by_arrival.sort_by_key(|goods| std::cmp::Reverse(goods.product.position));
    for (age, goods) in (0..).zip(by_arrival) {
        goods.created_at -= age * ARRIVAL_HOURS * 60 * 60 * 1000;
    }
    goods
}

async fn seed_collections(
    cx: &Cx,
    wanted: &[demo::Collection],
    report: &mut SeedReport,
) -> Result<HashMap<String, Uuid>> {
    let mut ids = HashMap::new();
    for demo::Collection { slug, title, summary, position } in wanted {
        if store::collection_by_slug(cx.db.write(), slug).await?.is_none() {
            let new = collection::Model {
                id: CollectionId::new().0,
                slug: slug.clone(),
                title: title.clone(),
                description_html: sanitise(summary),
                position: i64::from(*position),
                created_at: cx.clock.now(),
            };
            store::insert_collection(cx.db.write(), new).await?;
            report.collections += 1;
        }
        if let Some(found) = store::collection_by_slug(cx.db.write(), slug).await? {
            ids.insert(slug.clone(), found.id);
        }
    }
    Ok(ids)
}

async fn seed_product(cx: &Cx, goods: Goods, shelves: &HashMap<String, Uuid>, report: &mut SeedReport) -> Result<()> {
    report.products += 1;
    report.variants += goods.product.variants.len() as u64;
    report.images += goods.product.pictures.len() as u64;
    let (now, currency, actor) = (cx.clock.now(), cx.settings.currency, cx.actor.label().to_owned());
    let places = goods.product.collections.iter().enumerate().filter_map(|(index, slug)| {
        let place = i64::from(goods.product.position) + if index == 0 { 0 } else { GUESTS };
        Some((*shelves.get(slug)?, place))
    });
    let places: Vec<(Uuid, i64)> = places.collect();
    let draw = move || {
        let drawings: Vec<String> =
            goods.product.pictures.iter().map(|picture| demo::picture(&goods.product, picture)).collect();
        (goods, drawings)
    };
    let (goods, drawings) = tokio::task::spawn_blocking(draw).await.map_err(crate::Error::internal)?;
    cx.db
        .transaction(move |tx| {
            Box::pin(async move {
                let id = ProductId::new();
                store::insert_product(tx, product_row(id, &goods)).await?;
                for (collection, place) in places {
                    store::place(tx, collection, id, place).await?;
                }
                let images = insert_pictures(tx, id, &goods.product, drawings, now).await?;
                for (position, source) in (1..).zip(&goods.product.variants) {
                    let blank = variant::Model::blank(id, source.option_values.clone(), currency, now);
                    let row = variant_row(blank, source, position, &images);
                    let variant = VariantId(row.id);
                    store::insert_variant(tx, row).await?;
                    let stock = NewItem { tracked: true, on_hand: source.stock.into(), actor: &actor, now };
                    inventory::create_item(tx, variant, stock).await?;
                }
                store::reindex(tx, id).await
            })
        })
        .await
}

fn product_row(id: ProductId, goods: &Goods) -> product::Model {
    let source = &goods.product;
    let mut tags = source.tags.clone();
    if source.variants.iter().any(|variant| variant.back_in_weeks.is_some()) {
        tags.push("coming back".to_owned());
    }
    let value = |value: &demo::OptionValue| OptionValue { name: value.name.clone(), swatch: value.swatch.clone() };
    let option = |option: &demo::OptionDef| ProductOption {
        name: option.name.clone(),
        values: option.values.iter().map(value).collect(),
    };
    product::Model {
        slug: source.slug.clone(),
        title: source.title.clone(),
        vendor: source.vendor.clone(),
        kind: kind_in_words(&source.kind),
        description_html: sanitise(&source.description_html),
        tags: Texts(tags),
        options: Options(source.options.iter().map(option).collect()),
        status: ProductStatus::Active,
        position: goods.position,
        seo_description: source.summary.clone(),
        ..product::Model::blank(id, goods.created_at)
    }
}

/// `camp-stove` is the name of a drawing; people read "Camp stove".
fn kind_in_words(kind: &str) -> String {
    let words = kind.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Pictures by the colour they show; the first of each colour.
async fn insert_pictures(
    connection: &impl ConnectionTrait,
    product: ProductId,
    source: &demo::Product,
    drawings: Vec<String>,
    now: Millis,
) -> Result<HashMap<String, Uuid>> {
    let mut by_colour = HashMap::new();
    for (position, (picture, drawing)) in (1..).zip(source.pictures.iter().zip(drawings)) {
        let media = NewMedia { media_type: SVG, bytes: drawing.into_bytes(), now };
        let row = image::Model {
            id: ImageId::new().0,
            product_id: product.0,
            position,
            media_hash: store::put_media(connection, media).await?,
            media_type: SVG.to_owned(),
            width: EDGE,
            height: EDGE,
            alt: picture.alt.clone(),
            source: String::new(),
        };
        if let Some(colour) = &picture.colour {
            by_colour.entry(colour.clone()).or_insert(row.id);
        }
        store::insert_image(connection, row).await?;
    }
    Ok(by_colour)
}

fn variant_row(
    blank: variant::Model,
    source: &demo::Variant,
    position: i64,
    images: &HashMap<String, Uuid>,
) -> variant::Model {
    variant::Model {
        position,
        sku: Some(source.sku.clone()),
        price: source.price,
        compare_at: source.compare_at,
        weight_grams: source.weight_grams.into(),
        image_id: source.option_values.iter().find_map(|value| images.get(value).copied()),
        ..blank
    }
}
