//! Where the browser finds the stylesheet and the islands' code.

use std::hash::{DefaultHasher, Hash, Hasher};

const LOADER: &str = include_str!("../../public/islands.js");
const LIVE: &str = include_str!("../../public/admin-live.js");
const QUEUE: &str = include_str!("../../public/queue.js");
const AGAIN: &str = include_str!("../../public/again.js");
const QUEUE_STYLE: &str = include_str!("../../public/queue.css");
const EXTRAS: &str = include_str!("../../public/extras.js");
const PRODUCT: &str = include_str!("../../public/product.js");
const DRAWER: &str = include_str!("../../public/drawer.js");
const HERO: &str = include_str!("../../public/hero.svg");
const CARD_FIELD: &str = include_str!("../../public/stripe-card.js");
const OFFLINE: &str = include_str!("../../public/offline.js");

/// What the admin is dressed in over the shop's own sheet, bundled here and not by cargo-leptos, which makes one sheet alone. No shopper
/// loads it.
pub const ADMIN_STYLE: &str = concat!(
    include_str!("../../style/admin.css"),
    include_str!("../../style/admin-form.css"),
    include_str!("../../style/admin-table.css"),
    include_str!("../../style/admin-surge.css"),
);

/// The script that keeps pages for when the connection is lost. Browsers know a worker by its address, so this one never changes.
const WORKER: &str = "/service-worker.js";

/// The display face of `style/fonts.css`, asked for before the stylesheet names it. Its name carries the hash of its content.
pub(crate) const DISPLAY_FACE: &str = "/fonts/bricolage-grotesque.0408ebffc653.woff2";

/// Addresses of the built files. They change when a file's content does, so each may be cached for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// The stylesheet.
    pub css: String,
    /// JavaScript that wraps the wasm module.
    pub js: String,
    /// The wasm module with all islands.
    pub wasm: String,
    /// The script that loads the two above when the page is idle.
    pub loader: String,
    /// The script of what a page can do without.
    pub extras: String,
    /// The script of a product's page: choosing without leaving it.
    pub product: String,
    /// The script of the cart's drawer.
    pub drawer: String,
    /// The script of pages that are shown without a connection.
    pub offline: String,
    /// The worker that browsers register; none where the shop wants none.
    pub worker: Option<&'static str>,
}

impl Assets {
    /// Reads the `hash.txt` that cargo-leptos writes beside the binary: lines like `js: 3fzmD5`. A file without a line
    /// keeps its plain name, as in a build without hashes.
    #[must_use]
    pub fn from_hashes(hashes: &str) -> Self {
        let address = |kind: &str| {
            let hash = hashes.lines().filter_map(|line| line.split_once(':')).find(|(name, _)| name.trim() == kind);
            match hash {
                Some((_, hash)) => format!("/pkg/floodgate.{}.{kind}", hash.trim()),
                None => format!("/pkg/floodgate.{kind}"),
            }
        };
        Self {
            css: address("css"),
            js: address("js"),
            wasm: address("wasm"),
            loader: loader_address(),
            extras: address_of("extras.js", EXTRAS),
            product: address_of("product.js", PRODUCT),
            drawer: address_of("drawer.js", DRAWER),
            offline: address_of("offline.js", OFFLINE),
            worker: Some(WORKER),
        }
    }

    /// What a page needs to look as it does, for whoever keeps it by name: only what is named by its content.
    #[must_use]
    pub fn to_draw_with(&self) -> Vec<&str> {
        let is_hashed = self.css != Self::from_hashes("").css;
        let css = is_hashed.then_some(self.css.as_str());
        css.into_iter().chain([DISPLAY_FACE, self.loader.as_str(), self.offline.as_str()]).collect()
    }
}

fn loader_address() -> String {
    address_of("islands.js", LOADER)
}

/// The wide picture of the home page. A merchant puts another drawing in its place.
pub(crate) fn hero_address() -> String {
    address_of("hero.svg", HERO)
}

/// The script behind Stripe's card field.
pub(crate) fn card_field_address() -> String {
    address_of("stripe-card.js", CARD_FIELD)
}

/// The script that keeps a page of the admin up to date.
pub(crate) fn live_address() -> String {
    address_of("admin-live.js", LIVE)
}

/// [`ADMIN_STYLE`].
pub(crate) fn admin_style_address() -> String {
    address_of("admin.css", ADMIN_STYLE)
}

/// The script that keeps a page that is not settled yet up to date.
pub(crate) fn again_address() -> String {
    address_of("again.js", AGAIN)
}

/// The script that keeps a place in a queue and a countdown up to date.
pub(crate) fn queue_address() -> String {
    address_of("queue.js", QUEUE)
}

/// The little a queue's page is dressed in.
pub(crate) fn queue_style_address() -> String {
    address_of("queue.css", QUEUE_STYLE)
}

fn address_of(name: &str, content: &str) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("/{name}?v={:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_come_from_the_hash_file() {
        let assets = Assets::from_hashes("js: aB-3\nwasm: cD_4\ncss: eF5\n");
        assert_eq!(assets.js, "/pkg/floodgate.aB-3.js");
        assert_eq!(assets.wasm, "/pkg/floodgate.cD_4.wasm");
        assert_eq!(assets.css, "/pkg/floodgate.eF5.css");
        assert!(assets.loader.starts_with("/islands.js?v="));
    }

    #[test]
    fn the_display_face_is_the_one_that_the_stylesheet_names() {
        assert!(include_str!("../../style/fonts.css").contains(&format!("url(\"{DISPLAY_FACE}\")")));
    }

    #[test]
    fn without_a_hash_the_plain_name_stays() {
        assert_eq!(Assets::from_hashes("").css, "/pkg/floodgate.css");
    }
}
