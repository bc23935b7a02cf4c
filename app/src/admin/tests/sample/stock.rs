//! Stock.

use types::admin::{LedgerRow, LocationRow, SalePolicy, StockRow};

use super::{Words, id, variant_id};
use crate::admin::{LocationForm, Posted, StockForm, StockItem, StockList};

impl Words {
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
}
