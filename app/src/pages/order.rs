use leptos::prelude::*;
use types::{
    order::{OrderStatus, OrderView, PaymentStatus, TimelineEntry},
    review::ReviewSpot,
};
use words::t;

use super::{
    review_form::{ReviewForm, review_forms},
    survey::{SurveyForm, order_survey},
};
use crate::{
    components::{AddressBlock, Day, GAP, OrderLines, Time, TotalsTable, around, payment_state},
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

/// What an order has yet to come to. Whether it has arrived the shop never hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ahead {
    Paid,
    OnItsWay,
}

/// `/orders/{token}`
pub fn order(shell: Shell, view: OrderView, asks: OrderAsks) -> String {
    render(move || {
        let OrderAsks { token, reviews, posted, survey } = asks;
        let (reviews, survey) = (review_forms(&token, reviews, posted), order_survey(&token, survey));
        let page =
            Page { refresh_after: refresh_after(&view), ..Page::private(t!("order-title", number = &view.number)) };
        let standing = standing(&view);
        let action = (view.status == OrderStatus::Pending).then_some(view.payment_action_url).flatten();
        // The sandbox's bank is a page of the shop, and so of its markets.
        let inside =
            |url: &str| Some(url.strip_prefix(&*shell.origin)?.to_owned()).filter(|path| path.starts_with('/'));
        let action = action.map(|url| inside(&url).unwrap_or(url));
        let OrderView { number, status, payment_status, email, lines, totals, placed_at, timeline, .. } = view;
        let (address, promised_by) = (view.shipping_address, view.promised_by);
        let method = commerce::shipping::spoken(&view.shipping_method);
        let placed = around(&t!("order-placed", time = GAP), view! { <Time at=placed_at/> });
        let updates = around(&t!("order-updates", email = GAP), view! { <strong>{email}</strong> });
        let to_leave = matches!(status, OrderStatus::Pending | OrderStatus::Confirmed);
        let promised_by = promised_by.filter(|_| to_leave);
        let ahead = still_to_come(ahead(status, payment_status), promised_by.as_deref());
        let promise = promised_by.map(promise);
        view! {
            <Layout shell page>
                <header class="order-head">
                    <p class="eyebrow">{t!("order-title", number = number)}</p>
                    <h1>{headline(status)}</h1>
                    <p>{standing}</p>
                    {action.map(approval)}
                    <p class="quiet">{placed}" · "{updates}</p>
                </header>
                <div class="order">
                    <section class="order-timeline" aria-labelledby="timeline">
                        <h2 id="timeline">{t!("order-timeline")}</h2>
                        <ol class="timeline">{timeline.into_iter().map(step).collect_view()}</ol>
                        {ahead}
                    </section>
                    <section class="order-goods" aria-labelledby="goods">
                        <h2 id="goods">{t!("order-goods")}</h2>
                        <OrderLines lines/>
                        <TotalsTable totals/>
                    </section>
                    <section class="order-facts" aria-label=t!("order-facts")>
                        <h2>{t!("order-delivery")}</h2>
                        <AddressBlock address/>
                        <p class="quiet">{method}</p>
                        {promise}
                        <h2>{t!("order-payment")}</h2>
                        <p>{payment_state(payment_status)}</p>
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

fn headline(status: OrderStatus) -> String {
    match status {
        OrderStatus::Pending => t!("order-headline-pending"),
        OrderStatus::Confirmed => t!("order-headline-confirmed"),
        OrderStatus::Fulfilled => t!("order-headline-fulfilled"),
        OrderStatus::Cancelled => t!("order-headline-cancelled"),
        OrderStatus::Refunded => t!("order-headline-refunded"),
    }
}

/// What is certain, what is not, and when it will be known.
fn standing(view: &OrderView) -> String {
    match (view.status, view.payment_status) {
        (OrderStatus::Pending, PaymentStatus::ActionRequired) => t!("order-pending-approval"),
        (OrderStatus::Pending, PaymentStatus::Uncertain) => t!("order-pending-uncertain"),
        (OrderStatus::Pending, PaymentStatus::Pending) => t!("order-pending-settling"),
        (OrderStatus::Pending, PaymentStatus::Captured) => t!("order-pending-captured"),
        (OrderStatus::Pending, PaymentStatus::Declined) => t!("order-pending-declined"),
        (OrderStatus::Pending, PaymentStatus::Voided) => t!("order-pending-voided"),
        (OrderStatus::Pending, PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded) => {
            t!("order-pending-refunded")
        }
        (OrderStatus::Confirmed, PaymentStatus::PartiallyRefunded) => t!("order-confirmed-partly-refunded"),
        (OrderStatus::Confirmed, _) => t!("order-confirmed"),
        (OrderStatus::Fulfilled, PaymentStatus::PartiallyRefunded) => t!("order-fulfilled-partly-refunded"),
        (OrderStatus::Fulfilled, _) => t!("order-fulfilled"),
        (OrderStatus::Cancelled, PaymentStatus::Declined) => t!("order-cancelled-declined"),
        (OrderStatus::Cancelled, payment) if is_open(payment) => t!("order-cancelled-open"),
        (OrderStatus::Cancelled, PaymentStatus::Refunded) => t!("order-cancelled-refunded"),
        (OrderStatus::Cancelled, PaymentStatus::Captured | PaymentStatus::PartiallyRefunded) => {
            t!("order-cancelled-being-refunded")
        }
        (OrderStatus::Cancelled, _) => t!("order-cancelled"),
        (OrderStatus::Refunded, _) => t!("order-refunded"),
    }
}

/// What was promised when many orders waited.
fn promise(by: String) -> AnyView {
    view! { <p class="quiet">{around(&t!("order-leaves-by", day = GAP), view! { <Day at=by/> })}</p> }.into_any()
}

fn approval(href: String) -> AnyView {
    view! { <a class="button" href=href>{t!("order-approve")}</a> }.into_any()
}

fn step(entry: TimelineEntry) -> AnyView {
    view! { <li><span>{entry.message}</span> <span class="quiet"><Time at=entry.at/></span></li> }.into_any()
}

/// What is still to come, in order; nothing for an order that has ended or is about to.
fn ahead(status: OrderStatus, payment: PaymentStatus) -> &'static [Ahead] {
    match (status, payment) {
        (OrderStatus::Pending, payment) if is_open(payment) => &[Ahead::Paid, Ahead::OnItsWay],
        (OrderStatus::Pending, PaymentStatus::Captured) => &[Ahead::OnItsWay],
        (OrderStatus::Confirmed, payment) if payment != PaymentStatus::Refunded => &[Ahead::OnItsWay],
        _ => &[],
    }
}

/// A list of its own, so that nobody takes what is planned for what has happened.
fn still_to_come(steps: &[Ahead], promised_by: Option<&str>) -> Option<AnyView> {
    let list = || steps.iter().map(|step| step_ahead(*step, promised_by)).collect_view();
    (!steps.is_empty()).then(|| {
        view! {
            <h3 id="ahead">{t!("order-ahead")}</h3>
            <ol class="timeline timeline-ahead" aria-labelledby="ahead">{list()}</ol>
        }
        .into_any()
    })
}

fn step_ahead(step: Ahead, promised_by: Option<&str>) -> AnyView {
    match (step, promised_by.map(str::to_owned)) {
        (Ahead::Paid, _) => view! { <li>{t!("order-ahead-paid")}</li> }.into_any(),
        (Ahead::OnItsWay, None) => view! { <li>{t!("order-ahead-sent")}</li> }.into_any(),
        (Ahead::OnItsWay, Some(by)) => {
            let by = around(&t!("order-ahead-sent-by", day = GAP), view! { <Day at=by/> });
            view! { <li><span>{t!("order-ahead-sent")}</span> <span class="quiet">{by}</span></li> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tests::samples;

    fn said(status: OrderStatus, payment_status: PaymentStatus) -> String {
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
    fn a_page_in_german_says_nothing_in_english() {
        let shown = || order(samples::shell("T"), samples::order("T"), OrderAsks::default());
        let html = words::speaking(types::Locale::De, shown);
        for english in [
            "Placed",
            "Updates go to",
            "What has happened",
            "Still to come",
            "On its way",
            "What you ordered",
            "Delivery",
            "Payment",
            "Subtotal",
        ] {
            assert!(!html.contains(english), "{english} in {html}");
        }
        assert!(html.contains("Was bisher geschah") && html.contains("Was noch kommt"), "{html}");
    }

    #[test]
    fn what_is_uncertain_is_said_and_what_is_certain_about_it() {
        let said = said(OrderStatus::Pending, PaymentStatus::Uncertain);
        assert!(said.contains("We are finding out what became of your payment"), "{said}");
        assert!(said.contains("You will not be charged twice."), "{said}");
    }
}
