//! Reads the catalogue files and works out what they leave implicit: variants, article numbers, pictures.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::art::can_draw;
use crate::model::{Catalogue, Collection, Edition, OptionDef, OptionValue, Picture, Product, Variant, View};

/// One file per collection, in the order of the shop.
const FILES: [&str; 6] = [
    include_str!("../catalogue/carry.toml"),
    include_str!("../catalogue/camp-kitchen.toml"),
    include_str!("../catalogue/light.toml"),
    include_str!("../catalogue/wear.toml"),
    include_str!("../catalogue/rest.toml"),
    include_str!("../catalogue/paper.toml"),
];

const COLOURS: &str = include_str!("../catalogue/colours.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    collection: Shelf,
    product: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelf {
    slug: String,
    title: String,
    summary: String,
}

/// A product as written down. Prices are USD cents, weights grams.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    slug: String,
    title: String,
    summary: String,
    vendor: String,
    kind: String,
    /// First part of every SKU.
    code: String,
    price: i64,
    /// Former price.
    was: Option<i64>,
    weight: u32,
    material: String,
    tags: Vec<String>,
    story: Vec<String>,
    details: Vec<String>,
    /// Names from colours.toml; becomes the first option.
    #[serde(default)]
    colours: Vec<String>,
    /// Picture colour where there is no colour option.
    tint: Option<String>,
    accent: String,
    #[serde(default)]
    option: Vec<Choice>,
    /// Units per variant; the last option varies fastest.
    stock: Vec<u32>,
    /// Variants with nothing on the shelf return after so many weeks.
    back_in_weeks: Option<u32>,
    #[serde(default)]
    featured: bool,
    edition: Option<Limited>,
    /// Further collections it also stands in.
    #[serde(default)]
    also_in: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Limited {
    units: u32,
    friday_hour: u8,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    name: String,
    values: Vec<String>,
    /// Added to the price, per value.
    #[serde(default)]
    price: Vec<i64>,
    /// Added to the weight, per value.
    #[serde(default)]
    weight: Vec<i32>,
}

type Colours = BTreeMap<String, String>;

/// The whole demo catalogue. Always the same.
///
/// # Panics
///
/// When a catalogue file built into the crate is malformed; the crate's tests rule that out.
pub fn catalogue() -> Catalogue {
    let colours: Colours = toml::from_str(COLOURS).expect("colours.toml is valid");
    let mut catalogue = Catalogue { collections: Vec::new(), products: Vec::new() };
    for (position, text) in (1..).zip(FILES) {
        let file: File = toml::from_str(text).unwrap_or_else(|error| panic!("catalogue file {position}: {error}"));
        let Shelf { slug, title, summary } = file.collection;
        for (place, entry) in (1..).zip(file.product) {
            catalogue.products.push(product(entry, &slug, place, &colours));
        }
        catalogue.collections.push(Collection { slug, title, summary, position });
    }
    catalogue
}

fn product(entry: Entry, home: &str, position: u32, colours: &Colours) -> Product {
    assert!(can_draw(&entry.kind), "{}: nothing draws kind `{}`", entry.slug, entry.kind);
    let hex = |name: &String| colours.get(name).unwrap_or_else(|| panic!("{}: no colour `{name}`", entry.slug)).clone();
    let tint = entry.tint.as_ref().or(entry.colours.first()).map(&hex);
    let tint = tint.unwrap_or_else(|| panic!("{}: neither colours nor tint", entry.slug));
    let accent = hex(&entry.accent);
    let options = options(&entry, &hex);
    let variants = variants(&entry);
    let collections = std::iter::once(home.to_owned()).chain(entry.also_in.iter().cloned()).collect();
    Product {
        description_html: description(&entry.story, &entry.details),
        pictures: pictures(&entry),
        edition: entry.edition.map(|limited| Edition { units: limited.units, friday_hour: limited.friday_hour }),
        slug: entry.slug,
        title: entry.title,
        summary: entry.summary,
        vendor: entry.vendor,
        kind: entry.kind,
        material: entry.material,
        tags: entry.tags,
        featured: entry.featured,
        collections,
        options,
        variants,
        position,
        tint,
        accent,
    }
}

fn options(entry: &Entry, hex: &dyn Fn(&String) -> String) -> Vec<OptionDef> {
    let mut options = Vec::new();
    if !entry.colours.is_empty() {
        let value = |name: &String| OptionValue { name: name.clone(), swatch: Some(hex(name)) };
        options.push(OptionDef { name: "Colour".to_owned(), values: entry.colours.iter().map(value).collect() });
    }
    for choice in &entry.option {
        let value = |name: &String| OptionValue { name: name.clone(), swatch: None };
        options.push(OptionDef { name: choice.name.clone(), values: choice.values.iter().map(value).collect() });
    }
    options
}

/// A variant under construction: what the chosen values add up to.
#[derive(Clone, Default)]
struct Combination {
    values: Vec<String>,
    price: i64,
    weight: i32,
}

impl Combination {
    fn with(&self, value: &str, price: i64, weight: i32) -> Self {
        let mut values = self.values.clone();
        values.push(value.to_owned());
        Combination { values, price: self.price + price, weight: self.weight + weight }
    }
}

fn combinations(entry: &Entry) -> Vec<Combination> {
    let mut all = vec![Combination::default()];
    if !entry.colours.is_empty() {
        all = entry.colours.iter().map(|colour| all[0].with(colour, 0, 0)).collect();
    }
    for choice in &entry.option {
        let extended = all.iter().flat_map(|so_far| {
            choice.values.iter().enumerate().map(|(at, value)| {
                let price = choice.price.get(at).copied().unwrap_or(0);
                so_far.with(value, price, choice.weight.get(at).copied().unwrap_or(0))
            })
        });
        all = extended.collect();
    }
    all
}

fn variants(entry: &Entry) -> Vec<Variant> {
    let all = combinations(entry);
    assert_eq!(all.len(), entry.stock.len(), "{}: one stock figure per variant", entry.slug);
    let variant = |(combination, &stock): (Combination, &u32)| Variant {
        sku: sku(&entry.code, &combination.values),
        price: entry.price + combination.price,
        compare_at: entry.was.map(|was| was + combination.price),
        weight_grams: entry.weight.saturating_add_signed(combination.weight),
        stock,
        back_in_weeks: entry.back_in_weeks.filter(|_| stock == 0),
        option_values: combination.values,
    };
    all.into_iter().zip(&entry.stock).map(variant).collect()
}

/// `SKT-KEL-18L`: the product's code, then up to four letters and digits of each value.
fn sku(code: &str, values: &[String]) -> String {
    let mut sku = code.to_owned();
    for value in values {
        sku.push('-');
        sku.extend(value.chars().filter(char::is_ascii_alphanumeric).take(4).map(|c| c.to_ascii_uppercase()));
    }
    sku
}

pub(crate) fn description(story: &[String], details: &[String]) -> String {
    let escape = |text: &String| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut html = String::new();
    for paragraph in story {
        html.push_str(&format!("<p>{}</p>\n", escape(paragraph)));
    }
    html.push_str("<ul>\n");
    for detail in details {
        html.push_str(&format!("<li>{}</li>\n", escape(detail)));
    }
    html.push_str("</ul>\n");
    html
}

fn pictures(entry: &Entry) -> Vec<Picture> {
    let picture = |view: View, colour: Option<&String>| {
        let coloured =
            colour.map_or_else(|| entry.title.clone(), |name| format!("{} in {}", entry.title, name.to_lowercase()));
        let alt = match view {
            View::Front => coloured,
            View::Detail => format!("{coloured}, close-up"),
            View::InUse => format!("{coloured}, in use"),
        };
        Picture { view, alt, colour: colour.cloned() }
    };
    let first = entry.colours.first();
    let mut pictures = [View::Front, View::Detail, View::InUse].map(|view| picture(view, first)).to_vec();
    pictures.extend(entry.colours.iter().skip(1).map(|colour| picture(View::Front, Some(colour))));
    pictures
}
