use leptos::prelude::*;
use words::t;

use super::TextArea;

/// Id of the form field called `name`, for labels and links to it.
#[must_use]
pub fn field_id(name: &str) -> String {
    format!("field-{name}")
}

/// Value of `aria-describedby` for the field `id`: its hint and its error, where it has them.
#[must_use]
pub fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let parts = [hint.then(|| format!("{id}-hint")), error.then(|| format!("{id}-error"))];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// A one-line text field with its label, hint and error.
#[component]
pub fn TextField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// `text`, `email`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Autofill token of the HTML standard.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    #[prop(optional)] optional: bool,
    /// Most characters.
    #[prop(default = 200)]
    max_length: u32,
) -> impl IntoView {
    let id = field_id(name);
    let wrong = error.is_some();
    let describedby = described_by(&id, hint.is_some(), wrong);
    view! {
        <div class="field" class:field-wrong=wrong>
            <label for=id.clone()>{label}{optional.then(|| view! { <span class="quiet">{t!("field-optional")}</span> })}</label>
            <input
                id=id.clone()
                type=kind
                name=name
                value=value
                required=!optional
                maxlength=max_length.to_string()
                autocomplete=autocomplete
                inputmode=inputmode
                aria-describedby=describedby
                aria-invalid=wrong.then_some("true")
            />
            <FieldMessages id hint error/>
        </div>
    }
    .into_any()
}

/// A text field of several lines with its label, hint and error.
#[component]
pub fn LongTextField(
    #[prop(into)] id: String,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    /// What helps to fill it in.
    #[prop(into)]
    hint: String,
    /// What is wrong with it.
    #[prop(optional_no_strip)]
    error: Option<String>,
    rows: u32,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let invalid = error.is_some();
    let described_by = described_by(&id, true, invalid);
    let label = match optional {
        true => view! { {label}<span class="quiet">{t!("field-optional")}</span> }.into_any(),
        false => label.into_any(),
    };
    view! {
        <div class="field" class:field-wrong=invalid>
            <label for=id.clone()>{label}</label>
            <TextArea id=id.clone() name value rows described_by invalid/>
            <FieldMessages id hint=Some(hint) error/>
        </div>
    }
    .into_any()
}

/// Hint and error under the field `id`, as [`described_by`] refers to them.
#[component]
pub fn FieldMessages(
    id: String,
    #[prop(optional_no_strip)] hint: Option<String>,
    #[prop(optional_no_strip)] error: Option<String>,
) -> impl IntoView {
    view! {
        {hint.map(|text| view! { <p class="field-hint" id=format!("{id}-hint")>{text}</p> })}
        {error.map(|text| view! { <p class="field-error" id=format!("{id}-error")>{text}</p> })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_described_by_what_it_has() {
        assert_eq!(described_by("f", false, false), None);
        assert_eq!(described_by("f", true, true).as_deref(), Some("f-hint f-error"));
        assert_eq!(described_by("f", false, true).as_deref(), Some("f-error"));
    }
}
