//! How the shop runs.

use types::{
    DropId,
    admin::{
        CacheStanding, Dashboard, FulfilmentStanding, HotItem, ProviderStanding, QueueStanding, SurgeSample, SurgeView,
        WidgetStanding,
    },
    flag::{FlagView, PressureInputView, PressureView, SwitchChange},
    job::{JobPage, JobRow, JobState},
};

use super::{Words, id, usd, variant_id};
use crate::admin::JobFilter;

impl Words {
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
            queues: vec![
                QueueStanding {
                    title: self.say("the shop"),
                    waiting: 4_321,
                    admitted: Some(18.0),
                    rate: 25.0,
                    wait_seconds: Some(173),
                    alone: true,
                    why: Some(self.say("tasks are run late")),
                    ..QueueStanding::default()
                },
                QueueStanding {
                    title: self.say("Lantern no. 7"),
                    drop: Some(DropId::new()),
                    left: Some(12),
                    held: 3,
                    ..QueueStanding::default()
                },
            ],
            changes: self.switches(),
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
