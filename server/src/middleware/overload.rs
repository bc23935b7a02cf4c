//! The answer when more requests are in work than the server takes on.

use types::ErrorCode;

use crate::{metric_names::HTTP_REFUSED, problem::Refused};

pub async fn refuse(_: tower::BoxError) -> Refused {
    metrics::counter!(HTTP_REFUSED, "reason" => "overload").increment(1);
    Refused::new(ErrorCode::Unavailable, "The shop is very busy. Please try again in a moment.").retry_after(1)
}
