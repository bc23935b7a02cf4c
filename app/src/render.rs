//! From a component tree to a document, in one synchronous pass.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use crate::links::into_market;

/// Renders `view` to HTML. Pages are given all their data, so nothing here waits; what `view` allocates in the reactive
/// system is freed before this returns. Addresses in it lead into the market of whoever it is rendered for.
///
/// Markup is inert except inside islands, which come out as `<leptos-island>` elements for the loader to find.
pub(crate) fn render<V: IntoView + 'static>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    into_market(html, words::prefix())
}

/// The same for a `view` that holds nothing reactive, and so needs no owner.
pub(crate) fn render_plain(view: impl IntoView) -> String {
    into_market(view.into_view().to_html(), words::prefix())
}
