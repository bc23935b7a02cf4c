//! Names in addresses that things had before: links to them lead on. Browsers ask again each time, since another thing may take the name.

use axum::response::{IntoResponse, Response};
use commerce::{
    Cx,
    catalog::{self, Renamed},
};
use http::{StatusCode, header::LOCATION};
use types::ErrorCode;

use crate::problem::Refused;

/// Leads on from `slug`, which names nothing now, to the address of what was called so; refuses as `error` does where nothing was.
pub async fn lead_on(
    cx: &Cx,
    thing: Renamed,
    slug: &str,
    error: commerce::Error,
    address: impl FnOnce(&str) -> String,
) -> Result<Response, Refused> {
    if error.code() != ErrorCode::NotFound {
        return Err(error.into());
    }
    let now = catalog::moved(cx, thing, slug).await?.ok_or(error)?;
    Ok((StatusCode::MOVED_PERMANENTLY, [(LOCATION, address(&now))]).into_response())
}

/// `path` with the query it was asked with.
pub fn with_query(path: String, query: Option<&str>) -> String {
    match query.filter(|query| !query.is_empty()) {
        Some(query) => format!("{path}?{query}"),
        None => path,
    }
}

/// The query of a list with another collection in it.
pub fn of_collection(query: Option<&str>, slug: &str) -> String {
    let mut written = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        written.append_pair(&name, if name == "collection" { slug } else { &value });
    }
    written.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_leads_on_narrowed_as_it_was() {
        assert_eq!(
            of_collection(Some("q=a+b&collection=old&facet=size.l"), "new"),
            "q=a+b&collection=new&facet=size.l"
        );
        assert_eq!(with_query("/collections/new".into(), Some("page=2")), "/collections/new?page=2");
        assert_eq!(with_query("/collections/new".into(), Some("")), "/collections/new");
        assert_eq!(with_query("/collections/new".into(), None), "/collections/new");
    }
}
