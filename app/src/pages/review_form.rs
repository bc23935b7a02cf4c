//! On the page of an order: a form for each of its products to say something of it, and what became of that.

use leptos::prelude::*;
use types::{
    FieldError, ProductId,
    review::{MOST_STARS, NAME_LIMIT, ReviewInput, ReviewSpot, ReviewState, TITLE_LIMIT, WrittenReview},
};
use words::t;

use crate::components::{ErrorSummary, FieldMessages, LongTextField, Stars, described_by, error_of};

/// A review as it was typed, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewForm {
    /// Of which product.
    pub product: ProductId,
    /// What was typed.
    pub input: ReviewInput,
    /// What is wrong with all of it.
    pub problem: Option<String>,
    /// What has to be mended.
    pub errors: Vec<FieldError>,
}

/// `posted` is the form that came back. Nothing where there is nothing to be said of.
pub(super) fn review_forms(token: &str, spots: Vec<ReviewSpot>, posted: Option<ReviewForm>) -> Option<AnyView> {
    if spots.is_empty() {
        return None;
    }
    let items = (1..).zip(spots).map(|(number, spot)| {
        let posted = posted.clone().filter(|form| form.product == spot.product_id);
        item(token, number, spot, posted)
    });
    Some(
        view! {
            <section class="asked" id="reviews" aria-labelledby="reviews-title">
                <h2 id="reviews-title">{t!("your-review-heading")}</h2>
                <ul class="asked-list">{items.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

fn item(token: &str, number: usize, spot: ReviewSpot, posted: Option<ReviewForm>) -> AnyView {
    let id = format!("review-{number}");
    let ReviewSpot { product_id, title, written } = spot;
    let content = match written {
        Some(written) => said(written),
        None => {
            let open = posted.is_some();
            let heard = t!("your-review-of", title = &title);
            view! {
                <details class="asked-form" open=open>
                    <summary>{t!("your-review-write")}<span class="visually-hidden">{format!(": {heard}")}</span></summary>
                    {form(token, &id, product_id, posted)}
                </details>
            }
            .into_any()
        }
    };
    view! { <li class="asked-item" id=id><p class="asked-title">{title}</p>{content}</li> }.into_any()
}

/// What was said, and where it stands.
fn said(WrittenReview { stars, title, state }: WrittenReview) -> AnyView {
    let words = match state {
        ReviewState::Waiting => t!("your-review-waiting"),
        ReviewState::Published => t!("your-review-published"),
        ReviewState::Rejected => t!("your-review-rejected"),
    };
    view! { <Stars tenths=u64::from(stars) * 10/> <p>{t!("your-review-quoted", title = title)}</p> <p class="quiet" role="status">{words}</p> }
        .into_any()
}

fn form(token: &str, id: &str, product: ProductId, posted: Option<ReviewForm>) -> AnyView {
    let (input, problem, errors) = posted.map(|form| (form.input, form.problem, form.errors)).unwrap_or_default();
    let error = |name: &str| error_of(&errors, name);
    let summary = errors.iter().map(|error| (format!("{id}-{}", error.field), error.message.clone())).collect();
    view! {
        <form method="post" action=format!("/orders/{token}/reviews")>
            <ErrorSummary problem errors=summary/>
            <input type="hidden" name="product_id" value=product.to_string()/>
            {stars(id, input.stars, error("stars"))}
            {line(id, "title", t!("your-review-title"), input.title, TITLE_LIMIT, error("title"))}
            <LongTextField id=format!("{id}-text") name="text" label=t!("your-review-text") value=input.text rows=5
                hint=t!("your-review-text-hint") error=error("text")/>
            {line(id, "name", t!("your-review-name"), input.name, NAME_LIMIT, error("name"))}
            <button class="button">{t!("your-review-send")}</button>
        </form>
    }
    .into_any()
}

/// Radio buttons: they work with every key and every reader of screens.
fn stars(id: &str, chosen: i64, error: Option<String>) -> AnyView {
    let own = format!("{id}-stars");
    let describedby = described_by(&own, false, error.is_some());
    let choices = (1..=i64::from(MOST_STARS)).map(|stars| {
        let label = t!("your-review-so-many-stars", count = stars);
        view! {
            <label class="star-choice">
                <input type="radio" name="stars" value=stars.to_string() checked=stars == chosen required/>
                <span aria-hidden="true">"★"</span>
                <span class="visually-hidden">{label}</span>
            </label>
        }
    });
    let (choices, named) = (choices.collect_view(), own.clone());
    view! {
        <fieldset class="star-choices" id=named aria-describedby=describedby>
            <legend>{t!("your-review-stars")}</legend>
            <div>{choices}</div>
            <FieldMessages id=own hint=None error/>
        </fieldset>
    }
    .into_any()
}

fn line(id: &str, name: &'static str, label: String, value: String, most: usize, error: Option<String>) -> AnyView {
    let own = format!("{id}-{name}");
    let wrong = error.is_some();
    let describedby = described_by(&own, false, wrong);
    view! {
        <div class="field" class:field-wrong=wrong>
            <label for=own.clone()>{label}</label>
            <input id=own.clone() type="text" name=name value=value required maxlength=most.to_string() autocomplete="off"
                aria-describedby=describedby aria-invalid=wrong.then_some("true")/>
            <FieldMessages id=own hint=None error/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use types::review::TEXT_LIMIT;

    #[test]
    fn the_form_says_how_much_it_takes() {
        assert_eq!(TEXT_LIMIT, 3000, "as its hint says");
    }
}
