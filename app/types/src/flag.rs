//! Extras that can be switched off, and the pressure that switches them off, as staff see them.

use serde::{Deserialize, Serialize};

/// One extra of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct FlagView {
    /// Its name: `related_products`.
    pub key: String,
    /// What it does.
    pub description: String,
    /// What stands in its place while it is off.
    pub stand_in: String,
    /// Staff let it be shown. Off: nobody sees it, at no level.
    pub enabled: bool,
    /// Of a hundred visitors so many see it.
    pub percent: u8,
    /// Visitors who see it whatever the percentage.
    pub allow: Vec<String>,
    /// Level of pressure from which it is left out, 1 to 4.
    pub shed_at: u8,
    /// Visitors see it at this moment: it is enabled and the pressure is below its level.
    pub shown: bool,
    /// Staff have changed it from its default.
    pub overridden: bool,
    /// Who did so last; null where it stands at its default.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: Option<String>,
}

/// All extras.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct FlagList {
    /// In the order of the registry.
    pub items: Vec<FlagView>,
}

/// How staff want an extra.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct FlagInput {
    /// It may be shown.
    pub enabled: bool,
    /// Of a hundred visitors so many see it.
    #[serde(default = "everyone")]
    #[cfg_attr(feature = "native", schema(maximum = 100, default = 100))]
    pub percent: u8,
    /// Visitors who see it whatever the percentage, by the id their browser keeps or by their cart's.
    #[serde(default)]
    pub allow: Vec<String>,
    /// Level of pressure from which it is left out, 1 to 4; null for its default.
    #[serde(default)]
    #[cfg_attr(feature = "native", schema(minimum = 1, maximum = 4))]
    pub shed_at: Option<u8>,
}

fn everyone() -> u8 {
    100
}

impl Default for FlagInput {
    fn default() -> Self {
        Self { enabled: true, percent: everyone(), allow: Vec::new(), shed_at: None }
    }
}

/// How hard the shop is pressed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct PressureView {
    /// Where staff hold it, 0 to 4; null while it follows what is measured.
    pub level: Option<u8>,
    /// The level that counts now, in the process that answers.
    pub current: u8,
    /// What that process measures.
    pub measured: u8,
    /// What presses most, in words; empty when nothing does.
    pub why: String,
    /// What is measured.
    pub inputs: Vec<PressureInputView>,
}

/// One thing that is measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct PressureInputView {
    /// Its name.
    pub name: String,
    /// The value of now.
    pub value: f64,
    /// What it is measured in.
    pub unit: String,
    /// The level it asks for by itself.
    pub level: u8,
}

/// Where staff want to hold the pressure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct PressureInput {
    /// 0 to 4, or null to follow what is measured.
    #[cfg_attr(feature = "native", schema(required = true, maximum = 4))]
    pub level: Option<u8>,
}

/// Something staff switched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct SwitchChange {
    /// What: a flag's key, or `pressure`.
    pub key: String,
    /// When.
    pub at: String,
    /// Who.
    pub by: String,
    /// How it stood before; null for its default.
    pub from: Option<String>,
    /// How it stands since; null for its default.
    pub to: Option<String>,
}

/// What a page carries of an extra.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spot {
    /// Nothing, and no hole in the layout.
    #[default]
    Nothing,
    /// The extra itself: every visitor sees it.
    Shown,
    /// A place that the browser fills for those visitors who see it.
    Place,
}

/// The extras a page carries, and whether it is a light one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    /// The shop is pressed: as little as sells, and a banner that says so.
    pub light: bool,
    /// Products like this one.
    pub related: Spot,
    /// What the visitor looked at before; never in the page itself.
    pub recent: Spot,
    /// Suggestions in the search.
    pub suggestions: Spot,
    /// Stock that is brought up to date.
    pub live_stock: Spot,
    /// The newsletter's box.
    pub newsletter: Spot,
    /// A product's pictures in full view.
    pub gallery: Spot,
    /// What buyers say of a product.
    pub reviews: Spot,
    /// Asking for an address where something is sold out.
    pub notify_me: Spot,
    /// How many things are on the wishlist; never in the page itself.
    pub wishlist_count: Spot,
    /// A greeting by name; never in the page itself.
    pub greeting: Spot,
    /// What was seen stays there without a connection.
    pub offline: Spot,
}

impl Extras {
    /// Something on the page is filled in or brought up to date by the browser.
    #[must_use]
    pub fn needs_script(&self) -> bool {
        let all = [self.related, self.newsletter, self.reviews, self.notify_me];
        let filled = [self.recent, self.suggestions, self.wishlist_count, self.greeting];
        let active = [self.live_stock, self.gallery, self.offline].into_iter().chain(filled);
        all.contains(&Spot::Place) || active.into_iter().any(|spot| spot != Spot::Nothing)
    }
}
