use commerce::catalog;
use reqwest::{Method, StatusCode};

use super::{from_own_page, notice, staff_at, wrong_fields};
use crate::shop::{Browser, PIXEL, Page, TestShop};

/// Makes a product with these fields: its editor's address.
async fn made(browser: &Browser, fields: &[(&str, &str)]) -> String {
    let answer = browser.post("/admin/products", fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
    answer.location()
}

async fn upload(browser: &Browser, shop: &TestShop, path: &str, image: &[u8], alt: &str) -> Page {
    let mut body = format!("--edge\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n{alt}\r\n").into_bytes();
    body.extend(b"--edge\r\nContent-Disposition: form-data; name=\"image\"; filename=\"../x.png\"\r\n\r\n");
    body.extend([image, b"\r\n--edge--\r\n"].concat());
    let request = browser.request(Method::POST, path).header("content-type", "multipart/form-data; boundary=edge");
    browser.send(from_own_page(request.body(body), shop)).await
}

#[tokio::test]
async fn a_product_is_made_described_pictured_and_sold() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let path = made(
        &browser,
        &[
            ("title", "Gull mug"),
            ("description_html", "<p>Holds tea.</p><script>alert(1)</script>"),
            ("options", "Colour, Size"),
            ("tags", "new, enamel"),
            ("collections", "camp-kitchen"),
            ("status", "active"),
        ],
    )
    .await;
    let page = browser.get(&path).await;
    assert!(notice(&page).contains("made"));
    assert_eq!((page.field("options"), page.field("tags")), ("Colour, Size".to_owned(), "new, enamel".to_owned()));
    assert!(!page.body.contains("alert(1)"));

    let fields = [
        ("option_1", "Moss"),
        ("option_2", "0.3 l"),
        ("sku", "GULL-1"),
        ("price", "1,019.90"),
        ("compare_at", ""),
        ("weight_grams", "310"),
        ("tracked", "1"),
    ];
    let page = browser.submit(&format!("{path}/variants"), &fields).await;
    assert!(page.text(".admin-variant").contains("$1,019.90"), "{}", page.words());
    let added = upload(&browser, &shop, &format!("{path}/images"), PIXEL, "A mug").await;
    assert_eq!((added.status, added.location()), (StatusCode::SEE_OTHER, path.clone()), "{}", added.words());
    let page = browser.get(&path).await;
    let picture = page.attributes(".admin-pictures img", "src");
    assert_eq!(browser.get(&picture[0]).await.status, StatusCode::OK);

    let shown = shop.browser().get("/products/gull-mug").await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.words().contains("Holds tea."));
    let deletion = page.attributes("form[action^='/admin/images/']", "action");
    assert!(notice(&browser.submit(&deletion[0], &[]).await).contains("deleted"));
    shop.close().await;
}

#[tokio::test]
async fn a_product_that_cannot_be_saved_comes_back_as_it_was_typed() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let typed = [
        ("title", " "),
        ("vendor", "</textarea><script>alert(1)</script>"),
        ("description_html", "</textarea><script>x</script>"),
        ("tags", "a, b"),
        ("collections", "light"),
        ("status", "active"),
    ];
    let page = browser.post("/admin/products", &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong_fields(&page), ["product-title"]);
    assert_eq!((page.field("vendor"), page.field("tags")), (typed[1].1.to_owned(), "a, b".to_owned()));
    assert_eq!(page.text("textarea"), typed[2].1);
    assert!(page.texts("script").is_empty());
    assert_eq!(page.attributes("input[name='collections'][checked]", "value"), ["light"]);

    let path = made(&browser, &[("title", "First"), ("status", "draft")]).await;
    made(&browser, &[("title", "Second"), ("status", "draft")]).await;
    for (fields, wrong) in [
        ([("title", "First"), ("slug", "second"), ("status", "draft")], "product-slug"),
        ([("title", "First"), ("slug", ""), ("status", "secret")], "product-status"),
        ([("title", "First"), ("options", "a,b,c,d"), ("status", "draft")], "product-options"),
    ] {
        let page = browser.post(&path, &fields).await;
        assert_eq!(
            (page.status, wrong_fields(&page)),
            (StatusCode::UNPROCESSABLE_ENTITY, vec![wrong.to_owned()]),
            "{fields:?}"
        );
    }
    let saved = browser.submit(&path, &[("title", "Renamed"), ("slug", "renamed"), ("status", "archived")]).await;
    assert!(notice(&saved).contains("saved"));
    assert_eq!(saved.field("title"), "Renamed");
    shop.close().await;
}

