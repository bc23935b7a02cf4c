use types::admin::ProductStatus;

use super::{Shop, active, texts, variant};
use crate::{
    Actor, Seen,
    catalog::{
        admin_product, admin_products, create_variant, delete_variant,
        import::{ImportOptions, ImportReport, Outcome, RowReport, Tally, import_shopify},
        media, product, update_product,
    },
};

const FIXTURE: &[u8] = include_bytes!("../import/fixture.csv");

async fn import(shop: &Shop, file: impl AsRef<[u8]>, dry_run: bool) -> ImportReport {
    let file = std::io::Cursor::new(file.as_ref().to_vec());
    import_shopify(&shop.cx, file, ImportOptions { dry_run }, |_| {}).await.unwrap()
}

fn row(report: &ImportReport, number: u64) -> &RowReport {
    report.rows.iter().find(|row| row.row == number).unwrap()
}

#[track_caller]
fn assert_row(report: &ImportReport, number: u64, outcome: Outcome, reason: &str) {
    let row = row(report, number);
    assert_eq!(row.outcome, outcome, "{row:?}");
    assert!(row.reasons.iter().any(|said| said.contains(reason)), "{reason:?} is not in {row:?}");
}

#[tokio::test]
async fn every_row_is_accounted_for() {
    let shop = Shop::open().await;
    let report = import(&shop, FIXTURE, false).await;
    assert_eq!(report.rows.len(), 19);
    let tally = report.by_row;
    assert_eq!(tally.created + tally.updated + tally.unchanged + tally.skipped, 19);
    assert_row(&report, 2, Outcome::Created, "image not fetched: placeholder");
    assert_row(&report, 3, Outcome::Created, "quantity -2 became 0");
    assert_row(&report, 3, Outcome::Created, "sells on when out of stock there");
    assert_row(&report, 4, Outcome::Created, "SKU “HC-M-M” belongs to another variant");
    assert_row(&report, 5, Outcome::Created, "placeholder");
    assert_row(&report, 6, Outcome::Created, "not UTF-8");
    assert_row(&report, 7, Outcome::Skipped, "has no price");
    assert_row(&report, 8, Outcome::Skipped, "price “12,50 €” is not an amount in USD");
    assert_row(&report, 9, Outcome::Created, "its address is “grosse-cafe”");
    assert_row(&report, 9, Outcome::Created, "neither true nor false");
    assert_row(&report, 10, Outcome::Skipped, "an earlier row has the same option values");
    assert_row(&report, 11, Outcome::Skipped, "has no value for Größe");
    assert_row(&report, 12, Outcome::Skipped, "gift cards");
    assert_row(&report, 13, Outcome::Skipped, "has no handle");
    assert_row(&report, 14, Outcome::Skipped, "has no title");
    assert_row(&report, 15, Outcome::Created, "the handle appears again");
    assert_row(&report, 16, Outcome::Created, "quantity “many” is no whole number");
    assert_row(&report, 17, Outcome::Skipped, "has no value for Size");
    assert_row(&report, 18, Outcome::Skipped, "has neither a variant nor a picture");
    assert_row(&report, 19, Outcome::Skipped, "belongs to the handle “größe-café”");
    assert_row(&report, 20, Outcome::Skipped, "has 3 cells");
    assert!(report.notes.iter().any(|note| note.contains("metafield: care")), "{:?}", report.notes);
    assert!(!report.notes.iter().any(|note| note.contains("variant price")), "{:?}", report.notes);
}

