//! A shop as its staff see it. `Words` gives every piece of text, so that the same pages can be drawn from hostile ones.

use std::{fmt::Debug, str::FromStr};

use types::{
    Currency, FieldError, Money, VariantId,
    admin::{
        AdminChrome, AdminOrder, AdminProduct, AdminVariant, CacheStanding, Dashboard, FormErrors, FulfilmentStanding,
        HotItem, LedgerRow, LocationRow, OrderPage, OrderRow, ProductInput, ProductPage, ProductRow, ProductStatus,
        ProviderStanding, QueueStanding, SalePolicy, StockRow, SurgeSample, SurgeView, VariantInput, WidgetStanding,
    },
    catalog::{CollectionLink, ImageView},
    checkout::{Address, Totals},
    flag::{FlagView, PressureInputView, PressureView, SwitchChange},
    job::{JobPage, JobRow, JobState},
    order::{OrderLineView, OrderStatus, OrderView, PaymentStatus, TimelineEntry},
};

use crate::admin::{
    EditorForm, JobFilter, LocationForm, OrderFilter, OrderForm, Posted, SignIn, StockForm, StockItem, StockList,
};

/// Turns what a sample would say into what it says.
#[derive(Clone, Copy)]
pub struct Words(pub fn(&str) -> String);

/// The sample as it is.
pub const PLAIN: Words = Words(str::to_owned);

pub fn usd(amount: i64) -> Money {
    Money::new(amount, Currency::USD)
}

pub fn id<T: FromStr<Err: Debug>>(number: u32) -> T {
    format!("{number:08x}-0000-7000-8000-000000000000").parse().unwrap()
}

pub fn variant_id(number: u32) -> VariantId {
    id(number)
}

impl Words {
    fn say(self, text: &str) -> String {
        (self.0)(text)
    }

    pub fn chrome(self) -> AdminChrome {
        AdminChrome {
            shop_name: self.say("Tern & Tide"),
            staff_name: self.say("ada@tern.example"),
            notice: Some(self.say("Order #1001 is fulfilled.")),
            dev_mailbox: true,
        }
    }

    pub fn flags(self) -> Vec<FlagView> {
        vec![FlagView {
            key: self.say("related_products"),
            description: self.say("Products like this one."),
            stand_in: self.say("nothing"),
            enabled: true,
            percent: 20,
            allow: vec![self.say("mara")],
            shed_at: 3,
            shown: true,
            overridden: true,
            changed_by: Some(self.say("ada")),
            changed_at: Some(self.say("2026-11-20T09:00:00Z")),
        }]
    }

    pub fn pressure(self) -> PressureView {
        PressureView {
            level: Some(3),
            current: 3,
            measured: 1,
            why: self.say("tasks are run late (20.0 ms)"),
            inputs: vec![PressureInputView {
                name: self.say("event_loop"),
                value: 20.0,
                unit: self.say("ms"),
                level: 1,
            }],
        }
    }

    pub fn switches(self) -> Vec<SwitchChange> {
        vec![SwitchChange {
            key: self.say("pressure"),
            at: self.say("2026-11-20T09:00:00Z"),
            by: self.say("ada"),
            from: None,
            to: Some(self.say("3")),
        }]
    }

    pub fn sign_in(self) -> SignIn {
        SignIn {
            shop_name: self.say("Tern & Tide"),
            email: self.say("ada@tern.example"),
            next: self.say("/admin/orders"),
            error: Some(self.say("That email and password do not go together.")),
        }
    }

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

    pub fn stock_rows(self) -> Vec<StockRow> {
        let row = |number: u32, variant: &str, on_hand: i64, held: i64| StockRow {
            variant_id: variant_id(number),
            product_id: id(1),
            title: self.say("Skerry waxed tote"),
            variant_title: self.say(variant),
            sku: Some(self.say("SK-TOTE-18")),
            location_id: id(1),
            location: self.say("Warehouse"),
            on_hand,
            held,
        };
        vec![row(1, "Moss / 18 l", 3, 2), row(2, "Sand / 18 l", 0, 0), row(3, "Ink / 24 l", 1240, 12)]
    }

    pub fn dashboard(self) -> Dashboard {
        Dashboard {
            to_fulfil: 12,
            pending: 3,
            orders_today: 48,
            revenue_today: usd(392_310),
            parked_jobs: 2,
            fulfilment: Some(FulfilmentStanding {
                backlog: 240,
                daily_capacity: 100,
                hourly_capacity: 0,
                hand_over_by: Some(self.say("2026-11-26T12:00:00Z")),
                overfull: true,
            }),
            providers: vec![ProviderStanding {
                name: self.say("stripe"),
                breaker: "open".into(),
                recent_failures: 5,
                left_alone_until: Some("2026-11-27T18:00:00Z".into()),
            }],
            low_stock: self.stock_rows(),
            latest: self.order_page().items,
        }
    }

