use std::io::Cursor;

use types::{
    ErrorCode,
    admin::{ProductInput, VariantInput},
};

use super::{Shop, active, fields, texts, variant};
use crate::{
    Actor, Scope, Seen,
    catalog::{
        add_image, admin_product, admin_products, create_product, create_variant, delete_image, delete_variant, media,
        product, sellable, update_product, update_variant,
    },
};

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(width, height).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[tokio::test]
async fn only_those_who_may_change_the_catalogue() {
    let shop = Shop::open().await;
    let id = shop.product("Tote", &[], &[(&[], 100)]).await;
    let shopper = shop.asked_by(Actor::Shopper);
    let reader = shop.asked_by(Actor::Key { name: "k".into(), scopes: vec![Scope::CatalogRead] });
    for (cx, code) in [(&shopper, ErrorCode::Unauthorized), (&reader, ErrorCode::Forbidden)] {
        assert_eq!(create_product(cx, active("New", &[])).await.unwrap_err().code(), code);
        assert_eq!(update_product(cx, id, Seen::Any, active("New", &[])).await.unwrap_err().code(), code);
        assert_eq!(create_variant(cx, id, variant(&[], 1)).await.unwrap_err().code(), code);
        assert_eq!(add_image(cx, id, png(1, 1), String::new()).await.unwrap_err().code(), code);
    }
    assert_eq!(admin_products(&shopper, "", 1).await.unwrap_err().code(), ErrorCode::Unauthorized);
    assert_eq!(admin_product(&reader, id).await.unwrap().input.title, "Tote");
}

#[tokio::test]
async fn a_product_reads_back_as_it_was_written() {
    let shop = Shop::open().await;
    let input = ProductInput {
        vendor: "Tern".into(),
        kind: "Bag".into(),
        description_html: "<p onclick=x>Waxed<script>alert(1)</script></p>".into(),
        tags: texts(&["waxed", "Waxed", " canvas "]),
        ..active("Skerry tote", &["Colour", "Size"])
    };
    let id = create_product(&shop.cx, input).await.unwrap();
    shop.variant(id, &["Moss", "18 l"], 12_000).await;
    let stored = admin_product(&shop.cx, id).await.unwrap();
    assert_eq!(stored.input.slug, "skerry-tote");
    assert_eq!(stored.input.description_html, "<p>Waxed</p>");
    assert_eq!(stored.input.tags, ["waxed", "canvas"]);
    assert_eq!(stored.input.options, ["Colour", "Size"]);
    assert_eq!(stored.variants[0].input.options, ["Moss", "18 l"]);
    update_product(&shop.cx, id, Seen::Any, stored.input.clone()).await.unwrap();
    assert_eq!(admin_product(&shop.cx, id).await.unwrap(), stored);
    let view = product(&shop.cx, "skerry-tote").await.unwrap();
    assert_eq!(view.variants[0].title, "Moss / 18 l");
    assert_eq!(view.options[1].values[0].name, "18 l");
}

#[tokio::test]
async fn what_is_taken_is_a_wrong_field_and_nothing_is_written() {
    let shop = Shop::open().await;
    let first = shop.product("Tote", &["Size"], &[]).await;
    let with_sku = |sku: &str, size: &str| VariantInput { sku: sku.into(), ..variant(&[size], 100) };
    create_variant(&shop.cx, first, with_sku("T-1", "S")).await.unwrap();
    let second = create_variant(&shop.cx, first, with_sku("T-2", "M")).await.unwrap();
    let other = shop.product("Other", &[], &[]).await;

    assert_eq!(fields(create_product(&shop.cx, active("Tote", &[])).await), ["slug"]);
    assert_eq!(fields(update_product(&shop.cx, other, Seen::Any, active("tote!", &[])).await), ["slug"]);
    assert_eq!(
        fields(create_variant(&shop.cx, other, VariantInput { sku: "T-1".into(), ..variant(&[], 1) }).await),
        ["sku"]
    );
    assert_eq!(fields(update_variant(&shop.cx, second, Seen::Any, with_sku("T-1", "M")).await), ["sku"]);
    assert_eq!(fields(create_variant(&shop.cx, first, with_sku("", "s")).await), ["options"]);
    assert_eq!(fields(update_variant(&shop.cx, second, Seen::Any, with_sku("", "S")).await), ["options"]);
    let unknown = ProductInput { collections: texts(&["nope"]), ..active("New", &[]) };
    assert_eq!(fields(create_product(&shop.cx, unknown).await), ["collections"]);
    assert_eq!(shop.count("product").await, 2);
    assert_eq!(shop.count("variant").await, 2);
    assert_eq!(shop.count("stock_item").await, 2);
}

