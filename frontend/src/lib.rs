//! Entry point of the shop's wasm module. Linking `app` brings its islands along; the loader calls them by name.

use leptos::{prelude::document, server_fn::client::set_server_url};
use wasm_bindgen::prelude::wasm_bindgen;
// Islands are exported by the crate that defines them; without this the linker would drop it.
use app as _;

/// Called once by the loader before the islands of the page are hydrated one by one.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    // The shop answers in the language of the market that the page is of.
    if let Some(prefix) = document().document_element().and_then(|page| page.get_attribute("data-prefix")) {
        set_server_url(prefix.leak());
    }
    leptos::mount::hydrate_islands();
}
