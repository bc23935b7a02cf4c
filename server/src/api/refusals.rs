//! What a call can be refused with, as far as it follows from what the call takes. Calls name only the refusals of their own.

use types::ErrorCode;
use utoipa::openapi::{
    Content, OpenApi, PathItem, Ref, RefOr, Response,
    path::{Operation, Parameter, ParameterIn},
};

const PROBLEM: &str = "application/problem+json";

/// Adds to every call the refusals that come with a body, a key, a path or a query, and gives every refusal its shape.
pub(super) fn describe(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let PathItem { get, put, post, delete, patch, .. } = item;
        let writes = [put, post, delete, patch].into_iter().flatten().map(|operation| (operation, true));
        for (operation, changes) in get.iter_mut().map(|operation| (operation, false)).chain(writes) {
            for code in implied(operation, changes) {
                name(operation, code);
            }
            shape(operation);
        }
    }
}

/// The calls at one address, by method.
#[cfg(test)]
pub(super) fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let all = [
        ("GET", &item.get),
        ("PUT", &item.put),
        ("POST", &item.post),
        ("DELETE", &item.delete),
        ("PATCH", &item.patch),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn implied(operation: &Operation, changes: bool) -> Vec<ErrorCode> {
    let takes = |wanted: ParameterIn| {
        let is_wanted =
            |parameter: &_| matches!(parameter, RefOr::T(Parameter { parameter_in, .. }) if *parameter_in == wanted);
        operation.parameters.iter().flatten().any(is_wanted)
    };
    let mut codes = vec![
        // A key need not be sent, but one that is has to be valid.
        ErrorCode::Unauthorized,
        ErrorCode::RateLimited,
        ErrorCode::HeadersTooLarge,
        ErrorCode::Internal,
        ErrorCode::Unavailable,
        ErrorCode::Timeout,
    ];
    if operation.request_body.is_some() {
        codes.extend([ErrorCode::BadRequest, ErrorCode::TooLarge, ErrorCode::UnsupportedMediaType, ErrorCode::Invalid]);
    }
    if takes(ParameterIn::Query) {
        codes.extend([ErrorCode::BadRequest, ErrorCode::Invalid]);
    }
    if takes(ParameterIn::Path) {
        codes.push(ErrorCode::NotFound);
    }
    if is_conditional(operation) {
        codes.extend([ErrorCode::BadRequest, ErrorCode::PreconditionFailed]);
    }
    if operation.security.is_some() || changes {
        codes.push(ErrorCode::Forbidden);
    }
    codes
}

fn is_conditional(operation: &Operation) -> bool {
    let is_if_match = |parameter: &_| matches!(parameter, RefOr::T(Parameter { name, .. }) if name == "If-Match");
    operation.parameters.iter().flatten().any(is_if_match)
}

/// Adds one refusal, unless the call says more about that status itself.
fn name(operation: &mut Operation, code: ErrorCode) {
    let described = || RefOr::T(Response::new(format!("`{}`: {}", code.as_str(), words(code))));
    operation.responses.responses.entry(code.status().to_string()).or_insert_with(described);
}

/// Every refusal has the same shape.
fn shape(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        if status.starts_with(['4', '5']) {
            let content = Content::new(Some(Ref::from_schema_name("Problem")));
            response.content.insert(PROBLEM.to_owned(), RefOr::T(content));
        }
    }
}

fn words(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::RateLimited => "too many requests from this address; `retry_after` says when",
        ErrorCode::Unavailable => "busy or starting; `retry_after` says when to come back",
        ErrorCode::Timeout => "no answer in time; nothing was lost",
        ErrorCode::BadRequest => "the request could not be read",
        ErrorCode::PreconditionFailed => "the thing is not as `If-Match` says: get it again",
        ErrorCode::HeadersTooLarge => "the header section is too large",
        ErrorCode::TooLarge => "the body is larger than allowed here",
        ErrorCode::UnsupportedMediaType => "the body is not JSON",
        ErrorCode::Invalid => "`errors` names the fields that are wrong",
        ErrorCode::NotFound => "there is no such thing, or not for this caller",
        ErrorCode::Unauthorized => "no key, or none that is valid",
        ErrorCode::Forbidden => "the key lacks the scope, or a browser sent this from another site",
        _ => "our fault; quote `request_id`",
    }
}
