//! A bundle's components as staff write them: one per line, `SKU × quantity`.

use std::collections::HashMap;

use commerce::{Cx, catalog};
use types::{VariantId, admin::BundlePart};

use crate::problem::Refused;

/// The components as text; by their SKU where they have one, otherwise by their id.
pub async fn write(cx: &Cx, parts: &[BundlePart]) -> Result<String, Refused> {
    let ids: Vec<_> = parts.iter().map(|part| part.variant_id).collect();
    let names = catalog::variant_names(cx, &ids).await?;
    let skus: HashMap<VariantId, String> = names.into_iter().filter_map(|name| Some((name.id, name.sku?))).collect();
    let line = |part: &BundlePart| {
        let name = skus.get(&part.variant_id).cloned().unwrap_or_else(|| part.variant_id.to_string());
        format!("{name} × {}", part.quantity)
    };
    Ok(parts.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// Reads them again.
pub async fn read(cx: &Cx, text: &str) -> Result<Vec<BundlePart>, Refused> {
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(split).collect();
    let names: Vec<String> = lines.iter().map(|(name, _)| (*name).to_owned()).collect();
    let by_sku = catalog::variants_by_sku(cx, &names).await?;
    let part = |(name, quantity): &(&str, Option<i64>)| {
        let wrong = |message: String| Refused::field("parts", message);
        let quantity = quantity.ok_or_else(|| wrong(format!("Write how many of {name}, as a whole number.")))?;
        let id = by_sku.get(*name).copied().or_else(|| name.parse().ok());
        let variant_id = id.ok_or_else(|| wrong(format!("There is no variant {name}.")))?;
        Ok(BundlePart { variant_id, quantity })
    };
    lines.iter().map(part).collect()
}

/// A line's name and quantity; one, where none is written, and none where it is no number.
fn split(line: &str) -> (&str, Option<i64>) {
    let ends = [" × ", "×", " x ", " * "].into_iter().find_map(|sign| line.rsplit_once(sign));
    match ends {
        Some((name, quantity)) => (name.trim(), quantity.trim().parse().ok()),
        None => (line, Some(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_name_and_a_quantity() {
        assert_eq!(split("MUG-RED × 2"), ("MUG-RED", Some(2)));
        assert_eq!(split("MUG-RED×2"), ("MUG-RED", Some(2)));
        assert_eq!(split("BOX x L x 3"), ("BOX x L", Some(3)));
        assert_eq!(split("MUG-RED * 2"), ("MUG-RED", Some(2)));
        assert_eq!(split("MUG-RED"), ("MUG-RED", Some(1)));
        assert_eq!(split("MUG-RED × two"), ("MUG-RED", None));
    }
}
