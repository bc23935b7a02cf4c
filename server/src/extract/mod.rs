//! What handlers unpack. Input that cannot be read is refused with the name of the field it is about.

mod fields;
mod form;
mod json;
mod path;
mod query;
mod upload;

pub use form::Form;
pub use json::Json;
pub use path::{Name, PathId, PathIds};
pub use query::Query;
pub use upload::Upload;
