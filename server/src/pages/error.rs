//! Where there is nothing, and what is shown when something went wrong.

use app::pages;
use types::{ErrorCode, Problem};
use words::t;

use crate::{problem::Refused, visitor::Visitor};

/// Any address without a route.
pub async fn not_found() -> Refused {
    Refused::new(ErrorCode::NotFound, t!("lost-nothing-here"))
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

fn title(code: ErrorCode) -> String {
    match code {
        ErrorCode::NotFound => t!("lost-not-found"),
        ErrorCode::Unauthorized | ErrorCode::Forbidden => t!("lost-not-allowed"),
        ErrorCode::MethodNotAllowed => t!("lost-wrong-way"),
        ErrorCode::PaymentDeclined => t!("lost-declined"),
        ErrorCode::Conflict | ErrorCode::InProgress | ErrorCode::PreconditionFailed => t!("lost-changed"),
        ErrorCode::OutOfStock | ErrorCode::QuantityLimit => t!("lost-not-enough"),
        ErrorCode::TooLarge | ErrorCode::HeadersTooLarge => t!("lost-too-large"),
        ErrorCode::RateLimited => t!("lost-too-many"),
        ErrorCode::QueueRequired | ErrorCode::ChallengeRequired => t!("lost-queue"),
        ErrorCode::Internal => t!("lost-internal"),
        ErrorCode::Unavailable => t!("lost-unavailable"),
        ErrorCode::Timeout => t!("lost-timeout"),
        ErrorCode::BadRequest
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::Invalid
        | ErrorCode::IdempotencyKeyReused => t!("lost-refused"),
    }
}
