use leptos::prelude::*;
use words::t;

/// What has to be mended in a form, above it. Each entry leads to its field: `(id of the field, message)`.
/// It takes the focus when the page loads, so that nobody has to look for what went wrong.
#[component]
pub fn ErrorSummary(
    /// A problem with the whole.
    #[prop(optional_no_strip)]
    problem: Option<String>,
    errors: Vec<(String, String)>,
) -> Option<impl IntoView> {
    if problem.is_none() && errors.is_empty() {
        return None;
    }
    let heading = match (&problem, errors.len()) {
        (Some(problem), _) => problem.clone(),
        (None, count) => t!("errors-heading", count = count),
    };
    Some(view! {
        <div class="notice notice-error" role="alert" tabindex="-1" autofocus id="errors">
            <h2>{heading}</h2>
            {(!errors.is_empty()).then(|| view! { <ul>{errors.into_iter().map(entry).collect_view()}</ul> })}
        </div>
    })
}

fn entry((id, message): (String, String)) -> AnyView {
    view! { <li><a href=format!("#{id}")>{message}</a></li> }.into_any()
}
