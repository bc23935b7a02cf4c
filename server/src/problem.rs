//! From a refusal to a response. Its face, a page or problem+json, is put on by `middleware::face`, which knows who asked.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use types::{ErrorCode, FieldError, Problem};

/// An operation's error on its way out of a handler. In a box: most answers are none, and should not be moved about as if they were.
#[derive(Debug)]
pub struct Refused(Box<Problem>);

impl Refused {
    /// A refusal by the web server itself.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self(Problem::new(code, detail).into())
    }

    /// One field is wrong.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        let mut problem = Problem::new(ErrorCode::Invalid, message.clone());
        problem.errors.push(FieldError::new(field, message));
        Self(problem.into())
    }

    /// The same, to be tried again after so many seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds.max(1));
        self
    }

    /// What may be shown to anyone.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0
    }
}

/// Writes the private chain into the log, where the request's span adds the id that the answer carries too.
impl From<commerce::Error> for Refused {
    fn from(error: commerce::Error) -> Self {
        let problem = error.problem();
        if problem.status >= 500 {
            tracing::error!(code = problem.code.as_str(), cause = error.source_chain(), "an operation failed");
        } else {
            tracing::debug!(code = problem.code.as_str(), cause = error.source_chain(), %error, "refused");
        }
        Self(problem.clone().into())
    }
}

/// A refusal that an operation has put into words already.
impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self(problem.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = status(&self.0);
        let mut response = status.into_response();
        if let Some(seconds) = self.0.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds.max(1)));
        }
        response.extensions_mut().insert(*self.0);
        response
    }
}

/// The status a problem goes out with.
#[must_use]
pub fn status(problem: &Problem) -> StatusCode {
    StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
