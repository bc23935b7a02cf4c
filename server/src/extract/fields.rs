//! Reading `name=value` pairs into a struct, with errors that name the field.

use std::borrow::Cow;

use form_urlencoded::Serializer;
use serde::de::DeserializeOwned;
use types::ErrorCode;

use crate::problem::Refused;

/// Whether an empty value counts as one. A GET form sends the fields left empty too, and means nothing by them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Empty {
    /// `page=` is the empty text.
    Kept,
    /// `page=` is as if it were not there.
    Dropped,
}

/// Reads `application/x-www-form-urlencoded` text.
///
/// # Errors
/// `bad_request` for what is not UTF-8, `invalid` for a field that does not fit `T`.
pub fn read<T: DeserializeOwned>(text: &[u8], empty: Empty) -> Result<T, Refused> {
    // The decoder below would put replacement characters in silence.
    if percent_encoding::percent_decode(text).decode_utf8().is_err() {
        return Err(Refused::new(ErrorCode::BadRequest, "This is not UTF-8 text."));
    }
    let mut pairs: Vec<(Cow<'_, str>, Cow<'_, str>)> = form_urlencoded::parse(text).collect();
    if empty == Empty::Dropped {
        pairs.retain(|(_, value)| !value.is_empty());
    }
    for (name, value) in &pairs {
        check_text(name, value)?;
    }
    let kept = Serializer::new(String::new()).extend_pairs(&pairs).finish();
    let deserializer = serde_urlencoded::Deserializer::new(form_urlencoded::parse(kept.as_bytes()));
    serde_path_to_error::deserialize(deserializer).map_err(|error| unreadable(&error))
}

/// No database column takes the character NUL, and no person types it.
///
/// # Errors
/// `invalid`, naming the field.
pub fn check_text(name: &str, value: &str) -> Result<(), Refused> {
    match value.contains('\0') || name.contains('\0') {
        true => Err(Refused::field(&name.replace('\0', ""), words::t!("wrong-character"))),
        false => Ok(()),
    }
}

/// Names the field and says what serde found wrong with it.
pub fn unreadable<E: std::fmt::Display>(error: &serde_path_to_error::Error<E>) -> Refused {
    let message = error.inner().to_string();
    let path = error.path().to_string();
    // Missing and repeated fields are known by their parent's path only; the message has their name.
    let named = message.split('`').nth(1);
    let field = match path.as_str() {
        "." => named.unwrap_or("body").to_owned(),
        parent if message.starts_with("missing field") => format!("{parent}.{}", named.unwrap_or_default()),
        _ => path,
    };
    Refused::field(&field, format!("{field} cannot be read: {message}."))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Line {
        quantity: i64,
        #[serde(default)]
        note: Option<String>,
    }

    fn refused(text: &[u8]) -> (ErrorCode, Option<String>) {
        let refused = read::<Line>(text, Empty::Kept).unwrap_err();
        let field = refused.problem().errors.first().map(|error| error.field.clone());
        (refused.problem().code, field)
    }

    #[test]
    fn a_field_that_does_not_fit_is_named() {
        let named = |field: &str| (ErrorCode::Invalid, Some(field.to_owned()));
        assert_eq!(refused(b"quantity=three"), named("quantity"));
        assert_eq!(refused(b"quantity=99999999999999999999"), named("quantity"));
        assert_eq!(refused(b"note=x"), named("quantity"));
        assert_eq!(refused(b"quantity=1&quantity=2"), named("quantity"));
        assert_eq!(refused(b"quantity=1&note=a%00b"), named("note"));
        assert_eq!(refused(b"quantity=1&note=%FF"), (ErrorCode::BadRequest, None));
    }

    #[test]
    fn empty_values_are_dropped_where_they_mean_nothing() {
        let line: Line = read(b"quantity=1&note=", Empty::Dropped).unwrap();
        assert_eq!((line.quantity, line.note), (1, None));
        assert!(read::<Line>(b"quantity=", Empty::Dropped).is_err());
    }
}
