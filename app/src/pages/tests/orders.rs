//! An order's page.

use types::order::{OrderStatus, OrderView, PaymentStatus};

use super::*;

fn page(view: OrderView) -> Html {
    Html::parse_document(&order(samples::shell("T"), view, OrderAsks::default()))
}

#[test]
fn an_open_order_looks_again_and_a_settled_one_does_not() {
    let looks = |status| {
        let html = order(samples::shell("T"), OrderView { status, ..samples::order("T") }, OrderAsks::default());
        let document = Html::parse_document(&html);
        // A parser that runs scripts takes what is in <noscript> for text.
        assert!(all(&document, "meta[http-equiv=refresh]").is_empty(), "nobody's page is loaded again under them");
        (all(&document, "script[data-again]").len(), html.contains("<noscript><meta http-equiv=\"refresh\""))
    };
    assert_eq!(looks(OrderStatus::Pending), (1, true));
    assert_eq!(looks(OrderStatus::Confirmed), (0, false));
}

#[test]
fn the_order_page_tells_the_truth_about_every_payment() {
    for status in [OrderStatus::Pending, OrderStatus::Cancelled] {
        for payment in PaymentStatus::ALL {
            let document = page(OrderView { status, payment_status: *payment, ..samples::order("T") });
            let standing = text_of(&document, ".order-head p:not([class])");
            let settled = matches!(payment, PaymentStatus::Declined | PaymentStatus::Voided);
            let is_told = standing.to_lowercase().contains("nothing was charged");
            assert_eq!(is_told, settled, "{status:?} {payment:?}: {standing}");
            if (status, *payment) == (OrderStatus::Pending, PaymentStatus::Uncertain) {
                assert!(standing.contains("not be charged twice"), "{standing}");
            }
        }
    }
}

/// The steps that are still to come.
fn to_come(status: OrderStatus, payment_status: PaymentStatus) -> Vec<String> {
    let document = page(OrderView { status, payment_status, promised_by: None, ..samples::order("T") });
    let words = |step: ElementRef<'_>| step.text().collect::<String>();
    all(&document, ".timeline-ahead li").into_iter().map(words).collect()
}

#[test]
fn an_order_says_what_is_still_to_come_apart_from_what_has_happened() {
    let (paid, sent) = ("Payment confirmed", "On its way");
    for payment in [PaymentStatus::Pending, PaymentStatus::Uncertain, PaymentStatus::ActionRequired] {
        assert_eq!(to_come(OrderStatus::Pending, payment), [paid, sent], "{payment:?}");
    }
    assert_eq!(to_come(OrderStatus::Pending, PaymentStatus::Captured), [sent]);
    assert_eq!(to_come(OrderStatus::Confirmed, PaymentStatus::Captured), [sent]);
    assert_eq!(to_come(OrderStatus::Confirmed, PaymentStatus::PartiallyRefunded), [sent]);
    let document = page(samples::order("T"));
    assert_eq!(text_of(&document, "#ahead"), "Still to come");
    assert_eq!(all(&document, ".timeline:not(.timeline-ahead) li").len(), 1, "what has happened stands by itself");
    let step = text_of(&document, ".timeline-ahead li:last-child");
    assert!(step.starts_with(sent) && step.contains("by Thursday") && step.contains("26"), "{step}");
}

#[test]
fn nothing_is_to_come_of_an_order_that_has_ended() {
    for payment in PaymentStatus::ALL {
        for status in [OrderStatus::Fulfilled, OrderStatus::Cancelled, OrderStatus::Refunded] {
            assert!(to_come(status, *payment).is_empty(), "{status:?} {payment:?}");
        }
    }
    for payment in [PaymentStatus::Declined, PaymentStatus::Voided, PaymentStatus::Refunded] {
        assert!(to_come(OrderStatus::Pending, payment).is_empty(), "{payment:?}");
    }
    assert!(all(&page(OrderView { status: OrderStatus::Cancelled, ..samples::order("T") }), "#ahead").is_empty());
}
