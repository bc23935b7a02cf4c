//! The built stylesheet and scripts, those of earlier builds, and the few files with fixed names.

mod archive;

use std::{fs, path::Path};

use app::assets::{ADMIN_STYLE, Assets};
use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
};
use percent_encoding::percent_decode_str;
use tower_http::services::{ServeDir, ServeFile};

use crate::{App, media::INERT};

pub use archive::keep;

/// The name carries a hash of the content: another content has another name.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Bytes of a file's name. Linux takes 255; a compressed one has an ending more.
const LONGEST_NAME: usize = 250;
/// Bytes of its path inside the site. Linux takes 4,096 of the whole.
const LONGEST_PATH: usize = 3_000;

/// The name stays while the content changes.
const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

const STYLE: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");

/// Beside the binary, as cargo-leptos writes it.
const HASH_FILE: &str = "hash.txt";

/// Those with fixed names.
const FILES: [&str; 15] = [
    "/favicon.svg",
    "/hero.svg",
    "/icons/192.png",
    "/icons/512.png",
    "/icons/maskable.png",
    "/islands.js",
    "/extras.js",
    "/product.js",
    "/drawer.js",
    "/offline.js",
    "/stripe-card.js",
    "/admin-live.js",
    "/again.js",
    "/queue.js",
    "/queue.css",
];

const ADMIN_CSS: &str = "/admin.css";

/// Whether a file of the build is asked for: nothing that is too dear for a busy shop.
#[must_use]
pub fn is_file(path: &str) -> bool {
    let is_hashed = path.starts_with("/pkg/") || path.starts_with("/fonts/");
    is_hashed || path == ADMIN_CSS || FILES.contains(&path)
}

/// Looks up, once, under which names the build's files are served.
#[must_use]
pub fn find(site_dir: &Path) -> Assets {
    let beside_binary = std::env::current_exe().ok().and_then(|binary| Some(binary.parent()?.join(HASH_FILE)));
    let hashes = beside_binary.and_then(|path| fs::read_to_string(path).ok()).unwrap_or_default();
    let hashed = Assets::from_hashes(&hashes);
    // A build without hashes may leave an older hash file behind.
    let exists = |address: &str| site_dir.join(address.trim_start_matches('/')).exists();
    let assets = if exists(&hashed.css) { hashed } else { Assets::from_hashes("") };
    if !exists(&assets.css) {
        tracing::warn!(
            site_dir = %site_dir.display(),
            "no stylesheet found: build with `cargo leptos build --release` and start in the project's root, or set FLOODGATE_SITE_DIR"
        );
    }
    assets
}

/// `/pkg/*`, `/fonts/*` and files with fixed names.
pub fn routes(app: &App) -> Router<App> {
    let site = &app.server.site_dir;
    let earlier =
        ServeDir::new(archive::place(&app.services.settings.data_dir)).precompressed_br().precompressed_gzip();
    let package = ServeDir::new(site).precompressed_br().precompressed_gzip().fallback(earlier);
    let routes = Router::new().route_service("/pkg/{*file}", package);
    let mut routes = routes.route_service("/fonts/{*file}", ServeDir::new(site));
    for path in FILES {
        let file = site.join(path.trim_start_matches('/'));
        routes = routes.route_service(path, ServeFile::new(file).precompressed_br());
    }
    routes = routes.route(ADMIN_CSS, get(admin_style));
    routes.layer(from_fn_with_state(app.clone(), cached))
}

async fn admin_style() -> ([(HeaderName, HeaderValue); 1], &'static str) {
    ([(CONTENT_TYPE, STYLE)], ADMIN_STYLE)
}

async fn cached(State(app): State<App>, request: Request, next: Next) -> Response {
    let fingerprinted = app.assets.css != Assets::from_hashes("").css;
    let by_name = fingerprinted && request.uri().path().starts_with("/pkg/");
    // A font's name carries its hash in every build.
    let is_font = request.uri().path().starts_with("/fonts/");
    // The loader's address carries its hash as a query.
    let by_query = request.uri().query().is_some_and(|query| query.starts_with("v="));
    let unchanging = by_name || is_font || by_query;
    if names_no_file(request.uri().path()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = next.run(request).await;
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        let value = if unchanging { FOR_EVER } else { FOR_AN_HOUR };
        response.headers_mut().insert(CACHE_CONTROL, value);
        // What a page may do is said with the page. Beside a small file the whole policy would be most of what is sent.
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, INERT);
    }
    response
}

/// The system refuses to look for what no file can be called, which would be an error of ours and not an answer.
fn names_no_file(path: &str) -> bool {
    let bytes = |part: &str| percent_decode_str(part).count();
    path.contains("%00") || bytes(path) > LONGEST_PATH || path.split('/').any(|name| bytes(name) > LONGEST_NAME)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn a_font_is_named_for_its_content() {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/fonts");
        let mut seen = 0;
        for entry in fs::read_dir(fonts).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "woff2") {
                let hash = hex::encode(Sha256::digest(fs::read(&path).unwrap()));
                let name = path.file_name().unwrap().to_str().unwrap();
                assert!(name.ends_with(&format!(".{}.woff2", &hash[..12])), "{name}: its content is {hash}");
                seen += 1;
            }
        }
        assert!(seen > 0);
    }
}
