use leptos::prelude::*;
use words::t;

/// One step on the way to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called.
    pub label: String,
    /// Where it is.
    pub href: String,
}

impl Crumb {
    /// A step called `label` at `href`.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// The way from the home page to here. `trail` ends before the page itself, which is `here`.
#[component]
pub fn Breadcrumbs(trail: Vec<Crumb>, #[prop(into)] here: String) -> impl IntoView {
    view! {
        <nav class="breadcrumbs" aria-label=t!("breadcrumbs-label")>
            <ol>
                {trail.into_iter().map(|crumb| view! { <li><a href=crumb.href>{crumb.label}</a></li> }).collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
