//! `/admin/pages` and its forms

use app::admin::{self, ContentForm, Posted};
use commerce::{Seen, content};
use http::StatusCode;
use types::{ContentPageId, content::ContentInput};

use super::{
    fields::{Fields, mendable},
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId},
    problem::Refused,
    visitor::Answer,
};

const PATH: &str = "/admin/pages";

pub async fn list(staff: SignedIn) -> Answer {
    let rows = content::list(&staff.cx).await?;
    staff.page(StatusCode::OK, |chrome| admin::content_pages(chrome, &rows)).await
}

pub async fn draft(staff: SignedIn) -> Answer {
    staff.page(StatusCode::OK, |chrome| admin::new_content_page(chrome, None)).await
}

pub async fn create(staff: SignedIn, Form(fields): Form<Fields>) -> Answer {
    match content::create(&staff.cx, input(&fields, String::new())).await {
        Ok(id) => staff.done(&format!("{PATH}/{id}"), "The page is saved.").await,
        Err(error) => {
            let (status, errors) = mendable(Refused::from(error), own_name)?;
            let posted = fields.returned(ContentForm::New, errors);
            staff.page(status, |chrome| admin::new_content_page(chrome, Some(&posted))).await
        }
    }
}

pub async fn show(staff: SignedIn, PathId(id): PathId<ContentPageId>) -> Answer {
    page(&staff, id, StatusCode::OK, None).await
}

pub async fn update(staff: SignedIn, PathId(id): PathId<ContentPageId>, Form(fields): Form<Fields>) -> Answer {
    let slug = content::stored(&staff.cx, id).await?.slug;
    match content::change(&staff.cx, id, Seen::Any, input(&fields, slug)).await {
        Ok(()) => staff.done(&format!("{PATH}/{id}"), "The page is saved.").await,
        Err(error) => {
            let (status, errors) = mendable(Refused::from(error), own_name)?;
            page(&staff, id, status, Some(fields.returned(ContentForm::Stored(id), errors))).await
        }
    }
}

pub async fn delete(staff: SignedIn, PathId(id): PathId<ContentPageId>) -> Answer {
    content::delete(&staff.cx, id, Seen::Any).await?;
    staff.done(PATH, "The page is deleted.").await
}

async fn page(staff: &SignedIn, id: ContentPageId, status: StatusCode, posted: Option<Posted<ContentForm>>) -> Answer {
    let view = content::stored(&staff.cx, id).await?;
    staff.page(status, |chrome| admin::content_page(chrome, &view, posted.as_ref())).await
}

fn input(fields: &Fields, slug: String) -> ContentInput {
    ContentInput { slug, title: fields.get("title").to_owned(), body_html: fields.get("body_html").to_owned() }
}

/// The forms have no field for the address: it is made from the title.
fn own_name(field: &str) -> Option<String> {
    (field != "slug").then(|| field.to_owned())
}
