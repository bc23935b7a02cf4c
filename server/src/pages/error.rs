//! Where there is nothing, and what is shown when something went wrong.

use app::pages;
use types::{ErrorCode, Problem};

use crate::{problem::Refused, visitor::Visitor};

/// Any address without a route.
pub async fn not_found() -> Refused {
    Refused::new(ErrorCode::NotFound, "There is nothing at this address. It may have moved, or never been.")
}

/// The page for a refusal. It asks the database for its header only where nothing suggests that the database should
/// be left alone.
pub async fn document(visitor: &Visitor, problem: Problem) -> String {
    let shell = match problem.status {
        429 | 500.. => None,
        _ => visitor.shell().await.ok(),
    };
    let shell = shell.unwrap_or_else(|| visitor.bare_shell());
    let title = title(problem.code);
    let detail = detail(&problem);
    pages::error(shell, problem.status, title, detail, problem.request_id)
}

/// The problem in one paragraph, fields included.
fn detail(problem: &Problem) -> String {
    let others = problem.errors.iter().filter(|error| error.message != problem.detail);
    others.fold(problem.detail.clone(), |text, error| format!("{text} {}", error.message))
}

fn title(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::NotFound => "Page not found",
        ErrorCode::Unauthorized | ErrorCode::Forbidden => "Not allowed",
        ErrorCode::MethodNotAllowed => "Not this way",
        ErrorCode::PaymentDeclined => "Payment declined",
        ErrorCode::Conflict | ErrorCode::InProgress | ErrorCode::PreconditionFailed => "It has changed meanwhile",
        ErrorCode::OutOfStock | ErrorCode::QuantityLimit => "Not enough left",
        ErrorCode::TooLarge | ErrorCode::HeadersTooLarge => "Too large",
        ErrorCode::RateLimited => "Too many requests",
        ErrorCode::QueueRequired | ErrorCode::ChallengeRequired => "There is a queue",
        ErrorCode::Internal => "Something went wrong",
        ErrorCode::Unavailable => "Back in a moment",
        ErrorCode::Timeout => "This took too long",
        ErrorCode::BadRequest
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::Invalid
        | ErrorCode::IdempotencyKeyReused => "That did not work",
    }
}
