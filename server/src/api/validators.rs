//! What calls say of conditional requests: see `conditional`.

use utoipa::{
    IntoParams,
    openapi::{
        Header, Object, OpenApi, Ref, RefOr, Required, Response, Type,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        schema::SchemaType,
    },
};

use super::conditional::IfMatch;

const EVENTS: &str = "text/event-stream";

/// Adds to every call that reads JSON that its answer has a tag, and need not be sent to whoever has it.
pub(super) fn describe(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    components.parameters.insert("IfNoneMatch".to_owned(), RefOr::T(if_none_match()));
    components.headers.insert("ETag".to_owned(), RefOr::T(etag()));
    for item in document.paths.paths.values_mut() {
        let Some(operation) = item.get.as_mut() else { continue };
        if is_tagged(operation) {
            tell(operation);
        }
    }
}

fn is_tagged(operation: &Operation) -> bool {
    let answer = operation.responses.responses.get("200");
    matches!(answer, Some(RefOr::T(answer)) if !answer.content.contains_key(EVENTS))
}

fn tell(operation: &mut Operation) {
    let parameter = RefOr::Ref(Ref::new("#/components/parameters/IfNoneMatch"));
    operation.parameters.get_or_insert_default().push(parameter);
    let header = || RefOr::Ref(Ref::new("#/components/headers/ETag"));
    let responses = &mut operation.responses.responses;
    if let Some(RefOr::T(answer)) = responses.get_mut("200") {
        answer.headers.insert("ETag".to_owned(), header());
    }
    let mut unchanged = Response::new("It is what you have already");
    unchanged.headers.insert("ETag".to_owned(), header());
    responses.insert("304".to_owned(), RefOr::T(unchanged));
}

fn text() -> Object {
    Object::with_type(Type::String)
}

fn if_none_match() -> Parameter {
    let words = "The `ETag` of the answer you have: if it is still the same, 304 comes without a body";
    tag("If-None-Match", words, text())
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let words = "An `ETag` of the thing: change it only if it is as it was then";
        let text_or_nothing = Object::with_type(SchemaType::from_iter([Type::String, Type::Null]));
        vec![tag("If-Match", words, text_or_nothing)]
    }
}

fn tag(name: &str, words: &str, value: Object) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(words))
        .schema(Some(value))
        .build()
}

fn etag() -> Header {
    let mut header = Header::new(text());
    header.description = Some("Names this answer".to_owned());
    header
}
