//! Which options the rows of a product are about, and where their values go.

use types::catalog::ProductOption;

use super::{
    group::Group,
    shopify::{Column, Row},
    snapshot::Snapshot,
};
use crate::catalog::rules::{OPTION_LIMIT, VALUE_LIMIT, align, line};

const NAMES: [Column; 3] = [Column::OptionName1, Column::OptionName2, Column::OptionName3];
const VALUES: [Column; 3] = [Column::OptionValue1, Column::OptionValue2, Column::OptionValue3];
/// How Shopify writes a product without options.
const NO_OPTION: (&str, &str) = ("title", "default title");

/// Options of a product, and the column where each has its values.
#[derive(Debug, PartialEq)]
pub(super) struct OptionPlan {
    /// Names after the import.
    pub names: Vec<String>,
    /// For each name, which of the three columns.
    columns: Vec<usize>,
}

impl OptionPlan {
    fn in_order(names: Vec<String>) -> Self {
        Self { columns: (0..names.len()).collect(), names }
    }

    /// The row's values in the options' order.
    ///
    /// # Errors
    /// Words for the report.
    pub(super) fn values(&self, row: &Row) -> Result<Vec<String>, String> {
        let is_blank = |text: &str| text.is_empty() || (self.names.is_empty() && text.to_lowercase() == NO_OPTION.1);
        let surplus = (0..VALUES.len()).filter(|column| !self.columns.contains(column));
        if surplus.into_iter().any(|column| !is_blank(row.text(VALUES[column]))) {
            return Err("has a value for an option that the product does not have".to_owned());
        }
        let value = |(name, column): (&String, &usize)| {
            let value = line(row.text(VALUES[*column]));
            match value.chars().count() {
                0 => Err(format!("has no value for {name}")),
                length if length > VALUE_LIMIT => Err(format!("its {name} is longer than {VALUE_LIMIT} characters")),
                _ => Ok(value),
            }
        };
        self.names.iter().zip(&self.columns).map(value).collect()
    }

    /// The product's options under their names after the import; values and swatches stay.
    pub(super) fn named(&self, stored: &[ProductOption]) -> Vec<ProductOption> {
        let option = |(index, name): (usize, &String)| {
            let values = stored.get(index).map(|option| option.values.clone()).unwrap_or_default();
            ProductOption { name: name.clone(), values }
        };
        self.names.iter().enumerate().map(option).collect()
    }
}

/// # Errors
/// Words for the report, when the file's options cannot be those of the product.
pub(super) fn plan_options(group: &Group, before: Option<&Snapshot>) -> Result<OptionPlan, String> {
    let written = written_names(group)?;
    let Some(before) = before.filter(|before| !before.variants.is_empty()) else {
        return Ok(OptionPlan::in_order(written.unwrap_or_default()));
    };
    let stored = before.option_names();
    let Some(written) = written else { return Ok(OptionPlan::in_order(stored)) };
    let mismatch = || {
        let list = |names: &[String]| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        format!("its options are {} here and {} in the file; change them by hand first", list(&stored), list(&written))
    };
    if written.len() != stored.len() {
        return Err(mismatch());
    }
    let old: Vec<&str> = written.iter().map(String::as_str).collect();
    let columns = align(&old, &stored).ok_or_else(mismatch)?;
    Ok(OptionPlan { names: columns.iter().map(|column| written[*column].clone()).collect(), columns })
}

/// The option names of the first row that has any; none when no row has.
fn written_names(group: &Group) -> Result<Option<Vec<String>>, String> {
    let Some(row) = group.rows.iter().find(|row| !row.text(NAMES[0]).is_empty()) else { return Ok(None) };
    let names: Vec<String> =
        NAMES.iter().map(|column| line(row.text(*column))).take_while(|name| !name.is_empty()).collect();
    let first_value = row.text(VALUES[0]).to_lowercase();
    if names.len() == 1
        && names[0].to_lowercase() == NO_OPTION.0
        && (first_value.is_empty() || first_value == NO_OPTION.1)
    {
        return Ok(Some(Vec::new()));
    }
    let mut known: Vec<String> = Vec::new();
    for name in &names {
        if name.chars().count() > OPTION_LIMIT {
            return Err(format!("the name of an option is longer than {OPTION_LIMIT} characters"));
        }
        if known.contains(&name.to_lowercase()) {
            return Err(format!("has the option {name} twice"));
        }
        known.push(name.to_lowercase());
    }
    Ok(Some(names))
}
