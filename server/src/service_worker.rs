//! `/service-worker.js`: the script by which a browser keeps what its owner has seen, for when the connection is lost.

use app::assets::Assets;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, ETAG},
};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tokio_util::bytes::Bytes;
use types::Market;

use crate::{App, page_cache::known};

const WORKER: &str = include_str!("../../public/service-worker.js");
/// Sent where the shop wants none: it removes what the other one kept, and itself.
const NO_WORKER: &str = include_str!("../../public/service-worker-off.js");

const SCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");
/// Browsers ask with nearly every page, and mostly hear that nothing has changed.
const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

/// The script of this build. Its bytes are other ones when anything is that pages are drawn with: by that browsers know of a deploy.
#[derive(Debug)]
pub struct ServiceWorker {
    script: Bytes,
    tag: String,
}

impl ServiceWorker {
    /// For pages of these markets drawn with `assets`; the one that takes itself away where the shop wants none.
    #[must_use]
    pub fn of(assets: &Assets, markets: &[Market], is_wanted: bool) -> Self {
        let script = if is_wanted { of_build(assets, markets) } else { NO_WORKER.to_owned() };
        Self { tag: format!("\"{}\"", hash(&[&script])), script: script.into() }
    }

    fn answer(&self, headers: &HeaderMap) -> Response {
        let mut response = match known(headers).tag(&self.tag) {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => ([(CONTENT_TYPE, SCRIPT)], self.script.clone()).into_response(),
        };
        response.headers_mut().insert(CACHE_CONTROL, ASK_EACH_TIME);
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            response.headers_mut().insert(ETAG, tag);
        }
        response
    }
}

pub async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    app.service_worker.answer(&headers)
}

/// The script behind what it has to know of the build.
fn of_build(assets: &Assets, markets: &[Market]) -> String {
    let Assets { css, js, wasm, loader, extras, product, drawer, offline, .. } = assets;
    let build = hash(&[WORKER, env!("CARGO_PKG_VERSION"), css, js, wasm, loader, extras, product, drawer, offline]);
    let prefixes: Vec<_> = markets.iter().filter(|market| !market.is_root()).map(|market| market.prefix()).collect();
    let shop = json!({ "build": build, "files": assets.to_draw_with(), "prefixes": prefixes, "script": offline });
    format!("const SHOP = {shop};\n{WORKER}")
}

fn hash(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    hex::encode(&hasher.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use types::{Currency, Locale};

    use super::*;

    fn script(hashes: &str, is_wanted: bool) -> String {
        let markets = [Market::root(Locale::En, Currency::USD), "at=de:EUR".parse().unwrap()];
        let worker = ServiceWorker::of(&Assets::from_hashes(hashes), &markets, is_wanted);
        String::from_utf8(worker.script.to_vec()).unwrap()
    }

    #[test]
    fn another_build_has_another_script_and_the_same_build_the_same() {
        let build = script("css: a\njs: b\nwasm: c\n", true);
        assert_eq!(build, script("css: a\njs: b\nwasm: c\n", true));
        for other in ["css: x\njs: b\nwasm: c\n", "css: a\njs: x\nwasm: c\n", "css: a\njs: b\nwasm: x\n"] {
            assert_ne!(build, script(other, true), "{other}");
        }
    }

    #[test]
    fn it_keeps_only_files_that_are_named_by_their_content() {
        let first = |hashes| script(hashes, true).lines().next().unwrap_or_default().to_owned();
        assert!(first("css: a\n").contains("/pkg/floodgate.a.css"));
        assert!(first("").contains(r#""prefixes":["/at"]"#), "and knows where paths of other markets begin");
        assert!(!first("").contains("/pkg/"), "a build without hashes has another file under the same name tomorrow");
    }

    #[test]
    fn where_none_is_wanted_it_takes_itself_away() {
        let script = script("css: a\n", false);
        assert!(script.contains("registration.unregister()") && !script.contains("SHOP"), "{script}");
    }
}
