//! Drops, as the sample has them.

use types::{
    DropId,
    drops::{
        AdminDrop, DropGoods, DropInput, DropList, DropReport, DropRow, DropStatus, RefusalCount, RoomMode, RoomView,
        ShedStep,
    },
};

use super::{
    attribute, parsed,
    sample::{PLAIN, Words, usd, variant_id},
    text,
};
use crate::admin::*;

impl Words {
    fn word(self, text: &str) -> String {
        (self.0)(text)
    }

    pub fn drops(self) -> DropList {
        let row = |status| DropRow {
            id: DropId::new(),
            slug: "lantern-no-7".into(),
            title: self.word("Lantern No. 7"),
            status,
            starts_at: "2026-11-27T18:00:00Z".into(),
            ends_at: "2026-11-27T20:00:00Z".into(),
        };
        let items = DropStatus::ALL.iter().map(|status| row(*status)).collect();
        DropList { items, next_cursor: Some(self.word("1764266400000.019ab")) }
    }

    pub fn room(self) -> RoomView {
        RoomView {
            mode: RoomMode::Auto,
            per_minute: Some(600),
            rate: 300,
            is_open: true,
            opened_why: Some(self.word("requests wait for their turn")),
            joined: 30,
            admitted: 7,
            on_their_way: 2,
            remaining: Some(5),
            held: 1,
            degraded: true,
            refused: vec![RefusalCount { why: self.word("forged"), times: 4 }],
            suspects: 3,
        }
    }

    pub fn drop(self) -> AdminDrop {
        AdminDrop {
            id: DropId::new(),
            status: DropStatus::Live,
            commitment: self.word("ba7816bf"),
            room: self.room(),
            input: DropInput {
                slug: "lantern-no-7".into(),
                title: self.word("Lantern No. 7"),
                message_before: self.word("Come early."),
                message_live: self.word("On sale."),
                message_over: self.word("Gone."),
                starts_at: "2026-11-27T18:00:00Z".into(),
                ends_at: "2026-11-27T20:00:00Z".into(),
                admit_per_minute: 600,
                pass_seconds: 120,
                shed_ladder: vec![ShedStep { flag: self.word("related_products"), level: 0 }],
                goods: vec![DropGoods { variant_id: variant_id(1), units: 300, price: None }],
                ..DropInput::default()
            },
            report: Some(DropReport {
                demand: 30,
                entrants: 20,
                admitted: 7,
                units: 300,
                units_sold: 300,
                sold_out_after_seconds: Some(83),
                orders: 290,
                revenue: usd(7_440_000),
                holds_expired: 3,
                payments_refused: 2,
                refused: self.room().refused,
                forged: 4,
                suspects: 7,
            }),
        }
    }
}

#[test]
fn a_drop_offers_what_its_state_allows() {
    for (status, offered) in [
        (DropStatus::Draft, vec!["Announce", "Delete"]),
        (DropStatus::Scheduled, vec!["Take back"]),
        (DropStatus::Live, vec!["End now"]),
        (DropStatus::Ended, vec![]),
        (DropStatus::Reported, vec!["Delete"]),
    ] {
        let view = AdminDrop { status, ..PLAIN.drop() };
        let document = parsed(drop(&PLAIN.chrome(), &view, "LN7 × 300", None));
        let selector = scraper::Selector::parse(".admin-head-beside button").unwrap();
        let buttons: Vec<String> = document.select(&selector).map(|button| button.text().collect()).collect();
        assert_eq!(buttons, offered, "{status:?}");
    }
}

#[test]
fn drops_are_read_on_from_the_latest_start() {
    let document = parsed(drops(&PLAIN.chrome(), &PLAIN.drops(), None, &PLAIN.room(), None));
    let older = attribute(&document, ".admin-pager a[rel=next]", "href").unwrap();
    assert_eq!(older, "/admin/drops?cursor=1764266400000.019ab");
    let last = DropList { next_cursor: None, ..PLAIN.drops() };
    let document = parsed(drops(&PLAIN.chrome(), &last, Some("x"), &PLAIN.room(), None));
    assert_eq!(attribute(&document, ".admin-pager a", "href").unwrap(), "/admin/drops");
    assert_eq!(text(&document, ".admin-pager a"), "← Newest");
}

#[test]
fn a_report_says_what_became_of_it() {
    let document = parsed(drop(&PLAIN.chrome(), &PLAIN.drop(), "", None));
    let said = text(&document, "section[aria-labelledby=report]");
    for words in
        ["300 of 300 in 290 orders", "after 1 min 23 s", "$74,400.00", "4 forged", "4 forged tickets, 7 others"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(attribute(&document, "form[action$='/room']", "action").is_some());
}
