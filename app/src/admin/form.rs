//! Forms of the admin: what is stored, or what was typed when it could not be accepted, and why.

use leptos::prelude::*;
use types::admin::FormErrors;

use super::field::Field;
use crate::components::{ErrorSummary, FieldMessages, described_by};

/// A form that was posted and cannot be accepted as it is. `F` names the form among those of its page; `errors` use
/// the names of its fields.
#[derive(Clone, Debug)]
pub struct Posted<F> {
    /// Which form.
    pub form: F,
    /// Every field as it was typed.
    pub values: Vec<(String, String)>,
    /// What has to be mended.
    pub errors: FormErrors,
}

/// One form of a page, with what was typed into it if it came back.
pub(super) struct Form {
    id: String,
    typed: Option<Vec<(String, String)>>,
    errors: FormErrors,
}

impl Form {
    /// A form whose fields show what is stored.
    pub fn new(id: impl Into<String>, errors: FormErrors) -> Self {
        Self { id: id.into(), typed: None, errors }
    }

    /// The form called `which`: as it was typed when it is the one that came back, otherwise as stored.
    pub fn from_posted<F: PartialEq>(id: impl Into<String>, which: &F, posted: Option<&Posted<F>>) -> Self {
        match posted.filter(|posted| posted.form == *which) {
            Some(posted) => Self { id: id.into(), typed: Some(posted.values.clone()), errors: posted.errors.clone() },
            None => Self::new(id, FormErrors::default()),
        }
    }

    /// It came back: show it opened.
    pub fn is_returned(&self) -> bool {
        self.typed.is_some()
    }

    /// What a field holds.
    pub fn value(&self, name: &str, stored: &str) -> String {
        let Some(typed) = &self.typed else { return stored.to_owned() };
        typed.iter().find(|(key, _)| key == name).map_or_else(String::new, |(_, value)| value.clone())
    }

    /// Whether a checkbox is ticked. Browsers leave out the ones that are not.
    pub fn is_checked(&self, name: &str, stored: bool) -> bool {
        self.typed.as_ref().map_or(stored, |typed| typed.iter().any(|(key, _)| key == name))
    }

    /// A text field.
    pub fn text(&self, name: impl Into<String>, label: impl Into<String>, stored: &str) -> Field {
        let name = name.into();
        let (id, value) = (format!("{}-{name}", self.id), self.value(&name, stored));
        let error = self.errors.of(&name).map(str::to_owned);
        Field::new(id, name, label.into(), value, error)
    }

    /// A checkbox with its label behind it.
    pub fn checkbox(&self, name: &str, label: impl Into<String>, stored: bool) -> AnyView {
        let checked = self.is_checked(name, stored);
        tick(&format!("{}-{name}", self.id), name, "1", label, checked)
    }

    /// Checkboxes or radio buttons that belong together, and what is wrong with them.
    pub fn choices(&self, name: &str, legend: &'static str, boxes: impl IntoView + 'static) -> AnyView {
        let id = format!("{}-{name}", self.id);
        let own_id = id.clone();
        let error = self.errors.of(name).map(str::to_owned);
        let describedby = described_by(&id, false, error.is_some());
        view! {
            <fieldset class="admin-choices" id=own_id aria-describedby=describedby>
                <legend>{legend}</legend>
                {boxes.into_any()}
                <FieldMessages id hint=None error/>
            </fieldset>
        }
        .into_any()
    }

    /// Everything that is wrong with this form, linked to its fields. Takes the focus when the page opens.
    pub fn summary(&self) -> Option<AnyView> {
        let FormErrors { problem, fields } = self.errors.clone();
        if problem.is_none() && fields.is_empty() {
            return None;
        }
        let errors = fields.into_iter().map(|error| (format!("{}-{}", self.id, error.field), error.message)).collect();
        Some(view! { <ErrorSummary problem errors/> }.into_any())
    }
}

/// A checkbox whose label stands behind it.
pub(super) fn tick(id: &str, name: &str, value: &str, label: impl Into<String>, checked: bool) -> AnyView {
    let (id, name, value) = (id.to_owned(), name.to_owned(), value.to_owned());
    view! {
        <span class="admin-tick">
            <input type="checkbox" id=id.clone() name=name value=value checked=checked/>
            <label for=id>{label.into()}</label>
        </span>
    }
    .into_any()
}
