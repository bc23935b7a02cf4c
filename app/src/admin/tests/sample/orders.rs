//! Orders.

use types::{
    admin::{AdminOrder, OrderPage, OrderRow},
    checkout::{Address, Totals},
    order::{OrderLineView, OrderStatus, OrderView, PaymentStatus, TimelineEntry},
};

use super::{Words, usd, variant_id};
use crate::admin::{OrderFilter, OrderForm, Posted};

impl Words {
    fn order_row(self, number: &str, status: OrderStatus, payment_status: PaymentStatus, total: i64) -> OrderRow {
        OrderRow {
            number: self.say(number),
            placed_at: self.say("2026-11-22T18:04:05Z"),
            email: self.say("grace.hopper@navy.example"),
            status,
            payment_status,
            item_count: total % 7 + 1,
            total: usd(total),
        }
    }

    pub fn order_page(self) -> OrderPage {
        let items = vec![
            self.order_row("1005", OrderStatus::Confirmed, PaymentStatus::Captured, 129_900),
            self.order_row("1004", OrderStatus::Pending, PaymentStatus::Uncertain, 8_400),
            self.order_row("1003", OrderStatus::Fulfilled, PaymentStatus::PartiallyRefunded, 12_050),
            self.order_row("1002", OrderStatus::Cancelled, PaymentStatus::Voided, 1_999),
            self.order_row("1001", OrderStatus::Pending, PaymentStatus::ActionRequired, 6_500),
        ];
        OrderPage { items, next_cursor: Some(self.say("1001&x")) }
    }

    pub fn order_filter(self) -> OrderFilter {
        OrderFilter { status: Some(OrderStatus::Confirmed), query: self.say("grace"), cursor: Some(self.say("1006")) }
    }

    fn line(self, number: u32, quantity: i64, refunded_quantity: i64) -> OrderLineView {
        OrderLineView {
            variant_id: variant_id(number),
            sku: Some(self.say("SK-TOTE-18")),
            title: self.say("Skerry waxed tote"),
            variant_title: self.say("Moss / 18 l"),
            image_url: Some(self.say("/media/tote.svg")),
            quantity,
            unit_price: usd(8_400),
            line_total: usd(8_400 * quantity),
            discount: (number == 1).then(|| usd(840)),
            refunded_quantity,
        }
    }

    fn event(self, message: &str, actor: &str) -> TimelineEntry {
        TimelineEntry { at: self.say("2026-11-22T18:04:05Z"), message: self.say(message), actor: self.say(actor) }
    }

    fn order_view(self) -> OrderView {
        OrderView {
            number: self.say("1005"),
            status: OrderStatus::Confirmed,
            payment_status: PaymentStatus::Captured,
            email: self.say("grace.hopper@navy.example"),
            lines: vec![self.line(1, 2, 1), self.line(2, 1, 0), self.line(3, 1, 1)],
            totals: Totals {
                subtotal: usd(33_600),
                discount: usd(3_360),
                discount_code: Some(self.say("WELCOME10")),
                shipping: usd(900),
                tax: usd(2_610),
                tax_included: false,
                total: usd(33_750),
            },
            placed_at: self.say("2026-11-22T18:04:05Z"),
            shipping_address: Address {
                name: self.say("Grace Hopper"),
                line1: self.say("1 Harbour Street"),
                line2: self.say("Flat 3"),
                city: self.say("Portland"),
                region: self.say("ME"),
                postal_code: self.say("04101"),
                country: self.say("US"),
            },
            shipping_method: self.say("Standard"),
            promised_by: None,
            payment_action_url: Some(self.say("/sandbox/1")),
            timeline: vec![self.event("Placed", "customer"), self.event("Payment captured, $337.50", "shop")],
        }
    }

    pub fn order(self) -> AdminOrder {
        AdminOrder {
            order: self.order_view(),
            token: self.say("tHe-tOkEn"),
            can_fulfil: true,
            can_cancel: true,
            can_refund: true,
            refundable: usd(25_350),
            payment_reference: Some(self.say("sandbox ch_0198")),
        }
    }

    pub fn posted_order_forms(self) -> Vec<Posted<OrderForm>> {
        let quantity = format!("quantity_{}", variant_id(1));
        vec![
            self.posted(OrderForm::Fulfil, &[("tracking", "1Z999")]),
            self.posted(OrderForm::Cancel, &[("reason", "asked for it")]),
            self.posted(OrderForm::Refund, &[("reason", "torn seam"), (&quantity, "9")]),
        ]
    }
}
