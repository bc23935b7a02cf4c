//! A labelled control with its hint and what is wrong with it, tied together for assistive technology.

use leptos::prelude::*;

use crate::components::{FieldMessages, TextArea, described_by};

enum Input {
    Line {
        kind: &'static str,
        mode: Option<&'static str>,
        min: Option<i64>,
        max: Option<i64>,
    },
    Lines {
        name: &'static str,
        rows: u32,
    },
    Choice(Vec<(String, String)>),
    /// Accepted media types.
    File(&'static str),
}

/// A labelled control under construction.
pub(super) struct Field {
    id: String,
    name: String,
    label: String,
    value: String,
    error: Option<String>,
    hint: Option<&'static str>,
    input: Input,
    autocomplete: &'static str,
    required: bool,
    bare: bool,
}

impl Field {
    /// A text field of one line.
    pub fn new(id: String, name: String, label: String, value: String, error: Option<String>) -> Self {
        Self {
            id,
            name,
            label,
            value,
            error,
            hint: None,
            input: Input::Line { kind: "text", mode: None, min: None, max: None },
            autocomplete: "off",
            required: false,
            bare: false,
        }
    }

    /// Says what to write, before anything is wrong.
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Cannot be left empty.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Its label is only heard: a table's heading shows it already.
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// What the browser may fill in: HTML's autofill tokens.
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    /// An `<input>` of another type.
    pub fn of_type(mut self, kind: &'static str) -> Self {
        self.input = Input::Line { kind, mode: None, min: None, max: None };
        self
    }

    /// A decimal amount; text, so that browsers do not reformat it.
    pub fn decimal(mut self) -> Self {
        self.input = Input::Line { kind: "text", mode: Some("decimal"), min: None, max: None };
        self
    }

    /// A whole number within bounds.
    pub fn number(mut self, min: Option<i64>, max: Option<i64>) -> Self {
        self.input = Input::Line { kind: "number", mode: None, min, max };
        self
    }

    /// Several lines. [`TextArea`] wants a name that is known when it is built.
    pub fn area(mut self, name: &'static str, rows: u32) -> Self {
        self.input = Input::Lines { name, rows };
        self
    }

    /// One of several: value and what people read.
    pub fn choice(mut self, choices: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Self {
        self.input = Input::Choice(choices.into_iter().map(|(value, label)| (value.into(), label.into())).collect());
        self
    }

    /// A file of one of these media types.
    pub fn file(mut self, accept: &'static str) -> Self {
        self.input = Input::File(accept);
        self
    }

    /// Label, hint, control and error.
    pub fn view(self) -> AnyView {
        let (id, hint, error) = (self.id.clone(), self.hint, self.error.clone());
        let wrong = error.is_some();
        let label_class = self.bare.then_some("visually-hidden");
        view! {
            <div class="field" class:field-wrong=wrong>
                <label class=label_class for=id.clone()>{self.label.clone()}</label>
                {self.control()}
                <FieldMessages id hint=hint.map(str::to_owned) error/>
            </div>
        }
        .into_any()
    }

    fn control(self) -> AnyView {
        let described_by = described_by(&self.id, self.hint.is_some(), self.error.is_some());
        let invalid = self.error.is_some().then_some("true");
        match self.input {
            Input::Line { kind, mode, min, max } => view! {
                <input type=kind id=self.id name=self.name value=self.value inputmode=mode min=min max=max
                    autocomplete=self.autocomplete required=self.required aria-invalid=invalid
                    aria-describedby=described_by/>
            }
            .into_any(),
            Input::Lines { name, rows } => view! {
                <TextArea id=self.id name value=self.value rows described_by invalid=invalid.is_some()/>
            }
            .into_any(),
            Input::File(accept) => view! {
                <input type="file" id=self.id name=self.name accept=accept required=self.required aria-invalid=invalid
                    aria-describedby=described_by/>
            }
            .into_any(),
            Input::Choice(choices) => view! {
                <select id=self.id name=self.name required=self.required aria-invalid=invalid aria-describedby=described_by>
                    {choices.into_iter().map(|(value, label)| {
                        let selected = value == self.value;
                        view! { <option value=value selected=selected>{label}</option> }
                    }).collect_view()}
                </select>
            }
            .into_any(),
        }
    }
}
