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
    // The same sentence twice would only be one too many.
    let (heading, errors) = match (problem, errors.len()) {
        (Some(problem), 1) if errors[0].1 == problem => {
            (errors.into_iter().map(link).collect_view().into_any(), Vec::new())
        }
        (Some(problem), _) => (problem.into_any(), errors),
        (None, count) => (t!("errors-heading", count = count).into_any(), errors),
    };
    let list = errors.into_iter().map(|error| view! { <li>{link(error)}</li> }).collect::<Vec<_>>();
    Some(view! {
        <div class="notice notice-error" role="alert" tabindex="-1" autofocus id="errors">
            <h2>{heading}</h2>
            {(!list.is_empty()).then(|| view! { <ul>{list}</ul> })}
        </div>
    })
}

/// What is wrong, leading to its field.
fn link((id, message): (String, String)) -> AnyView {
    view! { <a href=format!("#{id}")>{message}</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::render;

    fn html(problem: Option<&str>, errors: &[&str]) -> String {
        let problem = problem.map(str::to_owned);
        let errors = errors.iter().map(|message| ("field-city".to_owned(), (*message).to_owned())).collect();
        render(move || view! { <ErrorSummary problem errors/> })
    }

    #[test]
    fn nothing_is_said_twice() {
        let once = html(Some("Declined."), &["Declined."]);
        assert_eq!((once.matches("Declined.").count(), once.contains("<li>")), (1, false), "{once}");
        assert!(once.contains(r##"<h2><a href="#field-city">"##), "{once}");
        let both = html(Some("Look again."), &["Declined.", "Declined."]);
        assert_eq!((both.matches("Declined.").count(), both.matches("Look again.").count()), (2, 1), "{both}");
    }
}