#[tokio::test]
async fn several_variants_without_a_sku_are_fine() {
    let shop = Shop::open().await;
    let id = shop.product("Tote", &["Size"], &[(&["S"], 1), (&["M"], 2)]).await;
    assert_eq!(admin_product(&shop.cx, id).await.unwrap().variants.len(), 2);
}

#[tokio::test]
async fn variants_follow_renamed_moved_and_dropped_options() {
    let shop = Shop::open().await;
    let id = shop.product("Tote", &["Color", "Size"], &[(&["Moss", "S"], 1), (&["Rust", "S"], 2)]).await;
    let update = async |options: &[&str]| update_product(&shop.cx, id, Seen::Any, active("Tote", options)).await;
    let view = async || product(&shop.cx, "tote").await.unwrap();

    update(&["Size", "Color"]).await.unwrap();
    assert_eq!(view().await.variants[0].options, ["S", "Moss"]);
    update(&["Size", "Colour"]).await.unwrap();
    let renamed = view().await;
    assert_eq!((renamed.options[1].name.as_str(), renamed.options[1].values.len()), ("Colour", 2));
    assert_eq!(fields(update(&["Size"]).await), ["options"]);
    assert_eq!(fields(update(&["Size", "Colour", "Volume"]).await), ["options"]);
    assert_eq!(fields(update(&[]).await), ["options"]);
    update(&["Colour"]).await.unwrap();
    let dropped = view().await;
    assert_eq!(dropped.variants.iter().map(|variant| variant.title.as_str()).collect::<Vec<_>>(), ["Moss", "Rust"]);
    assert_eq!(dropped.options.len(), 1);
}

