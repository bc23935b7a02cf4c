//! The checkout page.

use types::checkout::CheckoutView;

use super::*;

pub(super) fn page(view: CheckoutView) -> Html {
    Html::parse_document(&checkout(samples::shell("T"), view))
}

#[test]
fn a_code_at_the_till_is_applied_and_removed_by_buttons_that_lose_nothing() {
    let document = page(samples::checkout("T"));
    let buttons = all(&document, "#order .discount button");
    assert_eq!(buttons.len(), 2);
    for button in buttons {
        assert_eq!(button.attr("formaction"), Some("/checkout/delivery"));
        assert!(button.attr("formnovalidate").is_some(), "what is not filled in yet is no hindrance");
    }
    assert!(text_of(&document, ".discount [role=status]").contains("WELCOME10 takes $1.00 off."));
    assert!(text_of(&document, ".totals").contains("Discount (WELCOME10)−$1.00"));
}

#[test]
fn the_till_names_the_lines_in_the_way_and_keeps_what_was_typed() {
    let mut view = samples::checkout("Ada");
    view.errors = vec![FieldError::new("lines.0193", "Only 1 of Tote left.")];
    view.problem = Some("Only 1 of Tote left.".into());
    let document = page(view);
    assert_eq!(text_of(&document, "#errors[autofocus] li"), "Only 1 of Tote left.");
    assert_eq!(all(&document, "#errors a[href='/cart']").len(), 1);
    assert_eq!(all(&document, "[role=alert]").len(), 1, "said once");
    assert!(all(&document, ".pay").is_empty());
    assert_eq!(all(&document, "#field-email")[0].attr("value"), Some("Ada"));
}

#[test]
fn the_till_says_until_when_the_units_are_kept() {
    let document = page(samples::checkout("T"));
    assert_eq!(
        text_of(&document, ".hold > p:not([hidden]):not([role])"),
        "We keep these for you until 14:32 UTC (10 minutes)."
    );
    assert_eq!(all(&document, ".hold [role=timer]").len(), 1);
    assert_eq!(text_of(&document, ".hold [role=status]").trim(), "", "what is put into it later is read out");
    assert_eq!(all(&document, ".hold button[form=order][formaction='/checkout/delivery'][formnovalidate]").len(), 1);
    let none = CheckoutView { hold: None, ..samples::checkout("T") };
    assert!(all(&page(none), ".hold").is_empty());
}

#[test]
fn one_form_works_out_delivery_and_places_the_order() {
    let mut view = samples::checkout("T");
    view.form.shipping_method = "gone".into();
    let document = page(view);
    let value = |what: &str| all(&document, &format!("form.order-form {what}"))[0].attr("value").map(str::to_owned);
    assert_eq!(value("[name=country] option[selected]").as_deref(), Some("US"));
    assert_eq!(value("[name=shipping_method][checked]").as_deref(), Some("standard"));
    assert_eq!(value("[name=idempotency_key]").as_deref(), Some("0193"));
    assert_eq!(text_of(&document, ".pay"), "Pay $190.50");
    let first = &all(&document, "main button")[0];
    assert_eq!((first.attr("form"), first.attr("formaction")), (Some("order"), None), "Return in a field pays");
    let anew = "form.order-form .delivery button[formaction='/checkout/delivery'][formnovalidate]";
    assert_eq!(all(&document, anew).len(), 1);
    assert_eq!(all(&document, "main form").len(), 1);
}

#[test]
fn an_error_at_the_till_is_told_at_the_top_and_at_its_field() {
    let document = page(samples::checkout("Wrong."));
    assert_eq!(all(&document, "#errors[autofocus] a[href='#field-postal_code']").len(), 1);
    let field = &all(&document, "#field-postal_code")[0];
    assert_eq!(field.attr("aria-invalid"), Some("true"));
    assert_eq!(field.attr("aria-describedby"), Some("field-postal_code-error"));
}

#[test]
fn stripes_card_field_comes_with_its_key_alone_and_says_that_it_needs_javascript() {
    let mut view = samples::checkout("T");
    assert_eq!(all(&page(view.clone()), "#stripe-card").len(), 0);
    view.card_field_key = Some("pk_test_1".into());
    view.sandbox_cards.clear();
    let document = page(view.clone());
    assert_eq!(all(&document, "#stripe-card[data-key=pk_test_1]").len(), 1);
    assert_eq!(
        all(&document, "input[type=hidden][name=payment_token]")[0].attr("value"),
        None,
        "a token is for one attempt"
    );
    let html = document.html();
    assert!(html.contains("needs JavaScript") && html.contains("https://js.stripe.com/v3/"), "{html}");
    assert!(all(&document, "script").iter().all(|script| script.text().next().is_none()), "no inline script");

    view.card_field_key = None;
    let document = page(view);
    assert!(text_of(&document, ".notice-error").contains("takes no payments"));
    assert_eq!(all(&document, ".pay").len(), 0);
}
