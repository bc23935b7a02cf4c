//! `floodgate openapi`

use std::process::ExitCode;

use crate::api;

/// Prints the document that `docs/openapi.json` keeps.
pub fn run() -> ExitCode {
    print!("{}", api::document_text());
    ExitCode::SUCCESS
}
