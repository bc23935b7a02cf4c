//! What a row says about a product and about a variant, written over what is known of them. A column that is not in the file leaves
//! its field alone.

use types::{Currency, Money, admin::ProductStatus};

use super::{
    cells::{flag, grams, short},
    shopify::{Column, Row},
};
use crate::catalog::{
    entity::{Texts, product, variant},
    rules::{
        DESCRIPTION_LIMIT, NAME_LIMIT, PRICE_LIMIT, SEO_LIMIT, TAG_COUNT_LIMIT, TAG_LIMIT, TITLE_LIMIT, WEIGHT_LIMIT,
        line, sanitise,
    },
};

/// Notes on what was read differently from how it was written.
pub(super) type Notes = Vec<String>;

/// A line of at most `limit` characters; what is beyond is cut, and said so.
pub(super) fn cut(name: &str, text: &str, limit: usize, notes: &mut Notes) -> String {
    let text = line(text);
    if text.chars().count() <= limit {
        return text;
    }
    notes.push(format!("{name} cut at {limit} characters"));
    line(&text.chars().take(limit).collect::<String>())
}

/// Writes the product's own cells into `product`.
pub(super) fn fill_product(product: &mut product::Model, row: &Row, notes: &mut Notes) {
    let mut text = |field: &mut String, column: Column, name: &str, limit: usize| {
        if let Some(cell) = row.cell(column) {
            *field = cut(name, cell, limit, notes);
        }
    };
    text(&mut product.vendor, Column::Vendor, "vendor", NAME_LIMIT);
    text(&mut product.kind, Column::Kind, "type", NAME_LIMIT);
    text(&mut product.seo_title, Column::SeoTitle, "SEO title", SEO_LIMIT);
    text(&mut product.seo_description, Column::SeoDescription, "SEO description", SEO_LIMIT);
    if !row.text(Column::Title).is_empty() {
        text(&mut product.title, Column::Title, "title", TITLE_LIMIT);
    }
    if let Some(html) = row.cell(Column::Body) {
        product.description_html = description(html, notes);
    }
    if let Some(cell) = row.cell(Column::Tags) {
        product.tags = Texts(tags(cell, notes));
    }
    if let Some(status) = status(row, notes) {
        product.status = status;
    }
}

fn description(html: &str, notes: &mut Notes) -> String {
    if html.chars().count() <= DESCRIPTION_LIMIT {
        return sanitise(html);
    }
    notes.push(format!("description cut at {DESCRIPTION_LIMIT} characters"));
    sanitise(&html.chars().take(DESCRIPTION_LIMIT).collect::<String>())
}

fn tags(cell: &str, notes: &mut Notes) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in cell.split(',').take(4 * TAG_COUNT_LIMIT) {
        let tag = cut("a tag", tag, TAG_LIMIT, notes);
        if !tag.is_empty() && !tags.iter().any(|known| known.to_lowercase() == tag.to_lowercase()) {
            tags.push(tag);
        }
    }
    if tags.len() > TAG_COUNT_LIMIT {
        tags.truncate(TAG_COUNT_LIMIT);
        notes.push(format!("only the first {TAG_COUNT_LIMIT} tags were kept"));
    }
    tags
}

/// `Published` false outweighs `Status`: what is not in the shop now does not get there by an import.
fn status(row: &Row, notes: &mut Notes) -> Option<ProductStatus> {
    let published = row.cell(Column::Published).map(|cell| read_flag("published", cell, notes).unwrap_or(true));
    let status = row.text(Column::Status).to_lowercase();
    let written: Option<ProductStatus> = status.parse().ok();
    if written.is_none() && !status.is_empty() {
        notes.push(format!("status “{}” is not known", short(&status)));
    }
    match (written, published) {
        (Some(ProductStatus::Active), Some(false)) | (None, Some(false)) => Some(ProductStatus::Draft),
        (None, Some(true)) => Some(ProductStatus::Active),
        (written, _) => written,
    }
}

fn read_flag(name: &str, cell: &str, notes: &mut Notes) -> Option<bool> {
    flag(cell).unwrap_or_else(|reason| {
        notes.push(format!("{name}: {reason}"));
        None
    })
}

/// Writes a variant's own cells into `variant`: price, weight, barcode, flags. SKU, stock and picture need more than the row.
///
/// # Errors
/// Words for the report, when it cannot be sold like this.
pub(super) fn fill_variant(
    variant: &mut variant::Model,
    is_new: bool,
    currency: Currency,
    row: &Row,
    notes: &mut Notes,
) -> Result<(), String> {
    match price(row.text(Column::Price), currency)? {
        Some(price) => {
            variant.price = price;
            currency.code().clone_into(&mut variant.currency);
        }
        None if is_new => return Err("has no price".to_owned()),
        None if row.cell(Column::Price).is_some() => notes.push("has no price; the old one stays".to_owned()),
        None => {}
    }
    if let Some(cell) = row.cell(Column::CompareAt) {
        variant.compare_at = price(cell, currency).unwrap_or_else(|reason| {
            notes.push(format!("compare-at {reason}"));
            None
        });
    }
    if variant.compare_at.is_some_and(|compare_at| compare_at <= variant.price) {
        variant.compare_at = None;
        notes.push("compare-at price is not higher than the price and was left out".to_owned());
    }
    if let Some(cell) = row.cell(Column::Barcode) {
        variant.barcode = cut("barcode", cell.trim_start_matches('\''), NAME_LIMIT, notes);
    }
    let flags = [
        (&mut variant.requires_shipping, Column::RequiresShipping, "requires shipping"),
        (&mut variant.taxable, Column::Taxable, "taxable"),
    ];
    for (field, column, name) in flags {
        if let Some(value) = read_flag(name, row.text(column), notes) {
            *field = value;
        }
    }
    fill_weight(variant, row, notes);
    Ok(())
}

/// `Variant Grams` is always in grams, whatever unit is shown; only `Variant Weight` follows the unit.
fn fill_weight(variant: &mut variant::Model, row: &Row, notes: &mut Notes) {
    let written = match (row.text(Column::Grams), row.text(Column::Weight)) {
        ("", "") => return,
        ("", weight) => grams(weight, row.text(Column::WeightUnit)),
        (weight, _) => grams(weight, "g"),
    };
    match written {
        Ok(weight) if weight <= WEIGHT_LIMIT => variant.weight_grams = weight,
        Ok(_) => notes.push(format!("weight is over {WEIGHT_LIMIT} g and was left out")),
        Err(reason) => notes.push(format!("{reason} and was left out")),
    }
}

fn price(cell: &str, currency: Currency) -> Result<Option<i64>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    match Money::parse(cell, currency) {
        Ok(money) if (0..=PRICE_LIMIT).contains(&money.amount) => Ok(Some(money.amount)),
        Ok(_) => Err(format!("price “{}” is out of range", short(cell))),
        Err(_) => Err(format!("price “{}” is not an amount in {currency}", short(cell))),
    }
}
