//! Products and their variants.

use types::{
    admin::{
        AdminProduct, AdminVariant, FormErrors, ProductInput, ProductPage, ProductRow, ProductStatus, VariantInput,
    },
    catalog::{CollectionLink, ImageView},
};

use super::{Words, id, usd, variant_id};
use crate::admin::{EditorForm, Posted};

impl Words {
    fn image(self) -> ImageView {
        ImageView {
            id: id(7),
            url: self.say("/media/tote.svg"),
            alt: self.say("A moss green tote, front"),
            width: 1200,
            height: 1200,
        }
    }

    pub fn product_page(self) -> ProductPage {
        let row = |number: u32, title: &str, status: ProductStatus, image: bool| ProductRow {
            id: id(number),
            slug: self.say("skerry-waxed-tote"),
            title: self.say(title),
            vendor: self.say("Tern & Tide"),
            status,
            image: image.then(|| self.image()),
            variant_count: 6,
            for_sale: 1240,
            price: image.then(|| usd(8_400)),
        };
        let items = vec![
            row(1, "Skerry waxed tote", ProductStatus::Active, true),
            row(2, "Lantern No. 7", ProductStatus::Draft, false),
            row(3, "Fell wool blanket, double weave, undyed", ProductStatus::Archived, true),
        ];
        ProductPage { items, total: 63, page: 2, pages: 3 }
    }

    pub fn product_input(self) -> ProductInput {
        ProductInput {
            title: self.say("Skerry waxed tote"),
            slug: self.say("skerry-waxed-tote"),
            vendor: self.say("Tern & Tide"),
            kind: self.say("Tote"),
            description_html: self.say("<p>Waxed cotton, 18 l, 640 g.</p>"),
            tags: vec![self.say("waxed"), self.say("everyday")],
            collections: vec!["carry".to_owned()],
            options: vec![self.say("Colour"), self.say("Volume")],
            status: ProductStatus::Active,
        }
    }

    fn variant(self, number: u32, colour: &str, tracked: bool) -> AdminVariant {
        AdminVariant {
            id: variant_id(number),
            input: VariantInput {
                sku: self.say("SK-TOTE-18"),
                options: vec![self.say(colour), self.say("18 l")],
                price: 8_400,
                compare_at: Some(9_900),
                weight_grams: 640,
                tracked,
            },
            price: usd(8_400),
            on_hand: 12,
            held: 2,
        }
    }

    pub fn product(self) -> AdminProduct {
        AdminProduct {
            id: id(1),
            input: self.product_input(),
            variants: vec![self.variant(1, "Moss", true), self.variant(2, "Sand", false)],
            images: vec![self.image(), self.image()],
        }
    }

    pub fn collections(self) -> Vec<CollectionLink> {
        let link = |slug: &str, title: &str| CollectionLink { slug: self.say(slug), title: self.say(title) };
        let mut all = vec![link("camp-kitchen", "Camp kitchen"), link("light", "Light")];
        all.insert(0, CollectionLink { slug: "carry".to_owned(), title: self.say("Carry") });
        all
    }

    pub fn product_errors(self) -> FormErrors {
        self.posted((), &[("title", ""), ("slug", ""), ("description_html", ""), ("collections", "")]).errors
    }

    pub fn posted_editor_forms(self) -> Vec<Posted<EditorForm>> {
        let fields = [("option_1", "Moss"), ("sku", "SK-TOTE-18"), ("price", "eighty"), ("weight_grams", "-1")];
        vec![
            self.posted(EditorForm::NewVariant, &fields),
            self.posted(EditorForm::Variant(variant_id(1)), &fields),
            self.posted(EditorForm::Image, &[("alt", "A tote"), ("image", "")]),
        ]
    }
}
