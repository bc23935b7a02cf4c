//! The questions the shop asks: on the page of an order, and on the cart's.

use leptos::prelude::*;
use types::{
    FieldError,
    feedback::{FeedbackInput, Question},
};

use crate::{
    components::{ErrorSummary, FieldMessages, TextArea, described_by},
    layout::{Layout, Page, Shell},
    render::render,
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
            true => view! { <p role="status">"Thank you for telling us."</p> }.into_any(),
            false => form(Question::Order, action, survey),
        };
        view! { <section class="asked" id="feedback" aria-labelledby="feedback-title"><h2 id="feedback-title">{Question::Order.label()}</h2>{content}</section> }.into_any()
    })
}

/// On the cart's page, folded: whoever wants to buy is not kept.
pub(super) fn cart_survey(survey: Option<SurveyForm>) -> Option<AnyView> {
    survey.map(|survey| {
        let open = !survey.errors.is_empty();
        view! {
            <details class="asked asked-form" id="feedback" open=open>
                <summary>{Question::Cart.label()}</summary>
                {form(Question::Cart, "/cart/feedback".to_owned(), survey)}
            </details>
        }
        .into_any()
    })
}

fn form(question: Question, action: String, SurveyForm { input, errors, .. }: SurveyForm) -> AnyView {
    let error = |name: &str| errors.iter().find(|error| error.field == name).map(|error| error.message.clone());
    let summary = errors.iter().map(|error| (format!("feedback-{}", error.field), error.message.clone())).collect();
    let (id, wrong) = ("feedback-remark", error("remark"));
    let describedby = described_by(id, true, wrong.is_some());
    let invalid = wrong.is_some();
    view! {
        <form method="post" action=action>
            <ErrorSummary problem=None errors=summary/>
            {answers(question, &input.answer, error("answer"))}
            <div class="field" class:field-wrong=invalid>
                <label for=id>"Anything to add?" <span class="quiet">" (optional)"</span></label>
                <TextArea id name="remark" value=input.remark rows=3 described_by=describedby invalid/>
                <FieldMessages id=id.to_owned() hint=Some("At most 1,000 characters.") error=wrong/>
            </div>
            <button class="button button-quiet">"Tell the shop"</button>
        </form>
    }
    .into_any()
}

fn answers(question: Question, chosen: &str, error: Option<String>) -> AnyView {
    let id = "feedback-answer";
    let describedby = described_by(id, false, error.is_some());
    let choices = question.answers().iter().map(|(answer, words)| {
        view! {
            <label class="choice">
                <input type="radio" name="answer" value=*answer checked=*answer == chosen required/>
                <span>{*words}</span>
            </label>
        }
    });
    view! {
        <fieldset class="choices asked-answers" id=id aria-describedby=describedby>
            <legend>"Choose one"</legend>
            {choices.collect_view()}
            <FieldMessages id=id.to_owned() hint=None error/>
        </fieldset>
    }
    .into_any()
}

/// `/cart/feedback`, once it was sent.
pub fn feedback_sent(shell: Shell) -> String {
    render(move || {
        let page = Page::private("Thank you");
        view! {
            <Layout shell page>
                <section class="lost">
                    <h1>"Thank you"</h1>
                    <p>"That helps us more than a guess. Your cart is as you left it."</p>
                    <p><a href="/cart">"Back to the cart"</a></p>
                </section>
            </Layout>
        }
    })
}

#[cfg(test)]
mod tests {
    use types::feedback::REMARK_LIMIT;

    #[test]
    fn the_form_says_how_much_it_takes() {
        assert_eq!(REMARK_LIMIT, 1000, "as its hint says");
    }
}
