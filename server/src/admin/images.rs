//! `/admin/products/{id}/images`, `/admin/images/{id}/delete`

use app::admin::EditorForm;
use axum::extract::{Multipart, multipart::MultipartRejection};
use commerce::{Seen, catalog};
use types::{ImageId, ProductId};

use super::{
    fields::{Fields, mendable, same_name},
    products::{Returned, address, editor},
    signed_in::SignedIn,
};
use crate::{
    extract::{PathId, Upload},
    problem::Refused,
    visitor::Answer,
};

pub async fn add(
    staff: SignedIn,
    PathId(product): PathId<ProductId>,
    form: Result<Multipart, MultipartRejection>,
) -> Answer {
    let mut upload = Upload::default();
    let outcome = match upload.fill(form).await {
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
    let product = catalog::delete_image(&staff.cx, id, Seen::Any).await?;
    staff.done(&address(product), "The picture is deleted.").await
}