#[tokio::test]
async fn what_was_imported_is_what_the_file_says() {
    let shop = Shop::open().await;
    import(&shop, FIXTURE, false).await;
    let coat = product(&shop.cx, "harbour-coat").await.unwrap();
    assert_eq!(coat.description_html, "<p>Made for rain.\nAnd for the walk home.</p>");
    assert_eq!(
        (coat.vendor.as_str(), coat.kind.as_str(), coat.tags.as_slice()),
        ("Tern & Tide", "Coat", &texts(&["rain", "wool"])[..])
    );
    assert_eq!((coat.seo_title.as_str(), coat.collections[0].slug.as_str()), ("Harbour coat", "wear"));
    let told: Vec<_> = coat
        .variants
        .iter()
        .map(|variant| (variant.title.as_str(), variant.price.amount, variant.sku.as_deref(), variant.for_sale))
        .collect();
    let expected = [
        ("Moss / S", 18_000, Some("HC-M-S"), Some(4)),
        ("Moss / M", 18_000, Some("HC-M-M"), Some(0)),
        ("Rust / M", 118_050, None, Some(3)),
        ("Rust / L", 19_000, None, Some(0)),
    ];
    assert_eq!(told, expected);
    assert_eq!(coat.variants[0].compare_at.map(|money| money.amount), Some(22_000));
    assert_eq!(coat.images.len(), 4);
    assert_eq!((coat.images[0].alt.as_str(), coat.images[1].alt.as_str()), ("Coat in moss", "Harbour coat"));
    assert_eq!(coat.variants[2].image_id, Some(coat.images[3].id));
    let hash = coat.images[0].url.strip_prefix("/media/").and_then(|url| url.strip_suffix(".svg")).unwrap();
    assert_eq!(media(&shop.cx, hash).await.unwrap().media_type, "image/svg+xml");

    let mug = product(&shop.cx, "plain-mug").await.unwrap();
    assert_eq!((mug.title.as_str(), mug.options.len(), mug.images.len()), ("Plain mug", 0, 2));
    assert_eq!((mug.variants[0].title.as_str(), mug.variants[0].for_sale), ("", None));
    assert_eq!(admin_product(&shop.cx, mug.id).await.unwrap().input.status, ProductStatus::Draft);
    assert_eq!(shop.count("product").await, 3);
    assert_eq!(shop.count("stock_ledger").await, 2);
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    let shop = Shop::open().await;
    let first = import(&shop, FIXTURE, false).await;
    let tables = ["product", "variant", "image", "media", "stock_ledger", "product_search", "collection_product"];
    let mut before = Vec::new();
    for table in tables {
        before.push(shop.count(table).await);
    }
    shop.cx.clock.advance(std::time::Duration::from_secs(60));
    let second = import(&shop, FIXTURE, false).await;
    assert_eq!((second.by_row.created, second.by_row.updated), (0, 0), "{:#?}", second.rows);
    assert_eq!(second.by_row.skipped, first.by_row.skipped);
    assert_eq!((second.products.unchanged, second.placeholders), (first.products.created + first.products.updated, 0));
    for (table, count) in tables.into_iter().zip(before) {
        assert_eq!(shop.count(table).await, count, "{table}");
    }
}

#[tokio::test]
async fn a_dry_run_tells_the_same_and_writes_nothing() {
    let shop = Shop::open().await;
    let told = import(&shop, FIXTURE, true).await;
    assert_eq!((shop.count("product").await, shop.count("media").await, shop.count("collection").await), (0, 0, 0));
    let done = import(&shop, FIXTURE, false).await;
    assert!(told.dry_run && !done.dry_run);
    assert_eq!(ImportReport { dry_run: false, ..told }, done);
    let told = import(&shop, FIXTURE, true).await;
    assert_eq!(ImportReport { dry_run: false, ..told }, import(&shop, FIXTURE, false).await);
}

#[tokio::test]
async fn only_what_differs_is_updated_and_stock_stays_with_the_ledger() {
    let shop = Shop::open().await;
    let file = |title: &str, price: &str, units: i64| {
        format!(
            "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price\n\
             tote,{title},Size,S,T-S,shopify,{units},{price}\ntote,,,M,T-M,shopify,{units},50\n"
        )
    };
    import(&shop, file("Tote", "40", 5), false).await;
    let report = import(&shop, file("Tote", "45", 9), false).await;
    assert_row(&report, 2, Outcome::Updated, "stock stays at 5; the file says 9");
    assert_row(&report, 3, Outcome::Unchanged, "stock stays at 5");
    assert_eq!(report.variants, Tally { updated: 1, unchanged: 1, ..Tally::default() });
    let view = product(&shop.cx, "tote").await.unwrap();
    assert_eq!((view.variants[0].price.amount, view.variants[0].for_sale), (4_500, Some(5)));
    let report = import(&shop, file("Tote bag", "45", 5), false).await;
    assert_eq!((row(&report, 2).outcome, row(&report, 3).outcome), (Outcome::Updated, Outcome::Unchanged));
    assert_eq!(product(&shop.cx, "tote").await.unwrap().title, "Tote bag");
}

#[tokio::test]
async fn columns_that_are_missing_leave_their_fields_alone() {
    let shop = Shop::open().await;
    import(&shop, FIXTURE, false).await;
    let before = product(&shop.cx, "harbour-coat").await.unwrap();
    let report = import(&shop, "Title,Handle\nHarbour coat II,harbour-coat\n", false).await;
    let after = product(&shop.cx, "harbour-coat").await.unwrap();
    assert_eq!(after.title, "Harbour coat II", "{report:#?}");
    assert_eq!((after.vendor, after.tags, after.variants), (before.vendor, before.tags, before.variants));
}

