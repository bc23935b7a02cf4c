use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use types::ImageId;

use super::Program;
use crate::shop::{PIXEL, Page, TestShop};

/// An upload as a form sends it.
async fn upload(program: &Program, path: &str, image: &[u8], alt: &str) -> Page {
    let mut body = format!("--edge\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n{alt}\r\n").into_bytes();
    body.extend(b"--edge\r\nContent-Disposition: form-data; name=\"image\"; filename=\"x.png\"\r\n\r\n");
    body.extend([image, b"\r\n--edge--\r\n"].concat());
    let request = program.request(Method::POST, path).header("content-type", "multipart/form-data; boundary=edge");
    program.send(request.body(body)).await
}

async fn put_if(program: &Program, path: &str, tag: &str, body: &Value) -> Page {
    program.send(program.request(Method::PUT, path).header("If-Match", tag).json(body)).await
}

/// A product without pictures: where its pictures are.
async fn gallery(program: &Program) -> String {
    let product = program.post("/admin/products", &json!({"title": "Gull mug"})).await.ok(StatusCode::CREATED);
    format!("/admin/products/{}/images", product["id"].as_str().unwrap())
}

fn alts(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|image| image["alt"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn pictures_are_added_described_put_in_order_and_taken_away() {
    let shop = TestShop::empty().await;
    let editor = Program::with_key(&shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await;
    let path = gallery(&editor).await;
    let added = upload(&editor, &path, PIXEL, "Front").await;
    let front = added.ok(StatusCode::CREATED);
    assert_eq!((&front["alt"], &front["width"]), (&json!("Front"), &json!(1)));
    let own = format!("/admin/images/{}", front["id"].as_str().unwrap());
    assert_eq!(added.location(), format!("/api/v1{own}"));
    let shown = shop.browser().get(front["url"].as_str().unwrap()).await;
    assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/png"));

    let back = upload(&editor, &path, PIXEL, "Back").await.ok(StatusCode::CREATED);
    let described = editor.call(Method::PUT, &own, &json!({"alt": " The  front "})).await.ok(StatusCode::OK);
    assert_eq!(described["alt"], "The front");
    assert_eq!(alts(&editor.get(&path).await.ok(StatusCode::OK)), ["The front", "Back"]);
    let order = json!({"images": [back["id"], front["id"]]});
    assert_eq!(editor.call(Method::PUT, &path, &order).await.status, StatusCode::NO_CONTENT);
    assert_eq!(alts(&editor.get(&path).await.ok(StatusCode::OK)), ["Back", "The front"]);

    assert_eq!(editor.send(editor.request(Method::DELETE, &own)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(alts(&editor.get(&path).await.ok(StatusCode::OK)), ["Back"]);
    editor.get(&own).await.refused(404, "not_found");
    shop.close().await;
}

#[tokio::test]
async fn what_is_no_picture_or_no_order_is_named() {
    let shop = TestShop::empty().await;
    let editor = Program::with_key(&shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await;
    let path = gallery(&editor).await;
    let front = upload(&editor, &path, PIXEL, "").await.ok(StatusCode::CREATED);
    let back = upload(&editor, &path, PIXEL, "").await.ok(StatusCode::CREATED);
    for (image, alt, field) in [
        (&b""[..], "", "image"),
        (b"<svg/>", "", "image"),
        (&PIXEL[..30], "", "image"),
        (PIXEL, &*"x".repeat(301), "alt"),
    ] {
        assert_eq!(upload(&editor, &path, image, alt).await.wrong_fields(), [field]);
    }
    editor.post(&path, &json!({"alt": "x"})).await.refused(415, "unsupported_media_type");
    let broken = editor.request(Method::POST, &path).header("content-type", "multipart/form-data; boundary=edge");
    editor
        .send(broken.body("--edge\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nx"))
        .await
        .refused(400, "bad_request");
    let (front, back, other) = (&front["id"], &back["id"], json!(ImageId::new()));
    for order in [json!([]), json!([front]), json!([front, front]), json!([front, other]), json!([front, back, other])]
    {
        assert_eq!(
            editor.call(Method::PUT, &path, &json!({"images": order})).await.wrong_fields(),
            ["images"],
            "{order}"
        );
    }
    let own = format!("/admin/images/{}", front.as_str().unwrap());
    assert_eq!(editor.call(Method::PUT, &own, &json!({"alt": "x".repeat(301)})).await.wrong_fields(), ["alt"]);
    shop.close().await;
}

#[tokio::test]
async fn a_picture_that_was_described_meanwhile_stays_as_it_is() {
    let shop = TestShop::empty().await;
    let editor = Program::with_key(&shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await;
    let path = gallery(&editor).await;
    let front = upload(&editor, &path, PIXEL, "Front").await.ok(StatusCode::CREATED);
    let own = format!("/admin/images/{}", front["id"].as_str().unwrap());
    let seen = editor.get(&own).await.header("etag").to_owned();
    put_if(&editor, &own, &seen, &json!({"alt": "Mine"})).await.ok(StatusCode::OK);
    put_if(&editor, &own, &seen, &json!({"alt": "Theirs"})).await.refused(412, "precondition_failed");
    let delete = editor.request(Method::DELETE, &own).header("If-Match", &seen);
    editor.send(delete).await.refused(412, "precondition_failed");
    assert_eq!(editor.get(&own).await.ok(StatusCode::OK)["alt"], "Mine");

    let order = editor.get(&path).await.header("etag").to_owned();
    let back = upload(&editor, &path, PIXEL, "Back").await.ok(StatusCode::CREATED);
    let wanted = json!({"images": [back["id"], front["id"]]});
    put_if(&editor, &path, &order, &wanted).await.refused(412, "precondition_failed");
    let order = editor.get(&path).await.header("etag").to_owned();
    assert_eq!(put_if(&editor, &path, &order, &wanted).await.status, StatusCode::NO_CONTENT);
    shop.close().await;
}

#[tokio::test]
async fn pictures_are_added_by_those_who_may_change_the_catalogue() {
    let shop = TestShop::empty().await;
    let path = gallery(&Program::with_key(&shop, &[Scope::CatalogWrite]).await).await;
    upload(&Program::of(&shop), &path, PIXEL, "").await.refused(401, "unauthorized");
    upload(&Program::with_key(&shop, &[Scope::CatalogRead]).await, &path, PIXEL, "").await.refused(403, "forbidden");
    let writer = Program::with_key(&shop, &[Scope::CatalogWrite]).await;
    upload(&writer, &path, PIXEL, "").await.ok(StatusCode::CREATED);
    let nowhere = format!("/admin/products/{}/images", ImageId::new());
    upload(&writer, &nowhere, PIXEL, "").await.refused(404, "not_found");
    shop.close().await;
}
