//! The OpenAPI document, written by the calls themselves.

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use commerce::Scope;
use http::header::CONTENT_TYPE;
use types::Problem;
use utoipa::{
    OpenApi,
    openapi::{
        OpenApi as Document,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

use super::{PREFIX, refusals, table, validators};
use crate::App;

/// What stands around the calls.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Floodgate",
        description = "Browse, buy and run the shop. Money is an amount in minor units with its currency; times are RFC 3339 in UTC; \
            what cannot be done is said as `application/problem+json` with a stable `code`.\n\n\
            Lists that have a `next_cursor` are read on by sending it back as `cursor`; it is null on the last page. What reads has an \
            `ETag`; send it as `If-None-Match` and nothing comes that you have already. Send it as `If-Match` with a change and it is \
            made only to what you have seen: otherwise 412. A method that an address does not take is answered by 405 with `Allow`."
    ),
    tags(
        (name = "catalogue", description = "What is for sale"),
        (name = "buying", description = "Carts, checkout and orders"),
        (name = "staff", description = "Running the shop; the scopes a key needs are with each call"),
        (name = "service", description = "Between machines")
    ),
    components(schemas(Problem))
)]
struct Frame;

/// The calls under their common address, with the document around them.
pub(super) fn described(table: OpenApiRouter<App>) -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Frame::openapi()).nest(PREFIX, table)
}

/// The document as it is served.
#[must_use]
pub(super) fn document() -> Document {
    let mut document = described(table()).into_openapi();
    let scopes: Vec<_> = Scope::ALL.iter().map(|scope| format!("`{}`", scope.as_str())).collect();
    let words =
        format!("A key made by `floodgate apikey create`, for some of: {}. `admin` means all.", scopes.join(", "));
    let key = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(words));
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("key", SecurityScheme::Http(key.build()));
    validators::describe(&mut document);
    refusals::describe(&mut document);
    document
}

/// The document as it is kept in a file, to be compared line by line.
#[must_use]
pub(super) fn text() -> String {
    document().to_pretty_json().expect("a document made of strings and maps has a JSON form") + "\n"
}

/// This document
#[utoipa::path(
    get, path = "/openapi.json", tag = "service", operation_id = "openapi",
    responses((status = OK, description = "OpenAPI 3.1", body = serde_json::Value))
)]
pub(super) async fn show() -> Response {
    static DOCUMENT: LazyLock<String> =
        LazyLock::new(|| document().to_json().expect("a document made of strings and maps has a JSON form"));
    ([(CONTENT_TYPE, "application/json")], DOCUMENT.as_str()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// Every `$ref` in the document.
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str));
                fields.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn the_file_says_what_is_served() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
        let (kept, served) = (std::fs::read_to_string(file).unwrap_or_default(), text());
        let differs = || kept.lines().zip(served.lines()).position(|(kept, served)| kept != served);
        let line = differs().unwrap_or_else(|| kept.lines().count().min(served.lines().count())) + 1;
        let renew = "floodgate openapi > docs/openapi.json";
        assert!(kept == served, "docs/openapi.json, line {line}, is not what is served. Renew it: {renew}");
    }

    #[test]
    fn everything_the_document_refers_to_is_in_it() {
        let document = serde_json::to_value(document()).unwrap();
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(!found.is_empty());
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn every_call_has_a_summary_a_tag_and_an_id_of_its_own() {
        let document = document();
        let mut ids = Vec::new();
        for (path, item) in document.paths.paths {
            for (method, operation) in refusals::operations(&item) {
                let name = format!("{method} {path}");
                assert!(path.starts_with(PREFIX), "{name}");
                assert!(operation.summary.as_ref().is_some_and(|summary| !summary.is_empty()), "{name}");
                assert!(operation.tags.as_ref().is_some_and(|tags| tags.len() == 1), "{name}");
                assert_eq!(path.contains("/admin/"), operation.security.is_some(), "{name}");
                ids.push(operation.operation_id.clone().unwrap());
            }
        }
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