#[tokio::test]
async fn a_deleted_variant_is_gone_but_its_row_and_sku_are_not_lost() {
    let shop = Shop::open().await;
    let id = shop.product("Tote", &["Size"], &[(&["M"], 300)]).await;
    let small = VariantInput { sku: "T-S".into(), ..variant(&["Petite"], 100) };
    let gone = create_variant(&shop.cx, id, small.clone()).await.unwrap();
    assert_eq!(delete_variant(&shop.cx, gone, Seen::Any).await.unwrap(), id);
    assert_eq!(delete_variant(&shop.cx, gone, Seen::Any).await.unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(update_variant(&shop.cx, gone, Seen::Any, small.clone()).await.unwrap_err().code(), ErrorCode::NotFound);
    let view = product(&shop.cx, "tote").await.unwrap();
    assert_eq!((view.variants.len(), view.options[0].values.len()), (1, 1));
    assert!(sellable(shop.cx.db.read(), &[gone]).await.unwrap().is_empty());
    assert_eq!(shop.count("variant").await, 2);
    let again = create_variant(&shop.cx, id, small).await.unwrap();
    assert_ne!(again, gone);
}

#[tokio::test]
async fn a_variant_can_be_changed_in_every_field() {
    let shop = Shop::open().await;
    let id = shop.product("Tote", &["Size"], &[]).await;
    let first = shop.variant(id, &["S"], 100).await;
    let changed = VariantInput {
        sku: "T-9".into(),
        options: texts(&["XL"]),
        price: 200,
        compare_at: Some(300),
        weight_grams: 640,
        tracked: true,
    };
    assert_eq!(update_variant(&shop.cx, first, Seen::Any, changed.clone()).await.unwrap(), id);
    assert_eq!(admin_product(&shop.cx, id).await.unwrap().variants[0].input, changed);
    let bought = sellable(shop.cx.db.read(), &[first]).await.unwrap().remove(&first).unwrap();
    assert_eq!((bought.price.amount, bought.weight_grams, bought.variant_title.as_str()), (200, 640, "XL"));
    let too_low = VariantInput { compare_at: Some(200), ..changed };
    assert_eq!(fields(update_variant(&shop.cx, first, Seen::Any, too_low).await), ["compare_at"]);
}

#[tokio::test]
async fn staff_find_products_by_any_name_they_know() {
    let shop = Shop::open().await;
    let id = create_product(&shop.cx, ProductInput { vendor: "Ternworks".into(), ..ProductInput::default() }).await;
    assert_eq!(fields(id), ["title"]);
    let draft = ProductInput { title: "Skerry tote".into(), vendor: "Ternworks".into(), ..Default::default() };
    let id = create_product(&shop.cx, draft).await.unwrap();
    create_variant(&shop.cx, id, VariantInput { sku: "SKT-1".into(), ..variant(&[], 100) }).await.unwrap();
    shop.product("100% wool", &[], &[]).await;
    for (q, count) in
        [("", 2), ("SKERRY", 1), ("ternw", 1), ("skt-", 1), ("0% w", 1), ("%", 1), ("_", 0), ("'\"\\", 0), ("\0", 2)]
    {
        let page = admin_products(&shop.cx, q, 1).await.unwrap();
        assert_eq!((page.total, page.items.len()), (count, usize::try_from(count).unwrap()), "{q:?}");
    }
    let beyond = admin_products(&shop.cx, "", u64::MAX).await.unwrap();
    assert_eq!((beyond.page, beyond.items.len()), (1, 2));
    let row = admin_products(&shop.cx, "skerry", 1).await.unwrap().items.remove(0);
    assert_eq!((row.variant_count, row.price.map(|price| price.amount)), (1, Some(100)));
}

#[tokio::test]
async fn pictures_come_and_go_and_their_bytes_stay() {
    let shop = Shop::open().await;
    let id = shop.product("Tote", &[], &[(&[], 100)]).await;
    let first = add_image(&shop.cx, id, png(40, 30), "Front".into()).await.unwrap();
    add_image(&shop.cx, id, png(20, 20), String::new()).await.unwrap();
    let images = product(&shop.cx, "tote").await.unwrap().images;
    assert_eq!((images[0].id, images[0].width, images[0].height, images[0].alt.as_str()), (first, 40, 30, "Front"));
    let hash = images[0].url.strip_prefix("/media/").and_then(|url| url.strip_suffix(".png")).unwrap();
    let stored = media(&shop.cx, hash).await.unwrap();
    assert_eq!((stored.media_type.as_str(), stored.bytes), ("image/png", png(40, 30)));

    assert_eq!(delete_image(&shop.cx, first, Seen::Any).await.unwrap(), id);
    assert_eq!(product(&shop.cx, "tote").await.unwrap().images.len(), 1);
    assert!(media(&shop.cx, hash).await.is_ok());
    assert_eq!(delete_image(&shop.cx, first, Seen::Any).await.unwrap_err().code(), ErrorCode::NotFound);
    for hash in ["", "x", "../../etc/passwd", &"0".repeat(64), &"G".repeat(64)] {
        assert_eq!(media(&shop.cx, hash).await.unwrap_err().code(), ErrorCode::NotFound, "{hash}");
    }
    assert_eq!(fields(add_image(&shop.cx, id, b"<svg/>".to_vec(), String::new()).await), ["image"]);
    assert_eq!(fields(add_image(&shop.cx, id, vec![0; 8 * 1024 * 1024 + 1], String::new()).await), ["image"]);
    assert_eq!(fields(add_image(&shop.cx, id, png(1, 1), "a".repeat(301)).await), ["alt"]);
}
