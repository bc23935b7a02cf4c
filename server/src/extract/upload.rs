use axum::extract::{
    Multipart,
    multipart::{MultipartError, MultipartRejection},
};
use http::StatusCode;
use types::ErrorCode;

use crate::problem::Refused;

/// A picture sent as a form, and what it shows.
#[derive(Default)]
pub struct Upload {
    /// The file.
    pub image: Vec<u8>,
    /// For those who cannot see it.
    pub alt: String,
}

impl Upload {
    /// Fills this as far as the form can be read: what was typed is not lost with a picture that is too large.
    ///
    /// # Errors
    /// `invalid` on `image` when there is none, or one that is too large; `unsupported_media_type` and `bad_request` for what is no
    /// such form.
    pub async fn fill(&mut self, form: Result<Multipart, MultipartRejection>) -> Result<(), Refused> {
        let mut form = form.map_err(|_| {
            Refused::new(ErrorCode::UnsupportedMediaType, "Send the picture as a form: multipart/form-data.")
        })?;
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            match field.name() {
                Some("image") => self.image = field.bytes().await.map_err(unreadable)?.into(),
                Some("alt") => self.alt = field.text().await.map_err(unreadable)?,
                _ => {}
            }
        }
        match self.image.is_empty() {
            true => Err(Refused::field("image", "Choose a picture.")),
            false => Ok(()),
        }
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
