use leptos::prelude::*;
use types::{
    order::{OrderStatus, OrderView, PaymentStatus, TimelineEntry},
    review::ReviewSpot,
};

use super::{
    review_form::{ReviewForm, review_forms},
    survey::{SurveyForm, order_survey},
};
use crate::{
    components::{AddressBlock, Day, OrderLines, Time, TotalsTable},
    layout::{Layout, Page, Shell},
    render::render,
};

/// How often the page looks again while the payment is open, in seconds.
const LOOK_AGAIN: u32 = 5;

/// Less often while the customer has something to do here: each look moves the focus.
const LOOK_AGAIN_WHILE_ASKING: u32 = 20;

/// What an order's page asks its owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderAsks {
    /// What opens the order.
    pub token: String,
    /// What can be said something of.
    pub reviews: Vec<ReviewSpot>,
    /// What was said and cannot be taken as it is.
    pub posted: Option<ReviewForm>,
    /// How it was; none where that is not asked.
    pub survey: Option<SurveyForm>,
}

/// `/orders/{token}`
pub fn order(shell: Shell, view: OrderView, asks: OrderAsks) -> String {
    render(move || {
        let OrderAsks { token, reviews, posted, survey } = asks;
        let (reviews, survey) = (review_forms(&token, reviews, posted), order_survey(&token, survey));
        let page = Page { refresh_after: refresh_after(&view), ..Page::private(format!("Order {}", view.number)) };
        let standing = standing(&view);
        let action = (view.status == OrderStatus::Pending).then_some(view.payment_action_url).flatten();
        let OrderView { number, status, payment_status, email, lines, totals, placed_at, timeline, .. } = view;
        let (address, method, promised_by) = (view.shipping_address, view.shipping_method, view.promised_by);
        let to_leave = matches!(status, OrderStatus::Pending | OrderStatus::Confirmed);
        let promise = promised_by.filter(|_| to_leave).map(promise);
        view! {
            <Layout shell page>
                <header class="order-head">
                    <p class="eyebrow">{format!("Order {number}")}</p>
                    <h1>{headline(status)}</h1>
                    <p>{standing}</p>
                    {action.map(approval)}
                    <p class="quiet">"Placed "<Time at=placed_at/>" · Updates go to "<strong>{email}</strong></p>
                </header>
                <div class="order">
                    <section class="order-timeline" aria-labelledby="timeline">
                        <h2 id="timeline">"What has happened"</h2>
                        <ol class="timeline">{timeline.into_iter().map(step).collect_view()}</ol>
                    </section>
                    <section class="order-goods" aria-labelledby="goods">
                        <h2 id="goods">"What you ordered"</h2>
                        <OrderLines lines/>
                        <TotalsTable totals/>
                    </section>
                    <section class="order-facts" aria-label="Delivery and payment">
                        <h2>"Delivery"</h2>
                        <AddressBlock address/>
                        <p class="quiet">{method}</p>
                        {promise}
                        <h2>"Payment"</h2>
                        <p>{payment_status.label()}</p>
                    </section>
                </div>
                {reviews}
                {survey}
            </Layout>
        }
    })
}

fn refresh_after(view: &OrderView) -> Option<u32> {
    match (view.status, &view.payment_action_url) {
        (OrderStatus::Pending, None) => Some(LOOK_AGAIN),
        (OrderStatus::Pending, Some(_)) => Some(LOOK_AGAIN_WHILE_ASKING),
        (OrderStatus::Cancelled, _) if is_open(view.payment_status) => Some(LOOK_AGAIN),
        _ => None,
    }
}

/// What becomes of the payment is not known yet.
fn is_open(payment: PaymentStatus) -> bool {
    matches!(payment, PaymentStatus::Pending | PaymentStatus::Uncertain | PaymentStatus::ActionRequired)
}

fn headline(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Pending => "We have your order",
        OrderStatus::Confirmed => "Thank you, it is yours",
        OrderStatus::Fulfilled => "It is on its way",
        OrderStatus::Cancelled => "This order was cancelled",
        OrderStatus::Refunded => "This order was refunded",
    }
}

