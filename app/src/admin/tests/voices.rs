//! Reviews and answers, as the sample has them.

use types::{
    ReviewId,
    feedback::{AnswerCount, FeedbackDay, FeedbackView, Question, Remark},
    review::{AdminReview, AdminReviewPage, ReviewState},
};

use super::{
    attribute, count, parsed,
    sample::{PLAIN, Words, id},
    text,
};
use crate::admin::*;

impl Words {
    pub fn review_page(self, state: ReviewState) -> AdminReviewPage {
        let say = |text: &str| (self.0)(text);
        let review = AdminReview {
            id: id(21),
            state,
            product_slug: say("tote"),
            product_title: say("Tote"),
            order_number: Some(say("1001")),
            stars: 4,
            title: say("Dry"),
            text: say("It kept the rain out."),
            name: say("Ada"),
            written_at: say("2026-11-22T18:04:05Z"),
            reply: say("Thank you."),
            decided_by: Some(say("mara")),
            decided_at: Some(say("2026-11-23T18:04:05Z")),
        };
        AdminReviewPage { items: vec![review], next_cursor: Some(say("cursor")) }
    }

    pub fn review_filter(self, state: ReviewState) -> ReviewFilter {
        ReviewFilter { state, cursor: Some((self.0)("cursor")) }
    }

    pub fn posted_review(self) -> Posted<ReviewId> {
        self.posted(id(21), &[("reply", "Too long")])
    }

    pub fn feedback(self, question: Question) -> FeedbackView {
        let say = |text: &str| (self.0)(text);
        let answer = |(answer, count): (&str, u64)| AnswerCount { answer: say(answer), count };
        let day = |number: u64| FeedbackDay {
            day: say(&format!("2026-11-{number:02}")),
            count: number % 3,
            tenths: (!number.is_multiple_of(3)).then_some(30 + number % 20),
        };
        let remark = Remark {
            answer: say("5"),
            text: say("Quick."),
            given_at: say("2026-11-22T18:04:05Z"),
            order_number: Some(say("1001")),
        };
        FeedbackView {
            question,
            answers: [("4", 10), ("5", 30), ("unknown", 0)].map(answer).to_vec(),
            days: (1..=30).map(day).collect(),
            remarks: vec![remark],
            next_cursor: Some(say("cursor")),
        }
    }
}

#[test]
fn a_review_is_decided_on_with_what_staff_saw() {
    let page = |state| parsed(reviews(&PLAIN.chrome(), &PLAIN.review_page(state), &PLAIN.review_filter(state), None));
    let waiting = page(ReviewState::Waiting);
    assert_eq!(text(&waiting, ".admin-bar-nav [aria-current=page]"), "Reviews");
    assert_eq!(attribute(&waiting, "input[name=from]", "value").unwrap(), "waiting");
    assert_eq!(count(&waiting, "button[name=state][value=published]"), 1);
    assert_eq!(count(&waiting, "button[name=state][value=rejected]"), 1);
    assert_eq!(count(&page(ReviewState::Rejected), "button[name=state][value=rejected]"), 0);
    assert_eq!(text(&page(ReviewState::Published), "button[value=published]"), "Save reply");
}

#[test]
fn a_reply_that_cannot_be_kept_comes_back_as_it_was_typed() {
    let state = ReviewState::Waiting;
    let posted = PLAIN.posted_review();
    let document =
        parsed(reviews(&PLAIN.chrome(), &PLAIN.review_page(state), &PLAIN.review_filter(state), Some(&posted)));
    assert_eq!(text(&document, "textarea"), "Too long");
    assert_eq!(count(&document, "#errors a[href$='-reply']"), 1);
}

#[test]
fn the_charts_have_a_bar_for_each_answer_and_a_dot_for_each_day_with_one() {
    let document = parsed(feedback(&PLAIN.chrome(), &PLAIN.feedback(Question::Order), Some("cursor")));
    assert_eq!(count(&document, "rect"), 3);
    assert_eq!(count(&document, "circle"), 20);
    assert!(text(&document, "svg").contains("30 (75 %)"));
    assert_eq!(text(&document, ".admin-filter [aria-current]"), Question::Order.label());
    let none = FeedbackView { answers: Vec::new(), days: Vec::new(), ..PLAIN.feedback(Question::Cart) };
    assert_eq!(count(&parsed(feedback(&PLAIN.chrome(), &none, None)), "rect, circle"), 0);
}
