//! The questions the shop asks: on the page of an order, and on the cart's.

use leptos::prelude::*;
use types::{
    FieldError,
    feedback::{FeedbackInput, Question},
};
use words::t;

use super::said::said;
use crate::{
    components::{ErrorSummary, FieldMessages, LongTextField, described_by, error_of},
    layout::Shell,
};

/// A question as it stands: to be asked, answered, or come back because something is wrong with the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SurveyForm {
    /// It has been answered.
    pub answered: bool,
    /// What was chosen and typed.
    pub input: FeedbackInput,
    /// What has to be mended.
    pub errors: Vec<FieldError>,
}

/// On the page of an order.
pub(super) fn order_survey(token: &str, survey: Option<SurveyForm>) -> Option<AnyView> {
    let action = format!("/orders/{token}/feedback");
    survey.map(|survey| {
        let content = match survey.answered {
            true => view! { <p role="status">{t!("survey-told")}</p> }.into_any(),
            false => form(Question::Order, action, survey),
        };
        view! { <section class="asked" id="feedback" aria-labelledby="feedback-title"><h2 id="feedback-title">{t!("survey-order")}</h2>{content}</section> }.into_any()
    })
}

/// On the cart's page, folded: whoever wants to buy is not kept.
pub(super) fn cart_survey(survey: Option<SurveyForm>) -> Option<AnyView> {
    survey.map(|survey| {
        let open = !survey.errors.is_empty();
        view! {
            <details class="asked asked-form" id="feedback" open=open>
                <summary>{t!("survey-cart")}</summary>
                {form(Question::Cart, "/cart/feedback".to_owned(), survey)}
            </details>
        }
        .into_any()
    })
}

fn form(question: Question, action: String, SurveyForm { input, errors, .. }: SurveyForm) -> AnyView {
    let error = |name: &str| error_of(&errors, name);
    let summary = errors.iter().map(|error| (format!("feedback-{}", error.field), error.message.clone())).collect();
    view! {
        <form method="post" action=action>
            <ErrorSummary problem=None errors=summary/>
            {answers(question, &input.answer, error("answer"))}
            <LongTextField id="feedback-remark" name="remark" label=t!("survey-remark") optional=true value=input.remark rows=3
                hint=t!("survey-remark-hint") error=error("remark")/>
            <button class="button button-quiet">{t!("survey-send")}</button>
        </form>
    }
    .into_any()
}

fn answers(question: Question, chosen: &str, error: Option<String>) -> AnyView {
    let id = "feedback-answer";
    let describedby = described_by(id, false, error.is_some());
    let choices = question.answers().iter().map(|(answer, english)| {
        let words = answer_told(question, answer).unwrap_or_else(|| (*english).to_owned());
        view! {
            <label class="choice">
                <input type="radio" name="answer" value=*answer checked=*answer == chosen required/>
                <span>{words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choices asked-answers" id=id aria-describedby=describedby>
            <legend>{t!("survey-choose")}</legend>
            {choices.collect_view()}
            <FieldMessages id=id.to_owned() hint=None error/>
        </fieldset>
    }
    .into_any()
}

/// An answer as shoppers read it; staff read it in English.
fn answer_told(question: Question, answer: &str) -> Option<String> {
    Some(match (question, answer) {
        (Question::Order, "1") => t!("survey-order-1"),
        (Question::Order, "2") => t!("survey-order-2"),
        (Question::Order, "3") => t!("survey-order-3"),
        (Question::Order, "4") => t!("survey-order-4"),
        (Question::Order, "5") => t!("survey-order-5"),
        (Question::Cart, "price") => t!("survey-cart-price"),
        (Question::Cart, "shipping") => t!("survey-cart-shipping"),
        (Question::Cart, "payment") => t!("survey-cart-payment"),
        (Question::Cart, "unsure") => t!("survey-cart-unsure"),
        (Question::Cart, "looking") => t!("survey-cart-looking"),
        (Question::Cart, "other") => t!("survey-cart-other"),
        _ => return None,
    })
}

/// `/cart/feedback`, once it was sent.
pub fn feedback_sent(shell: Shell) -> String {
    said(shell, t!("thank-you"), t!("survey-thanks"), || {
        view! { <p><a href="/cart">{t!("survey-back")}</a></p> }.into_any()
    })
}

#[cfg(test)]
mod tests {
    use types::feedback::REMARK_LIMIT;

    use super::*;

    #[test]
    fn the_form_says_how_much_it_takes() {
        assert_eq!(REMARK_LIMIT, 1000, "as its hint says");
    }

    #[test]
    fn shoppers_and_staff_read_the_same_answers() {
        for question in Question::ALL {
            for (answer, english) in question.answers() {
                assert_eq!(answer_told(*question, answer).as_deref(), Some(*english), "{answer}");
            }
        }
    }
}
