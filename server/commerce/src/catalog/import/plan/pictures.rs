//! Pictures of a product's rows: known by their address, new ones drawn as a placeholder.

use types::ImageId;

use super::{ImageChange, Planner};
use crate::catalog::{
    entity::{image, variant},
    import::{
        fields::cut,
        report::Outcome,
        shopify::{Column, Row},
    },
    rules::{ALT_LIMIT, IMAGE_COUNT_LIMIT},
};

/// Characters of a picture's address.
const SOURCE_LIMIT: usize = 2_000;

impl Planner<'_> {
    pub(super) fn read_image(&mut self, index: usize, row: &Row) {
        let source = row.text(Column::ImageSrc);
        if source.is_empty() {
            return;
        }
        if !self.seen.keys.insert(format!("picture {source}")) {
            self.met(index, Outcome::Unchanged);
            return;
        }
        let alt = cut("alternative text", row.text(Column::ImageAlt), ALT_LIMIT, &mut self.rows[index].reasons);
        let known = self.changes.after.images.iter_mut().find(|image| image.source == source);
        match known {
            Some(image) if !alt.is_empty() && image.alt != alt => {
                image.alt = alt;
                self.changes.images.push(ImageChange { row: image.clone(), is_new: false });
                self.met(index, Outcome::Updated);
            }
            Some(_) => self.met(index, Outcome::Unchanged),
            None => {
                self.add_image(index, source, alt);
            }
        }
    }

    /// A new picture, drawn as a placeholder; none when there is no room for it.
    fn add_image(&mut self, index: usize, source: &str, alt: String) -> Option<ImageId> {
        let after = &mut self.changes.after;
        let reasons = &mut self.rows[index].reasons;
        if source.chars().count() > SOURCE_LIMIT || source.contains(char::is_control) {
            reasons.push("the picture's address is too long or broken".to_owned());
            return None;
        }
        if after.images.len() >= IMAGE_COUNT_LIMIT {
            reasons.push(format!("the product has {IMAGE_COUNT_LIMIT} pictures already"));
            return None;
        }
        reasons.push("image not fetched: placeholder".to_owned());
        let id = ImageId::new();
        let row = image::Model {
            id: id.0,
            product_id: after.product.id,
            position: after.images.iter().map(|image| image.position).max().unwrap_or_default() + 1,
            // Where the placeholder is kept is filled in when it is written.
            media_hash: String::new(),
            media_type: String::new(),
            width: 0,
            height: 0,
            alt: if alt.is_empty() { after.product.title.clone() } else { alt },
            source: source.to_owned(),
        };
        after.images.push(row.clone());
        self.changes.images.push(ImageChange { row, is_new: true });
        self.met(index, Outcome::Created);
        Some(id)
    }

    pub(super) fn fill_image(&mut self, variant: &mut variant::Model, index: usize, row: &Row) {
        let source = row.text(Column::VariantImage);
        if source.is_empty() {
            return;
        }
        let known = self.changes.after.images.iter().find(|image| image.source == source);
        let id = match known {
            Some(image) => Some(ImageId(image.id)),
            None => self.add_image(index, source, String::new()),
        };
        variant.image_id = id.map(|id| id.0).or(variant.image_id);
    }
}
