//! What buyers say of products: those that wait first, and all others.

use leptos::prelude::*;
use types::{
    ReviewId,
    admin::AdminChrome,
    review::{AdminReview, AdminReviewPage, ReviewState},
};

use super::{
    AdminPage, Posted,
    badge::review_badge,
    form::Form,
    layout::{Section, heading, page},
    pager::{address, onward},
};
use crate::components::{Stars, Time};

const PATH: &str = "/admin/reviews";

/// Which reviews are listed.
#[derive(Clone, Debug, Default)]
pub struct ReviewFilter {
    /// Those that stand here.
    pub state: ReviewState,
    /// Where this page of the list begins; none for the newest.
    pub cursor: Option<String>,
}

impl ReviewFilter {
    fn address(state: ReviewState, cursor: &str) -> String {
        address(PATH, &[("state", state.as_str()), ("cursor", cursor)])
    }
}

/// `/admin/reviews?state=&cursor=`. Posts `state`, `reply`, and `from` and `cursor` of this list to `/admin/reviews/{id}`.
#[must_use]
pub fn reviews(
    chrome: &AdminChrome,
    reviews: &AdminReviewPage,
    filter: &ReviewFilter,
    posted: Option<&Posted<ReviewId>>,
) -> AdminPage {
    let href = |cursor: &str| ReviewFilter::address(filter.state, cursor);
    let further = onward(filter.cursor.as_deref(), reviews.next_cursor.as_deref(), href);
    let list = match reviews.items.is_empty() {
        true => view! { <p class="admin-empty">{empty(filter.state)}</p> }.into_any(),
        false => {
            let items = reviews.items.iter().map(|review| item(review, filter, posted));
            view! { <ul class="admin-reviews">{items.collect_view()}</ul> }.into_any()
        }
    };
    let content = view! {
        {heading(None, "Reviews", ())}
        {states(filter.state)}
        {list}
        {further}
    };
    page(chrome, Some(Section::Reviews), "Reviews", content)
}

fn empty(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Waiting => "No review waits for you.",
        ReviewState::Published => "No review is published.",
        ReviewState::Rejected => "No review is rejected.",
    }
}

fn states(current: ReviewState) -> AnyView {
    let links = ReviewState::ALL.iter().map(|state| {
        let marked = (current == *state).then_some("true");
        view! { <a href=ReviewFilter::address(*state, "") aria-current=marked>{state.label()}</a> }
    });
    view! { <nav class="admin-filter" aria-label="State">{links.collect_view()}</nav> }.into_any()
}

fn item(review: &AdminReview, filter: &ReviewFilter, posted: Option<&Posted<ReviewId>>) -> AnyView {
    let id = format!("review-{}", review.id);
    let (form, named) = (Form::from_posted(id.clone(), &review.id, posted), id.clone());
    let order = match &review.order_number {
        Some(number) => view! { <a href=format!("/admin/orders/{number}")>{format!("order #{number}")}</a> }.into_any(),
        None => "no order of this shop".into_any(),
    };
    let decided = review.decided_by.clone().zip(review.decided_at.clone()).map(|(who, at)| {
        view! { " · decided by " {who} ", " <Time at/> }
    });
    view! {
        <li class="admin-review" aria-labelledby=named>
            <div>
                <p class="admin-review-head"><Stars tenths=u64::from(review.stars) * 10/> {review_badge(review.state)}</p>
                <h2 id=id>{review.title.clone()}</h2>
                <p class="review-text">{review.text.clone()}</p>
                <p class="quiet">
                    {review.name.clone()} " on " <a href=format!("/products/{}", review.product_slug)>{review.product_title.clone()}</a>
                    ", " {order} " · " <Time at=review.written_at.clone()/> {decided}
                </p>
            </div>
            {decision(review, filter, &form)}
        </li>
    }
    .into_any()
}

/// Each button says which review it is for to those who hear it alone.
fn decision(review: &AdminReview, filter: &ReviewFilter, form: &Form) -> AnyView {
    let button = |state: ReviewState, label: &'static str, class: &'static str| {
        let heard = format!("{label}: {}", review.title);
        view! { <button class=class type="submit" name="state" value=state.as_str() aria-label=heard>{label}</button> }
    };
    let publish = if review.state == ReviewState::Published { "Save reply" } else { "Publish" };
    let reject =
        (review.state != ReviewState::Rejected).then(|| button(ReviewState::Rejected, "Reject", "button button-quiet"));
    view! {
        <form class="admin-form" method="post" action=format!("{PATH}/{}", review.id)>
            {form.summary()}
            <input type="hidden" name="cursor" value=filter.cursor.clone().unwrap_or_default()/>
            <input type="hidden" name="from" value=review.state.as_str()/>
            {form.text("reply", "The shop's reply", &review.reply).area("reply", 3).hint("Below the review, for everyone. May be empty.").view()}
            <div class="admin-row">{button(ReviewState::Published, publish, "button")} {reject}</div>
        </form>
    }
    .into_any()
}
