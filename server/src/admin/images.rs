//! `/admin/products/{id}/images`, `/admin/images/{id}/delete`

use app::admin::EditorForm;
use axum::extract::{
    Multipart,
    multipart::{MultipartError, MultipartRejection},
};
use commerce::catalog;
use http::StatusCode;
use types::{ErrorCode, ImageId, ProductId};

use super::{
    fields::{Fields, mendable, same_name},
    products::{Returned, address, editor},
    signed_in::SignedIn,
};
use crate::{extract::PathId, problem::Refused, visitor::Answer};

/// What the form sends.
#[derive(Default)]
struct Upload {
    image: Vec<u8>,
    alt: String,
}

pub async fn add(
    staff: SignedIn,
    PathId(product): PathId<ProductId>,
    form: Result<Multipart, MultipartRejection>,
) -> Answer {
    let form = form.map_err(|_| {
        Refused::new(ErrorCode::UnsupportedMediaType, "Send the picture as a form: multipart/form-data.")
    })?;
    let mut upload = Upload::default();
    let outcome = match read(form, &mut upload).await {
        Ok(()) => catalog::add_image(&staff.cx, product, std::mem::take(&mut upload.image), upload.alt.clone())
            .await
            .map_err(Refused::from),
        Err(refused) => Err(refused),
    };
    let refused = match outcome {
        Ok(_) => return staff.done(&address(product), "The picture is added.").await,
        Err(refused) => refused,
    };
    let (status, errors) = mendable(refused, same_name)?;
    let posted = Fields::of("alt", upload.alt).returned(EditorForm::Image, errors);
    editor(&staff, Some(product), status, Returned { posted: Some(posted), ..Returned::default() }).await
}

pub async fn delete(staff: SignedIn, PathId(id): PathId<ImageId>) -> Answer {
    let product = catalog::delete_image(&staff.cx, id).await?;
    staff.done(&address(product), "The picture is deleted.").await
}

/// Fills `upload` as far as the form can be read.
async fn read(mut form: Multipart, upload: &mut Upload) -> Result<(), Refused> {
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("image") => upload.image = field.bytes().await.map_err(unreadable)?.into(),
            Some("alt") => upload.alt = field.text().await.map_err(unreadable)?,
            _ => {}
        }
    }
    match upload.image.is_empty() {
        true => Err(Refused::field("image", "Choose a picture.")),
        false => Ok(()),
    }
}

fn unreadable(cause: MultipartError) -> Refused {
    match cause.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Refused::field("image", "This picture is too large. Choose one of at most 8 MiB.")
        }
        _ => Refused::new(ErrorCode::BadRequest, "The upload could not be read. Please try again."),
    }
}