#[tokio::test]
async fn a_long_description_in_another_script_fits_into_the_form() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let story = "茶".repeat(40_000);
    let path = made(&browser, &[("title", "Story"), ("description_html", &story), ("status", "draft")]).await;
    assert!(browser.get(&path).await.body.contains(&story));
    shop.close().await;
}

#[tokio::test]
async fn a_variant_that_cannot_be_saved_comes_back_as_it_was_typed() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let path = made(&browser, &[("title", "Mug"), ("options", "Colour"), ("status", "draft")]).await;
    let variants = format!("{path}/variants");
    for (price, compare_at, weight, option, wrong) in [
        ("", "", "", "Moss", vec!["price"]),
        ("12,50", "", "", "Moss", vec!["price"]),
        ("1.999", "x", "heavy", "Moss", vec!["price", "compare_at", "weight_grams"]),
        ("-1", "", "", "Moss", vec!["price"]),
        ("5", "4.99", "", "Moss", vec!["compare_at"]),
        ("99999999999999999999", "", "", "Moss", vec!["price"]),
        ("5", "", "", "", vec!["option_1"]),
    ] {
        let fields = [
            ("option_1", option),
            ("sku", "K-1"),
            ("price", price),
            ("compare_at", compare_at),
            ("weight_grams", weight),
        ];
        let page = browser.post(&variants, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        let wrong: Vec<_> = wrong.iter().map(|name| format!("new-variant-{name}")).collect();
        assert_eq!(wrong_fields(&page), wrong, "{fields:?}");
        assert_eq!((page.field("sku"), page.field("price")), ("K-1".to_owned(), price.to_owned()));
        assert!(page.attributes("[name='tracked'][checked]", "id").is_empty(), "an empty box stays empty");
    }
    let good = [("option_1", "Moss"), ("sku", "K-1"), ("price", "5"), ("tracked", "1")];
    let page = browser.submit(&variants, &good).await;
    let variant = page.attributes("form[action^='/admin/variants/']", "action")[0].clone();
    assert_eq!(browser.post(&variants, &good).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the same twice");
    let page = browser.post(&variant, &[("option_1", "Sand"), ("price", "five")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        wrong_fields(&page),
        [format!("{}-price", variant.trim_start_matches("/admin/").replace("variants/", "variant-"))]
    );
    let page = browser.submit(&variant, &[("option_1", "Sand"), ("price", "6.50")]).await;
    assert!(page.text(".admin-variant").contains("Sand") && page.text(".admin-variant").contains("Not tracked"));
    let page = browser.submit(&format!("{variant}/delete"), &[]).await;
    assert!(page.texts(".admin-variant").is_empty());
    assert_eq!(browser.post(&format!("{variant}/delete"), &[]).await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn what_is_no_picture_is_refused_by_its_field() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let path = made(&browser, &[("title", "Mug"), ("status", "draft")]).await;
    let images = format!("{path}/images");
    for (image, alt, wrong) in [
        (&b""[..], "", "image-image"),
        (b"nonsense", "", "image-image"),
        (b"<svg onload='alert(1)'/>", "", "image-image"),
        (&PIXEL[..30], "", "image-image"),
        (&vec![0; 9 * 1024 * 1024], "", "image-image"),
        (&vec![0; 11 * 1024 * 1024], "", "image-image"),
        (PIXEL, &"x".repeat(400), "image-alt"),
    ] {
        let page = upload(&browser, &shop, &images, image, alt).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{} bytes: {}", image.len(), page.words());
        assert_eq!((wrong_fields(&page), page.field("alt")), (vec![wrong.to_owned()], alt.to_owned()));
    }
    let form = browser.post(&images, &[("image", "x")]).await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    shop.close().await;
}

#[tokio::test]
async fn the_list_is_searched_and_leafed_through() {
    let shop = TestShop::open().await;
    let browser = staff_at(&shop).await;
    let first = browser.get("/admin/products").await;
    assert_eq!(first.texts("tbody tr").len(), 50);
    assert!(!browser.get("/admin/products?page=2").await.texts("tbody tr").is_empty());
    assert_eq!(browser.get("/admin/products?page=999999999999").await.status, StatusCode::OK);
    let title = catalog::admin_products(&shop.cx(), "", 1).await.unwrap().items[0].title.clone();
    let query = form_urlencoded::byte_serialize(title.as_bytes()).collect::<String>();
    assert!(browser.get(&format!("/admin/products?q={query}")).await.words().contains(&title));
    assert!(browser.get("/admin/products?q=%25%25").await.texts("tbody tr a").is_empty());
    shop.close().await;
}