    fn job_row(self, number: u32, state: JobState) -> JobRow {
        let over = matches!(state, JobState::Parked | JobState::Done);
        JobRow {
            id: id(number),
            kind: self.say("order.mail"),
            state,
            run_at: self.say("2026-11-22T18:04:05Z"),
            attempts: 12,
            last_error: Some(self.say("connection refused")),
            worker: Some(self.say("4711-worker")),
            ended_at: over.then(|| self.say("2026-11-22T18:09:00Z")),
            requeued_by: Some(self.say("ada@tern.example")),
            requeued_at: Some(self.say("2026-11-22T18:08:00Z")),
        }
    }

    pub fn job_page(self, state: JobState) -> JobPage {
        let items = vec![self.job_row(1, state), self.job_row(2, state)];
        JobPage { items, next_cursor: Some(self.say("17&x")) }
    }

    pub fn job_filter(self, state: JobState) -> JobFilter {
        let kinds = vec!["order.mail", "payment.settle"];
        JobFilter { state, kind: self.say("order.mail"), kinds, cursor: Some(self.say("18")) }
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

    /// A form that came back with these fields and one error each.
    pub fn posted<F>(self, form: F, fields: &[(&str, &str)]) -> Posted<F> {
        let errors = fields.iter().map(|(name, _)| FieldError::new(*name, self.say("Mend this."))).collect();
        Posted {
            form,
            values: fields.iter().map(|(name, value)| ((*name).to_owned(), self.say(value))).collect(),
            errors: FormErrors { problem: Some(self.say("It was not saved.")), fields: errors },
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

    fn image(self) -> ImageView {
        ImageView {
            id: id(7),
            url: self.say("/media/tote.svg"),
            alt: self.say("A moss green tote, front"),
            width: 1200,
            height: 1200,
        }
    }

    pub fn product_page(self) -> ProductPage {
        let row = |number: u32, title: &str, status: ProductStatus, image: bool| ProductRow {
            id: id(number),
            slug: self.say("skerry-waxed-tote"),
            title: self.say(title),
            vendor: self.say("Tern & Tide"),
            status,
            image: image.then(|| self.image()),
            variant_count: 6,
            for_sale: 1240,
            price: image.then(|| usd(8_400)),
        };
        let items = vec![
            row(1, "Skerry waxed tote", ProductStatus::Active, true),
            row(2, "Lantern No. 7", ProductStatus::Draft, false),
            row(3, "Fell wool blanket, double weave, undyed", ProductStatus::Archived, true),
        ];
        ProductPage { items, total: 63, page: 2, pages: 3 }
    }

    pub fn product_input(self) -> ProductInput {
        ProductInput {
            title: self.say("Skerry waxed tote"),
            slug: self.say("skerry-waxed-tote"),
            vendor: self.say("Tern & Tide"),
            kind: self.say("Tote"),
            description_html: self.say("<p>Waxed cotton, 18 l, 640 g.</p>"),
            tags: vec![self.say("waxed"), self.say("everyday")],
            collections: vec!["carry".to_owned()],
            options: vec![self.say("Colour"), self.say("Volume")],
            status: ProductStatus::Active,
        }
    }

    fn variant(self, number: u32, colour: &str, tracked: bool) -> AdminVariant {
        AdminVariant {
            id: variant_id(number),
            input: VariantInput {
                sku: self.say("SK-TOTE-18"),
                options: vec![self.say(colour), self.say("18 l")],
                price: 8_400,
                compare_at: Some(9_900),
                weight_grams: 640,
                tracked,
            },
            price: usd(8_400),
            on_hand: 12,
            held: 2,
        }
    }

    pub fn product(self) -> AdminProduct {
        AdminProduct {
            id: id(1),
            input: self.product_input(),
            variants: vec![self.variant(1, "Moss", true), self.variant(2, "Sand", false)],
            images: vec![self.image(), self.image()],
        }
    }

    pub fn collections(self) -> Vec<CollectionLink> {
        let link = |slug: &str, title: &str| CollectionLink { slug: self.say(slug), title: self.say(title) };
        let mut all = vec![link("camp-kitchen", "Camp kitchen"), link("light", "Light")];
        all.insert(0, CollectionLink { slug: "carry".to_owned(), title: self.say("Carry") });
        all
    }

    pub fn product_errors(self) -> FormErrors {
        self.posted((), &[("title", ""), ("slug", ""), ("description_html", ""), ("collections", "")]).errors
    }

    pub fn posted_editor_forms(self) -> Vec<Posted<EditorForm>> {
        let fields = [("option_1", "Moss"), ("sku", "SK-TOTE-18"), ("price", "eighty"), ("weight_grams", "-1")];
        vec![
            self.posted(EditorForm::NewVariant, &fields),
            self.posted(EditorForm::Variant(variant_id(1)), &fields),
            self.posted(EditorForm::Image, &[("alt", "A tote"), ("image", "")]),
        ]
    }

    pub fn stock_list(self) -> StockList {
        StockList { rows: self.stock_rows(), query: self.say("tote & co"), page: 1, pages: 4 }
    }

    pub fn ledger(self) -> Vec<LedgerRow> {
        let row = |delta: i64, on_hand: i64, cause: &str, reason: &str| LedgerRow {
            at: self.say("2026-11-22T18:04:05Z"),
            location: self.say("Warehouse"),
            delta,
            on_hand,
            cause: self.say(cause),
            actor: self.say("ada@tern.example"),
            reason: self.say(reason),
        };
        vec![
            row(-2, 3, "sold", "Order #1005"),
            row(5, 5, "received", "Delivery of 22 November"),
            row(0, 0, "adjusted", "Stocktaking"),
        ]
    }

    pub fn posted_adjustment(self) -> Posted<StockForm> {
        self.posted(StockForm::Adjust, &[("mode", "set"), ("quantity", "-4"), ("reason", "counted")])
    }

    pub fn posted_stock_forms(self) -> Vec<Posted<StockForm>> {
        vec![
            self.posted_adjustment(),
            self.posted(StockForm::Transfer, &[("from", "x"), ("to", "x"), ("quantity", "0")]),
            self.posted(StockForm::Policy, &[("cap_per_person", "0"), ("hold_seconds", "1")]),
            self.posted(StockForm::Bundle, &[("parts", "MUG-RED × 2")]),
        ]
    }

    /// One variant's page; with more than one location where `places` says so.
    pub fn stock_item(self, places: u32) -> StockItem {
        let mut rows: Vec<_> =
            (1..=places).map(|number| StockRow { location_id: id(number), ..self.stock_rows()[0].clone() }).collect();
        rows.truncate(2);
        StockItem {
            id: variant_id(1),
            product_id: id(1),
            name: self.say("Skerry waxed tote · Moss / 18 l"),
            rows,
            ledger: self.ledger(),
            locations: (1..=places).map(|number| self.location(number)).collect(),
            policy: SalePolicy { cap_per_person: Some(2), hold_seconds: Some(90), hold_in_cart: true },
            parts: String::new(),
            waiting: i64::from(places),
        }
    }

    fn location(self, number: u32) -> LocationRow {
        let name = self.say(if number == 1 { "Warehouse" } else { "Shop floor" });
        LocationRow { id: id(number), name, priority: i64::from(number) * 10, active: number < 3, on_hand: 12 }
    }

    pub fn locations(self) -> Vec<LocationRow> {
        (1..=3).map(|number| self.location(number)).collect()
    }

    pub fn posted_location_forms(self) -> Vec<Posted<LocationForm>> {
        let fields = [("name", ""), ("priority", "first")];
        vec![self.posted(LocationForm::New, &fields), self.posted(LocationForm::Stored(id(1)), &fields)]
    }

    /// A shop in the middle of a rush, everything told.
    pub fn surge(self) -> SurgeView {
        let sample = |second: u32| SurgeSample {
            answered: vec![f64::from(second), 20.0, 90.0, 60.0, 5.0, 1.0],
            refused: vec![0.0, 0.0, 30.0, 10.0, 5.0, 0.0],
            in_flight: 12.0,
            orders: 3.5,
            level: 2,
        };
        let item = |number: u32, for_sale| HotItem {
            id: variant_id(number),
            title: self.say("Skerry waxed tote, Moss"),
            for_sale,
            held: 4,
            sold: 96,
        };
        let widget = |shown| WidgetStanding { key: self.say("related_products"), shown, shed_at: Some(1) };
        SurgeView {
            level: 3,
            pinned: Some(3),
            why: vec![self.say("event loop 80 ms late")],
            classes: ["Checkout", "Cart", "Product", "Browse and search", "Extras", "Admin"]
                .map(|name| self.say(name))
                .to_vec(),
            samples: (1..=120).map(sample).collect(),
            hot: vec![item(1, Some(12)), item(2, Some(0)), item(3, None)],
            queue: Some(QueueStanding {
                waiting: 4_321,
                admitted: 25.0,
                wait_seconds: 173,
                why: Some(self.say("tasks are run late")),
            }),
            widgets: Some(vec![widget(true), widget(false)]),
            breakers: self.dashboard().providers,
            caches: Some(vec![CacheStanding {
                name: self.say("pages"),
                lookups: 900.0,
                hit_share: 0.97,
                entries: Some(412),
                bytes: Some(1_500_000),
            }]),
        }
    }
}
