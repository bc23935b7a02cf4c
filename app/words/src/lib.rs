//! The shop's own words in each of its languages.
//!
//! `locales/<language>/*.ftl` hold them in Fluent's format, one file for each part of the shop and the same files in each language.
//! Code names a message and gives what stands in it; in which language it comes out depends on whom the work is done for
//! ([`scope`] around a request or a mail, [`speaking`] around something that does not wait):
//!
//! ```
//! use words::t;
//! assert_eq!(t!("units", count = 2), "2 units");
//! ```
//!
//! A test holds the languages together: every message that code names exists in each of them with the same gaps, and none is left over.

mod bundles;
mod countries;
mod current;
mod money;

pub use bundles::text;
pub use countries::country;
pub use current::{Reader, locale, prefix, reader, scope, speaking};
pub use fluent_bundle::{FluentArgs, FluentValue};
pub use money::money;

/// A message in the language of whoever the work is done for: `t!("cart-title")`, `t!("cart-left", count = left)`.
/// Values are text or whole numbers; numbers choose the plural. A message that does not exist comes out as its name.
#[macro_export]
macro_rules! t {
    ($id:literal) => {
        $crate::text($crate::locale(), $id, None)
    };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {{
        let mut args = $crate::FluentArgs::new();
        $(args.set(stringify!($name), $value);)+
        $crate::text($crate::locale(), $id, Some(&args))
    }};
}
