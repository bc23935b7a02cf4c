//! `/admin/products`, `/admin/products/new`, `/admin/products/{id}`

use app::admin::{self, EditorForm, Posted, ProductEditor};
use commerce::{Seen, catalog};
use http::StatusCode;
use serde::Deserialize;
use types::{
    ProductId,
    admin::{FormErrors, ProductInput, ProductStatus},
};

use super::{
    fields::{Fields, apply, mendable, same_name},
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId, Query},
    problem::Refused,
    visitor::Answer,
};

/// What the list's address says.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
    page: Option<u64>,
}

/// A form of the editor that could not be accepted. By default none came back.
#[derive(Default)]
pub struct Returned {
    /// The product's own fields as typed.
    pub input: Option<ProductInput>,
    /// What is wrong with them.
    pub errors: FormErrors,
    /// A form beside them.
    pub posted: Option<Posted<EditorForm>>,
}

pub async fn list(staff: SignedIn, Query(params): Query<Params>) -> Answer {
    let page = catalog::admin_products(&staff.cx, &params.q, params.page.unwrap_or(1)).await?;
    staff.page(StatusCode::OK, |chrome| admin::products(chrome, &page, &params.q)).await
}

pub async fn draft(staff: SignedIn) -> Answer {
    editor(&staff, None, StatusCode::OK, Returned::default()).await
}

pub async fn show(staff: SignedIn, PathId(id): PathId<ProductId>) -> Answer {
    editor(&staff, Some(id), StatusCode::OK, Returned::default()).await
}

pub async fn create(staff: SignedIn, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(input(&fields), |input| catalog::create_product(&staff.cx, input)).await;
    match outcome {
        Ok(id) => staff.done(&address(id), "The product is made. Now give it a variant and a picture.").await,
        Err(refused) => back(&staff, None, &fields, refused).await,
    }
}

pub async fn update(staff: SignedIn, PathId(id): PathId<ProductId>, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(input(&fields), |input| catalog::update_product(&staff.cx, id, Seen::Any, input)).await;
    match outcome {
        Ok(()) => staff.done(&address(id), "The product is saved.").await,
        Err(refused) => back(&staff, Some(id), &fields, refused).await,
    }
}

/// Where a product is edited.
pub fn address(id: ProductId) -> String {
    format!("/admin/products/{id}")
}

/// The editor of a product, or of one that is still to be made.
pub async fn editor(staff: &SignedIn, id: Option<ProductId>, status: StatusCode, returned: Returned) -> Answer {
    let product = match id {
        Some(id) => Some(catalog::admin_product(&staff.cx, id).await?),
        None => None,
    };
    let collections = catalog::collection_links(&staff.cx).await?;
    let Returned { input, errors, posted } = returned;
    let stored = || product.as_ref().map(|product| product.input.clone()).unwrap_or_default();
    let input = input.unwrap_or_else(stored);
    let view = ProductEditor {
        product: product.as_ref(),
        input: &input,
        collections: &collections,
        errors,
        posted: posted.as_ref(),
    };
    staff.page(status, |chrome| admin::product_editor(chrome, &view)).await
}

async fn back(staff: &SignedIn, id: Option<ProductId>, fields: &Fields, refused: Refused) -> Answer {
    let (status, errors) = mendable(refused, same_name)?;
    let returned = Returned { input: Some(typed(fields, ProductStatus::Draft)), errors, posted: None };
    editor(staff, id, status, returned).await
}

fn input(fields: &Fields) -> Result<ProductInput, Refused> {
    let status: ProductStatus =
        fields.get("status").parse().map_err(|_| Refused::field("status", "Choose who can see it."))?;
    Ok(typed(fields, status))
}

fn typed(fields: &Fields, fallback: ProductStatus) -> ProductInput {
    let text = |name: &str| fields.get(name).to_owned();
    ProductInput {
        title: text("title"),
        slug: text("slug"),
        vendor: text("vendor"),
        kind: text("kind"),
        description_html: text("description_html"),
        tags: fields.list("tags"),
        collections: fields.all("collections").map(str::to_owned).collect(),
        options: fields.list("options"),
        status: text("status").parse().unwrap_or(fallback),
    }
}
