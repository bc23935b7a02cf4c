//! `/admin/products/{id}/images`, `/admin/images/{id}`

use axum::{
    Json as Answer,
    extract::{Multipart, multipart::MultipartRejection},
    response::Response,
};
use commerce::{Cx, catalog};
use http::StatusCode;
use serde::Serialize;
use types::{
    ImageId, ProductId,
    admin::{ImageInput, ImageOrder},
    catalog::ImageView,
};
use utoipa::ToSchema;

use crate::{
    api::{
        caller::KeyHolder,
        conditional::{IfMatch, Revised},
        created::created,
    },
    extract::{Json, PathId, Upload},
    problem::Refused,
};

/// The pictures of a product.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Images {
    /// In the order shown.
    items: Vec<ImageView>,
}

/// A picture as a form sends it.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form to those who read the document")]
pub(in crate::api) struct ImageForm {
    /// PNG, JPEG or WebP, by its content; at most 8 MiB and 8000 pixels an edge.
    #[schema(value_type = String, format = Binary)]
    image: Vec<u8>,
    /// What it shows, for those who cannot see it.
    alt: Option<String>,
}

/// List a product's pictures
#[utoipa::path(
    get, path = "/admin/products/{id}/images", tag = "staff", operation_id = "list_images", security(("key" = ["catalog:read"])),
    params(("id" = ProductId, Path, description = "The product")),
    responses((status = OK, description = "Its pictures in the order shown", body = Images))
)]
pub(in crate::api) async fn list(
    KeyHolder(cx): KeyHolder,
    PathId(product): PathId<ProductId>,
) -> Result<Revised<Images>, Refused> {
    let items = catalog::images(&cx, product).await?;
    let order = ImageOrder { images: items.iter().map(|image| image.id).collect() };
    Revised::new(Images { items }, &order)
}

/// Add a picture to a product
///
/// It stands last. What is sent is a form, as a browser sends a file: `multipart/form-data` with `image` and `alt`.
#[utoipa::path(
    post, path = "/admin/products/{id}/images", tag = "staff", operation_id = "add_image", security(("key" = ["catalog:write"])),
    params(("id" = ProductId, Path, description = "The product")),
    request_body(content = ImageForm, content_type = "multipart/form-data"),
    responses(
        (status = CREATED, description = "The picture", body = ImageView,
            headers(("Location" = String, description = "Where the picture is"))),
        (status = UNSUPPORTED_MEDIA_TYPE, description = "`unsupported_media_type`: the body is no multipart/form-data"),
    )
)]
pub(in crate::api) async fn add(
    KeyHolder(cx): KeyHolder,
    PathId(product): PathId<ProductId>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Refused> {
    let mut upload = Upload::default();
    upload.fill(form).await?;
    let id = catalog::add_image(&cx, product, upload.image, upload.alt).await?;
    Ok(created(&format!("/admin/images/{id}"), just_written(&cx, id).await?))
}

/// Put a product's pictures in another order
///
/// The first one stands for the product in lists.
#[utoipa::path(
    put, path = "/admin/products/{id}/images", tag = "staff", operation_id = "reorder_images", security(("key" = ["catalog:write"])),
    params(
        ("id" = ProductId, Path, description = "The product"),
        ("If-Match" = Option<String>, Header, description = "An `ETag` of the list: change it only if it is as it was then"),
    ),
    responses((status = NO_CONTENT, description = "They stand in that order"))
)]
pub(in crate::api) async fn reorder(
    KeyHolder(cx): KeyHolder,
    PathId(product): PathId<ProductId>,
    IfMatch(seen): IfMatch,
    Json(order): Json<ImageOrder>,
) -> Result<StatusCode, Refused> {
    catalog::order_images(&cx, product, seen, order).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Get a picture
#[utoipa::path(
    get, path = "/admin/images/{id}", tag = "staff", operation_id = "get_image", security(("key" = ["catalog:read"])),
    params(("id" = ImageId, Path, description = "The picture")),
    responses((status = OK, description = "The picture", body = ImageView))
)]
pub(in crate::api) async fn show(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<ImageId>,
) -> Result<Revised<ImageView>, Refused> {
    let image = catalog::image(&cx, id).await?;
    let contents = ImageInput { alt: image.alt.clone() };
    Revised::new(image, &contents)
}

/// Write what a picture shows
#[utoipa::path(
    put, path = "/admin/images/{id}", tag = "staff", operation_id = "replace_image", security(("key" = ["catalog:write"])),
    params(("id" = ImageId, Path, description = "The picture"), IfMatch),
    responses((status = OK, description = "The picture", body = ImageView))
)]
pub(in crate::api) async fn replace(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<ImageId>,
    IfMatch(seen): IfMatch,
    Json(input): Json<ImageInput>,
) -> Result<Answer<ImageView>, Refused> {
    catalog::describe_image(&cx, id, seen, &input).await?;
    just_written(&cx, id).await
}

/// Take a picture from its product
///
/// Orders still show it.
#[utoipa::path(
    delete, path = "/admin/images/{id}", tag = "staff", operation_id = "delete_image", security(("key" = ["catalog:write"])),
    params(("id" = ImageId, Path, description = "The picture"), IfMatch),
    responses((status = NO_CONTENT, description = "It is gone from the product"))
)]
pub(in crate::api) async fn delete(
    KeyHolder(cx): KeyHolder,
    PathId(id): PathId<ImageId>,
    IfMatch(seen): IfMatch,
) -> Result<StatusCode, Refused> {
    catalog::delete_image(&cx, id, seen).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever has just written a picture's words may see what became of them, also with a key that may not read others.
async fn just_written(cx: &Cx, id: ImageId) -> Result<Answer<ImageView>, Refused> {
    Ok(Answer(catalog::image(&cx.as_system(), id).await?))
}
