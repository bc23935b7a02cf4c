//! What was answered to the shop's questions.

use leptos::prelude::*;
use types::{
    admin::AdminChrome,
    feedback::{FeedbackView, Question, Remark},
};

use super::{
    AdminPage,
    feedback_chart::{answers, days},
    layout::{Section, heading, page, section},
    pager::{address, onward},
    table::{table, words},
};
use crate::components::Time;

const PATH: &str = "/admin/feedback";

fn link(question: Question, cursor: &str) -> String {
    address(PATH, &[("question", question.as_str()), ("cursor", cursor)])
}

/// `/admin/feedback?question=&cursor=`. `cursor` is where this page of remarks begins; none for the newest.
#[must_use]
pub fn feedback(chrome: &AdminChrome, view: &FeedbackView, cursor: Option<&str>) -> AdminPage {
    let question = view.question;
    let further = onward(cursor, view.next_cursor.as_deref(), |cursor| link(question, cursor));
    let columns = [words("Answer"), words("Remark"), words("About"), words("Given")];
    let remarks = table(
        "Remarks, newest first",
        &columns,
        view.remarks.iter().map(|remark| cells(question, remark)).collect(),
        "Nobody has added anything yet.",
    );
    let content = view! {
        {heading(None, "Feedback", ())}
        {questions(question)}
        <div class="admin-charts">{answers(view)} {days(view)}</div>
        {section("remarks", "Remarks", view! {
            {remarks}
            {further}
        })}
        <p class="quiet">"Answers are kept for a year."</p>
    };
    page(chrome, Some(Section::Feedback), "Feedback", content)
}

fn questions(current: Question) -> AnyView {
    let links = Question::ALL.iter().map(|question| {
        let marked = (current == *question).then_some("true");
        view! { <a href=link(*question, "") aria-current=marked>{question.label()}</a> }
    });
    view! { <nav class="admin-filter" aria-label="Question">{links.collect_view()}</nav> }.into_any()
}

fn cells(question: Question, remark: &Remark) -> Vec<AnyView> {
    let about = remark.order_number.as_ref().map(|number| {
        view! { <a href=format!("/admin/orders/{number}")>{format!("#{number}")}</a> }
    });
    vec![
        question.words(&remark.answer).to_owned().into_any(),
        view! { <span class="review-text">{remark.text.clone()}</span> }.into_any(),
        about.into_any(),
        view! { <Time at=remark.given_at.clone()/> }.into_any(),
    ]
}
