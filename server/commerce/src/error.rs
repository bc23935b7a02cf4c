//! One error for every operation: a public face that may be shown to anyone, and a private chain for the log alone.

use std::fmt;

use sea_orm::{DbErr, RuntimeErr, SqlErr};
use types::{ErrorCode, FieldError, MoneyError, Problem, cart::CartView, drops::ChallengeView};
use words::t;

/// What every operation answers with.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal or a failure. `Display` shows the public face; the private chain is reachable only by [`Error::source_chain`].
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: Problem,
    source: Option<anyhow::Error>,
    database: Option<Failure>,
}

/// What a failed statement says about its transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// It lost a deadlock or a race for the right to write, and was undone: the same again may well succeed.
    Contention,
    /// The database refused it, and it was undone.
    Refused,
    /// The connection broke: whether a commit under way took effect is not known.
    Unknown,
}

impl Error {
    /// A refusal with a stable code and words for a person.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self(Box::new(Inner { problem: Problem::new(code, detail), source: None, database: None }))
    }

    /// There is no such thing, or not for this caller: the two are not told apart.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::new(ErrorCode::NotFound, t!("refused-not-found", what = what))
    }

    /// The same, to be tried again after so many seconds.
    #[must_use]
    pub fn with_retry_after(mut self, seconds: u32) -> Self {
        self.0.problem.retry_after = Some(seconds.max(1));
        self
    }

    /// The state of the thing does not allow this.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::Conflict, detail)
    }

    /// The thing is not as the author of a change has seen it.
    #[must_use]
    pub fn precondition_failed() -> Self {
        let detail = "This was changed since you looked at it. Get it again, and repeat your change on what it is now.";
        Self::new(ErrorCode::PreconditionFailed, detail)
    }

    /// One or more fields are wrong.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [one] => one.message.clone(),
            _ => t!("refused-fields", count = errors.len()),
        };
        Self::new(ErrorCode::Invalid, detail).with_fields(errors)
    }

    /// A row was not written: `field` is wrong where another row has its value already.
    pub(crate) fn taken(failure: DbErr, field: &str, message: &str) -> Self {
        if is_duplicate(&failure) { Self::invalid_field(field, message) } else { failure.into() }
    }

    /// One field is wrong.
    pub fn invalid_field(field: &str, message: impl Into<String>) -> Self {
        Self::invalid(vec![FieldError::new(field, message)])
    }

    /// A place in the queue at `queue`, a path, comes first. Worth another look after so many seconds.
    pub fn queue(queue: String, detail: impl Into<String>, retry_after: u32) -> Self {
        let mut error = Self::new(ErrorCode::QueueRequired, detail);
        (error.0.problem.queue, error.0.problem.retry_after) = (Some(queue), Some(retry_after.max(1)));
        error
    }

    /// Something has to be done before a place in a queue is had: work, or waiting.
    #[must_use]
    pub fn challenge(view: ChallengeView) -> Self {
        let detail = t!("refused-challenge");
        let mut error = Self::new(ErrorCode::ChallengeRequired, detail).with_retry_after(view.wait_seconds);
        error.0.problem.challenge = Some(Box::new(view));
        error
    }

    /// Our own fault: constant text outside, the cause in the log.
    pub fn internal(source: impl Into<anyhow::Error>) -> Self {
        Self::new(ErrorCode::Internal, t!("refused-internal")).caused_by(source)
    }

    /// Something we need does not answer now.
    pub fn unavailable(source: impl Into<anyhow::Error>) -> Self {
        let mut error = Self::new(ErrorCode::Unavailable, t!("refused-busy"));
        error.0.problem.retry_after = Some(2);
        error.caused_by(source)
    }

    /// Somebody else has changed meanwhile what was decided on: run again, the transaction sees it. Only a combined write is.
    #[must_use]
    pub(crate) fn lost_race(source: impl Into<anyhow::Error>) -> Self {
        let mut error = Self::unavailable(source);
        error.0.database = Some(Failure::Contention);
        error
    }

    /// The same, naming the fields it is about.
    #[must_use]
    pub fn with_fields(mut self, errors: Vec<FieldError>) -> Self {
        self.0.problem.errors = errors;
        self
    }

    /// The same, with the cart as it is now.
    #[must_use]
    pub fn with_cart(mut self, cart: CartView) -> Self {
        self.0.problem.cart = Some(Box::new(cart));
        self
    }

    /// The same, with a cause for the log.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<anyhow::Error>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The same error for another of those it befell.
    #[must_use]
    pub(crate) fn again(&self) -> Self {
        let source = self.0.source.as_ref().map(|source| anyhow::anyhow!("{source:#}"));
        Self(Box::new(Inner { problem: self.0.problem.clone(), source, database: self.0.database }))
    }

    /// The transaction lost a deadlock or a race for the right to write, and was undone.
    #[must_use]
    pub(crate) fn is_contention(&self) -> bool {
        self.0.database == Some(Failure::Contention)
    }

    /// Whatever the transaction wrote was certainly undone.
    #[must_use]
    pub(crate) fn is_certain(&self) -> bool {
        self.0.database != Some(Failure::Unknown)
    }

    /// Stable reason.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.problem.code
    }

    /// What may be shown to anyone.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }

    /// What only the log may see: the causes, outermost first.
    #[must_use]
    pub fn source_chain(&self) -> String {
        self.0.source.as_ref().map(|source| format!("{source:#}")).unwrap_or_default()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.problem.detail)
    }
}

impl std::error::Error for Error {}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        let failure = failure(&error);
        let mut error = match failure {
            Failure::Refused => Self::internal(error),
            Failure::Contention | Failure::Unknown => Self::unavailable(error),
        };
        error.0.database = Some(failure);
        error
    }
}

impl From<MoneyError> for Error {
    fn from(error: MoneyError) -> Self {
        Self::new(ErrorCode::Invalid, t!("refused-sum", cause = error.to_string()))
    }
}

/// No connection was free in time, the database is gone, or a lock was not to be had: for all but a refusal, trying later helps.
fn failure(error: &DbErr) -> Failure {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Failure::Unknown,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            match cause.as_ref() {
                sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => {
                    Failure::Unknown
                }
                sqlx::Error::Database(cause) => match cause.code().as_deref() {
                    // SQLite: 5 is SQLITE_BUSY, 517 its snapshot kind. PostgreSQL: serialisation failure and deadlock.
                    Some("5" | "517" | "40001" | "40P01") => Failure::Contention,
                    // PostgreSQL: the server is shutting down, or has cancelled the statement.
                    Some("57P01" | "57P02" | "57P03" | "57014") => Failure::Unknown,
                    _ => Failure::Refused,
                },
                _ => Failure::Refused,
            }
        }
        _ => Failure::Refused,
    }
}

/// Whether the database refused because such a row exists already.
#[must_use]
pub(crate) fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