#[tokio::test]
async fn options_in_another_order_are_the_same_options_and_other_ones_are_refused() {
    let shop = Shop::open().await;
    let head = "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant Price\n";
    import(&shop, format!("{head}tote,Tote,Colour,Moss,Size,S,1\n"), false).await;
    let swapped = import(&shop, format!("{head}tote,Tote,Size,S,Colour,Moss,1\n"), false).await;
    assert_eq!(row(&swapped, 2).outcome, Outcome::Unchanged, "{swapped:#?}");
    let renamed = import(&shop, format!("{head}tote,Tote,Color,Moss,Size,S,1\n"), false).await;
    assert_eq!(row(&renamed, 2).outcome, Outcome::Updated);
    assert_eq!(product(&shop.cx, "tote").await.unwrap().options[0].name, "Color");
    let fewer = import(&shop, format!("{head}tote,Tote,Size,S,,,1\n"), false).await;
    assert_row(&fewer, 2, Outcome::Skipped, "its options are Color, Size here and Size in the file");
}

#[tokio::test]
async fn an_import_meets_what_staff_did_meanwhile() {
    let shop = Shop::open().await;
    let file =
        "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\ntote,Tote,Size,S,T-S,1\ntote,,,M,T-M,1\n";
    import(&shop, file, false).await;
    let view = product(&shop.cx, "tote").await.unwrap();
    delete_variant(&shop.cx, view.variants[1].id, Seen::Any).await.unwrap();
    create_variant(&shop.cx, view.id, variant(&["L"], 300)).await.unwrap();
    update_product(
        &shop.cx,
        view.id,
        Seen::Any,
        types::admin::ProductInput { slug: "tote".into(), ..active("By staff", &["Size"]) },
    )
    .await
    .unwrap();
    let report = import(&shop, file, false).await;
    assert_eq!((row(&report, 2).outcome, row(&report, 3).outcome), (Outcome::Updated, Outcome::Created));
    let view = product(&shop.cx, "tote").await.unwrap();
    assert_eq!((view.title.as_str(), view.variants.len()), ("Tote", 3));
}

#[tokio::test]
async fn imported_products_are_found_and_progress_is_told() {
    let shop = Shop::open().await;
    let mut rows = String::from("Handle,Title,Variant Price\n");
    for number in 0..450 {
        rows.push_str(&format!("mug-{number},Mug number {number},{number}.00\n"));
    }
    let (size, mut told) = (rows.len() as u64, Vec::new());
    let source = std::io::Cursor::new(rows.into_bytes());
    let report =
        import_shopify(&shop.cx, source, ImportOptions::default(), |progress| told.push(progress)).await.unwrap();
    assert_eq!(report.products, Tally { created: 450, ..Tally::default() });
    assert_eq!(told.iter().map(|progress| progress.rows).collect::<Vec<_>>(), [200, 400, 450]);
    assert!(told[2].bytes <= size && told[2].bytes > size - 50);
    let query = crate::catalog::ListQuery { q: "number 449".into(), ..Default::default() };
    assert_eq!(crate::catalog::list(&shop.cx, query).await.unwrap().items[0].slug, "mug-449");
    assert_eq!(admin_products(&shop.cx, "", 1).await.unwrap().total, 450);
}

#[tokio::test]
async fn a_file_that_is_no_product_csv_is_refused_and_only_staff_import() {
    let shop = Shop::open().await;
    let import = async |actor| {
        let file = std::io::Cursor::new(b"a,b\n1,2\n".to_vec());
        import_shopify(&shop.asked_by(actor), file, ImportOptions::default(), |_| {}).await.unwrap_err()
    };
    assert_eq!(import(Actor::System).await.problem().errors[0].field, "file");
    assert_eq!(import(Actor::Shopper).await.code(), types::ErrorCode::Unauthorized);
}

#[tokio::test]
async fn a_file_cut_short_brings_in_what_came_before() {
    let shop = Shop::open().await;
    let mut file = b"Handle,Title,Variant Price\nmug,Mug,5\nbroken,\"".to_vec();
    file.resize(20 * 1024 * 1024, b'x');
    let report = import(&shop, file, false).await;
    assert_eq!(report.products, Tally { created: 1, ..Tally::default() });
    assert!(report.notes.iter().any(|note| note.starts_with("Row 3 could not be read")), "{:?}", report.notes);
}
