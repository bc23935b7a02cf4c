use leptos::prelude::*;

/// How loud a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Something worked.
    Success,
    /// Something needs attention.
    Error,
}

/// A message above the content it is about.
#[component]
pub fn Notice(tone: Tone, children: Children) -> impl IntoView {
    let (class, role) = match tone {
        Tone::Info => ("notice", "status"),
        Tone::Success => ("notice notice-success", "status"),
        Tone::Error => ("notice notice-error", "alert"),
    };
    view! { <div class=class role=role>{children()}</div> }
}
