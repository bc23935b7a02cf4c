//! What a form of the admin sent, and how it comes back when it cannot be accepted.

use app::admin::Posted;
use http::StatusCode;
use serde::Deserialize;
use types::{ErrorCode, FieldError, admin::FormErrors};

use crate::problem::{self, Refused};

/// Names and values in the order of the form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// One field alone.
    pub fn of(name: &str, value: String) -> Self {
        Self(vec![(name.to_owned(), value)])
    }

    /// The first value of a field; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// It was sent: a ticked checkbox, a pressed button.
    pub fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A field that holds several texts separated by commas.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.get(name).split(',').map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
    }

    /// Fields whose names begin with `prefix`: the rest of the name, and the value.
    pub fn prefixed<'a>(&'a self, prefix: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(key, value)| Some((key.strip_prefix(prefix)?, value.as_str())))
    }

    /// The form `form` as it comes back.
    pub fn returned<F>(self, form: F, errors: FormErrors) -> Posted<F> {
        Posted { form, values: self.0, errors }
    }
}

/// What an operation answers to what a form says, where that could be read.
///
/// # Errors
/// Those of reading, and of the operation.
pub async fn apply<I, T, F>(read: Result<I, Refused>, operation: impl FnOnce(I) -> F) -> Result<T, Refused>
where
    F: Future<Output = commerce::Result<T>>,
{
    Ok(operation(read?).await?)
}

/// A refusal that the one who filled in the form can mend, as the form shows it, and the status it goes out with. `rename` tells
/// the form's own name of a field; none where the form has no such field, and the message is about the whole.
///
/// # Errors
/// The refusal itself where there is nothing to mend.
pub fn mendable(
    refused: Refused,
    rename: impl Fn(&str) -> Option<String>,
) -> Result<(StatusCode, FormErrors), Refused> {
    let problem = refused.problem();
    if !matches!(problem.code, ErrorCode::Invalid | ErrorCode::Conflict) {
        return Err(refused);
    }
    let mut errors = FormErrors::default();
    let mut about_all = Vec::new();
    for error in &problem.errors {
        match rename(&error.field) {
            Some(field) => errors.fields.push(FieldError::new(field, error.message.clone())),
            None => about_all.push(error.message.as_str()),
        }
    }
    if problem.errors.is_empty() {
        about_all.push(&problem.detail);
    }
    errors.problem = (!about_all.is_empty()).then(|| about_all.join(" "));
    Ok((problem::status(problem), errors))
}

/// For forms whose fields are called as the operation calls them.
pub fn same_name(field: &str) -> Option<String> {
    Some(field.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_without_a_place_in_the_form_is_said_of_the_whole() {
        let rename = |field: &str| (field == "price").then(|| "price".to_owned());
        let (status, errors) = mendable(Refused::field("options", "Say which Size."), rename).unwrap();
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!((errors.problem.as_deref(), errors.fields.len()), (Some("Say which Size."), 0));
        let (_, errors) = mendable(Refused::field("price", "Too much."), rename).unwrap();
        assert_eq!((errors.problem.as_deref(), errors.of("price")), (None, Some("Too much.")));
    }

    #[test]
    fn what_nobody_can_mend_stays_a_refusal() {
        assert!(mendable(Refused::new(ErrorCode::NotFound, "Gone."), same_name).is_err());
        assert!(mendable(Refused::new(ErrorCode::Internal, "Our fault."), same_name).is_err());
    }

    #[test]
    fn lists_are_separated_by_commas() {
        let fields = Fields::of("tags", " new, ,wool ,".to_owned());
        assert_eq!(fields.list("tags"), ["new", "wool"]);
        assert_eq!(fields.list("options"), Vec::<String>::new());
    }
}
