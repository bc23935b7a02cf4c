//! Renditions on a real database.

use std::{io::Cursor, sync::atomic::Ordering};

use image::{DynamicImage, ImageFormat, RgbImage};
use sea_orm::ConnectionTrait;
use types::{
    ErrorCode, ProductId,
    admin::{ProductInput, ProductStatus, VariantInput},
    rendition::{Format, WIDTHS},
};

use super::*;
use crate::{
    db::sql,
    jobs::{Done, Job},
    pressure,
    test_shop::TestShop,
};

const WEBP: Rendition = Rendition::wide(WIDTHS[0], Format::Webp);

/// A product on sale with a photograph; answers with the photograph's hash.
async fn photographed(shop: &TestShop) -> String {
    let input = ProductInput { title: "Kettle".into(), status: ProductStatus::Active, ..ProductInput::default() };
    let product: ProductId = catalog::create_product(&shop.cx, input).await.unwrap();
    catalog::create_variant(&shop.cx, product, VariantInput { price: 1000, ..VariantInput::default() }).await.unwrap();
    let pixels = RgbImage::from_fn(700, 350, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 120]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(pixels).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    catalog::add_image(&shop.cx, product, bytes.into_inner(), String::new()).await.unwrap();
    let image = catalog::admin_product(&shop.cx, product).await.unwrap().images.remove(0);
    image.url.trim_start_matches("/media/").trim_end_matches(".jpg").to_owned()
}

/// Waits for everything in the line.
async fn settled(cx: &Cx, hash: &str, wanted: Rendition) {
    if let Some(order) = studio::order(cx, hash, wanted) {
        order.await;
    }
}

fn made(cx: &Cx) -> usize {
    cx.studio.made.load(Ordering::SeqCst)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rendition_that_many_ask_for_is_made_once() {
    let shop = TestShop::open().await;
    let hash = photographed(&shop).await;
    let asked = futures::future::join_all((0..20).map(|_| rendition(&shop.cx, &hash, WEBP))).await;
    for shown in asked {
        let Shown::StandIn(original) = shown.unwrap() else { continue };
        assert_eq!(original.media_type, "image/jpeg");
    }
    settled(&shop.cx, &hash, WEBP).await;
    let Shown::Exact(exact) = rendition(&shop.cx, &hash, WEBP).await.unwrap() else { panic!("it is there") };
    assert_eq!((exact.media_type.as_str(), &exact.bytes[8..12]), ("image/webp", &b"WEBP"[..]));
    assert_eq!(made(&shop.cx), 1);
    let close = Rendition::wide(WIDTHS[1], Format::Avif);
    let Shown::StandIn(other) = rendition(&shop.cx, &hash, close).await.unwrap() else { panic!("not yet") };
    assert_eq!(other, exact, "a smaller one stands in rather than the original");
}

#[tokio::test]
async fn nothing_is_made_under_pressure_and_what_is_there_is_served() {
    let shop = TestShop::open().await;
    let hash = photographed(&shop).await;
    settled(&shop.cx, &hash, WEBP).await;
    pressure::hold(&shop.cx, Some(2)).await.unwrap();
    let jpeg = Rendition::wide(WIDTHS[0], Format::Jpeg);
    assert!(matches!(rendition(&shop.cx, &hash, jpeg).await.unwrap(), Shown::StandIn(_)));
    assert!(matches!(rendition(&shop.cx, &hash, WEBP).await.unwrap(), Shown::Exact(_)));
    let refused = rendition(&shop.cx, &hash, Rendition::PREVIEW).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Unavailable);
    FillRenditions {}.run(&shop.cx).await.unwrap();
    assert_eq!(made(&shop.cx), 1);
}

#[tokio::test]
async fn a_link_preview_is_waited_for() {
    let shop = TestShop::open().await;
    let hash = photographed(&shop).await;
    let Shown::Exact(preview) = rendition(&shop.cx, &hash, Rendition::PREVIEW).await.unwrap() else {
        panic!("exact or nothing")
    };
    let pixels = catalog::decoded(&preview.bytes).unwrap();
    assert_eq!((preview.media_type.as_str(), pixels.width(), pixels.height()), ("image/jpeg", 1200, 630));
}

#[tokio::test]
async fn the_line_has_an_end() {
    let shop = TestShop::open().await;
    let hash = photographed(&shop).await;
    let _busy = shop.cx.studio.hold().await;
    let wanted: Vec<_> = Rendition::all().collect();
    // Renditions of pictures that are not there wait like others.
    let orders = (0..200).map(|index| studio::order(&shop.cx, &format!("{index}{hash}"), wanted[index % wanted.len()]));
    assert_eq!(orders.filter(Option::is_some).count(), studio::LINE);
    assert!(matches!(rendition(&shop.cx, &hash, WEBP).await.unwrap(), Shown::StandIn(_)));
}

#[tokio::test]
async fn what_cannot_be_drawn_is_tried_once_and_its_original_shown() {
    let shop = TestShop::open().await;
    let hash = "0".repeat(64);
    let insert = "INSERT INTO media (hash, media_type, bytes, created_at) VALUES ($1, 'image/png', $2, 0)";
    let db = shop.cx.db.write();
    db.execute_raw(sql(db, insert, [hash.as_str().into(), b"no picture".to_vec().into()])).await.unwrap();
    for _ in 0..3 {
        settled(&shop.cx, &hash, WEBP).await;
        let Shown::StandIn(shown) = rendition(&shop.cx, &hash, WEBP).await.unwrap() else { panic!("there is none") };
        assert_eq!(shown.bytes, b"no picture");
    }
    assert_eq!(made(&shop.cx), 1);
    assert_eq!(rendition(&shop.cx, &"1".repeat(64), WEBP).await.unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(rendition(&shop.cx, "../x", WEBP).await.unwrap_err().code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn what_is_common_is_there_before_anyone_asks() {
    let shop = TestShop::open().await;
    let hash = photographed(&shop).await;
    // A slow machine takes more than one run.
    for _ in 0..rules::COMMON.len() {
        assert_eq!(FillRenditions {}.run(&shop.cx).await.unwrap(), Done::Finished);
    }
    for common in rules::COMMON {
        assert!(matches!(rendition(&shop.cx, &hash, common).await.unwrap(), Shown::Exact(_)), "{}", common.name());
    }
    assert_eq!(made(&shop.cx), rules::COMMON.len());
}
