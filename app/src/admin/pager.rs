//! Addresses of lists, and the way from page to page.

use leptos::prelude::*;
use url::form_urlencoded::Serializer;

use crate::components::Pagination;

/// `path` with those parameters that say something.
pub(super) fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(parameters.iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Links to the pages of the list at `path`.
pub(super) fn pager(path: &'static str, query: &str, page: u64, pages: u64) -> AnyView {
    let query = query.to_owned();
    let href = move |page: u64| address(path, &[("q", &query), ("page", &page.to_string())]);
    view! { <Pagination page pages href/> }.into_any()
}

/// The way on in a list that is read on by a cursor, newest first: from the page that begins at `cursor`, and to the one at `next`. `href` is
/// the list's address with a cursor, or with none.
pub(super) fn onward(cursor: Option<&str>, next: Option<&str>, href: impl Fn(&str) -> String) -> AnyView {
    let newest = cursor.map(|_| view! { <a href=href("")>"← Newest"</a> });
    let older = next.map(|cursor| view! { <a href=href(cursor) rel="next">"Older →"</a> });
    view! { <nav class="admin-pager" aria-label="Pages">{newest} {older}</nav> }.into_any()
}

/// The search field of a list. `kept` are parameters that stay as they are.
pub(super) fn search(path: &'static str, label: &'static str, query: &str, kept: &[(&'static str, &str)]) -> AnyView {
    let kept = kept.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| {
        view! { <input type="hidden" name=*name value=(*value).to_owned()/> }
    });
    view! {
        <form class="admin-search" method="get" action=path role="search">
            {kept.collect_view()}
            <label class="visually-hidden" for="q">{label}</label>
            <input type="search" id="q" name="q" value=query.to_owned() placeholder=label/>
            <button class="button button-quiet" type="submit">"Search"</button>
        </form>
    }
    .into_any()
}
