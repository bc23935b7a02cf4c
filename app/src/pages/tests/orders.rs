//! An order's page.

use types::order::{OrderStatus, OrderView, PaymentStatus};

use super::*;

fn page(view: OrderView) -> Html {
    Html::parse_document(&order(samples::shell("T"), view, OrderAsks::default()))
}

#[test]
fn an_open_order_looks_again_and_a_settled_one_does_not() {
    let refresh = |status| all(&page(OrderView { status, ..samples::order("T") }), "meta[http-equiv=refresh]").len();
    assert_eq!(refresh(OrderStatus::Pending), 1);
    assert_eq!(refresh(OrderStatus::Confirmed), 0);
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