/// What is certain, what is not, and when it will be known.
fn standing(view: &OrderView) -> &'static str {
    match (view.status, view.payment_status) {
        (OrderStatus::Pending, PaymentStatus::ActionRequired) => {
            "Your bank asks you to approve the payment. Nothing is charged until you do."
        }
        (OrderStatus::Pending, PaymentStatus::Uncertain) => {
            "The payment provider has not answered yet. We are finding out what became of your payment, which takes a \
             minute at most. You will not be charged twice. This page follows along; you may also close it."
        }
        (OrderStatus::Pending, PaymentStatus::Pending) => {
            "The payment is being settled, which takes a few seconds. This page follows along; you may also close it."
        }
        (OrderStatus::Pending, PaymentStatus::Captured) => "It is paid. Your order is being confirmed.",
        (OrderStatus::Pending, PaymentStatus::Declined) => {
            "The payment was declined, and nothing was charged. The order is being cancelled."
        }
        (OrderStatus::Pending, PaymentStatus::Voided) => "Nothing was charged. The order is being cancelled.",
        (OrderStatus::Pending, PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded) => {
            "What you paid is paid back. The order is being cancelled."
        }
        (OrderStatus::Confirmed, PaymentStatus::PartiallyRefunded) => {
            "Part of it has been paid back. The rest is being prepared."
        }
        (OrderStatus::Confirmed, _) => "It is paid and being prepared. A confirmation is on its way to your inbox.",
        (OrderStatus::Fulfilled, PaymentStatus::PartiallyRefunded) => {
            "The carrier has it. Part of it has been paid back."
        }
        (OrderStatus::Fulfilled, _) => "The carrier has it.",
        (OrderStatus::Cancelled, PaymentStatus::Declined) => "The payment was declined, and nothing was charged.",
        (OrderStatus::Cancelled, payment) if is_open(payment) => {
            "It was called off while its payment was under way. We are stopping the payment; \
             should it have been charged already, it is paid back by itself."
        }
        (OrderStatus::Cancelled, PaymentStatus::Refunded) => "What you paid has been paid back.",
        (OrderStatus::Cancelled, PaymentStatus::Captured | PaymentStatus::PartiallyRefunded) => {
            "What you paid is being paid back. Banks take a few days to show it."
        }
        (OrderStatus::Cancelled, _) => "Nothing was charged.",
        (OrderStatus::Refunded, _) => "What you paid has been paid back. Banks take a few days to show it.",
    }
}

/// What was promised when many orders waited.
fn promise(by: String) -> AnyView {
    view! { <p class="quiet">"Leaves our warehouse by "<Day at=by/></p> }.into_any()
}

fn approval(href: String) -> AnyView {
    view! { <a class="button" href=href>"Approve the payment"</a> }.into_any()
}

fn step(entry: TimelineEntry) -> AnyView {
    view! { <li><span>{entry.message}</span> <span class="quiet"><Time at=entry.at/></span></li> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests::samples;

    fn said(status: OrderStatus, payment_status: PaymentStatus) -> &'static str {
        standing(&OrderView { status, payment_status, ..samples::order("T") })
    }

    #[test]
    fn an_order_never_says_that_nothing_was_charged_while_money_may_be_here() {
        use PaymentStatus::{Captured, PartiallyRefunded, Refunded, Uncertain};
        for status in OrderStatus::ALL {
            for payment in [Captured, Uncertain, PartiallyRefunded, Refunded] {
                assert!(!said(*status, payment).contains("othing was charged"), "{status:?} {payment:?}");
            }
        }
        assert!(said(OrderStatus::Cancelled, Captured).contains("being paid back"));
    }

    #[test]
    fn what_is_uncertain_is_said_and_what_is_certain_about_it() {
        let said = said(OrderStatus::Pending, PaymentStatus::Uncertain);
        assert!(said.contains("We are finding out what became of your payment"), "{said}");
        assert!(said.contains("You will not be charged twice."), "{said}");
    }
}
