use std::collections::BTreeSet;

use reqwest::{Method, StatusCode};

use super::Program;
use crate::shop::TestShop;

/// A path of the document with something in place of every parameter.
fn filled(path: &str) -> String {
    let parts = path.strip_prefix("/api/v1").unwrap().split('/');
    parts.map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_address_of_the_document_takes_exactly_the_documented_methods() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    let document = program.get("/openapi.json").await.ok(StatusCode::OK);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 17);
    for (path, item) in paths {
        let mut documented: BTreeSet<String> =
            item.as_object().unwrap().keys().map(|name| name.to_uppercase()).collect();
        if documented.contains("GET") {
            documented.insert("HEAD".into());
        }
        let refused = program.send(program.request(Method::TRACE, &filled(path))).await;
        refused.refused(405, "method_not_allowed");
        let allowed: BTreeSet<String> = refused.header("allow").split(',').map(|name| name.trim().to_owned()).collect();
        assert_eq!(allowed, documented, "{path}");
    }
    shop.close().await;
}

#[tokio::test]
async fn every_operation_names_its_refusals_and_every_key_its_scope() {
    let shop = TestShop::open().await;
    let document = Program::of(&shop).get("/openapi.json").await.ok(StatusCode::OK);
    assert_eq!(document["components"]["securitySchemes"]["key"]["scheme"], "bearer");
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let responses = operation["responses"].as_object().unwrap();
            let name = format!("{method} {path}");
            assert!(responses.keys().any(|status| status.starts_with('2')), "{name}");
            for status in ["429", "500", "503", "504"] {
                assert!(responses.contains_key(status), "{name} {status}");
            }
            for (status, response) in responses.iter().filter(|(status, _)| status.starts_with(['4', '5'])) {
                let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{name} {status}");
            }
            if path.contains("/admin/") {
                let scope = operation["security"][0]["key"][0].as_str().unwrap();
                assert!(scope.parse::<commerce::Scope>().is_ok(), "{name} {scope}");
                assert!(responses.contains_key("401") && responses.contains_key("403"), "{name}");
            }
        }
    }
    shop.close().await;
}
