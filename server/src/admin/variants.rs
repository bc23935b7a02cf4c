//! `/admin/products/{id}/variants`, `/admin/variants/{id}` and its deletion

use app::admin::EditorForm;
use commerce::{Seen, catalog};
use types::{Currency, ErrorCode, FieldError, Money, Problem, ProductId, VariantId, admin::VariantInput};

use super::{
    fields::{Fields, apply, mendable},
    products::{Returned, address, editor},
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId},
    problem::Refused,
    visitor::Answer,
};

/// The most options a product has.
const OPTIONS: usize = 3;

pub async fn create(staff: SignedIn, PathId(product): PathId<ProductId>, Form(fields): Form<Fields>) -> Answer {
    let read = input(&fields, staff.cx.settings.currency);
    let outcome = apply(read, |input| catalog::create_variant(&staff.cx, product, input)).await;
    match outcome {
        Ok(_) => staff.done(&address(product), "The variant is added. Its stock begins with nothing.").await,
        Err(refused) => back(&staff, product, EditorForm::NewVariant, fields, refused).await,
    }
}

pub async fn update(staff: SignedIn, PathId(id): PathId<VariantId>, Form(fields): Form<Fields>) -> Answer {
    let read = input(&fields, staff.cx.settings.currency);
    let outcome = apply(read, |input| catalog::update_variant(&staff.cx, id, Seen::Any, input)).await;
    match outcome {
        Ok(product) => staff.done(&address(product), "The variant is saved.").await,
        Err(refused) => {
            let product = catalog::product_of_variant(&staff.cx, id).await?;
            back(&staff, product, EditorForm::Variant(id), fields, refused).await
        }
    }
}

pub async fn delete(staff: SignedIn, PathId(id): PathId<VariantId>) -> Answer {
    let product = catalog::delete_variant(&staff.cx, id, Seen::Any).await?;
    staff.done(&address(product), "The variant is deleted.").await
}

async fn back(staff: &SignedIn, product: ProductId, form: EditorForm, fields: Fields, refused: Refused) -> Answer {
    let (status, errors) = mendable(refused, |field| form_name(&fields, field))?;
    let returned = Returned { posted: Some(fields.returned(form, errors)), ..Returned::default() };
    editor(staff, Some(product), status, returned).await
}

/// The form has a field for each option of the product; what is wrong with them is said at the first.
fn form_name(fields: &Fields, field: &str) -> Option<String> {
    match field {
        "options" => fields.has("option_1").then(|| "option_1".to_owned()),
        other => Some(other.to_owned()),
    }
}

/// Reads amounts as people write them. All that cannot be read is named at once.
fn input(fields: &Fields, currency: Currency) -> Result<VariantInput, Refused> {
    let mut errors = Vec::new();
    let mut amount = |field: &str| match Money::parse(fields.get(field), currency) {
        Ok(money) => money.amount,
        Err(cause) => {
            errors.push(FieldError::new(field, sentence(&cause.to_string())));
            0
        }
    };
    let price = amount("price");
    let compare_at = (!fields.get("compare_at").trim().is_empty()).then(|| amount("compare_at"));
    let weight = fields.get("weight_grams").trim();
    let weight_grams = if weight.is_empty() { Ok(0) } else { weight.parse() };
    if weight_grams.is_err() {
        errors.push(FieldError::new("weight_grams", "Write a whole number of grams."));
    }
    if !errors.is_empty() {
        let problem = Problem { errors, ..Problem::new(ErrorCode::Invalid, "Some fields need another look.") };
        return Err(problem.into());
    }
    Ok(VariantInput {
        sku: fields.get("sku").to_owned(),
        options: (1..=OPTIONS).map(|at| fields.get(&format!("option_{at}")).to_owned()).collect(),
        price,
        compare_at,
        weight_grams: weight_grams.unwrap_or_default(),
        tracked: fields.has("tracked"),
    })
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
